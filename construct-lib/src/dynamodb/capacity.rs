//! Capacity of a table in several regions.

use construct_cfn::dynamodb::global_table as l1;

use crate::error::codes;
use crate::{Diagnostic, Node};

/// A read capacity of a [`GlobalTable`](super::GlobalTable), of a replica or of an index.
///
/// ```
/// use construct_lib::dynamodb::{AutoscaledCapacity, Capacity};
///
/// let steady = Capacity::Fixed(10);
/// let busy = Capacity::Autoscaled(AutoscaledCapacity::new(100).min_capacity(5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// So many units, at least 1.
    Fixed(u32),
    /// As many as are needed.
    Autoscaled(AutoscaledCapacity),
}

/// A capacity that follows the load: from 1 unit on, with 70 percent in use, by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct AutoscaledCapacity {
    min: u32,
    max: u32,
    percent: u8,
    seed: Option<u32>,
}

impl AutoscaledCapacity {
    /// At most so many units.
    pub fn new(max_capacity: u32) -> Self {
        Self { min: 1, max: max_capacity, percent: 70, seed: None }
    }

    /// The least units; 1 by default.
    pub fn min_capacity(mut self, units: u32) -> Self {
        self.min = units;
        self
    }

    /// How much of it is to be in use, 20 to 90 percent; 70 by default.
    pub fn target_utilization_percent(mut self, percent: u8) -> Self {
        self.percent = percent;
        self
    }

    /// With how many units it begins when the table was paid for each request before.
    pub fn seed_capacity(mut self, units: u32) -> Self {
        self.seed = Some(units);
        self
    }

    pub(super) fn check(self, node: &Node) {
        if self.min == 0 || self.seed == Some(0) {
            report(node, "provisioned capacity must be at least 1, got 0".into());
        }
        if self.min > self.max {
            report(
                node,
                format!(
                    "the least capacity must not be above the most of {}, got {}",
                    self.max, self.min
                ),
            );
        }
        if !(20..=90).contains(&self.percent) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_SCALING,
                    format!("a capacity can be in use by 20 to 90 percent, got {}", self.percent),
                )
                .help("70 percent fit most tables"),
            );
        }
    }

    fn to_cfn(self) -> l1::CapacityAutoScalingSettings {
        let tracking = l1::TargetTrackingScalingPolicyConfiguration::new(f64::from(self.percent));
        l1::CapacityAutoScalingSettings::new(i64::from(self.max), i64::from(self.min), tracking)
            .seed_capacity(self.seed.map(i64::from))
    }

    pub(super) fn write(self) -> l1::WriteProvisionedThroughputSettings {
        l1::WriteProvisionedThroughputSettings::new()
            .write_capacity_auto_scaling_settings(self.to_cfn())
    }
}

impl Capacity {
    pub(super) fn check(self, node: &Node) {
        match self {
            Self::Fixed(0) => report(node, "provisioned capacity must be at least 1, got 0".into()),
            Self::Fixed(_) => {}
            Self::Autoscaled(capacity) => capacity.check(node),
        }
    }

    pub(super) fn read(self) -> l1::ReadProvisionedThroughputSettings {
        let settings = l1::ReadProvisionedThroughputSettings::new();
        match self {
            Self::Fixed(units) => settings.read_capacity_units(i64::from(units)),
            Self::Autoscaled(capacity) => {
                settings.read_capacity_auto_scaling_settings(capacity.to_cfn())
            }
        }
    }
}

/// How a [`GlobalTable`](super::GlobalTable) is paid for.
///
/// What is written is written everywhere, so that a capacity for writes always
/// follows the load, and is the same for all replicas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GlobalTableBilling {
    /// For each request: `PAY_PER_REQUEST`.
    #[default]
    OnDemand,
    /// For a capacity, used or not: `PROVISIONED`.
    Provisioned {
        /// Read capacity of each replica that has none of its own.
        read: Capacity,
        /// Write capacity of all replicas.
        write: AutoscaledCapacity,
    },
}

fn report(node: &Node, message: String) {
    node.report(
        Diagnostic::error(codes::CAPACITY_OUT_OF_RANGE, message)
            .help("use `GlobalTableBilling::OnDemand` to pay per request"),
    );
}
