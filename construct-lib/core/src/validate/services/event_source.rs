//! What a function reads from.

use super::view::{Findings, Item, View, always, flag, number};
use crate::error::codes;

/// The most messages of a FIFO queue that one call gets.
const FIFO_BATCH: i64 = 10;

pub(super) fn mapping(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some((source, attribute)) = item.get("EventSourceArn").and_then(|e| view.target(e)) else {
        return;
    };
    let start = item.get("StartingPosition");
    match (source.type_name(), attribute) {
        ("AWS::SQS::Queue", _) => {
            if always(start) {
                findings.error(
                    codes::EVENT_SOURCE,
                    "StartingPosition",
                    "a queue has no position to start at",
                    "leave it out; it is for streams",
                );
            }
            queue(view, item, source, findings);
        }
        ("AWS::Kinesis::Stream", Some("Arn"))
        | ("AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable", Some("StreamArn"))
            if start.is_none() =>
        {
            findings.error(
                codes::EVENT_SOURCE,
                "StartingPosition",
                "a stream is read from a position, and none is given",
                "set it to `LATEST` or `TRIM_HORIZON`",
            );
        }
        _ => {}
    }
}

fn queue(view: &View<'_>, item: Item<'_>, queue: Item<'_>, findings: &mut Findings<'_, '_>) {
    let batch = item.get("BatchSize").and_then(number);
    if let Some(batch) = batch.filter(|batch| *batch > FIFO_BATCH)
        && flag(queue.get("FifoQueue")) == Some(true)
    {
        findings.error(
            codes::EVENT_SOURCE,
            "BatchSize",
            format_args!("a FIFO queue gives at most {FIFO_BATCH} messages at once, not {batch}"),
            "lower the batch size",
        );
    }
    let Some(function) = view.target_of(item.get("FunctionName"), "AWS::Lambda::Function") else {
        return;
    };
    let or = |expr, default| match expr {
        Some(expr) => number(expr),
        None => Some(default),
    };
    let timeout = or(function.get("Timeout"), 3);
    let visibility = or(queue.get("VisibilityTimeout"), 30);
    if let (Some(timeout), Some(visibility)) = (timeout, visibility)
        && visibility < timeout
    {
        findings.error(
            codes::EVENT_SOURCE,
            "EventSourceArn",
            format_args!(
                "messages of `{}` reappear after {visibility} s, while the function may run for {timeout} s",
                view.path(queue)
            ),
            "raise the queue's `VisibilityTimeout`, best to six times the function's timeout",
        );
    }
}
