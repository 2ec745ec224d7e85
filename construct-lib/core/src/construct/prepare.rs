//! Hooks before synthesis: a queue, until nothing is left to do.

use super::node::Node;
use super::tree::Slot;
use crate::error::{Diagnostic, codes};

/// How often each node may run on average before the tree counts as unstable.
const ROUNDS: usize = 100;

impl Node {
    /// Runs the hook of every node that was touched, until none is left.
    ///
    /// A hook may touch other nodes, even ones whose hook has already run:
    /// they are queued again. Hooks that keep touching each other are
    /// reported as `prepare-unstable`.
    pub(crate) fn prepare_all(&self) {
        let mut runs = 0;
        while let Some(index) = self.pop_queue() {
            runs += 1;
            if runs > ROUNDS * self.tree_len() {
                let node = self.at_index(index);
                node.report(
                    Diagnostic::error(
                        codes::PREPARE_UNSTABLE,
                        "hooks keep changing each other and never come to rest",
                    )
                    .help("make the `prepare` hook of this construct lead to the same result each time"),
                );
                self.tree.queue.borrow_mut().clear();
                return;
            }
            self.run_hook(index);
        }
    }

    fn pop_queue(&self) -> Option<u32> {
        let index = self.tree.queue.borrow_mut().pop_front()?;
        self.tree.arena.borrow_mut().nodes[index as usize].queued = false;
        Some(index)
    }

    fn run_hook(&self, index: u32) {
        let taken = {
            let mut arena = self.tree.arena.borrow_mut();
            std::mem::replace(&mut arena.nodes[index as usize].slot, Slot::Taken)
        };
        let slot = match taken {
            Slot::Full(mut state) => {
                state.prepare(&self.at_index(index));
                Slot::Full(state)
            }
            other => other,
        };
        let left = {
            let mut arena = self.tree.arena.borrow_mut();
            std::mem::replace(&mut arena.nodes[index as usize].slot, slot)
        };
        drop(left);
    }

    /// Asks every construct at and below this node what is wrong with it.
    pub(crate) fn validate_all(&self) {
        for index in 0..self.tree_len() {
            let Ok(index) = u32::try_from(index) else {
                return;
            };
            let taken = {
                let mut arena = self.tree.arena.borrow_mut();
                let slot = &mut arena.nodes[index as usize].slot;
                match slot {
                    Slot::Full(_) => std::mem::replace(slot, Slot::Taken),
                    Slot::Empty | Slot::Taken => continue,
                }
            };
            if let Slot::Full(state) = &taken {
                state.validate(&self.at_index(index));
            }
            let left = {
                let mut arena = self.tree.arena.borrow_mut();
                std::mem::replace(&mut arena.nodes[index as usize].slot, taken)
            };
            drop(left);
        }
    }
}
