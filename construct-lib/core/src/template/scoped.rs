//! What a scope says about all resources at and below it.

use std::any::Any;

use super::resource::Resource;
use crate::construct::{Arena, NONE};

/// Which resources a rule of a scope is for, and which rule wins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reach {
    pub(super) priority: Option<i32>,
    pub(super) include: Vec<String>,
    pub(super) exclude: Vec<String>,
}

impl Reach {
    /// Whether a rule is for resources of this type.
    pub(super) fn covers(&self, resource: &Resource) -> bool {
        let ty = resource.type_name();
        (self.include.is_empty() || self.include.iter().any(|t| t == ty))
            && !self.exclude.iter().any(|t| t == ty)
    }
}

impl Arena {
    /// What the scopes of a node were told of type `A`, the farthest first.
    pub(super) fn scoped<A: Any>(&self, index: u32) -> Vec<&A> {
        let mut all: Vec<&A> = Vec::new();
        let mut at = index;
        while at != NONE {
            all.extend(self.annotation::<A>(at));
            at = self.parent(at);
        }
        all.reverse();
        all
    }

    /// Whether any scope of the app was told something of type `A`.
    pub(super) fn is_scoped<A: Any>(&self) -> bool {
        (0..self.len()).any(|i| self.annotation::<A>(i).is_some())
    }
}
