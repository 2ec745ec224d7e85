//! The handler from outside: events in, responses and requests out.

mod api;
mod conflicts;
mod dynamodb;
mod failures;
mod logs;
mod process;
mod support;
mod validation;
