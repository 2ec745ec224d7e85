//! Ranges of a metric, and what is done in each.

/// What is done while a metric is in a range.
///
/// ```
/// use construct_lib::applicationautoscaling::ScalingInterval;
///
/// // One less up to 10, nothing until 50, then one more, and three more from 80 on.
/// let steps = [
///     ScalingInterval::up_to(10.0, -1),
///     ScalingInterval::from(50.0, 1),
///     ScalingInterval::from(80.0, 3),
/// ];
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScalingInterval {
    lower: Option<f64>,
    upper: Option<f64>,
    change: i32,
}

/// A range with both of its ends; no change where nothing was said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) change: Option<i32>,
}

impl ScalingInterval {
    /// Below this value, down to the interval before.
    #[must_use]
    pub fn up_to(upper: f64, change: i32) -> Self {
        Self { lower: None, upper: Some(upper), change }
    }

    /// From this value on, up to the interval that follows.
    #[must_use]
    pub fn from(lower: f64, change: i32) -> Self {
        Self { lower: Some(lower), upper: None, change }
    }

    /// Between these values.
    #[must_use]
    pub fn between(lower: f64, upper: f64, change: i32) -> Self {
        Self { lower: Some(lower), upper: Some(upper), change }
    }
}

/// Where the two alarms are: the last range that is left by sinking, and the
/// first by rising.
pub(super) struct Thresholds {
    pub(super) lower: Option<usize>,
    pub(super) upper: Option<usize>,
}

/// The whole line from 0 on as ranges, as the CDK divides it; what is wrong with it otherwise.
pub(super) fn normalize(
    intervals: &[ScalingInterval],
    is_absolute: bool,
) -> Result<Vec<Range>, String> {
    let mut ranges = complete(intervals)?;
    fill_gaps(&mut ranges);
    if !is_absolute {
        for range in &mut ranges {
            range.change = range.change.filter(|change| *change != 0);
        }
    }
    ranges.dedup_by(|next, before| {
        let joins = before.change.is_none() && next.change.is_none();
        if joins {
            before.upper = next.upper;
        }
        joins
    });
    let quiet = ranges.iter().filter(|range| range.change.is_none()).count();
    if quiet > 1 {
        return Err(format!("nothing is done in {quiet} ranges that do not touch"));
    }
    Ok(ranges)
}

fn complete(intervals: &[ScalingInterval]) -> Result<Vec<Range>, String> {
    if intervals.iter().flat_map(|i| [i.lower, i.upper]).flatten().any(|end| !end.is_finite()) {
        return Err("an interval ends at no number".to_owned());
    }
    let mut all = intervals.to_vec();
    let start = |i: &ScalingInterval| i.lower.or(i.upper).unwrap_or_default();
    all.sort_by(|a, b| start(a).total_cmp(&start(b)));
    // An open end is that of the neighbour.
    for i in 1..all.len() {
        all[i].lower = all[i].lower.or(all[i - 1].upper);
    }
    for i in (1..all.len()).rev() {
        all[i - 1].upper = all[i - 1].upper.or(all[i].lower);
    }
    let last = all.len().saturating_sub(1);
    let mut ranges = Vec::new();
    for (at, interval) in all.into_iter().enumerate() {
        let lower = interval.lower.or((at == 0).then_some(0.0));
        let upper = interval.upper.or((at == last).then_some(f64::INFINITY));
        let (Some(lower), Some(upper)) = (lower, upper) else {
            return Err("two intervals that follow each other do not say where they meet".into());
        };
        if lower > upper {
            return Err(format!("an interval begins at {lower} and ends at {upper}"));
        }
        ranges.push(Range { lower, upper, change: Some(interval.change) });
    }
    let overlap = ranges.windows(2).find(|w| w[0].lower < w[1].upper && w[0].upper > w[1].lower);
    match overlap {
        Some([a, b]) => Err(format!(
            "the intervals from {} to {} and from {} to {} overlap",
            a.lower, a.upper, b.lower, b.upper
        )),
        _ => Ok(ranges),
    }
}

fn fill_gaps(ranges: &mut Vec<Range>) {
    let mut reached = 0.0;
    let mut all = Vec::with_capacity(ranges.len() + 2);
    for range in ranges.drain(..) {
        if (all.is_empty() && range.lower != 0.0) || (!all.is_empty() && reached < range.lower) {
            all.push(Range { lower: reached, upper: range.lower, change: None });
        }
        reached = range.upper;
        all.push(range);
    }
    if reached != f64::INFINITY {
        all.push(Range { lower: reached, upper: f64::INFINITY, change: None });
    }
    *ranges = all;
}

/// Around the range in which nothing is done, else in the middle.
pub(super) fn thresholds(ranges: &[Range]) -> Thresholds {
    let last = ranges.len().saturating_sub(1);
    match ranges.iter().position(|range| range.change.is_none()) {
        Some(quiet) => {
            Thresholds { lower: quiet.checked_sub(1), upper: (quiet < last).then_some(quiet + 1) }
        }
        None if ranges.len() < 2 => Thresholds { lower: None, upper: Some(0) },
        None => {
            let middle = ranges.len() / 2;
            Thresholds { lower: Some(middle - 1), upper: Some(middle) }
        }
    }
}
