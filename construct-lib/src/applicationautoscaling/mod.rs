//! Capacity that follows the load.
//!
//! A [`ScalableTarget`] is one number of a resource, between two bounds. It is
//! moved by a [`TargetTracking`], by [`StepScaling`], and its bounds by a
//! [`ScalingSchedule`]. Tables and functions make theirs themselves, as a
//! [`ScalableAttribute`], and say only what is theirs.

mod dimension;
mod interval;
mod metric;
mod scalable_attribute;
mod scalable_target;
mod scalable_target_props;
mod schedule;
mod scheduled;
mod step_scaling;
mod target_tracking;

pub use dimension::ScalableDimension;
pub use interval::ScalingInterval;
pub use metric::{PredefinedMetric, TrackedMetric};
pub use scalable_attribute::ScalableAttribute;
pub use scalable_target::ScalableTarget;
pub use scalable_target_props::ScalableTargetProps;
pub use schedule::{Cron, Schedule};
pub use scheduled::ScalingSchedule;
pub use step_scaling::{AdjustmentType, MetricAggregationType, StepScaling, StepScalingPolicy};
pub use target_tracking::{TargetTracking, TargetTrackingScalingPolicy};
