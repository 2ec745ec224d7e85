//! Structured logs: one JSON object a line, with the id of the request in each.
//!
//! Lambda's own settings are followed: `AWS_LAMBDA_LOG_LEVEL` says how much is
//! logged, and `AWS_LAMBDA_LOG_FORMAT=Text` asks for text instead of JSON. From
//! libraries, the AWS SDK among them, whose finer levels print whole requests
//! and with them people's data, come warnings alone.
//!
//! ```no_run
//! use construct_runtime::logs;
//! use tracing::{Instrument, info};
//!
//! logs::init(&["user_handler"]);
//! # async fn handle(request_id: &str) {
//! async { info!(route = "/users", "request") }.instrument(logs::request(request_id)).await;
//! // {"timestamp":"…","level":"INFO","message":"request","requestId":"…","route":"/users","target":"…"}
//! # }
//! ```

use std::fmt as text;
use std::io::Write as _;
use std::time::Duration;

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id};
use tracing::{Event, Span, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{self, LookupSpan};
use tracing_subscriber::util::SubscriberInitExt as _;

/// What Lambda's own lines call the id of a request.
const REQUEST_ID: &str = "requestId";

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON object a line.
    Json,
    /// Text for a person.
    Text,
}

/// Starts logging to standard output, as Lambda's variables ask. `own` are the
/// crates of the handler, such as `user_handler`; others may only warn.
///
/// A second call changes nothing.
pub fn init(own: &[&str]) {
    let format = format(variable("AWS_LAMBDA_LOG_FORMAT").as_deref());
    let level = level(variable("AWS_LAMBDA_LOG_LEVEL").as_deref());
    // It fails only when there is a logger already, as in a test.
    let _ = subscriber(own, format, level, std::io::stdout).try_init();
}

/// A subscriber that writes such lines to `writer`, for a test that reads them.
pub fn subscriber<W>(
    own: &[&str],
    format: Format,
    level: LevelFilter,
    writer: W,
) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let targets = Targets::new()
        .with_default(level.min(LevelFilter::WARN))
        // A request's span is always there, so that warnings have its id.
        .with_target(module_path!(), LevelFilter::ERROR)
        .with_targets(own.iter().map(|name| (*name, level)));
    let lines = match format {
        Format::Json => Json { writer }.boxed(),
        Format::Text => fmt::layer().with_writer(writer).with_ansi(false).compact().boxed(),
    };
    registry().with(lines.with_filter(targets))
}

/// What a request's lines have in common. Everything that is logged while it is
/// entered has the id.
#[must_use]
pub fn request(id: &str) -> Span {
    tracing::error_span!("request", requestId = id)
}

/// A duration as logs show it: milliseconds with three decimals.
#[must_use]
pub fn milliseconds(duration: Duration) -> f64 {
    Duration::from_micros(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)).as_secs_f64()
        * 1000.0
}

#[expect(
    clippy::disallowed_methods,
    reason = "the rule protects templates; Lambda tells a handler its settings this way"
)]
fn variable(name: &str) -> Option<String> {
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

fn registry() -> registry::Registry {
    registry::Registry::default()
}

/// Writes each event as one JSON object. tracing-subscriber's own would have
/// the request's id in an object of its span.
struct Json<W> {
    writer: W,
}

/// The id of the request whose span it is.
struct RequestId(Value);

impl<S, W> Layer<S> for Json<W>
where
    S: Subscriber + for<'s> LookupSpan<'s>,
    W: for<'w> MakeWriter<'w> + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let (Some(request), Some(span)) = (fields.0.remove(REQUEST_ID), context.span(id)) {
            span.extensions_mut().insert(RequestId(request));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut line = Fields::default();
        let mut time = String::new();
        if SystemTime.format_time(&mut Writer::new(&mut time)).is_ok() {
            line.0.insert("timestamp".to_owned(), time.into());
        }
        line.0.insert("level".to_owned(), event.metadata().level().as_str().into());
        let request = context.event_scope(event).and_then(|scope| {
            let mut ids = scope.filter_map(|span| {
                span.extensions().get::<RequestId>().map(|RequestId(id)| id.clone())
            });
            ids.next()
        });
        if let Some(request) = request {
            line.0.insert(REQUEST_ID.to_owned(), request);
        }
        event.record(&mut line);
        line.0.insert("target".to_owned(), event.metadata().target().into());
        let mut bytes = Value::Object(line.0).to_string().into_bytes();
        bytes.push(b'\n');
        // A log that cannot be written has nowhere to say so.
        let _ = self.writer.make_writer_for(event.metadata()).write_all(&bytes);
    }
}

#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn insert(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.insert(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.insert(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.insert(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.insert(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.insert(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn text::Debug) {
        self.insert(field, format!("{value:?}"));
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
