//! How a stage serves.

use construct_cfn::apigateway::stage as l1;
use construct_core::{Expr, IntoValue, Key, Value};

use crate::check::Name;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// What API Gateway writes to the log of a stage.
///
/// See AWS on [logging](https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoggingLevel {
    /// Nothing.
    Off,
    /// Failures.
    Error,
    /// Every request.
    Info,
}

impl LoggingLevel {
    fn name(self) -> &'static str {
        match self {
            Self::Off => "OFF",
            Self::Error => "ERROR",
            Self::Info => "INFO",
        }
    }
}

/// How a stage serves.
///
/// ```
/// use construct_lib::apigateway::{RestApiProps, StageOptions};
///
/// let stage = StageOptions::new().stage_name("v1").throttling(100.0, 200);
/// let props = RestApiProps::new().deploy_options(stage);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct StageOptions {
    pub(in crate::apigateway) stage_name: String,
    pub(in crate::apigateway) description: Value<String>,
    pub(in crate::apigateway) tracing: bool,
    pub(in crate::apigateway) variables: Vec<(Key, Expr)>,
    throttling: Option<(f64, u32)>,
    logging_level: Option<LoggingLevel>,
    metrics: bool,
}

const NAME: Name = Name { of: "a stage", length: 1..=128, punctuation: "-_" };

const VARIABLE: Name = Name { of: "a stage variable", length: 1..=64, punctuation: "_" };

impl Default for StageOptions {
    fn default() -> Self {
        Self {
            stage_name: "prod".to_owned(),
            description: Value::unset(),
            tracing: false,
            variables: Vec::new(),
            throttling: None,
            logging_level: None,
            metrics: false,
        }
    }
}

impl StageOptions {
    /// A stage named `prod`, without logs, metrics or limits of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name, which is the first part of the path; `prod` by default.
    pub fn stage_name(mut self, name: impl Into<String>) -> Self {
        self.stage_name = name.into();
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// Traces requests with X-Ray; not by default.
    pub fn tracing(mut self) -> Self {
        self.tracing = true;
        self
    }

    /// Sets a stage variable. A later one of the same name wins.
    pub fn variable(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        let (name, value) = (name.into(), value.into_expr());
        match self.variables.iter_mut().find(|(n, _)| *n == name) {
            Some(variable) => variable.1 = value,
            None => self.variables.push((name, value)),
        }
        self
    }

    /// The most requests a second, and the most at once; the account's limits by default.
    pub fn throttling(mut self, rate_per_second: f64, burst: u32) -> Self {
        self.throttling = Some((rate_per_second, burst));
        self
    }

    /// What is written to the stage's log; nothing by default.
    ///
    /// Needs the account to have a role for CloudWatch; an account without
    /// one refuses the deployment.
    pub fn logging_level(mut self, level: LoggingLevel) -> Self {
        self.logging_level = Some(level);
        self
    }

    /// Counts each method by itself, at a cost.
    pub fn metrics(mut self) -> Self {
        self.metrics = true;
        self
    }

    pub(in crate::apigateway) fn method_setting(&self) -> Option<l1::MethodSetting> {
        let is_set = self.throttling.is_some() || self.logging_level.is_some() || self.metrics;
        is_set.then(|| {
            l1::MethodSetting::new()
                .data_trace_enabled(false)
                .http_method("*")
                .logging_level(self.logging_level.map(LoggingLevel::name))
                .metrics_enabled(self.metrics.then_some(true))
                .resource_path("/*")
                .throttling_burst_limit(self.throttling.map(|(_, burst)| i64::from(burst)))
                .throttling_rate_limit(self.throttling.map(|(rate, _)| rate))
        })
    }

    pub(in crate::apigateway) fn check(&self, node: &Node) {
        NAME.check(node, &self.stage_name);
        for (name, value) in &self.variables {
            VARIABLE.check(node, name);
            let text = value.as_str().unwrap_or_default();
            let fits =
                text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#&=,".contains(&b));
            if !fits {
                report(
                    node,
                    format!("`{text}` cannot be the value of a stage variable"),
                    "use letters, digits and `-._~:/?#&=,`",
                );
            }
        }
        if let Some((rate, _)) = self.throttling
            && !(rate.is_finite() && rate >= 0.0)
        {
            report(
                node,
                format!("a stage cannot be throttled to {rate} requests a second"),
                "use a number of requests, 0 or more",
            );
        }
    }
}

fn report(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_STAGE, message).help(help));
}
