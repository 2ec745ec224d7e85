//! What stands in the log.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use construct_runtime::logs::{Format, request, subscriber};
use serde_json::{Value, json};
use tracing::level_filters::LevelFilter;
use tracing::{Instrument as _, debug, error, info, info_span, warn};

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
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn within(&self, format: Format, level: LevelFilter, work: impl FnOnce()) {
        let log = self.clone();
        let subscriber = subscriber(&["ours"], format, level, move || log.clone());
        tracing::subscriber::with_default(subscriber, work);
    }
}

#[test]
fn each_line_has_the_id_of_the_request() {
    let log = Log::default();
    log.within(Format::Json, LevelFilter::INFO, || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let work = async {
            info!(target: "ours", count = 3, ratio = 0.5, done = true, name = "n", "first");
            async { error!(target: "ours", why = ?Some(1), "second") }
                .instrument(info_span!(target: "ours", "inner", requestId2 = 1))
                .await;
            warn!(target: "library", "third");
        };
        runtime.block_on(work.instrument(request("r1")));
        info!(target: "ours", "outside");
    });
    let mut lines = log.lines();
    for line in &mut lines {
        let time = line.as_object_mut().unwrap().remove("timestamp").unwrap();
        assert!(time.as_str().is_some_and(|time| time.ends_with('Z')), "{time}");
    }
    assert_eq!(
        lines,
        [
            json!({"level": "INFO", "message": "first", "requestId": "r1", "count": 3,
                   "ratio": 0.5, "done": true, "name": "n", "target": "ours"}),
            json!({"level": "ERROR", "message": "second", "requestId": "r1", "why": "Some(1)",
                   "target": "ours"}),
            json!({"level": "WARN", "message": "third", "requestId": "r1", "target": "library"}),
            json!({"level": "INFO", "message": "outside", "target": "ours"}),
        ]
    );
}

#[test]
fn levels_and_formats_are_kept() {
    let log = Log::default();
    log.within(Format::Text, LevelFilter::ERROR, || {
        warn!(target: "ours", "hidden");
        error!(target: "ours", code = 7, "shown");
        warn!(target: "library", "hidden too");
    });
    let text = log.text();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("ERROR") && text.contains("shown") && text.contains("code=7"), "{text}");
}

#[test]
fn libraries_may_only_warn() {
    let log = Log::default();
    log.within(Format::Json, LevelFilter::TRACE, || {
        debug!(target: "aws_smithy_runtime", body = "a secret", "request");
        info!(target: "library", "hidden");
        warn!(target: "aws_config", "no region");
        debug!(target: "ours::module", "ours");
    });
    let messages: Vec<Value> = log.lines().iter().map(|line| line["message"].clone()).collect();
    assert_eq!(messages, ["no region", "ours"]);
}
