//! `CreationPolicy` and `UpdatePolicy` of a resource.

use crate::error::{Diagnostic, codes};
use crate::token::{Expr, IntoValue, Json, List, Props};

macro_rules! policies {
    ($(
        $(#[$doc:meta])*
        $name:ident($($required:ident $required_key:literal),*) {
            $($(#[$setter_doc:meta])* $setter:ident $key:literal $ty:ty;)*
        }
    )*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(Props);

        impl $name {
            /// With all defaults.
            #[must_use]
            #[allow(clippy::new_without_default, reason = "some of them need something")]
            pub fn new($($required: impl IntoValue<String>),*) -> Self {
                Self(Props::new()$(.with($required_key, $required.into_expr()))*)
            }

            $(
                $(#[$setter_doc])*
                #[must_use]
                pub fn $setter(self, value: impl IntoValue<$ty>) -> Self {
                    Self(self.0.with($key, value.into_expr()))
                }
            )*
        }

        #[diagnostic::do_not_recommend]
        impl IntoValue<Json> for $name {
            fn into_expr(self) -> Expr {
                self.0.into_expr()
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoValue<$name> for $name {
            fn into_expr(self) -> Expr {
                self.0.into_expr()
            }
        }
    )*};
}

policies! {
    /// What CloudFormation waits for before a resource counts as created: its
    /// [creation policy](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html).
    ///
    /// ```
    /// use construct_core::{App, CfnCreationPolicy, CfnResource, CfnResourceSignal, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let instance = CfnResource::new(&stack, "Instance", "AWS::EC2::Instance");
    /// let signal = CfnResourceSignal::new().count(1).timeout("PT5M");
    /// instance.set_creation_policy(CfnCreationPolicy::new().resource_signal(signal));
    /// ```
    CfnCreationPolicy() {
        /// How many instances of an Auto Scaling group must succeed.
        auto_scaling_creation_policy "AutoScalingCreationPolicy" CfnResourceAutoScalingCreationPolicy;
        /// The signals that an instance, a group or a wait condition waits for.
        resource_signal "ResourceSignal" CfnResourceSignal;
        /// Whether an AppStream fleet is started once it is created.
        start_fleet "StartFleet" bool;
    }

    /// How many instances of a new Auto Scaling group must succeed.
    CfnResourceAutoScalingCreationPolicy() {
        /// The share of instances that must signal success, in percent; 100 by
        /// default.
        min_successful_instances_percent "MinSuccessfulInstancesPercent" i64;
    }

    /// Signals that CloudFormation waits for.
    CfnResourceSignal() {
        /// How many; 1 by default.
        count "Count" i64;
        /// How long, as `PT#H#M#S`; five minutes by default, twelve hours at most.
        timeout "Timeout" String;
    }

    /// How CloudFormation changes a resource: its
    /// [update policy](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html).
    ///
    /// ```
    /// use construct_core::{App, CfnCodeDeployLambdaAliasUpdate, CfnResource, CfnUpdatePolicy, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let alias = CfnResource::new(&stack, "Live", "AWS::Lambda::Alias");
    /// let update = CfnCodeDeployLambdaAliasUpdate::new("orders", "live");
    /// alias.set_update_policy(CfnUpdatePolicy::new().code_deploy_lambda_alias_update(update));
    /// ```
    CfnUpdatePolicy() {
        /// Replaces an Auto Scaling group, or the instances in it.
        auto_scaling_replacing_update "AutoScalingReplacingUpdate" CfnAutoScalingReplacingUpdate;
        /// Changes the instances of an Auto Scaling group batch by batch.
        auto_scaling_rolling_update "AutoScalingRollingUpdate" CfnAutoScalingRollingUpdate;
        /// Refreshes the instances of an Auto Scaling group; not together with
        /// a rolling update.
        auto_scaling_instance_refresh "AutoScalingInstanceRefresh" CfnAutoScalingInstanceRefresh;
        /// Leaves the sizes of a group to its scheduled actions.
        auto_scaling_scheduled_action "AutoScalingScheduledAction" CfnAutoScalingScheduledAction;
        /// Shifts the traffic of a Lambda alias by CodeDeploy.
        code_deploy_lambda_alias_update "CodeDeployLambdaAliasUpdate" CfnCodeDeployLambdaAliasUpdate;
        /// Whether shards are added and removed online, instead of a new
        /// ElastiCache replication group.
        use_online_resharding "UseOnlineResharding" bool;
        /// Whether a search domain is upgraded, instead of replaced.
        enable_version_upgrade "EnableVersionUpgrade" bool;
    }

    /// Replaces an Auto Scaling group, or the instances in it.
    CfnAutoScalingReplacingUpdate() {
        /// Whether the group itself is replaced.
        will_replace "WillReplace" bool;
    }

    /// Changes the instances of an Auto Scaling group batch by batch.
    CfnAutoScalingRollingUpdate() {
        /// The size of a batch; 1 by default.
        max_batch_size "MaxBatchSize" i64;
        /// How many instances stay in service meanwhile.
        min_instances_in_service "MinInstancesInService" i64;
        /// The share of new instances that must signal success, in percent.
        min_successful_instances_percent "MinSuccessfulInstancesPercent" i64;
        /// The share of instances that stay in service meanwhile, in percent.
        min_active_instances_percent "MinActiveInstancesPercent" i64;
        /// How long each batch is waited for, as `PT#H#M#S`, one hour at most.
        pause_time "PauseTime" String;
        /// The processes that rest meanwhile, for example `AlarmNotification`.
        suspend_processes "SuspendProcesses" List<String>;
        /// Whether new instances must signal success.
        wait_on_resource_signals "WaitOnResourceSignals" bool;
    }

    /// Leaves the sizes of a group to its scheduled actions.
    CfnAutoScalingScheduledAction() {
        /// Whether sizes that did not change in the template are left alone.
        ignore_unmodified_group_size_properties "IgnoreUnmodifiedGroupSizeProperties" bool;
    }

    /// Shifts the traffic of a Lambda alias by CodeDeploy: the application and
    /// the deployment group.
    CfnCodeDeployLambdaAliasUpdate(
        application_name "ApplicationName",
        deployment_group_name "DeploymentGroupName"
    ) {
        /// The function that runs before traffic is shifted.
        before_allow_traffic_hook "BeforeAllowTrafficHook" String;
        /// The function that runs after it.
        after_allow_traffic_hook "AfterAllowTrafficHook" String;
    }

    /// Refreshes the instances of an Auto Scaling group by a strategy, `Rolling`
    /// or `ReplaceRootVolume`.
    CfnAutoScalingInstanceRefresh(strategy "Strategy") {
        /// How it is done.
        preferences "Preferences" CfnAutoScalingInstanceRefreshPreferences;
    }

    /// How instances are refreshed.
    CfnAutoScalingInstanceRefreshPreferences() {
        /// The smallest share of healthy instances meanwhile, in percent.
        min_healthy_percentage "MinHealthyPercentage" i64;
        /// The largest share of instances meanwhile, in percent.
        max_healthy_percentage "MaxHealthyPercentage" i64;
        /// How long a new instance is waited for, in seconds.
        instance_warmup "InstanceWarmup" i64;
        /// Whether instances that are as wanted already are left alone; they
        /// are by default.
        skip_matching "SkipMatching" bool;
        /// The shares at which it pauses, in percent, ascending.
        checkpoint_percentages "CheckpointPercentages" List<i64>;
        /// How long it pauses, in seconds; an hour by default.
        checkpoint_delay "CheckpointDelay" i64;
        /// How long it is watched once it is done, in seconds.
        bake_time "BakeTime" i64;
        /// Instances that are protected from scaling in: `Wait`, `Ignore` or
        /// `Refresh`.
        scale_in_protected_instances "ScaleInProtectedInstances" String;
        /// Instances on standby: `Wait`, `Ignore` or `Terminate`.
        standby_instances "StandbyInstances" String;
    }
}

impl CfnAutoScalingInstanceRefreshPreferences {
    /// The CloudWatch alarms that stop it.
    #[must_use]
    pub fn alarms(self, alarms: impl IntoValue<List<String>>) -> Self {
        let alarms = Expr::map([("Alarms", alarms.into_expr())]);
        Self(self.0.with("AlarmSpecification", alarms))
    }
}

const GROUP: &str = "AWS::AutoScaling::AutoScalingGroup";

/// What each part of a policy is for, from AWS's pages on the attributes.
const TYPES: &[(&str, &[&str])] = &[
    ("AutoScalingCreationPolicy", &[GROUP]),
    ("ResourceSignal", &[GROUP, "AWS::CloudFormation::WaitCondition", "AWS::EC2::Instance"]),
    ("StartFleet", &["AWS::AppStream::Fleet"]),
    ("AutoScalingReplacingUpdate", &[GROUP]),
    ("AutoScalingRollingUpdate", &[GROUP]),
    ("AutoScalingInstanceRefresh", &[GROUP]),
    ("AutoScalingScheduledAction", &[GROUP]),
    ("CodeDeployLambdaAliasUpdate", &["AWS::Lambda::Alias"]),
    ("UseOnlineResharding", &["AWS::ElastiCache::ReplicationGroup"]),
    ("EnableVersionUpgrade", &["AWS::Elasticsearch::Domain", "AWS::OpenSearchService::Domain"]),
];

/// What is wrong with a policy for a resource of this type.
pub(super) fn misfits(type_name: &str, policy: &Expr) -> Vec<Diagnostic> {
    let Expr::Map(entries) = policy else {
        return Vec::new();
    };
    let misfit = |(key, types): &(&str, &[&str])| {
        Diagnostic::error(
            codes::POLICY_UNSUPPORTED,
            format!("a resource of type `{type_name}` takes no `{key}`"),
        )
        .help(format!("it is for {}", types.join(", ")))
    };
    let mut found: Vec<Diagnostic> = TYPES
        .iter()
        .filter(|(key, types)| entries.iter().any(|(k, _)| k == key) && !types.contains(&type_name))
        .map(misfit)
        .collect();
    let both = ["AutoScalingRollingUpdate", "AutoScalingInstanceRefresh"];
    if both.iter().all(|key| entries.iter().any(|(k, _)| k == key)) {
        found.push(
            Diagnostic::error(
                codes::POLICY_UNSUPPORTED,
                "an update policy takes either a rolling update or an instance refresh, got both",
            )
            .help("leave one of them out"),
        );
    }
    found
}
