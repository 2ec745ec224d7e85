//! The command line, through real processes: the example `described` is the app.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a helper that cannot go on fails the test")]

#[cfg(feature = "cargo-lambda-build")]
mod cargo_lambda_build;
mod cdk;
mod deploy;
mod diagnostics;
mod handlers;
mod lookups;
mod nested;
mod openapi;
mod output;
mod stages;
mod support;
mod tools;
mod yaml;
