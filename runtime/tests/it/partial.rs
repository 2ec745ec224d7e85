//! Which records of a batch come again.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use construct_runtime::batch::{BatchResponse, RecordError};
use serde_json::{Value, json};

#[derive(Clone)]
struct Record {
    id: &'static str,
    group: &'static str,
    fails: bool,
}

fn record(id: &'static str, group: &'static str) -> Record {
    Record { id, group, fails: id.starts_with("bad") }
}

fn id(record: &Record) -> Option<String> {
    Some(record.id.to_owned())
}

fn written(response: &BatchResponse) -> Value {
    serde_json::to_value(response).unwrap()
}

fn failures(ids: &[&str]) -> Value {
    let all: Vec<Value> = ids.iter().map(|id| json!({"itemIdentifier": id})).collect();
    json!({"batchItemFailures": all})
}

#[tokio::test(start_paused = true)]
async fn records_without_an_order_are_worked_on_at_the_same_time() {
    let (running, most) = (Cell::new(0), Cell::new(0));
    let records = ["a", "bad1", "b", "bad2"].map(|id| record(id, ""));
    let (response, errors) = BatchResponse::unordered(records, id, async |record| {
        running.set(running.get() + 1);
        most.set(most.get().max(running.get()));
        tokio::time::sleep(Duration::from_millis(5)).await;
        running.set(running.get() - 1);
        if record.fails { Err(record.id) } else { Ok(()) }
    })
    .await;
    assert_eq!(most.get(), 4);
    assert_eq!(written(&response), failures(&["bad1", "bad2"]));
    assert!(!response.is_success());
    let error = |id: &'static str| RecordError { identifier: id.to_owned(), error: id };
    assert_eq!(errors, [error("bad1"), error("bad2")]);
}

#[tokio::test]
async fn a_batch_without_failures_says_so() {
    let (response, errors) =
        BatchResponse::unordered([record("a", "")], id, async |_| Ok::<(), ()>(())).await;
    assert_eq!(written(&response), failures(&[]));
    assert!(response.is_success() && errors.is_empty());
}

#[tokio::test]
async fn no_message_of_a_queue_overtakes_one_of_its_group() {
    let seen = RefCell::new(Vec::new());
    let records = [
        record("a1", "a"),
        record("bad-a2", "a"),
        record("b1", "b"),
        record("a3", "a"),
        record("b2", "b"),
    ];
    let (response, errors) = BatchResponse::fifo(
        records,
        id,
        |record| record.group,
        async |record| {
            seen.borrow_mut().push(record.id);
            if record.fails { Err("no") } else { Ok(()) }
        },
    )
    .await;
    assert_eq!(*seen.borrow(), ["a1", "bad-a2", "b1", "b2"]);
    assert_eq!(written(&response), failures(&["bad-a2", "a3"]));
    assert_eq!(errors.len(), 1);
}

#[tokio::test]
async fn a_stream_goes_on_with_the_first_that_failed() {
    let seen = RefCell::new(Vec::new());
    let records = ["1", "bad2", "3"].map(|id| record(id, ""));
    let (response, error) = BatchResponse::stream(records, id, async |record| {
        seen.borrow_mut().push(record.id);
        if record.fails { Err("no") } else { Ok(()) }
    })
    .await;
    assert_eq!(*seen.borrow(), ["1", "bad2"]);
    assert_eq!(written(&response), failures(&["bad2"]));
    assert_eq!(error.map(|error| error.identifier).as_deref(), Some("bad2"));
}

/// Lambda takes an empty identifier for the whole batch.
#[tokio::test]
async fn a_record_without_an_id_fails_the_batch() {
    let (response, _) =
        BatchResponse::unordered([record("bad", "")], |_| None, async |_| Err::<(), ()>(())).await;
    assert_eq!(written(&response), failures(&[""]));
}
