//! The runtime from outside: what it sends to DynamoDB, to the letter, and how
//! it reads what comes back.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "a test may fail, and its helpers take what was just made"
)]

mod batches;
mod queries;
mod server;
mod single;
mod transactions;

#[cfg(feature = "batch")]
mod partial;

#[cfg(feature = "logs")]
mod logs;
