//! What CloudFormation waits for when it creates or changes a resource.

use construct_core::{
    CfnAutoScalingInstanceRefresh, CfnAutoScalingInstanceRefreshPreferences,
    CfnAutoScalingReplacingUpdate, CfnAutoScalingRollingUpdate, CfnAutoScalingScheduledAction,
    CfnCodeDeployLambdaAliasUpdate, CfnCondition, CfnCreationPolicy,
    CfnResourceAutoScalingCreationPolicy, CfnResourceSignal, CfnUpdatePolicy, RemovalPolicy, Stack,
    Value, intrinsic,
};

use super::{Ours, Program, group, of_type, same, thing};

pub(super) const ALL: &[Program] = &[
    same("creation policy, signal", |s| {
        let signal = CfnResourceSignal::new().count(2).timeout("PT10M");
        group(s).set_creation_policy(CfnCreationPolicy::new().resource_signal(signal));
    }),
    same("creation policy, group", |s| {
        let share =
            CfnResourceAutoScalingCreationPolicy::new().min_successful_instances_percent(50);
        let policy = CfnCreationPolicy::new().auto_scaling_creation_policy(share);
        let signal = CfnResourceSignal::new().timeout("PT5M");
        group(s).set_creation_policy(policy.resource_signal(signal));
    }),
    same("creation policy, fleet", |s| {
        let fleet = of_type(s, "T", "AWS::AppStream::Fleet");
        fleet.set_creation_policy(CfnCreationPolicy::new().start_fleet(true));
    }),
    same("update policy, rolling", |s| {
        let rolling = CfnAutoScalingRollingUpdate::new()
            .max_batch_size(1)
            .min_instances_in_service(1)
            .min_successful_instances_percent(100)
            .pause_time("PT5M")
            .suspend_processes(["AlarmNotification"])
            .wait_on_resource_signals(true);
        group(s).set_update_policy(CfnUpdatePolicy::new().auto_scaling_rolling_update(rolling));
    }),
    same("update policy, replacing", |s| {
        let replacing = CfnAutoScalingReplacingUpdate::new().will_replace(true);
        group(s).set_update_policy(CfnUpdatePolicy::new().auto_scaling_replacing_update(replacing));
    }),
    same("update policy, scheduled", |s| {
        let action =
            CfnAutoScalingScheduledAction::new().ignore_unmodified_group_size_properties(true);
        group(s).set_update_policy(CfnUpdatePolicy::new().auto_scaling_scheduled_action(action));
    }),
    same("update policy, refresh", |s| {
        let preferences = CfnAutoScalingInstanceRefreshPreferences::new()
            .min_healthy_percentage(90)
            .instance_warmup(60)
            .skip_matching(true);
        let refresh = CfnAutoScalingInstanceRefresh::new("Rolling").preferences(preferences);
        group(s).set_update_policy(CfnUpdatePolicy::new().auto_scaling_instance_refresh(refresh));
    }),
    same("update policy, alias", |s| {
        let text = |r: construct_core::CfnResource| Value::<String>::of(r.ref_expr());
        let hook = text(of_type(s, "Hook", "AWS::Lambda::Function"));
        let alias = of_type(s, "Alias", "AWS::Lambda::Alias");
        let application = text(of_type(s, "App", "AWS::CodeDeploy::Application"));
        let update = CfnCodeDeployLambdaAliasUpdate::new(application, "group")
            .before_allow_traffic_hook(hook)
            .after_allow_traffic_hook("after");
        alias.set_update_policy(CfnUpdatePolicy::new().code_deploy_lambda_alias_update(update));
    }),
    same("update policy, resharding", |s| {
        let cluster = of_type(s, "T", "AWS::ElastiCache::ReplicationGroup");
        cluster.set_update_policy(CfnUpdatePolicy::new().use_online_resharding(true));
    }),
    same("update policy, version", |s| {
        let domain = of_type(s, "T", "AWS::OpenSearchService::Domain");
        domain.set_update_policy(CfnUpdatePolicy::new().enable_version_upgrade(true));
    }),
    Program {
        name: "all attributes of a resource",
        build: all_attributes,
        ours: Ours::Differs(
            &[
                ("/Resources/T/DeletionPolicy", r#""RetainExceptOnCreate""#),
                ("/Resources/T/UpdateReplacePolicy", r#""Retain""#),
                ("/Resources/T/Version", "null"),
                ("/Resources/T/Description", "null"),
            ],
            "one removal policy says both; what nobody reads is set by an override",
        ),
    },
];

fn all_attributes(s: &Stack) {
    let t = of_type(s, "T", "AWS::AutoScaling::AutoScalingGroup");
    t.add_property_override("A", construct_core::Expr::Int(1));
    t.set_condition(&CfnCondition::new(s, "C", intrinsic::equals("a", "b")));
    let signal = CfnResourceSignal::new().count(1);
    t.set_creation_policy(CfnCreationPolicy::new().resource_signal(signal));
    let replacing = CfnAutoScalingReplacingUpdate::new().will_replace(true);
    t.set_update_policy(CfnUpdatePolicy::new().auto_scaling_replacing_update(replacing));
    t.apply_removal_policy(RemovalPolicy::RetainExceptOnCreate);
    t.add_metadata("k", "v");
    t.add_dependency(&thing(s, "U"));
}
