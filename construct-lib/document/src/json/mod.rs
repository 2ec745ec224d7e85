//! JSON, read with places and written as our templates are.

mod read;
mod write;

pub(crate) use read::{duplicate_key, read};
pub(crate) use write::write;
