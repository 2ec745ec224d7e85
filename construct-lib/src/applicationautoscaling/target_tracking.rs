//! `AWS::ApplicationAutoScaling::ScalingPolicy` that tracks a target.

use std::time::Duration;

use construct_cfn::applicationautoscaling::{
    CfnScalingPolicy, CfnScalingPolicyProps, scaling_policy as l1,
};
use construct_core::{CfnResource, Construct, IntoValue, Value};

use super::metric::TrackedMetric;
use super::scalable_target::ScalableTarget;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// Keeps a metric at a value, as a thermostat does.
///
/// ```
/// use std::time::Duration;
///
/// use construct_lib::applicationautoscaling::{PredefinedMetric, TargetTracking};
/// use construct_lib::cloudwatch::Metric;
///
/// let busy = TargetTracking::new(PredefinedMetric::EcsServiceAverageCpuUtilization, 60.0)
///     .scale_in_cooldown(Duration::from_secs(300));
/// let backlog = TargetTracking::new(Metric::new("Shop", "BacklogPerTask"), 100.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct TargetTracking {
    metric: TrackedMetric,
    target: f64,
    name: Value<String>,
    disable_scale_in: bool,
    scale_in_cooldown: Option<Duration>,
    scale_out_cooldown: Option<Duration>,
}

impl TargetTracking {
    /// Keeps this metric at this value. The metric must sink when capacity is added.
    pub fn new(metric: impl Into<TrackedMetric>, target_value: f64) -> Self {
        Self {
            metric: metric.into(),
            target: target_value,
            name: Value::unset(),
            disable_scale_in: false,
            scale_in_cooldown: None,
            scale_out_cooldown: None,
        }
    }

    /// The name that AWS shows; made of the path in the app by default.
    pub fn policy_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// Only ever adds capacity.
    pub fn disable_scale_in(mut self) -> Self {
        self.disable_scale_in = true;
        self
    }

    /// How long to wait after capacity was taken away, in whole seconds; what
    /// the service does by itself by default: mostly five minutes, none for
    /// DynamoDB.
    pub fn scale_in_cooldown(mut self, cooldown: Duration) -> Self {
        self.scale_in_cooldown = Some(cooldown);
        self
    }

    /// How long to wait after capacity was added, in whole seconds; what the
    /// service does by itself by default.
    pub fn scale_out_cooldown(mut self, cooldown: Duration) -> Self {
        self.scale_out_cooldown = Some(cooldown);
        self
    }

    #[track_caller]
    fn check(&self, node: &Node) {
        self.metric.check(node);
        check_cooldown(node, self.scale_in_cooldown);
        check_cooldown(node, self.scale_out_cooldown);
        if !(self.target.is_finite() && self.target > 0.0) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_SCALING,
                    format!("a metric cannot be kept at {}", self.target),
                )
                .help("use a number above 0")
                .at_caller(),
            );
        }
    }
}

/// A policy that keeps a metric at a value.
///
/// Appears as [`AWS::ApplicationAutoScaling::ScalingPolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalingpolicy.html)
/// of type `TargetTrackingScaling`. AWS makes the alarms that it needs.
///
/// ```
/// use construct_lib::applicationautoscaling::{
///     PredefinedMetric, ScalableTarget, TargetTracking, TargetTrackingScalingPolicy,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let id = "service/shop/orders|ecs:service:DesiredCount|ecs";
/// let target = ScalableTarget::from_scalable_target_id(&stack, "Tasks", id);
/// let cpu = TargetTracking::new(PredefinedMetric::EcsServiceAverageCpuUtilization, 60.0);
/// TargetTrackingScalingPolicy::new(&stack, "Cpu", &target, cpu);
/// ```
#[derive(Debug, Clone)]
pub struct TargetTrackingScalingPolicy {
    node: Node,
}

impl TargetTrackingScalingPolicy {
    /// A policy of this target; mostly made by
    /// [`ScalableTarget::scale_to_track_metric`].
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-scaling` for a value that is not above zero, a
    /// cooldown that is not a number of seconds, and a statistic that cannot
    /// be tracked.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(
        scope: &dyn Construct,
        id: &str,
        target: &ScalableTarget,
        tracking: TargetTracking,
    ) -> Self {
        let node = Node::new(scope, id);
        tracking.check(&node);
        let configuration = l1::TargetTrackingScalingPolicyConfiguration::new(tracking.target)
            .disable_scale_in(tracking.disable_scale_in.then_some(true))
            .scale_in_cooldown(tracking.scale_in_cooldown.map(seconds))
            .scale_out_cooldown(tracking.scale_out_cooldown.map(seconds));
        let props = policy(&node, &tracking.name, l1::PolicyType::TARGET_TRACKING_SCALING, target)
            .target_tracking_scaling_policy_configuration(tracking.metric.write(configuration));
        CfnScalingPolicy::new(&node, "Resource", props);
        Self { node }
    }

    /// Its ARN.
    #[must_use]
    pub fn scaling_policy_arn(&self) -> Value<String> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnScalingPolicyProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for TargetTrackingScalingPolicy {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// What every policy has: a name that AWS asks for, a type and a target.
pub(super) fn policy(
    node: &Node,
    name: &Value<String>,
    ty: Value<l1::PolicyType>,
    target: &ScalableTarget,
) -> CfnScalingPolicyProps {
    let name = if name.expr().is_unset() { Value::text(node.unique_id()) } else { name.clone() };
    CfnScalingPolicyProps::new(name, ty).scaling_target_id(target.scalable_target_id())
}

pub(super) fn seconds(cooldown: Duration) -> i64 {
    i64::try_from(cooldown.as_secs()).unwrap_or(i64::MAX)
}

#[track_caller]
pub(super) fn check_cooldown(node: &Node, cooldown: Option<Duration>) {
    if let Some(cooldown) = cooldown
        && (cooldown.subsec_nanos() != 0 || seconds(cooldown) > i64::from(i32::MAX))
    {
        node.report(
            Diagnostic::error(
                codes::INVALID_SCALING,
                format!("a cooldown must be a number of seconds, got {cooldown:?}"),
            )
            .help("use `Duration::from_secs`")
            .at_caller(),
        );
    }
}
