//! A node's state: taken out while somebody works on it, so that no borrow is
//! held then.

use std::any::Any;

use super::node::Node;
use super::tree::State;
use crate::error::{Diagnostic, codes};

/// Where a node's state is.
pub(super) enum Slot {
    Empty,
    /// Somebody works on it right now, with no borrow held.
    Taken,
    Full(Box<dyn State>),
}

impl Node {
    /// Keeps `state` in this node, and queues its hook.
    ///
    /// # Errors
    ///
    /// Synthesis reports `construct-busy` when the state that it would replace
    /// is being changed, and `tree-locked` when synthesis has begun.
    pub fn set_state(&self, state: impl State) {
        let passive = state.is_passive();
        let is_taken =
            matches!(self.tree.arena.borrow().nodes[self.index as usize].slot, Slot::Taken);
        if is_taken {
            return self.report_busy();
        }
        if self.is_locked() {
            return;
        }
        self.fill(Box::new(state));
        if !passive {
            self.queue();
        }
    }

    /// Whether this node keeps a state of type `S`.
    #[must_use]
    pub fn has_state<S: State>(&self) -> bool {
        self.tree.arena.borrow().state::<S>(self.index).is_some()
    }

    /// Lets `f` change the state, and queues the node's hook again.
    ///
    /// Gives nothing when there is no state of type `S`. No borrow is held
    /// while `f` runs, so it may use every construct but this one.
    ///
    /// # Errors
    ///
    /// Synthesis reports `construct-busy` when the same state is touched from
    /// inside `f`, and `tree-locked` when synthesis has begun; both give nothing.
    pub fn update<S: State, R>(&self, f: impl FnOnce(&mut S) -> R) -> Option<R> {
        if self.is_locked() {
            return None;
        }
        let mut state = self.take()?;
        let passive = state.is_passive();
        let result = (&mut *state as &mut dyn Any).downcast_mut::<S>().map(f);
        self.put_back(state);
        if result.is_some() && !passive {
            self.queue();
        }
        result
    }

    /// Lets `f` look at the state.
    ///
    /// As [`update`](Self::update), but changes nothing and queues nothing.
    pub fn read<S: State, R>(&self, f: impl FnOnce(&S) -> R) -> Option<R> {
        let state = self.take()?;
        let result = (&*state as &dyn Any).downcast_ref::<S>().map(f);
        self.put_back(state);
        result
    }

    pub(super) fn take(&self) -> Option<Box<dyn State>> {
        let slot = {
            let mut arena = self.tree.arena.borrow_mut();
            let slot = &mut arena.nodes[self.index as usize].slot;
            match slot {
                Slot::Empty => return None,
                Slot::Taken | Slot::Full(_) => std::mem::replace(slot, Slot::Taken),
            }
        };
        if let Slot::Full(state) = slot {
            self.tree.busy.set(self.tree.busy.get() + 1);
            return Some(state);
        }
        self.report_busy();
        None
    }

    pub(super) fn put_back(&self, state: Box<dyn State>) {
        self.tree.busy.set(self.tree.busy.get().saturating_sub(1));
        self.fill(state);
    }

    fn fill(&self, state: Box<dyn State>) {
        let left = {
            let mut arena = self.tree.arena.borrow_mut();
            std::mem::replace(&mut arena.nodes[self.index as usize].slot, Slot::Full(state))
        };
        // What the user kept here may run code when dropped: not under the borrow.
        drop(left);
    }

    fn report_busy(&self) {
        self.report(
            Diagnostic::error(
                codes::CONSTRUCT_BUSY,
                "a construct was used from inside its own update",
            )
            .help("finish the change first, and use the construct after it"),
        );
    }

    /// Whether it is too late to change this node; says so if it is.
    ///
    /// A node that was added too late was reported as that already.
    pub(crate) fn is_locked(&self) -> bool {
        let locked = self.tree.locked.get().is_some_and(|n| self.index < n);
        if locked {
            self.report(
                Diagnostic::error(
                    codes::TREE_LOCKED,
                    "a construct was changed after synthesis began",
                )
                .help("make all changes before `synth`; a `prepare` hook may still make some"),
            );
        }
        locked
    }
}
