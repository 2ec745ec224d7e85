//! What the names in an included template stand for.

use std::collections::BTreeMap;

use construct_core::{Expr, NodeId};

/// The elements of a template by their logical ids there.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Parameters and resources, which share their names.
    pub(super) values: BTreeMap<String, Bound>,
    pub(super) conditions: BTreeMap<String, NodeId>,
    pub(super) mappings: BTreeMap<String, NodeId>,
    /// Whether macros or loops can add elements that are not known here.
    pub(super) is_open: bool,
}

/// What `Ref` yields.
#[derive(Debug, Clone)]
pub(super) enum Bound {
    /// A parameter or a resource.
    Element(NodeId),
    /// The value that replaces a parameter.
    Value(Expr),
}
