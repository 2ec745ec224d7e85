//! Bounds that change at certain times.

use construct_cfn::applicationautoscaling::scalable_target as l1;

use super::schedule::{Schedule, is_moment};
use crate::error::codes;
use crate::{Diagnostic, Node};

/// New bounds of a target, and when they come.
///
/// Appears as a [`ScheduledAction`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-applicationautoscaling-scalabletarget-scheduledaction.html).
///
/// ```
/// use construct_lib::applicationautoscaling::{Cron, ScalingSchedule, Schedule};
///
/// let opening = Schedule::cron(Cron::new().hour("9").minute("0").week_day("MON-FRI"));
/// let opening = ScalingSchedule::new(opening)
///     .min_capacity(20)
///     .time_zone("Asia/Seoul")
///     .end_time("2026-12-31T15:00:00Z");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct ScalingSchedule {
    schedule: Schedule,
    min: Option<u32>,
    max: Option<u32>,
    start: Option<String>,
    end: Option<String>,
    time_zone: Option<String>,
}

impl ScalingSchedule {
    /// At these times; say which bound changes.
    pub fn new(schedule: Schedule) -> Self {
        Self { schedule, min: None, max: None, start: None, end: None, time_zone: None }
    }

    /// The least capacity from then on. What is below it is raised at once.
    pub fn min_capacity(mut self, capacity: u32) -> Self {
        self.min = Some(capacity);
        self
    }

    /// The most capacity from then on. What is above it is lowered at once.
    pub fn max_capacity(mut self, capacity: u32) -> Self {
        self.max = Some(capacity);
        self
    }

    /// Not before this time, which is in UTC: `2026-12-24T18:00:00Z`.
    pub fn start_time(mut self, time: impl Into<String>) -> Self {
        self.start = Some(time.into());
        self
    }

    /// Not after this time, which is in UTC: `2026-12-24T18:00:00Z`.
    pub fn end_time(mut self, time: impl Into<String>) -> Self {
        self.end = Some(time.into());
        self
    }

    /// The time zone of the schedule by its IANA name, for example
    /// `Asia/Seoul`; UTC by default. A rate needs none.
    pub fn time_zone(mut self, name: impl Into<String>) -> Self {
        self.time_zone = Some(name.into());
        self
    }

    pub(super) fn to_cfn(&self, name: &str) -> l1::ScheduledAction {
        let bounds = l1::ScalableTargetAction::new()
            .max_capacity(self.max.map(i64::from))
            .min_capacity(self.min.map(i64::from));
        l1::ScheduledAction::new(self.schedule.expression(), name)
            .scalable_target_action(bounds)
            .start_time(self.start.as_deref())
            .end_time(self.end.as_deref())
            .timezone(self.time_zone.as_deref())
    }

    #[track_caller]
    pub(super) fn check(&self, node: &Node) {
        self.schedule.check(node);
        let report = |message: String, help: &'static str| {
            node.report(Diagnostic::error(codes::INVALID_SCHEDULE, message).help(help).at_caller());
        };
        match (self.min, self.max) {
            (None, None) => report(
                "a schedule changes neither bound".to_owned(),
                "set `min_capacity`, `max_capacity` or both",
            ),
            (Some(min), Some(max)) if min > max => report(
                format!("the least capacity must not be above the most of {max}, got {min}"),
                "set it lower with `min_capacity`",
            ),
            _ => {}
        }
        for time in [&self.start, &self.end].into_iter().flatten() {
            if !time.strip_suffix('Z').is_some_and(is_moment) {
                report(
                    format!("`{time}` is not a time in UTC"),
                    "write it as `2026-12-24T18:00:00Z`",
                );
            }
        }
        if let (Some(start), Some(end)) = (&self.start, &self.end)
            && start >= end
        {
            report(
                format!("a schedule must end after its start at {start}, got {end}"),
                "swap the two",
            );
        }
    }
}

/// Checks what the schedules of one target are together.
pub(super) fn check(node: &Node, all: &[(String, ScalingSchedule)]) {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in all {
        // A colon, a slash or a bar would end the name in the ARN of the action.
        let fits = (1..=1600).contains(&name.chars().count())
            && !name.contains([':', '/', '|'])
            && !name.contains(char::is_control);
        if !fits {
            node.report(
                Diagnostic::error(
                    codes::INVALID_SCHEDULE,
                    format!("`{name}` cannot be the name of a schedule"),
                )
                .help("use 1 to 1600 characters, but no `:`, `/` or `|`"),
            );
        }
        if names.contains(&name.as_str()) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_SCHEDULE,
                    format!("two schedules of a target are named `{name}`"),
                )
                .help("rename one of them"),
            );
        }
        names.push(name);
    }
}
