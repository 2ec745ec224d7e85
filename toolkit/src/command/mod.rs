//! What each command does.

mod build;
mod list;
mod openapi;
mod synth;

pub(crate) use build::build;
pub(crate) use list::list;
pub(crate) use openapi::openapi;
pub(crate) use synth::synth;
