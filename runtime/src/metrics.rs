//! Metrics in CloudWatch's
//! [embedded metric format](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html):
//! a line of the log, and no call.

use std::io::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

/// The most metrics that CloudWatch takes from one line, and values of one.
const MAX: usize = 100;

/// What a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `Count`: how often.
    Count,
    /// `Milliseconds`.
    Milliseconds,
    /// `Seconds`.
    Seconds,
    /// `Bytes`.
    Bytes,
    /// `Percent`.
    Percent,
    /// `None`: a number as such.
    None,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Count => "Count",
            Self::Milliseconds => "Milliseconds",
            Self::Seconds => "Seconds",
            Self::Bytes => "Bytes",
            Self::Percent => "Percent",
            Self::None => "None",
        }
    }
}

/// The metrics of one invocation, written to the log when it is dropped.
///
/// Every combination of dimensions' values is a metric that is paid for, so
/// what differs with each request, such as an id, is a
/// [`property`](Self::property): it can be searched for, and makes no metric.
///
/// # Example
///
/// ```
/// use construct_runtime::metrics::{Metrics, Unit};
///
/// fn create(request_id: &str) {
///     let mut metrics = Metrics::new("UserService").dimension("Operation", "create");
///     metrics.property("requestId", request_id);
///     metrics.count("Created", 1);
///     metrics.put("Latency", 12.5, Unit::Milliseconds);
/// } // one line on standard output
/// # create("r1");
/// ```
#[derive(Debug)]
#[must_use]
pub struct Metrics {
    namespace: String,
    dimensions: Vec<(String, String)>,
    properties: Map<String, Value>,
    metrics: Vec<(String, Unit, Vec<f64>)>,
}

impl Metrics {
    /// Metrics in this namespace, for example the name of the service.
    pub fn new(namespace: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            dimensions: Vec::new(),
            properties: Map::new(),
            metrics: Vec::new(),
        }
    }

    /// Tells these metrics from others of the same names; 30 at most.
    pub fn dimension(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.dimensions.push((name.into(), value.into()));
        self
    }

    /// Adds what stands in the line and is no metric.
    pub fn property(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.properties.insert(name.into(), value.into());
    }

    /// Counts something.
    pub fn count(&mut self, name: &str, count: u32) {
        self.put(name, f64::from(count), Unit::Count);
    }

    /// Adds a value. One of a name that is there is another value of the same
    /// metric, in its first unit; one that is no number is left out.
    pub fn put(&mut self, name: &str, value: f64, unit: Unit) {
        if !value.is_finite() {
            return;
        }
        match self.metrics.iter_mut().find(|(known, _, _)| known == name) {
            Some((_, _, values)) => values.push(value),
            None => self.metrics.push((name.to_owned(), unit, vec![value])),
        }
    }

    /// The lines, as of this time since 1970.
    #[must_use]
    pub fn lines(&self, now: Duration) -> Vec<String> {
        // What is too much for one line goes into another.
        let pieces: Vec<(&str, Unit, &[f64])> = self
            .metrics
            .iter()
            .flat_map(|(name, unit, values)| {
                values.chunks(MAX).map(|values| (name.as_str(), *unit, values))
            })
            .collect();
        let mut lines: Vec<Vec<(&str, Unit, &[f64])>> = Vec::new();
        for piece in pieces {
            let fits = |line: &&mut Vec<(&str, Unit, &[f64])>| {
                line.len() < MAX && line.iter().all(|(name, _, _)| *name != piece.0)
            };
            match lines.iter_mut().find(fits) {
                Some(line) => line.push(piece),
                None => lines.push(vec![piece]),
            }
        }
        lines.iter().map(|line| self.line(line, now).to_string()).collect()
    }

    fn line(&self, metrics: &[(&str, Unit, &[f64])], now: Duration) -> Value {
        let dimensions: Vec<&str> = self.dimensions.iter().map(|(name, _)| &**name).collect();
        let definitions: Vec<Value> = metrics
            .iter()
            .map(|(name, unit, _)| json!({"Name": name, "Unit": unit.name()}))
            .collect();
        let mut line = self.properties.clone();
        for (name, value) in &self.dimensions {
            line.insert(name.clone(), value.as_str().into());
        }
        for (name, _, values) in metrics {
            let value = match values {
                [value] => json!(value),
                several => json!(several),
            };
            line.insert((*name).to_owned(), value);
        }
        let timestamp = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        line.insert(
            "_aws".to_owned(),
            json!({
                "Timestamp": timestamp,
                "CloudWatchMetrics": [{
                    "Namespace": self.namespace,
                    "Dimensions": [dimensions],
                    "Metrics": definitions,
                }],
            }),
        );
        Value::Object(line)
    }
}

impl Drop for Metrics {
    #[expect(
        clippy::disallowed_methods,
        reason = "the rule protects templates; a running handler has a clock"
    )]
    fn drop(&mut self) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        for line in self.lines(now) {
            // A log that cannot be written has nowhere to say so.
            let _ = writeln!(std::io::stdout(), "{line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_millis(1_700_000_000_000);

    fn lines(metrics: &Metrics) -> Vec<Value> {
        metrics.lines(NOW).iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_line_is_as_the_format_says() {
        let mut metrics = Metrics::new("Users").dimension("Operation", "create");
        metrics.property("requestId", "r1");
        metrics.count("Created", 1);
        metrics.put("Latency", 12.5, Unit::Milliseconds);
        metrics.put("Latency", 7.0, Unit::Milliseconds);
        metrics.put("Latency", f64::NAN, Unit::Milliseconds);
        assert_eq!(
            lines(&metrics),
            [json!({
                "_aws": {
                    "Timestamp": 1_700_000_000_000_u64,
                    "CloudWatchMetrics": [{
                        "Namespace": "Users",
                        "Dimensions": [["Operation"]],
                        "Metrics": [
                            {"Name": "Created", "Unit": "Count"},
                            {"Name": "Latency", "Unit": "Milliseconds"},
                        ],
                    }],
                },
                "Operation": "create",
                "requestId": "r1",
                "Created": 1.0,
                "Latency": [12.5, 7.0],
            })]
        );
    }

    #[test]
    fn what_is_too_much_for_a_line_goes_into_another() {
        let mut metrics = Metrics::new("Users");
        for number in 0..101 {
            metrics.count(&format!("Metric{number}"), 1);
        }
        for _ in 0..200 {
            metrics.put("Metric0", 2.0, Unit::None);
        }
        let lines = lines(&metrics);
        let counts = |line: &Value| {
            line["_aws"]["CloudWatchMetrics"][0]["Metrics"].as_array().unwrap().len()
        };
        assert_eq!(lines.iter().map(counts).collect::<Vec<_>>(), [100, 2, 1]);
        let values = |line: &Value| line["Metric0"].as_array().map_or(1, Vec::len);
        assert_eq!(lines.iter().map(values).collect::<Vec<_>>(), [100, 100, 1]);
        assert!(Metrics::new("Users").lines(NOW).is_empty());
    }
}
