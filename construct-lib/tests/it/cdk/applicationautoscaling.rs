//! Scalable targets, schedules and policies.

use std::time::Duration;

use construct_lib::Stack;
use construct_lib::applicationautoscaling::{
    AdjustmentType, Cron, MetricAggregationType, PredefinedMetric, ScalableDimension,
    ScalableTarget, ScalableTargetProps, ScalingInterval, ScalingSchedule, Schedule, StepScaling,
    TargetTracking, TargetTrackingScalingPolicy, TrackedMetric,
};
use construct_lib::cloudwatch::{AnyMetric, MathExpression, Metric, Statistic, Unit};
use construct_lib::iam::Role;

use super::compare::{Program, check, program, refused};

#[test]
fn scaling_is_that_of_the_cdk() {
    check("applicationautoscaling", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] =
    &[("without a role", "AWS has a role for it, so none is made; see `scaling.rs`")];

fn role(s: &Stack) -> Role {
    Role::from_role_arn(s, "Role", "arn:aws:iam::111122223333:role/scaling")
}

fn props(s: &Stack) -> ScalableTargetProps {
    let dimension = ScalableDimension::EcsServiceDesiredCount;
    ScalableTargetProps::new(dimension, "service/shop/orders", 20).role(&role(s))
}

fn target(s: &Stack) -> ScalableTarget {
    ScalableTarget::new(s, "Target", props(s))
}

fn metric() -> Metric {
    Metric::new("Shop", "Orders")
}

const CPU: PredefinedMetric = PredefinedMetric::EcsServiceAverageCpuUtilization;

fn cpu() -> TargetTracking {
    TargetTracking::new(CPU, 60.0)
}

fn track(s: &Stack, id: &str, tracking: TargetTracking) {
    target(s).scale_to_track_metric(id, tracking);
}

fn orders(s: &Stack, metric: Metric) {
    track(s, "Orders", TargetTracking::new(metric, 100.0));
}

fn three() -> [ScalingInterval; 3] {
    [
        ScalingInterval::up_to(10.0, -1),
        ScalingInterval::from(50.0, 1),
        ScalingInterval::from(80.0, 3),
    ]
}

fn steps(metric: impl Into<AnyMetric>) -> StepScaling {
    StepScaling::new(metric, three())
}

fn step(s: &Stack, scaling: StepScaling) {
    target(s).scale_on_metric("Steps", scaling);
}

fn intervals<const N: usize>(s: &Stack, all: [ScalingInterval; N]) {
    step(s, StepScaling::new(metric(), all));
}

fn on(s: &Stack, schedule: Schedule) {
    target(s).scale_on_schedule("now", ScalingSchedule::new(schedule).min_capacity(5));
}

fn eight() -> Cron {
    Cron::new().hour("8").minute("0")
}

fn rate(s: &Stack, seconds: u64) {
    on(s, Schedule::rate(Duration::from_secs(seconds)));
}

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(target(s))),
    program("from 0", |s| {
        let dimension = ScalableDimension::EcsServiceDesiredCount;
        let props = ScalableTargetProps::new(dimension, "service/shop/orders", 0);
        ScalableTarget::new(s, "Target", props.min_capacity(0).role(&role(s)));
    }),
    refused("bounds the wrong way round", "capacity-out-of-range", |s| {
        ScalableTarget::new(s, "Target", props(s).min_capacity(30));
    }),
    program("of a table", |s| {
        let dimension = ScalableDimension::DynamodbTableReadCapacityUnits;
        let props = ScalableTargetProps::new(dimension, "table/orders", 20);
        ScalableTarget::new(s, "Target", props.min_capacity(5).role(&role(s)));
    }),
    program("cron", |s| on(s, Schedule::cron(eight()))),
    program("cron, every field", |s| {
        let cron = Cron::new().minute("30").hour("8-18").day("1").month("JAN-MAR");
        on(s, Schedule::cron(cron.year("2026-2028")));
    }),
    program("cron, a day of the week", |s| on(s, Schedule::cron(eight().week_day("MON-FRI")))),
    program("cron, every minute", |s| on(s, Schedule::cron(Cron::new().hour("8")))),
    refused("cron, two kinds of days", "invalid-schedule", |s| {
        on(s, Schedule::cron(Cron::new().minute("0").week_day("MON").day("1")));
    }),
    program("rate of days", |s| rate(s, 2 * 86_400)),
    program("rate of an hour", |s| rate(s, 3600)),
    program("rate of minutes", |s| rate(s, 90 * 60)),
    refused("rate of seconds", "invalid-schedule", |s| rate(s, 30)),
    refused("rate of nothing", "invalid-schedule", |s| rate(s, 0)),
    program("at", |s| on(s, Schedule::at("2026-12-24T18:00:00"))),
    program("an expression", |s| on(s, Schedule::from_expression("rate(3 hours)"))),
    program("a schedule with a time zone", |s| {
        let schedule = ScalingSchedule::new(Schedule::cron(eight())).min_capacity(5);
        target(s).scale_on_schedule("now", schedule.time_zone("Asia/Seoul"));
    }),
    program("a schedule between times", |s| {
        let schedule = ScalingSchedule::new(Schedule::cron(eight()))
            .min_capacity(5)
            .max_capacity(10)
            .start_time("2026-12-01T00:00:00Z")
            .end_time("2026-12-31T15:00:00Z");
        target(s).scale_on_schedule("now", schedule);
    }),
    refused("a schedule that changes nothing", "invalid-schedule", |s| {
        target(s).scale_on_schedule("now", ScalingSchedule::new(Schedule::cron(eight())));
    }),
    program("two schedules", |s| {
        let target = target(s);
        let at = |hour| ScalingSchedule::new(Schedule::cron(Cron::new().hour(hour).minute("0")));
        target.scale_on_schedule("mornings", at("8").min_capacity(5));
        target.scale_on_schedule("evenings", at("20").min_capacity(1).max_capacity(2));
    }),
    program("tracking", |s| track(s, "Cpu", cpu())),
    program("tracking, everything", |s| {
        let tracking = cpu()
            .policy_name("busy")
            .disable_scale_in()
            .scale_in_cooldown(Duration::from_secs(300))
            .scale_out_cooldown(Duration::from_secs(30));
        track(s, "Cpu", tracking);
    }),
    program("tracking requests of a load balancer", |s| {
        let label = "app/shop/1/targetgroup/orders/2";
        let requests = TrackedMetric::alb_request_count_per_target(label);
        track(s, "Requests", TargetTracking::new(requests, 1000.0));
    }),
    program("tracking the writes of a table", |s| {
        let writes = PredefinedMetric::DynamoDbWriteCapacityUtilization;
        track(s, "Writes", TargetTracking::new(writes, 70.0));
    }),
    program("tracking a metric", |s| orders(s, metric())),
    program("tracking a metric, everything", |s| {
        orders(
            s,
            metric().statistic(Statistic::Maximum).unit(Unit::Count).dimension("Country", "KR"),
        );
    }),
    refused("tracking a percentile", "invalid-scaling", |s| {
        orders(s, metric().statistic(Statistic::Percentile(99.0)));
    }),
    program("tracking two metrics", |s| {
        let target = target(s);
        target.scale_to_track_metric("Cpu", cpu());
        let memory = PredefinedMetric::EcsServiceAverageMemoryUtilization;
        target.scale_to_track_metric("Memory", TargetTracking::new(memory, 80.0));
    }),
    program("tracking, of its own scope", |s| {
        TargetTrackingScalingPolicy::new(s, "Cpu", &target(s), cpu());
    }),
    program("steps", |s| step(s, steps(metric()))),
    program("steps, everything", |s| {
        let percent = AdjustmentType::PercentChangeInCapacity { min_adjustment_magnitude: Some(2) };
        let scaling = steps(metric())
            .adjustment_type(percent)
            .cooldown(Duration::from_secs(180))
            .evaluation_periods(3)
            .datapoints_to_alarm(2)
            .metric_aggregation_type(MetricAggregationType::Maximum);
        step(s, scaling);
    }),
    program("steps to exact numbers", |s| {
        let all = [
            ScalingInterval::up_to(10.0, 0),
            ScalingInterval::between(10.0, 50.0, 2),
            ScalingInterval::from(50.0, 8),
        ];
        let scaling = StepScaling::new(metric(), all);
        step(s, scaling.adjustment_type(AdjustmentType::ExactCapacity));
    }),
    program("steps up alone", |s| {
        intervals(s, [ScalingInterval::from(0.0, 1), ScalingInterval::from(100.0, 5)]);
    }),
    program("steps with a gap at the end", |s| {
        let low = ScalingInterval::between(0.0, 5.0, -3);
        intervals(s, [ScalingInterval::between(5.0, 50.0, -1), low]);
    }),
    program("steps with a change of nothing", |s| {
        let quiet = ScalingInterval::between(10.0, 50.0, 0);
        intervals(s, [ScalingInterval::up_to(10.0, -1), quiet, ScalingInterval::from(50.0, 2)]);
    }),
    program("steps by the least value", |s| {
        step(s, steps(metric().statistic(Statistic::Minimum)));
    }),
    program("steps by a percentile", |s| {
        step(s, steps(metric().statistic(Statistic::Percentile(99.0))));
    }),
    program("steps by an expression", |s| {
        step(s, steps(MathExpression::new("a / 2").using("a", metric())));
    }),
    refused("steps that overlap", "invalid-scaling", |s| {
        let low = ScalingInterval::between(0.0, 60.0, -1);
        intervals(s, [low, ScalingInterval::from(50.0, 1)]);
    }),
    refused("steps with two gaps", "invalid-scaling", |s| {
        let low = ScalingInterval::between(10.0, 20.0, -1);
        intervals(s, [low, ScalingInterval::from(30.0, 1)]);
    }),
    refused("one step", "invalid-scaling", |s| intervals(s, [ScalingInterval::from(10.0, 1)])),
    refused("two open ends that meet", "invalid-scaling", |s| {
        intervals(s, [ScalingInterval::from(10.0, 1), ScalingInterval::up_to(50.0, 1)]);
    }),
];
