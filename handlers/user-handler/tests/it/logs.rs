//! What a request leaves in the log.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use construct_runtime::logs::{Format, subscriber};
use serde_json::{Value, json};
use tracing::instrument::WithSubscriber as _;
use tracing::level_filters::LevelFilter;
use tracing::{debug, error, warn};

use crate::support::{api, create, event};

/// A log that can be read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    fn lines(&self) -> Vec<Value> {
        let text = self.text();
        let lines = text.lines();
        lines.map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn subscriber(
        &self,
        format: Format,
        level: LevelFilter,
    ) -> impl tracing::Subscriber + Send + Sync + use<> {
        let log = self.clone();
        subscriber(&["user_handler"], format, level, move || log.clone())
    }
}

#[tokio::test]
async fn a_request_is_one_line_without_personal_data() {
    let log = Log::default();
    let subscriber = log.subscriber(Format::Json, LevelFilter::TRACE);
    async {
        let api = api();
        let ann = create(&api, "ann@example.com", "Ann Lee").await;
        event("read").id(&ann).send(&api).await;
        event("find-by-email").send(&api).await;
        event("update").id(&ann).body("{\"email\":\"ann\"}").send(&api).await;
        event("read").id("ann@example.com").send(&api).await;
    }
    .with_subscriber(subscriber)
    .await;

    let lines = log.lines();
    assert_eq!(lines.len(), 5, "{}", log.text());
    let mut first = lines[0].clone();
    assert!(first["durationMs"].take().as_f64().is_some());
    assert!(first["timestamp"].take().is_string());
    assert_eq!(
        first,
        json!({
            "timestamp": null,
            "level": "INFO",
            "message": "request",
            "requestId": "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            "apiRequestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbee1",
            "method": "POST",
            "route": "/users",
            "status": 201,
            "durationMs": null,
            "target": "user_handler::logging",
        })
    );
    let statuses: Vec<&Value> = lines.iter().map(|line| &line["status"]).collect();
    assert_eq!(statuses, [201, 304, 200, 422, 404]);
    let text = log.text();
    for personal in ["ann", "Ann", "example", "203.0.113.7"] {
        assert!(!text.contains(personal), "{text}");
    }
}

#[test]
fn levels_and_formats_are_kept() {
    let log = Log::default();
    let quiet = log.subscriber(Format::Text, LevelFilter::ERROR);
    tracing::subscriber::with_default(quiet, || {
        warn!(target: "user_handler", "hidden");
        error!(target: "user_handler", code = 7, "shown");
        warn!(target: "aws_config", "hidden too");
    });
    let text = log.text();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("ERROR") && text.contains("shown") && text.contains("code=7"), "{text}");
}

#[test]
fn libraries_may_only_warn() {
    let log = Log::default();
    let loud = log.subscriber(Format::Json, LevelFilter::TRACE);
    tracing::subscriber::with_default(loud, || {
        debug!(target: "aws_smithy_runtime", body = "ann@example.com", "request");
        warn!(target: "aws_config", "no region");
        debug!(target: "user_handler", "ours");
    });
    let lines = log.lines();
    let messages: Vec<&Value> = lines.iter().map(|line| &line["message"]).collect();
    assert_eq!(messages, ["no region", "ours"]);
}
