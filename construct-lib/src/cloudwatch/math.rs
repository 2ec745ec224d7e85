//! Metrics that are computed from others.

use std::time::Duration;

use construct_core::{IntoValue, Value};

use super::metric::{Metric, PERIOD, seconds};
use crate::value::value;

/// What an alarm can watch: a metric, or what is computed from some.
///
/// Functions take `impl Into<AnyMetric>`, so either is given as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum AnyMetric {
    /// One metric.
    Metric(Metric),
    /// What is computed from others.
    Math(MathExpression),
}

impl From<Metric> for AnyMetric {
    fn from(metric: Metric) -> Self {
        Self::Metric(metric)
    }
}

impl From<&Metric> for AnyMetric {
    fn from(metric: &Metric) -> Self {
        Self::Metric(metric.clone())
    }
}

impl From<MathExpression> for AnyMetric {
    fn from(math: MathExpression) -> Self {
        Self::Math(math)
    }
}

impl From<&MathExpression> for AnyMetric {
    fn from(math: &MathExpression) -> Self {
        Self::Math(math.clone())
    }
}

impl AnyMetric {
    pub(super) fn seconds(&self) -> i64 {
        match self {
            Self::Metric(metric) => metric.seconds(),
            Self::Math(math) => math.seconds(),
        }
    }

    /// Whether both are the same values.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Metric(a), Self::Metric(b)) => a.is_same(b),
            (Self::Math(a), Self::Math(b)) => {
                a.expression == b.expression
                    && a.using.len() == b.using.len()
                    && a.using.iter().zip(&b.using).all(|(a, b)| a.0 == b.0 && a.1.is_same(&b.1))
            }
            _ => false,
        }
    }
}

/// A metric that is computed from others.
///
/// See AWS on [metric math](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
///
/// ```
/// use construct_lib::cloudwatch::{MathExpression, Metric, Statistic};
///
/// let errors = Metric::new("Shop", "Errors").statistic(Statistic::Sum);
/// let orders = Metric::new("Shop", "Orders").statistic(Statistic::Sum);
/// let rate = MathExpression::new("100 * errors / orders")
///     .using("errors", errors)
///     .using("orders", orders)
///     .label("Failed orders in percent");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MathExpression {
    pub(super) expression: String,
    pub(super) using: Vec<(String, AnyMetric)>,
    pub(super) period: Option<Duration>,
    pub(super) label: Value<String>,
    /// Metrics whose own period gives way to that of the expression.
    pub(super) overridden: bool,
}

impl MathExpression {
    /// This expression over the metrics that [`using`](Self::using) names.
    pub fn new(expression: impl Into<String>) -> Self {
        Self {
            expression: expression.into(),
            using: Vec::new(),
            period: None,
            label: Value::unset(),
            overridden: false,
        }
    }

    /// Gives a metric a name in the expression, which begins with a small letter.
    pub fn using(mut self, name: impl Into<String>, metric: impl Into<AnyMetric>) -> Self {
        self.using.push((name.into(), metric.into()));
        self
    }

    /// How long a period of all of its metrics is; five minutes by default.
    pub fn period(mut self, period: Duration) -> Self {
        self.period = Some(period);
        self
    }

    /// What a person reads instead of the expression.
    pub fn label(mut self, label: impl IntoValue<String>) -> Self {
        self.label = value(label);
        self
    }

    pub(super) fn seconds(&self) -> i64 {
        seconds(self.period.unwrap_or(PERIOD))
    }

    /// The expression with all of its metrics in periods as its own.
    pub(super) fn in_one_period(mut self) -> Self {
        let period = self.period.unwrap_or(PERIOD);
        for (_, metric) in &mut self.using {
            let given = match metric {
                AnyMetric::Metric(metric) => metric.period.replace(period),
                AnyMetric::Math(math) => {
                    let given = math.period.replace(period);
                    let inner = math.clone().in_one_period();
                    self.overridden |= inner.overridden;
                    *math = inner;
                    given
                }
            };
            self.overridden |= given.is_some_and(|given| given != period);
        }
        self
    }

    /// The names in it that no metric has; an expression that searches names
    /// what only CloudWatch knows.
    pub(super) fn unknown_names(&self) -> Vec<&str> {
        let words = words(&self.expression);
        let searches = ["INSIGHT_RULE_METRIC", "SELECT", "SEARCH", "METRICS"];
        if words.iter().any(|word| searches.iter().any(|s| word.eq_ignore_ascii_case(s))) {
            return Vec::new();
        }
        let is_known = |word: &str| self.using.iter().any(|(name, _)| name == word);
        words.into_iter().filter(|word| is_name(word) && !is_known(word)).collect()
    }
}

/// Whether a metric may be called so in an expression.
pub(super) fn is_name(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The words of an expression outside of its texts between quotes.
fn words(expression: &str) -> Vec<&str> {
    let outside = expression.split(['"', '\'']).step_by(2);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    outside.flat_map(|text| text.split(|c| !is_part(c))).filter(|word| !word.is_empty()).collect()
}
