//! YAML, as CloudFormation reads it, and written for every reader.
//!
//! `read` alone knows the parser (granit-parser).

mod compose;
mod merge;
mod read;
mod scalar;
mod tag;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;
