//! One JSON line for each request, and for what happens at start.
//!
//! Lambda's own settings are followed: `AWS_LAMBDA_LOG_LEVEL` says how much is
//! logged, and `AWS_LAMBDA_LOG_FORMAT=Text` asks for text instead of JSON. No
//! line has personal data: not the path with its id, no query, no body, and
//! from the AWS SDK, whose finer levels print whole requests, warnings alone.

use std::error::Error;
use std::time::Duration;

use tracing::level_filters::LevelFilter;
use tracing::{Subscriber, error, info};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer, fmt, registry};

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON object a line.
    Json,
    /// Text for a person.
    Text,
}

/// What the log says about one request.
#[derive(Clone, Copy, Debug)]
pub struct RequestLog<'a> {
    /// Lambda's id of the invocation, as in Lambda's own lines.
    pub invocation: &'a str,
    /// API Gateway's id of the request, which the client knows.
    pub request: &'a str,
    /// The HTTP method.
    pub method: &'a str,
    /// The resource as the API names it, with `{id}` rather than an id.
    pub route: &'a str,
    /// The response's status.
    pub status: u16,
    /// How long the handler took.
    pub duration: Duration,
    /// What went wrong on our side.
    pub cause: Option<&'a str>,
}

/// Starts logging to standard output, as Lambda's variables ask.
///
/// A second call changes nothing.
pub fn init() {
    let format = format(variable("AWS_LAMBDA_LOG_FORMAT").as_deref());
    let level = level(variable("AWS_LAMBDA_LOG_LEVEL").as_deref());
    // It fails only when there is a logger already, as in a test.
    let _ = subscriber(format, level, std::io::stdout).try_init();
}

/// A subscriber that writes such lines to `writer`.
pub fn subscriber<W>(format: Format, level: LevelFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let targets = Targets::new()
        .with_default(level.min(LevelFilter::WARN))
        .with_target("user_handler", level);
    let lines = fmt::layer().with_writer(writer).with_ansi(false);
    let lines = match format {
        // Spans would repeat the request's id in each line up to three times.
        Format::Json => {
            lines.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed()
        }
        Format::Text => lines.compact().boxed(),
    };
    registry().with(lines.with_filter(targets))
}

/// Logs one request: as an error when it failed on our side.
pub fn request(log: &RequestLog<'_>) {
    let milliseconds = milliseconds(log.duration);
    if log.status >= 500 {
        error!(
            requestId = log.invocation,
            apiRequestId = log.request,
            method = log.method,
            route = log.route,
            status = log.status,
            durationMs = milliseconds,
            cause = log.cause,
            "request"
        );
    } else {
        info!(
            requestId = log.invocation,
            apiRequestId = log.request,
            method = log.method,
            route = log.route,
            status = log.status,
            durationMs = milliseconds,
            "request"
        );
    }
}

/// A duration as logs show it: milliseconds with three decimals.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    Duration::from_micros(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)).as_secs_f64()
        * 1000.0
}

/// An error and each cause below it, by their `Display` alone: the `Debug` of
/// an SDK error holds whole responses, and with them people's data.
#[must_use]
pub fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[expect(
    clippy::disallowed_methods,
    reason = "the rule protects templates; Lambda tells a handler its settings this way"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn format(text: Option<&str>) -> Format {
    match text {
        Some(text) if text.eq_ignore_ascii_case("text") => Format::Text,
        _ => Format::Json,
    }
}

fn level(text: Option<&str>) -> LevelFilter {
    // Lambda also knows `FATAL`, which is what ends the process: an error here.
    match text.map(str::to_ascii_uppercase).as_deref() {
        Some("TRACE") => LevelFilter::TRACE,
        Some("DEBUG") => LevelFilter::DEBUG,
        Some("WARN") => LevelFilter::WARN,
        Some("ERROR" | "FATAL") => LevelFilter::ERROR,
        _ => LevelFilter::INFO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lambdas_settings() {
        assert_eq!(format(None), Format::Json);
        assert_eq!(format(Some("JSON")), Format::Json);
        assert_eq!(format(Some("Text")), Format::Text);
        assert_eq!(level(None), LevelFilter::INFO);
        assert_eq!(level(Some("debug")), LevelFilter::DEBUG);
        assert_eq!(level(Some("FATAL")), LevelFilter::ERROR);
        assert_eq!(level(Some("loud")), LevelFilter::INFO);
    }

    #[test]
    fn durations_are_milliseconds() {
        assert_eq!(milliseconds(Duration::from_nanos(1_234_567)), 1.234);
    }
}
