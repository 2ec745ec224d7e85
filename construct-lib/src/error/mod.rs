//! The codes of what the constructs of this crate report.

pub mod codes;
