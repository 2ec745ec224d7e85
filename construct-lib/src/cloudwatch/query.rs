//! How metrics stand in an alarm.

use construct_cfn::cloudwatch::alarm as l1;
use construct_core::Value;

use super::math::{AnyMetric, MathExpression, is_name};
use super::metric::Metric;
use crate::error::codes;
use crate::{Diagnostic, Node, Stack};

/// The most metrics that an expression of an alarm names.
const METRICS: usize = 10;

/// The most dimensions of a metric.
const DIMENSIONS: usize = 30;

/// What an alarm is: of one metric of its account, or of some that are queried.
pub(super) fn watch(
    node: &Node,
    metric: &AnyMetric,
    props: l1::CfnAlarmProps,
) -> l1::CfnAlarmProps {
    match metric {
        AnyMetric::Metric(metric) => {
            check(node, metric);
            let account = other_account(node, metric);
            if metric.label.expr().is_unset() && account.expr().is_unset() {
                return single(metric, props);
            }
            props.metrics([stat(metric, "m1", account).return_data(true)])
        }
        AnyMetric::Math(math) => {
            let mut queries = Queries { entries: Vec::new() };
            let math = AnyMetric::Math(math.clone().in_one_period());
            queries.add(node, &math, None, true);
            props.metrics(queries.to_cfn(node))
        }
    }
}

fn single(metric: &Metric, props: l1::CfnAlarmProps) -> l1::CfnAlarmProps {
    let statistic: Value<String> = metric.statistic.to_string().into();
    let props = props
        .dimensions(dimensions(metric))
        .metric_name(&metric.name)
        .namespace(&metric.namespace)
        .period(metric.seconds())
        .unit(metric.unit.map(|unit| Value::lit(unit.name())));
    if metric.statistic.is_simple() {
        props.statistic(statistic.cast())
    } else {
        props.extended_statistic(statistic)
    }
}

fn dimensions(metric: &Metric) -> Option<Vec<l1::Dimension>> {
    let all = metric.dimensions.iter().map(|(name, of)| l1::Dimension::new(&**name, of));
    (!metric.dimensions.is_empty()).then(|| all.collect())
}

fn stat(metric: &Metric, id: &str, account: Value<String>) -> l1::MetricDataQuery {
    let of = l1::Metric::new()
        .dimensions(dimensions(metric))
        .metric_name(&metric.name)
        .namespace(&metric.namespace);
    let stat = l1::MetricStat::new(of, metric.seconds(), metric.statistic.to_string())
        .unit(metric.unit.map(|unit| Value::lit(unit.name())));
    l1::MetricDataQuery::new(id).account_id(account).label(&metric.label).metric_stat(stat)
}

/// The account of a metric when it is not that of the alarm.
fn other_account(node: &Node, metric: &Metric) -> Value<String> {
    let own = Stack::of(node).map(|stack| stack.account()).unwrap_or_default();
    if metric.account == own { Value::unset() } else { metric.account.clone() }
}

/// A metric of an expression; `id` is its name there.
struct Query {
    metric: AnyMetric,
    id: Option<String>,
    is_watched: bool,
}

struct Queries {
    entries: Vec<Query>,
}

impl Queries {
    /// Adds a metric and those that it is computed from, each once.
    fn add(&mut self, node: &Node, metric: &AnyMetric, id: Option<&str>, is_watched: bool) {
        let named = id.and_then(|id| self.entries.iter().position(|q| q.id.as_deref() == Some(id)));
        if let Some(named) = named
            && !self.entries[named].metric.is_same(metric)
        {
            let name = id.unwrap_or_default();
            report(
                node,
                codes::INVALID_METRIC,
                format!("two metrics of an expression are named `{name}`"),
                "give one of them another name",
            );
            return;
        }
        let found = named.or_else(|| {
            let is_free = |q: &Query| q.metric.is_same(metric) && (q.id.is_none() || id.is_none());
            self.entries.iter().position(is_free)
        });
        match found {
            Some(found) => {
                let entry = &mut self.entries[found];
                entry.id = entry.id.take().or_else(|| id.map(str::to_owned));
            }
            None => self.entries.push(Query {
                metric: metric.clone(),
                id: id.map(str::to_owned),
                is_watched,
            }),
        }
        if let AnyMetric::Math(math) = metric {
            check_math(node, math);
            for (name, inner) in &math.using {
                self.add(node, inner, Some(name), false);
            }
        }
    }

    fn to_cfn(&self, node: &Node) -> Vec<l1::MetricDataQuery> {
        let mut expressions = 0;
        let mut query = |entry: &Query| {
            let id = entry.id.clone().unwrap_or_else(|| {
                expressions += 1;
                format!("expr_{expressions}")
            });
            let query = match &entry.metric {
                AnyMetric::Metric(metric) => {
                    check(node, metric);
                    stat(metric, &id, other_account(node, metric))
                }
                AnyMetric::Math(math) => {
                    // Metrics bring their period with them.
                    let period = math.using.is_empty().then(|| math.seconds());
                    l1::MetricDataQuery::new(&*id)
                        .expression(&*math.expression)
                        .label(&math.label)
                        .period(period)
                }
            };
            query.return_data(entry.is_watched)
        };
        self.entries.iter().map(&mut query).collect()
    }
}

fn check_math(node: &Node, math: &MathExpression) {
    for (name, _) in math.using.iter().filter(|(name, _)| !is_name(name)) {
        report(
            node,
            codes::INVALID_METRIC,
            format!("`{name}` cannot be the name of a metric in an expression"),
            "begin with a small letter, and go on with letters, digits and `_`",
        );
    }
    if math.using.len() > METRICS {
        report(
            node,
            codes::INVALID_METRIC,
            format!(
                "an expression of an alarm names at most {METRICS} metrics, got {}",
                math.using.len()
            ),
            "divide the alarm, and watch the parts with a `CompositeAlarm`",
        );
    }
    let unknown = math.unknown_names();
    if let [name, ..] = unknown[..] {
        node.report(
            Diagnostic::warning(
                codes::UNKNOWN_METRIC_NAME,
                format!(
                    "the expression `{}` names `{name}`, which no metric is called",
                    math.expression
                ),
            )
            .help(format!("add it with `using(\"{name}\", ..)`")),
        );
    }
    if math.overridden {
        node.report(
            Diagnostic::warning(
                codes::METRIC_PERIOD_OVERRIDDEN,
                format!(
                    "the metrics of `{}` have periods of their own, and are taken in its period of {} seconds",
                    math.expression,
                    math.seconds()
                ),
            )
            .help("set the period at the expression"),
        );
    }
}

fn check(node: &Node, metric: &Metric) {
    let name = metric.name.as_literal().unwrap_or("its metric").to_owned();
    let invalid = |message: String, help: &'static str| {
        report(node, codes::INVALID_METRIC, message, help);
    };
    let seconds = metric.seconds();
    if !(matches!(seconds, 10 | 20 | 30) || (seconds > 0 && seconds % 60 == 0)) {
        invalid(
            format!("`{name}` is to be watched in periods of {seconds} seconds"),
            "use 10, 20 or 30 seconds, or a number of minutes",
        );
    }
    if !metric.statistic.is_valid() {
        invalid(
            format!("`{}` is no statistic", metric.statistic),
            "use percentages from 0 to 100, and ranges with one end at least, the lower one first",
        );
    }
    if metric.dimensions.len() > DIMENSIONS {
        invalid(
            format!(
                "a metric has at most {DIMENSIONS} dimensions, got {}",
                metric.dimensions.len()
            ),
            "leave some out",
        );
    }
    for (dimension, of) in &metric.dimensions {
        let fits = |text: &str| (1..=255).contains(&text.chars().count());
        if !fits(dimension) || !of.as_literal().is_none_or(fits) {
            invalid(
                format!("the dimension `{dimension}` of `{name}` is empty or too long"),
                "use 1 to 255 characters for its name and its value",
            );
        }
    }
    let region = Stack::of(node).map(|stack| stack.region()).unwrap_or_default();
    if let (Some(own), Some(of)) = (region.as_literal(), metric.region.as_literal())
        && own != of
    {
        invalid(
            format!("`{name}` is in `{of}`, and an alarm in `{own}` cannot watch it"),
            "define the alarm in a stack of that region",
        );
    }
}

fn report(node: &Node, code: &'static str, message: String, help: &'static str) {
    node.report(Diagnostic::error(code, message).help(help));
}
