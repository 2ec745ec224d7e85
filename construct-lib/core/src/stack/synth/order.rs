//! In which order stacks can be deployed.

use std::collections::BTreeMap;

use super::collect::StackParts;
use super::graph::Graph;

/// A stack, and all that is nested in it.
pub(super) struct Family {
    pub(super) top: StackParts,
    /// Each before the one that it is nested in.
    pub(super) nested: Vec<StackParts>,
}

impl Family {
    /// The part with this node.
    pub(super) fn part(&mut self, node: u32) -> &mut StackParts {
        let Self { top, nested } = self;
        nested.iter_mut().find(|s| s.node == node).unwrap_or(top)
    }
}

/// Puts each stack behind those that it depends on, and leaves the order as
/// it is otherwise. There are no circles any more.
pub(super) fn for_deployment(stacks: Vec<StackParts>, graph: &Graph) -> Vec<Family> {
    let families = families(stacks);
    if graph.is_empty() {
        return families;
    }
    let nodes: Vec<u32> = families.iter().map(|family| family.top.node).collect();
    let mut left: BTreeMap<u32, Family> = families.into_iter().map(|f| (f.top.node, f)).collect();
    let mut ordered = Vec::with_capacity(nodes.len());
    // A path from a stack, each with the position of its next edge.
    let mut path: Vec<(u32, usize)> = Vec::new();
    for start in nodes {
        path.push((start, graph.start(start)));
        while let Some((node, at)) = path.last_mut() {
            match graph.target(*node, *at) {
                Some(first) => {
                    *at += 1;
                    if left.contains_key(&first) {
                        path.push((first, graph.start(first)));
                    }
                }
                None => {
                    ordered.extend(left.remove(node));
                    path.pop();
                }
            }
        }
    }
    ordered
}

fn families(stacks: Vec<StackParts>) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::with_capacity(stacks.len());
    // The family of each stack that something is nested in.
    let mut of: BTreeMap<u32, usize> = BTreeMap::new();
    for stack in stacks {
        // A stack comes before those that are nested in it.
        match stack.nested.and_then(|nested| of.get(&nested.parent).copied()) {
            Some(family) => {
                of.insert(stack.node, family);
                families[family].nested.push(stack);
            }
            None => {
                of.insert(stack.node, families.len());
                families.push(Family { top: stack, nested: Vec::new() });
            }
        }
    }
    for family in &mut families {
        family.nested.reverse();
    }
    families
}
