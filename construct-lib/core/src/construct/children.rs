//! Finding a child by its id: a short walk for few children, an index for many.

use hashbrown::HashTable;

use super::tree::{Arena, NONE};

/// Above this many children a walk costs more than an index.
const WALK: u32 = 12;

/// Positions of a node's children by the hash of their ids.
#[derive(Default)]
pub(super) struct ChildIndex(HashTable<u32>);

impl Arena {
    /// Appends `child` to the children of `parent`.
    pub(super) fn link(&mut self, parent: u32, child: u32) {
        let scope = &mut self.nodes[parent as usize];
        scope.child_count += 1;
        let last = std::mem::replace(&mut scope.last_child, child);
        if last == NONE {
            scope.first_child = child;
        } else {
            self.nodes[last as usize].next_sibling = child;
        }
        self.index(parent, child);
    }

    /// The first child with this id.
    pub(super) fn child(&self, parent: u32, id: &str) -> Option<u32> {
        match &self.nodes[parent as usize].index {
            Some(index) => index.0.find(fnv(id), |&c| self.id(c) == id).copied(),
            None => self.children(parent).find(|&c| self.id(c) == id),
        }
    }

    pub(super) fn children(&self, parent: u32) -> impl Iterator<Item = u32> + '_ {
        let mut next = self.nodes[parent as usize].first_child;
        std::iter::from_fn(move || {
            let child = next;
            (child != NONE).then(|| {
                next = self.nodes[child as usize].next_sibling;
                child
            })
        })
    }

    fn index(&mut self, parent: u32, child: u32) {
        let scope = &mut self.nodes[parent as usize];
        if let Some(mut index) = scope.index.take() {
            self.insert(&mut index, child);
            self.nodes[parent as usize].index = Some(index);
        } else if scope.child_count > WALK {
            let mut index = Box::<ChildIndex>::default();
            let children: Vec<u32> = self.children(parent).collect();
            for child in children {
                self.insert(&mut index, child);
            }
            self.nodes[parent as usize].index = Some(index);
        }
    }

    fn insert(&self, index: &mut ChildIndex, child: u32) {
        let id = self.id(child);
        // Of two children with one id the first is found; the second is an error anyway.
        if index.0.find(fnv(id), |&c| self.id(c) == id).is_none() {
            index.0.insert_unique(fnv(id), child, |&c| fnv(self.id(c)));
        }
    }
}

/// FNV-1a: short keys, the same on every machine.
pub(crate) fn fnv(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
