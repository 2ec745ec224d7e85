//! Choices of a function.

use construct_cfn::lambda::function as l1;
use construct_core::{Expr, Key, Value};

/// What runs the code of a function.
///
/// See AWS on [runtimes](https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Runtime {
    /// `provided.al2023`: a binary that brings its own runtime, as Rust does.
    ProvidedAl2023,
    /// `nodejs22.x`.
    NodeJs22,
    /// `nodejs24.x`.
    NodeJs24,
    /// `python3.13`.
    Python313,
    /// `python3.14`.
    Python314,
    /// `java21`.
    Java21,
    /// `java25`.
    Java25,
    /// Any other, by its identifier.
    Other(Key),
}

impl Runtime {
    pub(super) fn to_value(&self) -> Value<l1::Runtime> {
        let name: Key = match self {
            Self::ProvidedAl2023 => "provided.al2023".into(),
            Self::NodeJs22 => "nodejs22.x".into(),
            Self::NodeJs24 => "nodejs24.x".into(),
            Self::Python313 => "python3.13".into(),
            Self::Python314 => "python3.14".into(),
            Self::Java21 => "java21".into(),
            Self::Java25 => "java25".into(),
            Self::Other(name) => name.clone(),
        };
        Value::of(Expr::Str(name))
    }
}

/// What the log of a function looks like.
///
/// See AWS on [log formats](https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoggingFormat {
    /// One JSON document a line, those of Lambda itself too.
    Json,
    /// Lines of text.
    Text,
}

impl LoggingFormat {
    pub(super) fn to_value(self) -> Value<l1::LogFormat> {
        match self {
            Self::Json => l1::LogFormat::JSON,
            Self::Text => l1::LogFormat::TEXT,
        }
    }
}

/// Whether requests are traced by X-Ray.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracing {
    /// Lambda samples requests and traces those.
    Active,
    /// A request is traced when its caller says so.
    PassThrough,
}

impl Tracing {
    pub(super) fn to_value(self) -> Value<l1::TracingConfigMode> {
        match self {
            Self::Active => l1::TracingConfigMode::ACTIVE,
            Self::PassThrough => l1::TracingConfigMode::PASS_THROUGH,
        }
    }
}
