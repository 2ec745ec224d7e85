//! Entries of a section that are no elements: loops and hooks.

use crate::construct::State;
use crate::token::{Expr, Key};

pub(crate) struct FragmentState {
    /// The section that holds it.
    pub(crate) section: &'static str,
    /// The key; the logical id when there is none.
    pub(crate) key: Option<Key>,
    pub(crate) value: Expr,
}

impl State for FragmentState {
    fn is_passive(&self) -> bool {
        true
    }
}
