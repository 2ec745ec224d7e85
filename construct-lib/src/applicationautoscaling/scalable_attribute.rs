//! A number of a construct that can be scaled.

use super::scalable_target::ScalableTarget;
use super::scalable_target_props::ScalableTargetProps;
use super::scheduled::ScalingSchedule;
use super::step_scaling::{StepScaling, StepScalingPolicy};
use super::target_tracking::{TargetTracking, TargetTrackingScalingPolicy};
use crate::{Construct, Node};

/// A number of a construct that can be scaled: the base of what constructs offer.
///
/// Holds a [`ScalableTarget`] below the id `Target`. A construct of your own
/// gives one from a method like `auto_scale_capacity`, mostly inside of a type
/// with the ways to scale that fit.
///
/// ```
/// use construct_lib::applicationautoscaling::{
///     Cron, ScalableAttribute, ScalableDimension, ScalableTargetProps, ScalingSchedule, Schedule,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let replicas = ScalableTargetProps::new(
///     ScalableDimension::RdsClusterReadReplicaCount,
///     "cluster:orders",
///     8,
/// );
/// let replicas = ScalableAttribute::new(&stack, "Replicas", replicas);
/// let mornings = Schedule::cron(Cron::new().hour("8").minute("0"));
/// replicas.scale_on_schedule("mornings", ScalingSchedule::new(mornings).min_capacity(4));
/// ```
#[derive(Debug, Clone)]
pub struct ScalableAttribute {
    node: Node,
    target: ScalableTarget,
}

impl ScalableAttribute {
    /// What is scaled, with a scalable target below it.
    ///
    /// # Errors
    ///
    /// As [`ScalableTarget::new`].
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: ScalableTargetProps) -> Self {
        let node = Node::new(scope, id);
        let target = ScalableTarget::new(&node, "Target", props);
        Self { node, target }
    }

    /// The scalable target.
    #[must_use]
    pub fn target(&self) -> &ScalableTarget {
        &self.target
    }

    /// As [`ScalableTarget::scale_on_schedule`].
    #[track_caller]
    pub fn scale_on_schedule(&self, id: impl Into<String>, schedule: ScalingSchedule) {
        self.target.scale_on_schedule(id, schedule);
    }

    /// As [`ScalableTarget::scale_on_metric`].
    #[track_caller]
    pub fn scale_on_metric(&self, id: &str, scaling: StepScaling) -> StepScalingPolicy {
        self.target.scale_on_metric(id, scaling)
    }

    /// As [`ScalableTarget::scale_to_track_metric`].
    #[track_caller]
    pub fn scale_to_track_metric(
        &self,
        id: &str,
        tracking: TargetTracking,
    ) -> TargetTrackingScalingPolicy {
        self.target.scale_to_track_metric(id, tracking)
    }
}

impl Construct for ScalableAttribute {
    fn node(&self) -> &Node {
        &self.node
    }
}
