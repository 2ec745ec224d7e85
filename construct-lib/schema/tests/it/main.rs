//! The tables as they are checked in, and the patterns in them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod patterns;
mod tables;
