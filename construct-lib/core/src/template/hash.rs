//! A logical id that follows the contents of other resources.

use super::resource::Resource;
use crate::construct::{Arena, NodeId};
use crate::token::Expr;

/// What the logical id of a resource is hashed from.
///
/// An API Gateway deployment is a snapshot: it must be made anew, under a new
/// logical id, whenever what it deploys has changed. It also depends on the
/// resources that count with all their properties.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ContentHash {
    pub(crate) whole: Vec<NodeId>,
    pub(crate) parts: Vec<(NodeId, &'static [&'static str])>,
    pub(crate) referring: Vec<Referring>,
    pub(crate) is_order_only: bool,
}

/// All resources of some types that name one thing in a property.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Referring {
    pub(crate) to: Expr,
    pub(crate) property: &'static str,
    pub(crate) types: &'static [&'static str],
}

impl ContentHash {
    /// Of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds every resource of the stack that has one of these types and whose
    /// `property` is `to`, whoever defined it: mostly a reference to a resource,
    /// or the id of something that is not of this app.
    #[must_use]
    pub fn referring(
        mut self,
        to: impl Into<Expr>,
        property: &'static str,
        types: &'static [&'static str],
    ) -> Self {
        self.referring.push(Referring { to: to.into(), property, types });
        self
    }

    /// Adds all properties of a resource but its tags.
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

    /// Keeps the logical id as it is: the resource depends on what is named,
    /// and is made anew by nothing of it.
    #[must_use]
    pub fn order_only(mut self) -> Self {
        self.is_order_only = true;
        self
    }

    /// What was named, of whatever app.
    pub(crate) fn named(&self) -> impl Iterator<Item = NodeId> + '_ {
        let parts = self.parts.iter().map(|(id, _)| *id);
        self.whole.iter().copied().chain(parts)
    }

    /// The resources that count with all their properties.
    pub(crate) fn resources(&self, arena: &Arena, owner: u32) -> Vec<u32> {
        let whole = self.whole.iter().filter(|id| id.tree() == arena.tree_id());
        let mut all: Vec<u32> = whole.map(|id| id.index()).collect();
        for referring in &self.referring {
            all.extend(arena.preorder(owner).filter(|&node| {
                let resource = arena.state::<Resource>(node);
                resource.is_some_and(|r| {
                    referring.types.contains(&r.type_name())
                        && r.props.get(referring.property) == Some(&referring.to)
                })
            }));
        }
        all
    }
}
