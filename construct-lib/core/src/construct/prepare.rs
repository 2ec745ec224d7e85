//! Hooks before synthesis: a queue, until nothing is left to do.

use super::node::Node;
use crate::error::{Diagnostic, codes};

/// How often each node may run on average before the tree counts as unstable.
const ROUNDS: u32 = 100;
/// A small tree may grow: one construct whose hook defines many others.
const SMALLEST: u32 = 1000;

impl Node {
    /// Runs the hook of every node that was touched, until none is left.
    ///
    /// A hook may touch other nodes, even ones whose hook has already run:
    /// they are queued again. Hooks that keep touching each other, or keep
    /// adding constructs, are reported as `prepare-unstable`.
    pub(crate) fn prepare_all(&self) {
        // Counted before any hook adds nodes, or those who do would never end.
        let mut left = self.tree_len().max(SMALLEST).saturating_mul(ROUNDS);
        while let Some(node) = self.pop_queue() {
            if left == 0 {
                self.give_up(&node);
                return;
            }
            left -= 1;
            if let Some(mut state) = node.take() {
                state.prepare(&node);
                node.put_back(state);
            }
        }
    }

    fn pop_queue(&self) -> Option<Node> {
        let index = self.tree.queue.borrow_mut().pop_front()?;
        self.tree.arena.borrow_mut().nodes[index as usize].queued = false;
        Some(self.at_index(index))
    }

    fn give_up(&self, node: &Node) {
        node.report(
            Diagnostic::error(
                codes::PREPARE_UNSTABLE,
                "hooks keep changing each other and never come to rest",
            )
            .help("make the `prepare` hook of this construct lead to the same result each time"),
        );
        while self.pop_queue().is_some() {}
    }

    /// Asks every construct at and below this node what is wrong with it.
    pub(crate) fn validate_all(&self) {
        for index in 0..self.tree_len() {
            let node = self.at_index(index);
            if let Some(state) = node.take() {
                state.validate(&node);
                node.put_back(state);
            }
        }
    }
}
