//! `AWS::ApplicationAutoScaling::ScalableTarget`.

use construct_cfn::applicationautoscaling::{
    CfnScalableTarget, CfnScalableTargetProps, scalable_target as l1,
};
use construct_core::{CfnResource, Construct, IntoValue, ResourceProps, State, Value};

use super::scalable_target_props::ScalableTargetProps;
use super::scheduled::{self, ScalingSchedule};
use super::step_scaling::{StepScaling, StepScalingPolicy};
use super::target_tracking::{TargetTracking, TargetTrackingScalingPolicy};
use crate::Node;
use crate::check::own_resource;
use crate::value::value;

/// A number of a resource that is scaled between two bounds.
///
/// Appears as [`AWS::ApplicationAutoScaling::ScalableTarget`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html).
/// Nothing moves the number until a policy or a schedule is added.
///
/// ```
/// use construct_lib::applicationautoscaling::{
///     PredefinedMetric, ScalableDimension, ScalableTarget, ScalableTargetProps, TargetTracking,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let tasks = ScalableTargetProps::new(
///     ScalableDimension::EcsServiceDesiredCount,
///     "service/shop/orders",
///     10,
/// );
/// let target = ScalableTarget::new(&stack, "Tasks", tasks.min_capacity(2));
/// let cpu = PredefinedMetric::EcsServiceAverageCpuUtilization;
/// target.scale_to_track_metric("Cpu", TargetTracking::new(cpu, 60.0));
/// ```
#[derive(Debug, Clone)]
pub struct ScalableTarget {
    node: Node,
}

struct TargetState {
    id: Value<String>,
    schedules: Vec<(String, ScalingSchedule)>,
}

impl State for TargetState {
    fn prepare(&mut self, node: &Node) {
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        if self.schedules.is_empty() {
            return;
        }
        let all: Vec<l1::ScheduledAction> =
            self.schedules.iter().map(|(id, schedule)| schedule.to_cfn(id)).collect();
        cfn.set_props(CfnScalableTargetProps::patch().scheduled_actions(all).into_props());
    }

    fn validate(&self, node: &Node) {
        scheduled::check(node, &self.schedules);
    }
}

impl ScalableTarget {
    /// A scalable target.
    ///
    /// # Errors
    ///
    /// Synthesis reports `capacity-out-of-range` when the bounds are the wrong
    /// way round, and `invalid-schedule` for what is added.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: ScalableTargetProps) -> Self {
        let node = Node::new(scope, id);
        props.check(&node);
        let dimension = props.dimension;
        let cfn_props = CfnScalableTargetProps::new(
            i64::from(props.max),
            i64::from(props.min),
            &props.resource_id,
            Value::lit(dimension.name()),
            Value::lit(dimension.service_namespace()),
        )
        .role_arn(&props.role);
        let cfn = CfnScalableTarget::new(&node, "Resource", cfn_props);
        node.set_state(TargetState { id: value(cfn.ref_()), schedules: Vec::new() });
        Self { node }
    }

    /// A scalable target that exists already, by its id: the resource, the
    /// dimension and the service, between bars.
    #[track_caller]
    pub fn from_scalable_target_id(
        scope: &dyn Construct,
        id: &str,
        target_id: impl IntoValue<String>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(TargetState { id: value(target_id), schedules: Vec::new() });
        Self { node }
    }

    /// The scalable target at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<TargetState>().then(|| Self { node: node.clone() })
    }

    /// Its id, for example `table/orders|dynamodb:table:ReadCapacityUnits|dynamodb`.
    #[must_use]
    pub fn scalable_target_id(&self) -> Value<String> {
        self.node.read(|state: &TargetState| state.id.clone()).unwrap_or_default()
    }

    /// Changes the bounds at certain times. The id is the name of the action,
    /// which AWS shows.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-schedule`, also when two have one id;
    /// `imported-construct` when the target is not of this app; and warns of
    /// `schedule-every-minute`.
    #[track_caller]
    pub fn scale_on_schedule(&self, id: impl Into<String>, schedule: ScalingSchedule) {
        if own_resource(&self.node).is_some() {
            schedule.check(&self.node);
            let entry = (id.into(), schedule);
            self.node.update(|state: &mut TargetState| state.schedules.push(entry));
        }
    }

    /// Keeps a metric at a value. The policy stands below the target.
    ///
    /// # Errors
    ///
    /// As [`TargetTrackingScalingPolicy::new`].
    #[track_caller]
    pub fn scale_to_track_metric(
        &self,
        id: &str,
        tracking: TargetTracking,
    ) -> TargetTrackingScalingPolicy {
        TargetTrackingScalingPolicy::new(self, id, self, tracking)
    }

    /// Scales by steps, the more the further a metric is away. The policies
    /// and their alarms stand below the target.
    ///
    /// # Errors
    ///
    /// As [`StepScalingPolicy::new`].
    #[track_caller]
    pub fn scale_on_metric(&self, id: &str, scaling: StepScaling) -> StepScalingPolicy {
        StepScalingPolicy::new(self, id, self, scaling)
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnScalableTargetProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for ScalableTarget {
    fn node(&self) -> &Node {
        &self.node
    }
}
