//! A logical id that follows the contents of other resources.

use crate::construct::NodeId;

/// What the logical id of a resource is hashed from.
///
/// An API Gateway deployment is a snapshot: it must be made anew, under a new
/// logical id, whenever what it deploys has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContentHash {
    pub(crate) whole: Vec<NodeId>,
    pub(crate) parts: Vec<(NodeId, &'static [&'static str])>,
}

impl ContentHash {
    /// Of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds all properties of a resource.
    #[must_use]
    pub fn resource(mut self, id: NodeId) -> Self {
        self.whole.push(id);
        self
    }

    /// Adds some properties of a resource.
    #[must_use]
    pub fn properties(mut self, id: NodeId, names: &'static [&'static str]) -> Self {
        self.parts.push((id, names));
        self
    }
}
