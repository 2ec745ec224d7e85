//! Where two stacks meet: in the same template, in one above, or not at all.

use std::collections::BTreeMap;

use super::collect::{Nested, StackParts};
use crate::construct::Arena;
use crate::stack::stage::stage_of;

/// Which stacks are nested in which.
pub(super) struct Borders<'a> {
    arena: &'a Arena,
    nested: BTreeMap<u32, Nested>,
}

/// Where something in one stack can wait for something in another one.
pub(super) enum Meeting {
    /// Both are in one template.
    Same,
    /// A template above one of them or both: there the resource of a nested
    /// stack stands for all that is in it.
    Above { from: Option<u32>, to: Option<u32> },
    /// In no template: one stack waits for the other.
    Apart { from: u32, to: u32 },
}

impl<'a> Borders<'a> {
    pub(super) fn new(arena: &'a Arena, stacks: &[StackParts]) -> Self {
        let nested = stacks.iter().filter_map(|s| Some((s.node, s.nested?)));
        Self { arena, nested: nested.collect() }
    }

    pub(super) fn between(&self, from: u32, to: u32) -> Meeting {
        if from == to {
            return Meeting::Same;
        }
        if self.nested.is_empty() {
            return Meeting::Apart { from, to };
        }
        let (here, there) = (self.above(from), self.above(to));
        let meet = here.iter().find_map(|a| there.iter().find(|b| a.0 == b.0).map(|b| (a.1, b.1)));
        match meet {
            Some((from, to)) => Meeting::Above { from, to },
            None => {
                let top = |chain: &[(u32, Option<u32>)], stack| chain.last().map_or(stack, |l| l.0);
                Meeting::Apart { from: top(&here, from), to: top(&there, to) }
            }
        }
    }

    /// A stack and all above it, each with the resource by which it holds the stack.
    fn above(&self, stack: u32) -> Vec<(u32, Option<u32>)> {
        let mut chain = vec![(stack, None)];
        let mut at = stack;
        while let Some(nested) = self.nested.get(&at) {
            chain.push((nested.parent, Some(nested.resource)));
            at = nested.parent;
        }
        chain
    }

    pub(super) fn is_one_stage(&self, a: u32, b: u32) -> bool {
        stage_of(self.arena, a) == stage_of(self.arena, b)
    }
}
