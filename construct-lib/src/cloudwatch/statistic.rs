//! How the values of a metric become one.

use std::fmt;

/// Which of the values count.
///
/// Nothing at an end leaves it open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Range {
    /// Up to this percentile, for example `tm95`.
    UpTo(f64),
    /// Between two percentiles, for example `TM(5%:95%)`.
    Percentiles(Option<f64>, Option<f64>),
    /// Between two values, for example `TM(150:1000)`.
    Values(Option<f64>, Option<f64>),
}

/// How the values of a metric in a period become one.
///
/// See AWS on [statistics](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html).
///
/// ```
/// use construct_lib::cloudwatch::{Range, Statistic};
///
/// assert_eq!(Statistic::Percentile(99.9).to_string(), "p99.9");
/// assert_eq!(Statistic::TrimmedMean(Range::UpTo(95.0)).to_string(), "tm95");
/// assert_eq!(Statistic::parse("avg")?, Statistic::Average);
/// # Ok::<(), construct_lib::cloudwatch::InvalidStatistic>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// The mean.
    Average,
    /// The largest.
    Maximum,
    /// The smallest.
    Minimum,
    /// How many there are.
    SampleCount,
    /// The sum.
    Sum,
    /// The mean of the middle half.
    InterquartileMean,
    /// The value below which this percentage of the values lies.
    Percentile(f64),
    /// The mean of the values in a range.
    TrimmedMean(Range),
    /// The mean, with values outside of a range moved to its ends.
    WinsorizedMean(Range),
    /// How many values are in a range.
    TrimmedCount(Range),
    /// The sum of the values in a range.
    TrimmedSum(Range),
    /// The percentage of the values that lies between two values.
    PercentileRank(Option<f64>, Option<f64>),
}

/// A text is not a statistic of CloudWatch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidStatistic {
    text: String,
}

impl fmt::Display for InvalidStatistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a statistic, as `Average`, `p99` or `TM(5%:95%)` are", self.text)
    }
}

impl std::error::Error for InvalidStatistic {}

impl Statistic {
    /// Reads a statistic as CloudWatch writes it, for example `p99.9` or `TM(:90%)`.
    ///
    /// # Errors
    ///
    /// When CloudWatch does not know it.
    pub fn parse(text: &str) -> Result<Self, InvalidStatistic> {
        parse(text).filter(Self::is_valid).ok_or_else(|| InvalidStatistic { text: text.to_owned() })
    }

    /// Whether it is one of those that have a property of their own.
    pub(super) fn is_simple(self) -> bool {
        matches!(
            self,
            Self::Average | Self::Maximum | Self::Minimum | Self::SampleCount | Self::Sum
        )
    }

    /// Whether its numbers are percentages where they must be, and a range has an end.
    pub(super) fn is_valid(&self) -> bool {
        match *self {
            Self::Percentile(percentile) => is_percentage(percentile),
            Self::TrimmedMean(range)
            | Self::WinsorizedMean(range)
            | Self::TrimmedCount(range)
            | Self::TrimmedSum(range) => range.is_valid(),
            Self::PercentileRank(from, to) => Range::Values(from, to).is_valid(),
            _ => true,
        }
    }
}

impl Range {
    fn is_valid(self) -> bool {
        let (from, to, is_number): (_, _, fn(f64) -> bool) = match self {
            Self::UpTo(percentile) => return is_percentage(percentile),
            Self::Percentiles(from, to) => (from, to, is_percentage),
            Self::Values(from, to) => (from, to, |n| n.is_finite() && n >= 0.0),
        };
        let ends = from.into_iter().chain(to).filter(|n| is_number(*n)).count();
        let in_order = from.zip(to).is_none_or(|(from, to)| from < to);
        ends > 0 && ends == from.into_iter().chain(to).count() && in_order
    }
}

fn is_percentage(number: f64) -> bool {
    (0.0..=100.0).contains(&number)
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Average => f.write_str("Average"),
            Self::Maximum => f.write_str("Maximum"),
            Self::Minimum => f.write_str("Minimum"),
            Self::SampleCount => f.write_str("SampleCount"),
            Self::Sum => f.write_str("Sum"),
            Self::InterquartileMean => f.write_str("IQM"),
            Self::Percentile(percentile) => write!(f, "p{percentile}"),
            Self::TrimmedMean(range) => ranged(f, "tm", range),
            Self::WinsorizedMean(range) => ranged(f, "wm", range),
            Self::TrimmedCount(range) => ranged(f, "tc", range),
            Self::TrimmedSum(range) => ranged(f, "ts", range),
            Self::PercentileRank(from, to) => ranged(f, "pr", Range::Values(from, to)),
        }
    }
}

/// Between two ends the name is written in capitals.
fn ranged(f: &mut fmt::Formatter<'_>, name: &str, range: Range) -> fmt::Result {
    let (from, to, unit) = match range {
        Range::UpTo(percentile) => return write!(f, "{name}{percentile}"),
        Range::Percentiles(from, to) => (from, to, "%"),
        Range::Values(from, to) => (from, to, ""),
    };
    let end = |number: Option<f64>| number.map(|n| format!("{n}{unit}")).unwrap_or_default();
    write!(f, "{}({}:{})", name.to_ascii_uppercase(), end(from), end(to))
}

fn parse(text: &str) -> Option<Statistic> {
    let lower = text.to_ascii_lowercase();
    let simple = match &*lower {
        "average" | "avg" => Some(Statistic::Average),
        "maximum" | "max" => Some(Statistic::Maximum),
        "minimum" | "min" => Some(Statistic::Minimum),
        "samplecount" | "n" => Some(Statistic::SampleCount),
        "sum" => Some(Statistic::Sum),
        "iqm" => Some(Statistic::InterquartileMean),
        _ => None,
    };
    if simple.is_some() {
        return simple;
    }
    let (name, rest) = lower.split_at_checked(2)?;
    let range = || pair(rest).or_else(|| decimal(rest).map(Range::UpTo));
    match name {
        "tm" => range().map(Statistic::TrimmedMean),
        "wm" => range().map(Statistic::WinsorizedMean),
        "tc" => range().map(Statistic::TrimmedCount),
        "ts" => range().map(Statistic::TrimmedSum),
        "pr" => match pair(rest)? {
            Range::Values(from, to) => Some(Statistic::PercentileRank(from, to)),
            _ => None,
        },
        _ => decimal(lower.strip_prefix('p')?).map(Statistic::Percentile),
    }
}

/// What stands between parentheses, for example `(5%:95%)`.
fn pair(text: &str) -> Option<Range> {
    let (from, to) = text.strip_prefix('(')?.strip_suffix(')')?.split_once(':')?;
    let is_percent = from.ends_with('%') || to.ends_with('%');
    let end = |text: &str| match (text.trim(), is_percent) {
        ("", _) => Some(None),
        (text, true) => decimal(text.strip_suffix('%')?).map(Some),
        (text, false) => decimal(text).map(Some),
    };
    let (from, to) = (end(from)?, end(to)?);
    Some(if is_percent { Range::Percentiles(from, to) } else { Range::Values(from, to) })
}

fn decimal(text: &str) -> Option<f64> {
    let is_decimal = text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.bytes().next().is_some_and(|b| b.is_ascii_digit());
    is_decimal.then(|| text.parse().ok()).flatten()
}
