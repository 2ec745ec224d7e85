//! What each command does.

mod list;
mod synth;

pub(crate) use list::list;
pub(crate) use synth::synth;
