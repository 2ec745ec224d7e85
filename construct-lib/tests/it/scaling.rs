//! What scaling does beyond the CDK's, and what it refuses.

use std::time::Duration;

use construct_lib::Stack;
use construct_lib::applicationautoscaling::{
    Cron, PredefinedMetric, ScalableAttribute, ScalableDimension, ScalableTarget,
    ScalableTargetProps, ScalingInterval, ScalingSchedule, Schedule, StepScaling, TargetTracking,
};
use construct_lib::cloudwatch::Metric;
use construct_lib::testing::{Template, diagnostics, json};

use crate::support::{check_template, orders};

fn tasks() -> ScalableTargetProps {
    ScalableTargetProps::new(ScalableDimension::EcsServiceDesiredCount, "service/shop/orders", 20)
}

fn target(s: &Stack) -> ScalableTarget {
    ScalableTarget::new(s, "Tasks", tasks())
}

fn metric() -> Metric {
    Metric::new("Shop", "Orders")
}

fn eight() -> Schedule {
    Schedule::cron(Cron::new().hour("8").minute("0"))
}

fn codes(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (app, stack) = orders();
    build(&stack);
    diagnostics(&app).iter().map(|d| d.code().to_owned()).collect()
}

#[test]
fn a_number_that_is_scaled_in_every_way() {
    let (_app, stack) = orders();
    let tasks = tasks().min_capacity(2).service_linked_role(&stack, "ECSService");
    let tasks = ScalableAttribute::new(&stack, "Tasks", tasks);
    let cpu = PredefinedMetric::EcsServiceAverageCpuUtilization;
    let calm = Duration::from_secs(300);
    tasks.scale_to_track_metric("Cpu", TargetTracking::new(cpu, 60.0).scale_in_cooldown(calm));
    let steps = [
        ScalingInterval::up_to(10.0, -1),
        ScalingInterval::from(50.0, 1),
        ScalingInterval::from(80.0, 3),
    ];
    tasks.scale_on_metric("Waiting", StepScaling::new(Metric::new("Shop", "Waiting"), steps));
    let opening = ScalingSchedule::new(eight()).min_capacity(8).time_zone("Asia/Seoul");
    tasks.scale_on_schedule("opening", opening);
    check_template("scaling", &stack);
}

#[test]
fn a_target_needs_no_role() {
    let (_app, stack) = orders();
    target(&stack);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::IAM::Role", 0);
    let (_, target) = template.find_resources("AWS::ApplicationAutoScaling::ScalableTarget")[0];
    assert_eq!(target["Properties"].get("RoleARN"), None);
}

#[test]
fn the_role_of_a_service_is_in_the_account_of_the_stack() {
    let (_app, stack) = orders();
    ScalableTarget::new(&stack, "Tasks", tasks().service_linked_role(&stack, "ECSService"));
    let end = ":role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService";
    Template::from_stack(&stack).has_resource_properties(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        json!({ "RoleARN": { "Fn::Join": ["", [
            "arn:", { "Ref": "AWS::Partition" }, ":iam::", { "Ref": "AWS::AccountId" }, end,
        ]] } }),
    );
}

/// What AWS refuses; the report is checked with those of all other codes.
pub(crate) fn refused(s: &Stack) {
    ScalableTarget::new(s, "Bounds", tasks().min_capacity(21));
    let target = target(s);
    let on = |id: &str, schedule: Schedule| {
        target.scale_on_schedule(id, ScalingSchedule::new(schedule).max_capacity(3));
    };
    on("a", Schedule::rate(Duration::from_millis(60_500)));
    on("b", Schedule::at("24 December"));
    on("c", Schedule::at("2026-13-24T18:00:00"));
    on("d", Schedule::cron(Cron::new().hour("8")));
    on("d", eight());
    on("e:f", eight());
    let schedule = ScalingSchedule::new(eight()).min_capacity(5).max_capacity(4);
    target.scale_on_schedule("g", schedule.start_time("2026-12-24").end_time("2026-11-24"));
    target.scale_to_track_metric(
        "Zero",
        TargetTracking::new(metric(), 0.0).scale_in_cooldown(Duration::from_millis(1500)),
    );
    let requests = PredefinedMetric::AlbRequestCountPerTarget;
    target.scale_to_track_metric("Requests", TargetTracking::new(requests, 100.0));
    let upside_down = [ScalingInterval::between(20.0, 10.0, -1), ScalingInterval::from(50.0, 1)];
    target.scale_on_metric("Steps", StepScaling::new(metric(), upside_down));
}

#[test]
fn an_imported_target_takes_policies_but_no_schedules() {
    let id = "service/shop/orders|ecs:service:DesiredCount|ecs";
    let found = codes(|s| {
        ScalableTarget::from_scalable_target_id(s, "Tasks", id)
            .scale_to_track_metric("Orders", TargetTracking::new(metric(), 9.0));
    });
    assert!(found.is_empty(), "{found:?}");
    let found = codes(|s| {
        target(s);
        ScalableTarget::from_scalable_target_id(s, "Imported", id)
            .scale_on_schedule("a", ScalingSchedule::new(eight()).min_capacity(1));
    });
    assert_eq!(found, ["imported-construct"]);
}

#[test]
fn the_namespace_of_a_dimension_is_where_it_begins() {
    let dimension = ScalableDimension::LambdaFunctionProvisionedConcurrency;
    assert_eq!(dimension.service_namespace(), "lambda");
    assert_eq!(ScalableDimension::Ec2SpotFleetRequestTargetCapacity.service_namespace(), "ec2");
}

#[test]
fn what_appears_in_a_schedule_later_is_written() {
    let (_app, stack) = orders();
    let target = target(&stack);
    for (id, min) in [("one", 1), ("two", 2)] {
        target.scale_on_schedule(id, ScalingSchedule::new(eight()).min_capacity(min));
    }
    let template = Template::from_stack(&stack);
    let (_, target) = template.find_resources("AWS::ApplicationAutoScaling::ScalableTarget")[0];
    let names: Vec<_> = target["Properties"]["ScheduledActions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|action| action["ScheduledActionName"].clone())
        .collect();
    assert_eq!(names, [json!("one"), json!("two")]);
}
