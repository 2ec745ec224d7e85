//! What is wrong, where, and how to fix it.
//!
//! Constructors do not fail: a problem becomes a [`Diagnostic`] on its node,
//! and synthesis gives all of them at once.

pub mod codes;
mod diagnostic;
mod report;

pub use diagnostic::{Diagnostic, Severity, SourceLine, SynthError};
pub use report::{Report, render_json};
