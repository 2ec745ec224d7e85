//! Compile failures.
