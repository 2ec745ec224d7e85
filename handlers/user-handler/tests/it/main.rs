//! The handler from outside: events in, responses and requests out.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "a test may fail, and its helpers take what was just made"
)]

mod api;
mod conflicts;
mod dynamodb;
mod dynamodb_writes;
mod failures;
mod logs;
mod process;
mod support;
mod table;
mod validation;
