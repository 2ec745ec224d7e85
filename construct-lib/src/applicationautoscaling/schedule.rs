//! When something happens.

use std::time::Duration;

use crate::error::codes;
use crate::{Diagnostic, Node};

/// When the bounds of a target change.
///
/// Appears as an [expression](https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html),
/// in UTC unless the schedule has a time zone.
///
/// ```
/// use std::time::Duration;
///
/// use construct_lib::applicationautoscaling::{Cron, Schedule};
///
/// let weekdays = Schedule::cron(Cron::new().minute("30").hour("8").week_day("MON-FRI"));
/// assert_eq!(weekdays.expression(), "cron(30 8 ? * MON-FRI *)");
/// assert_eq!(Schedule::rate(Duration::from_secs(7200)).expression(), "rate(2 hours)");
/// assert_eq!(Schedule::at("2026-12-24T18:00:00").expression(), "at(2026-12-24T18:00:00)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    expression: String,
    problem: Option<Problem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Problem {
    Rate,
    Moment,
    Days,
    EveryMinute,
}

/// The fields of a cron expression. One that is left out stands for every
/// value, also the minute.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Cron {
    minute: Option<String>,
    hour: Option<String>,
    day: Option<String>,
    month: Option<String>,
    week_day: Option<String>,
    year: Option<String>,
}

impl Cron {
    /// Every minute.
    pub fn new() -> Self {
        Self::default()
    }

    /// The minute, for example `0`, `0,30` or `0/15`.
    pub fn minute(mut self, minute: impl Into<String>) -> Self {
        self.minute = Some(minute.into());
        self
    }

    /// The hour from 0 to 23, for example `8` or `8-18`.
    pub fn hour(mut self, hour: impl Into<String>) -> Self {
        self.hour = Some(hour.into());
        self
    }

    /// The day of the month from 1 on, for example `1` or `L`, the last one.
    pub fn day(mut self, day: impl Into<String>) -> Self {
        self.day = Some(day.into());
        self
    }

    /// The month, for example `1-3` or `JAN-MAR`.
    pub fn month(mut self, month: impl Into<String>) -> Self {
        self.month = Some(month.into());
        self
    }

    /// The day of the week, for example `MON-FRI`; it excludes
    /// [`day`](Self::day). As a number, 1 is Sunday.
    pub fn week_day(mut self, week_day: impl Into<String>) -> Self {
        self.week_day = Some(week_day.into());
        self
    }

    /// The year, for example `2026-2028`.
    pub fn year(mut self, year: impl Into<String>) -> Self {
        self.year = Some(year.into());
        self
    }
}

impl Schedule {
    fn fine(expression: String) -> Self {
        Self { expression, problem: None }
    }

    /// At the times that a cron expression names.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "the fields are given away")]
    pub fn cron(cron: Cron) -> Self {
        fn or<'a>(field: &'a Option<String>, otherwise: &'a str) -> &'a str {
            field.as_deref().unwrap_or(otherwise)
        }
        // One of the two days must be left open, by a mark of its own.
        let any_day = if cron.week_day.is_some() { "?" } else { "*" };
        let expression = format!(
            "cron({} {} {} {} {} {})",
            or(&cron.minute, "*"),
            or(&cron.hour, "*"),
            or(&cron.day, any_day),
            or(&cron.month, "*"),
            or(&cron.week_day, "?"),
            or(&cron.year, "*"),
        );
        let problem = if cron.day.is_some() && cron.week_day.is_some() {
            Some(Problem::Days)
        } else if cron.minute.is_none() {
            Some(Problem::EveryMinute)
        } else {
            None
        };
        Self { expression, problem }
    }

    /// Again and again after this time, a number of minutes.
    #[must_use]
    pub fn rate(every: Duration) -> Self {
        let seconds = every.as_secs();
        let units = [("day", 86_400), ("hour", 3600), ("minute", 60)];
        let found = units.into_iter().find(|(_, of)| seconds > 0 && seconds.is_multiple_of(*of));
        match found {
            Some((unit, of)) if every.subsec_nanos() == 0 => {
                let count = seconds / of;
                let s = if count == 1 { "" } else { "s" };
                Self::fine(format!("rate({count} {unit}{s})"))
            }
            _ => Self { expression: format!("{every:?}"), problem: Some(Problem::Rate) },
        }
    }

    /// Once, at a time such as `2026-12-24T18:00:00`.
    #[must_use]
    pub fn at(moment: impl Into<String>) -> Self {
        let moment = moment.into();
        if is_moment(&moment) {
            return Self::fine(format!("at({moment})"));
        }
        Self { expression: moment, problem: Some(Problem::Moment) }
    }

    /// What AWS takes, as it is: nothing of it is checked.
    #[must_use]
    pub fn from_expression(expression: impl Into<String>) -> Self {
        Self::fine(expression.into())
    }

    /// The expression that AWS gets.
    #[must_use]
    pub fn expression(&self) -> &str {
        &self.expression
    }

    #[track_caller]
    pub(super) fn check(&self, node: &Node) {
        let Some(problem) = self.problem else { return };
        let text = &self.expression;
        let invalid = |message: String, help: &'static str| {
            Diagnostic::error(codes::INVALID_SCHEDULE, message).help(help)
        };
        let diagnostic = match problem {
            Problem::Rate => invalid(
                format!("a rate must be a number of minutes, got {text}"),
                "use one minute or a multiple of it",
            ),
            Problem::Moment => invalid(
                format!("`{text}` is not a point in time"),
                "write it as `2026-12-24T18:00:00`, and its time zone apart from it",
            ),
            Problem::Days => invalid(
                format!("`{text}` names days of the month and of the week, of which AWS takes one"),
                "use two schedules",
            ),
            Problem::EveryMinute => Diagnostic::warning(
                codes::SCHEDULE_EVERY_MINUTE,
                format!("`{text}` leaves the minute open, so it is every minute"),
            )
            .help("add `.minute(\"0\")`, or `.minute(\"*\")` when every minute is meant"),
        };
        node.report(diagnostic.at_caller());
    }
}

/// A date and a time of day, as `yyyy-mm-ddThh:mm:ss`.
pub(super) fn is_moment(text: &str) -> bool {
    let has_shape = text.len() == 19
        && text.bytes().zip("dddd-dd-ddTdd:dd:dd".bytes()).all(|(b, shape)| match shape {
            b'd' => b.is_ascii_digit(),
            mark => b == mark,
        });
    let number = |at: usize| text.get(at..at + 2).and_then(|t| t.parse().ok()).unwrap_or(99_u8);
    has_shape
        && (1..=12).contains(&number(5))
        && (1..=31).contains(&number(8))
        && number(11) < 24
        && number(14) < 60
        && number(17) < 60
}
