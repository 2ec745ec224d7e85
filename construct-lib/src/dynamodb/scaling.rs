//! Capacity of a table that follows its load.

use std::time::Duration;

use construct_core::{Construct, Expr, IntoValue, Value, intrinsic};

use super::facts::HasFacts;
use super::table::{Table, TableState};
use crate::applicationautoscaling::{
    PredefinedMetric, ScalableAttribute, ScalableDimension, ScalableTarget, ScalableTargetProps,
    ScalingSchedule, TargetTracking,
};
use crate::check::own_resource;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// The read or the write capacity of a table or an index that is scaled.
///
/// Appears as a [`ScalableTarget`] below the table. Nothing moves the capacity
/// until [`scale_on_utilization`](Self::scale_on_utilization) or
/// [`scale_on_schedule`](Self::scale_on_schedule) says how.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, Billing, Table, TableProps, UtilizationScaling};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = TableProps::new(Attribute::string("id"));
/// let props = props.billing(Billing::Provisioned { read: 5, write: 5 });
/// let table = Table::new(&stack, "Table", props);
/// table.auto_scale_read_capacity(5, 100).scale_on_utilization(UtilizationScaling::new(70));
/// ```
#[derive(Debug, Clone)]
pub struct ScalableTableAttribute {
    attribute: ScalableAttribute,
    of: PredefinedMetric,
}

/// Keeps the part of a capacity that is in use at a percentage.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct UtilizationScaling {
    percent: u8,
    name: Value<String>,
    disable_scale_in: bool,
    scale_in_cooldown: Option<Duration>,
    scale_out_cooldown: Option<Duration>,
}

impl UtilizationScaling {
    /// At this percentage, 20 to 90.
    pub fn new(target_utilization_percent: u8) -> Self {
        Self {
            percent: target_utilization_percent,
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

    /// How long to wait after capacity was taken away; not at all by default.
    pub fn scale_in_cooldown(mut self, cooldown: Duration) -> Self {
        self.scale_in_cooldown = Some(cooldown);
        self
    }

    /// How long to wait after capacity was added; not at all by default.
    pub fn scale_out_cooldown(mut self, cooldown: Duration) -> Self {
        self.scale_out_cooldown = Some(cooldown);
        self
    }

    fn tracking(self, of: PredefinedMetric) -> TargetTracking {
        let mut tracking = TargetTracking::new(of, f64::from(self.percent)).policy_name(self.name);
        if self.disable_scale_in {
            tracking = tracking.disable_scale_in();
        }
        if let Some(cooldown) = self.scale_in_cooldown {
            tracking = tracking.scale_in_cooldown(cooldown);
        }
        if let Some(cooldown) = self.scale_out_cooldown {
            tracking = tracking.scale_out_cooldown(cooldown);
        }
        tracking
    }
}

impl ScalableTableAttribute {
    /// Keeps the part of the capacity that is in use at a percentage.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-scaling` for a percentage outside of 20 to 90.
    #[track_caller]
    pub fn scale_on_utilization(&self, scaling: UtilizationScaling) {
        let percent = scaling.percent;
        if !(20..=90).contains(&percent) {
            let message = format!("a capacity can be in use by 20 to 90 percent, got {percent}");
            let diagnostic = Diagnostic::error(codes::INVALID_SCALING, message);
            self.node().report(diagnostic.help("70 percent fit most tables").at_caller());
        }
        self.attribute.scale_to_track_metric("Tracking", scaling.tracking(self.of));
    }

    /// Changes the bounds of the capacity at certain times.
    ///
    /// # Errors
    ///
    /// As [`ScalableTarget::scale_on_schedule`].
    #[track_caller]
    pub fn scale_on_schedule(&self, id: impl Into<String>, schedule: ScalingSchedule) {
        self.attribute.scale_on_schedule(id, schedule);
    }

    /// The scalable target.
    #[must_use]
    pub fn target(&self) -> &ScalableTarget {
        self.attribute.target()
    }
}

impl Construct for ScalableTableAttribute {
    fn node(&self) -> &Node {
        self.attribute.node()
    }
}

impl<T> Table<T> {
    /// Scales its read capacity between these bounds.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-scaling` for a table that is paid for each
    /// request, `capacity-out-of-range`, `imported-construct`, and
    /// `duplicate-construct-id` when it is called twice.
    #[track_caller]
    pub fn auto_scale_read_capacity(&self, min: u32, max: u32) -> ScalableTableAttribute {
        self.scale(None, true, (min, max))
    }

    /// Scales its write capacity between these bounds.
    ///
    /// # Errors
    ///
    /// As [`auto_scale_read_capacity`](Self::auto_scale_read_capacity).
    #[track_caller]
    pub fn auto_scale_write_capacity(&self, min: u32, max: u32) -> ScalableTableAttribute {
        self.scale(None, false, (min, max))
    }

    /// Scales the read capacity of one of its global indexes.
    ///
    /// # Errors
    ///
    /// As [`auto_scale_read_capacity`](Self::auto_scale_read_capacity); and
    /// `unknown-index`.
    #[track_caller]
    pub fn auto_scale_global_secondary_index_read_capacity(
        &self,
        index: &str,
        min: u32,
        max: u32,
    ) -> ScalableTableAttribute {
        self.scale(Some(index), true, (min, max))
    }

    /// Scales the write capacity of one of its global indexes. An index that
    /// is written too slowly slows down the table.
    ///
    /// # Errors
    ///
    /// As [`auto_scale_global_secondary_index_read_capacity`](Self::auto_scale_global_secondary_index_read_capacity).
    #[track_caller]
    pub fn auto_scale_global_secondary_index_write_capacity(
        &self,
        index: &str,
        min: u32,
        max: u32,
    ) -> ScalableTableAttribute {
        self.scale(Some(index), false, (min, max))
    }

    #[track_caller]
    fn scale(
        &self,
        index: Option<&str>,
        reads: bool,
        (min, max): (u32, u32),
    ) -> ScalableTableAttribute {
        let node = self.node();
        let facts = self.facts();
        self.check_scaling(index);
        let (dimension, of) = match (index, reads) {
            (None, true) => (
                ScalableDimension::DynamodbTableReadCapacityUnits,
                PredefinedMetric::DynamoDbReadCapacityUtilization,
            ),
            (None, false) => (
                ScalableDimension::DynamodbTableWriteCapacityUnits,
                PredefinedMetric::DynamoDbWriteCapacityUtilization,
            ),
            (Some(_), true) => (
                ScalableDimension::DynamodbIndexReadCapacityUnits,
                PredefinedMetric::DynamoDbReadCapacityUtilization,
            ),
            (Some(_), false) => (
                ScalableDimension::DynamodbIndexWriteCapacityUnits,
                PredefinedMetric::DynamoDbWriteCapacityUtilization,
            ),
        };
        let rest = index.map(|name| format!("/index/{name}")).unwrap_or_default();
        let parts = [Expr::text("table/"), facts.name.expr().clone(), Expr::from(rest)];
        let resource: Value<String> = intrinsic::concat(parts);
        let props = ScalableTargetProps::new(dimension, resource, max)
            .min_capacity(min)
            .service_linked_role(node, "DynamoDBTable");
        let what = if reads { "ReadScaling" } else { "WriteScaling" };
        let id = format!("{}{what}", index.unwrap_or_default());
        ScalableTableAttribute { attribute: ScalableAttribute::new(node, &id, props), of }
    }

    #[track_caller]
    fn check_scaling(&self, index: Option<&str>) {
        let node = self.node();
        own_resource(node);
        if let Some(index) = index {
            self.facts().check_index(node, index);
        }
        let is_provisioned =
            node.read(|state: &TableState| state.own.as_ref().is_none_or(|own| own.is_provisioned));
        if is_provisioned == Some(false) {
            let message = "a table that is paid for each request has no capacity to scale";
            node.report(
                Diagnostic::error(codes::INVALID_SCALING, message)
                    .help("use `Billing::Provisioned`, or leave the scaling out")
                    .at_caller(),
            );
        }
    }
}
