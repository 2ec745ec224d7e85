//! How often a client may call.

use construct_cfn::apigateway::usage_plan as l1;

use crate::error::codes;
use crate::{Diagnostic, Node};

/// The time in which a quota is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
}

impl Period {
    fn name(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Week => "WEEK",
            Self::Month => "MONTH",
        }
    }

    /// The last day on which it can begin, counted from 0.
    fn last_offset(self) -> u32 {
        match self {
            Self::Day => 0,
            Self::Week => 6,
            Self::Month => 27,
        }
    }
}

/// How many requests a client may send in a period.
///
/// ```
/// use construct_lib::apigateway::{Period, QuotaSettings};
///
/// let monthly = QuotaSettings::new(10_000, Period::Month);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct QuotaSettings {
    limit: u32,
    period: Period,
    offset: Option<u32>,
}

impl QuotaSettings {
    /// At most so many requests in each period.
    pub fn new(limit: u32, period: Period) -> Self {
        Self { limit, period, offset: None }
    }

    /// The day on which a week or a month begins, counted from 0: up to 6 in a
    /// week, up to 27 in a month.
    pub fn offset(mut self, days: u32) -> Self {
        self.offset = Some(days);
        self
    }

    pub(super) fn to_cfn(self) -> l1::QuotaSettings {
        l1::QuotaSettings::new()
            .limit(i64::from(self.limit))
            .offset(self.offset.map(i64::from))
            .period(self.period.name())
    }

    pub(super) fn check(self, node: &Node) {
        if self.limit == 0 {
            report(
                node,
                "a quota lets nobody in: it is of 0 requests".to_owned(),
                "use 1 or more, or disable the key with `ApiKeyProps::disabled`",
            );
        }
        let (last, offset) = (self.period.last_offset(), self.offset.unwrap_or_default());
        if offset > last {
            let period = self.period.name();
            report(
                node,
                format!(
                    "the offset of a quota is at most {last} for the period `{period}`, got {offset}"
                ),
                "use 0 for a day, up to 6 for a week and up to 27 for a month",
            );
        }
    }
}

/// How fast a client may send requests.
///
/// ```
/// use construct_lib::apigateway::ThrottleSettings;
///
/// let slow = ThrottleSettings::new(10.0, 20);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct ThrottleSettings {
    rate: f64,
    burst: u32,
}

impl ThrottleSettings {
    /// So many requests a second in the long run, and so many at once.
    pub fn new(rate_limit: f64, burst_limit: u32) -> Self {
        Self { rate: rate_limit, burst: burst_limit }
    }

    pub(super) fn to_cfn(self) -> l1::ThrottleSettings {
        l1::ThrottleSettings::new().burst_limit(i64::from(self.burst)).rate_limit(self.rate)
    }

    pub(super) fn check(self, node: &Node) {
        let rate = self.rate;
        if !(rate.is_finite() && rate >= 0.0) {
            report(
                node,
                format!("a client cannot be throttled to {rate} requests a second"),
                "use a number of requests, 0 or more",
            );
        }
    }
}

fn report(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_USAGE_PLAN, message).help(help));
}
