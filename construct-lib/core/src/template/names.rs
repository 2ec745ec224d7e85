//! What late-bound values become: logical ids, and where assets are found.

use std::collections::BTreeMap;

use crate::construct::NodeId;
use crate::token::{Asset, Expr, Key};

/// A range that no text has.
const NO_NAME: (u32, u32) = (1, 0);

/// The logical id of each element, and the places of assets.
#[derive(Default)]
pub(crate) struct Names {
    /// The ids, one after the other, so that none costs an allocation.
    text: String,
    /// Where the id of each node is.
    ranges: Vec<(u32, u32)>,
    /// The assets of the stack being written, when they are not local files.
    pub(crate) assets: Vec<(Asset, Expr)>,
    /// What the stack being written reads of others.
    pub(crate) imports: Imports,
}

/// The attribute that stands for `Ref`.
pub(crate) const REF: &str = "Ref";

/// What stands in a template where it reads a value of another one, by the
/// element there and its attribute.
#[derive(Default, Clone)]
pub(crate) struct Imports(BTreeMap<u32, Vec<(Key, Expr)>>);

impl Imports {
    pub(crate) fn set(&mut self, node: u32, attribute: Key, value: Expr) {
        let values = self.0.entry(node).or_default();
        match values.iter_mut().find(|(a, _)| *a == attribute) {
            Some(known) => known.1 = value,
            None => values.push((attribute, value)),
        }
    }
}

impl Names {
    /// No names yet of so many nodes.
    pub(crate) fn new(nodes: u32) -> Self {
        let nodes = nodes as usize;
        Self {
            text: String::with_capacity(nodes * 24),
            ranges: vec![NO_NAME; nodes],
            assets: Vec::new(),
            imports: Imports::default(),
        }
    }

    /// Names a node by what `write` appends.
    pub(crate) fn set(&mut self, index: u32, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        let range = u32::try_from(start).ok().zip(u32::try_from(self.text.len()).ok());
        if let Some(slot) = self.ranges.get_mut(index as usize) {
            *slot = range.unwrap_or(NO_NAME);
        }
    }

    /// The logical id of a node, when it has one.
    pub(crate) fn get(&self, index: u32) -> Option<&str> {
        let (start, end) = *self.ranges.get(index as usize)?;
        self.text.get(start as usize..end as usize)
    }

    /// A reference to nothing was reported before anything is written.
    pub(crate) fn of(&self, id: NodeId) -> &str {
        self.get(id.index()).unwrap_or_default()
    }

    /// What is written for a value of another template.
    pub(crate) fn import(&self, id: NodeId, attribute: &str) -> Option<&Expr> {
        if self.imports.0.is_empty() {
            return None;
        }
        let values = self.imports.0.get(&id.index())?;
        values.iter().find(|(a, _)| a == attribute).map(|(_, value)| value)
    }

    pub(crate) fn asset(&self, asset: &Asset) -> Expr {
        match self.assets.iter().find(|(a, _)| a == asset) {
            Some((_, location)) => location.clone(),
            None => Expr::from(asset.path()),
        }
    }
}
