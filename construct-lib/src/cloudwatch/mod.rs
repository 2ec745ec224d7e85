//! Metrics and alarms of CloudWatch.
//!
//! A [`Metric`] says what is counted; constructs give theirs, for example
//! [`RestApi::metric_server_error`](crate::apigateway::RestApi::metric_server_error).
//! [`MathExpression`] computes one from others. An [`Alarm`] watches either,
//! and a [`CompositeAlarm`] watches alarms.

mod action;
mod alarm;
mod alarm_props;
mod alarm_rule;
mod composite_alarm;
mod math;
mod metric;
mod query;
mod statistic;
mod unit;

pub use action::AlarmAction;
pub use alarm::Alarm;
pub use alarm_props::{AlarmProps, ComparisonOperator, LowSampleCountPercentile, TreatMissingData};
pub use alarm_rule::{AlarmRule, AlarmState, WatchedAlarm};
pub use composite_alarm::{CompositeAlarm, CompositeAlarmProps};
pub use math::{AnyMetric, MathExpression};
pub use metric::Metric;
pub use statistic::{InvalidStatistic, Range, Statistic};
pub use unit::Unit;
