//! What is counted.

use std::time::Duration;

use construct_core::{Construct, IntoValue, Value};

use super::statistic::Statistic;
use super::unit::Unit;
use crate::Stack;
use crate::value::value;

/// A metric, and how its values become one in each period.
///
/// It is no resource: it appears in the alarms that watch it. Constructs give
/// their metrics, which methods here change.
///
/// ```
/// use std::time::Duration;
///
/// use construct_lib::cloudwatch::{Metric, Statistic};
///
/// let orders = Metric::new("Shop", "Orders").dimension("Country", "KR");
/// let of_an_hour = orders.statistic(Statistic::Sum).period(Duration::from_secs(3600));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Metric {
    pub(crate) namespace: Value<String>,
    pub(crate) name: Value<String>,
    /// Sorted by name.
    pub(crate) dimensions: Vec<(String, Value<String>)>,
    pub(crate) statistic: Statistic,
    pub(super) period: Option<Duration>,
    pub(crate) unit: Option<Unit>,
    pub(super) label: Value<String>,
    pub(super) account: Value<String>,
    pub(super) region: Value<String>,
}

/// How long a period is when nothing else is said.
pub(super) const PERIOD: Duration = Duration::from_secs(300);

impl Metric {
    /// A metric of this namespace and name: its average in each five minutes.
    pub fn new(namespace: impl IntoValue<String>, name: impl IntoValue<String>) -> Self {
        Self {
            namespace: value(namespace),
            name: value(name),
            dimensions: Vec::new(),
            statistic: Statistic::Average,
            period: None,
            unit: None,
            label: Value::unset(),
            account: Value::unset(),
            region: Value::unset(),
        }
    }

    /// Narrows it to values that were sent with this dimension, at most 30 of them.
    pub fn dimension(mut self, name: impl Into<String>, of: impl IntoValue<String>) -> Self {
        let (name, of): (String, Value<String>) = (name.into(), value(of));
        match self.dimensions.binary_search_by(|(n, _)| n.as_str().cmp(&name)) {
            Ok(found) => self.dimensions[found].1 = of,
            Err(place) => self.dimensions.insert(place, (name, of)),
        }
        self
    }

    /// How the values of a period become one; their average by default.
    pub fn statistic(mut self, statistic: Statistic) -> Self {
        self.statistic = statistic;
        self
    }

    /// How long a period is: five minutes by default, and otherwise 10, 20 or
    /// 30 seconds, or a number of minutes.
    pub fn period(mut self, period: Duration) -> Self {
        self.period = Some(period);
        self
    }

    /// Only values that were sent with this unit; all by default.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = Some(unit);
        self
    }

    /// What a person reads instead of its name.
    pub fn label(mut self, label: impl IntoValue<String>) -> Self {
        self.label = value(label);
        self
    }

    /// The account that it is in; that of the alarm by default.
    pub fn account(mut self, account: impl IntoValue<String>) -> Self {
        self.account = value(account);
        self
    }

    /// The region that it is in; that of the alarm by default, and an alarm
    /// watches no other.
    pub fn region(mut self, region: impl IntoValue<String>) -> Self {
        self.region = value(region);
        self
    }

    /// Remembers where it is sent, as far as that is known.
    pub(crate) fn attach_to(mut self, scope: &dyn Construct) -> Self {
        if let Some(stack) = Stack::of(scope) {
            let known = |place: Value<String>| match place.as_literal() {
                Some(_) => place,
                None => Value::unset(),
            };
            self.account = known(stack.account());
            self.region = known(stack.region());
        }
        self
    }

    /// Whether both are the same values, however they are labelled.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let unlabelled = |metric: &Self| metric.clone().label(Value::<String>::unset());
        unlabelled(self) == unlabelled(other)
    }

    pub(super) fn seconds(&self) -> i64 {
        seconds(self.period.unwrap_or(PERIOD))
    }
}

pub(super) fn seconds(period: Duration) -> i64 {
    i64::try_from(period.as_secs()).unwrap_or(i64::MAX)
}
