//! When an alarm over alarms goes off.

use construct_core::{Expr, Value, intrinsic};

use super::alarm::Alarm;
use super::composite_alarm::CompositeAlarm;

/// The state of an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlarmState {
    /// It went off.
    Alarm,
    /// All is well.
    Ok,
    /// There is too little to tell.
    InsufficientData,
}

/// An alarm that a rule can name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no alarm",
    label = "a rule names an `Alarm` or a `CompositeAlarm`"
)]
pub trait WatchedAlarm {
    /// Its ARN.
    fn watched_alarm_arn(&self) -> Value<String>;
}

impl WatchedAlarm for Alarm {
    fn watched_alarm_arn(&self) -> Value<String> {
        self.alarm_arn()
    }
}

impl WatchedAlarm for CompositeAlarm {
    fn watched_alarm_arn(&self) -> Value<String> {
        Value::of(self.alarm_arn().into())
    }
}

/// When a [`CompositeAlarm`] goes off.
///
/// ```
/// use construct_lib::cloudwatch::{Alarm, AlarmProps, AlarmRule, AlarmState, Metric};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let slow = Alarm::new(&stack, "Slow", AlarmProps::new(Metric::new("Shop", "Time"), 1.0, 3));
/// let down = Alarm::new(&stack, "Down", AlarmProps::new(Metric::new("Shop", "Down"), 1.0, 1));
/// let rule = AlarmRule::any_of([
///     AlarmRule::from_alarm(&slow, AlarmState::Alarm),
///     AlarmRule::not(AlarmRule::from_alarm(&down, AlarmState::Ok)),
/// ]);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct AlarmRule {
    parts: Vec<Expr>,
}

impl AlarmRule {
    /// While this alarm is in this state.
    pub fn from_alarm(alarm: &impl WatchedAlarm, state: AlarmState) -> Self {
        let before = match state {
            AlarmState::Alarm => "ALARM(\"",
            AlarmState::Ok => "OK(\"",
            AlarmState::InsufficientData => "INSUFFICIENT_DATA(\"",
        };
        let arn = alarm.watched_alarm_arn().into();
        Self { parts: vec![Expr::text(before), arn, Expr::text("\")")] }
    }

    /// While all of these hold.
    pub fn all_of(rules: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(rules.into_iter().collect(), " AND ", "TRUE")
    }

    /// While one of these holds.
    pub fn any_of(rules: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(rules.into_iter().collect(), " OR ", "FALSE")
    }

    /// While this does not hold.
    #[expect(clippy::should_implement_trait, reason = "the word of the rule itself")]
    pub fn not(rule: Self) -> Self {
        let mut parts = vec![Expr::text("(NOT (")];
        parts.extend(rule.parts);
        parts.push(Expr::text("))"));
        Self { parts }
    }

    /// Always, or never.
    pub fn from_boolean(always: bool) -> Self {
        Self { parts: vec![Expr::text(if always { "TRUE" } else { "FALSE" })] }
    }

    fn joined(rules: Vec<Self>, operator: &'static str, of_none: &'static str) -> Self {
        if rules.is_empty() {
            return Self { parts: vec![Expr::text(of_none)] };
        }
        let mut parts = vec![Expr::text("(")];
        for (place, rule) in rules.into_iter().enumerate() {
            if place > 0 {
                parts.push(Expr::text(operator));
            }
            parts.extend(rule.parts);
        }
        parts.push(Expr::text(")"));
        Self { parts }
    }

    pub(super) fn to_value(&self) -> Value<String> {
        intrinsic::concat(self.parts.clone())
    }
}
