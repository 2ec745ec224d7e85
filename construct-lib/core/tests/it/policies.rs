//! Creation and update policies.

use construct_core::{
    CfnAutoScalingInstanceRefresh, CfnAutoScalingInstanceRefreshPreferences,
    CfnAutoScalingReplacingUpdate, CfnAutoScalingRollingUpdate, CfnAutoScalingScheduledAction,
    CfnCodeDeployLambdaAliasUpdate, CfnCreationPolicy, CfnResource,
    CfnResourceAutoScalingCreationPolicy, CfnResourceSignal, CfnUpdatePolicy,
};
use serde_json::json;

use crate::support::{app_with_stack, check_report, template, topic};

#[test]
fn policies_are_written_as_cloudformation_has_them() {
    let (app, stack) = app_with_stack();
    let group = CfnResource::new(&stack, "Group", "AWS::AutoScaling::AutoScalingGroup");
    let signal = CfnResourceSignal::new().count(2).timeout("PT5M");
    let share = CfnResourceAutoScalingCreationPolicy::new().min_successful_instances_percent(80);
    let creation =
        CfnCreationPolicy::new().resource_signal(signal).auto_scaling_creation_policy(share);
    group.set_creation_policy(creation);
    let rolling = CfnAutoScalingRollingUpdate::new()
        .max_batch_size(2)
        .min_instances_in_service(1)
        .min_successful_instances_percent(100)
        .min_active_instances_percent(50)
        .pause_time("PT1H")
        .suspend_processes(["AlarmNotification"])
        .wait_on_resource_signals(true);
    let scheduled =
        CfnAutoScalingScheduledAction::new().ignore_unmodified_group_size_properties(true);
    let update = CfnUpdatePolicy::new()
        .auto_scaling_replacing_update(CfnAutoScalingReplacingUpdate::new().will_replace(false))
        .auto_scaling_rolling_update(rolling)
        .auto_scaling_scheduled_action(scheduled);
    group.set_update_policy(update);

    let second = CfnResource::new(&stack, "Second", "AWS::AutoScaling::AutoScalingGroup");
    let preferences = CfnAutoScalingInstanceRefreshPreferences::new()
        .min_healthy_percentage(90)
        .max_healthy_percentage(110)
        .instance_warmup(60)
        .skip_matching(true)
        .checkpoint_percentages([50, 100])
        .checkpoint_delay(600)
        .bake_time(300)
        .alarms(["errors"])
        .scale_in_protected_instances("Wait")
        .standby_instances("Ignore");
    let refresh = CfnAutoScalingInstanceRefresh::new("Rolling").preferences(preferences);
    second.set_update_policy(CfnUpdatePolicy::new().auto_scaling_instance_refresh(refresh));

    let alias = CfnResource::new(&stack, "Alias", "AWS::Lambda::Alias");
    let shift = CfnCodeDeployLambdaAliasUpdate::new("application", "group")
        .before_allow_traffic_hook("before")
        .after_allow_traffic_hook("after");
    alias.set_update_policy(CfnUpdatePolicy::new().code_deploy_lambda_alias_update(shift));
    let cache = CfnResource::new(&stack, "Cache", "AWS::ElastiCache::ReplicationGroup");
    cache.set_update_policy(CfnUpdatePolicy::new().use_online_resharding(true));
    let search = CfnResource::new(&stack, "Search", "AWS::OpenSearchService::Domain");
    search.set_update_policy(CfnUpdatePolicy::new().enable_version_upgrade(true));
    let fleet = CfnResource::new(&stack, "Fleet", "AWS::AppStream::Fleet");
    fleet.set_creation_policy(CfnCreationPolicy::new().start_fleet(true));

    let resources = template(&app)["Resources"].clone();
    assert_eq!(
        resources["Group"],
        json!({
            "Type": "AWS::AutoScaling::AutoScalingGroup",
            "CreationPolicy": {
                "ResourceSignal": {"Count": 2, "Timeout": "PT5M"},
                "AutoScalingCreationPolicy": {"MinSuccessfulInstancesPercent": 80},
            },
            "UpdatePolicy": {
                "AutoScalingReplacingUpdate": {"WillReplace": false},
                "AutoScalingRollingUpdate": {
                    "MaxBatchSize": 2,
                    "MinInstancesInService": 1,
                    "MinSuccessfulInstancesPercent": 100,
                    "MinActiveInstancesPercent": 50,
                    "PauseTime": "PT1H",
                    "SuspendProcesses": ["AlarmNotification"],
                    "WaitOnResourceSignals": true,
                },
                "AutoScalingScheduledAction": {"IgnoreUnmodifiedGroupSizeProperties": true},
            },
        })
    );
    assert_eq!(
        resources["Second"]["UpdatePolicy"]["AutoScalingInstanceRefresh"],
        json!({
            "Strategy": "Rolling",
            "Preferences": {
                "MinHealthyPercentage": 90,
                "MaxHealthyPercentage": 110,
                "InstanceWarmup": 60,
                "SkipMatching": true,
                "CheckpointPercentages": [50, 100],
                "CheckpointDelay": 600,
                "BakeTime": 300,
                "AlarmSpecification": {"Alarms": ["errors"]},
                "ScaleInProtectedInstances": "Wait",
                "StandbyInstances": "Ignore",
            },
        })
    );
    assert_eq!(
        resources["Alias"]["UpdatePolicy"],
        json!({"CodeDeployLambdaAliasUpdate": {
            "ApplicationName": "application",
            "DeploymentGroupName": "group",
            "BeforeAllowTrafficHook": "before",
            "AfterAllowTrafficHook": "after",
        }})
    );
    assert_eq!(resources["Cache"]["UpdatePolicy"], json!({"UseOnlineResharding": true}));
    assert_eq!(resources["Search"]["UpdatePolicy"], json!({"EnableVersionUpgrade": true}));
    assert_eq!(resources["Fleet"]["CreationPolicy"], json!({"StartFleet": true}));
}

#[test]
fn policies_that_a_type_does_not_take() {
    let (app, stack) = app_with_stack();
    let orders = topic(&stack, "Orders");
    orders.set_creation_policy(CfnCreationPolicy::new().start_fleet(true));
    orders.set_update_policy(json!({"UseOnlineResharding": true}));
    let group = CfnResource::new(&stack, "Group", "AWS::AutoScaling::AutoScalingGroup");
    let both = CfnUpdatePolicy::new()
        .auto_scaling_rolling_update(CfnAutoScalingRollingUpdate::new())
        .auto_scaling_instance_refresh(CfnAutoScalingInstanceRefresh::new("Rolling"));
    group.set_update_policy(both);
    check_report("policies", &app.synth().unwrap_err().to_string());
}
