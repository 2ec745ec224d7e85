//! In which order stacks can be deployed.

use std::collections::BTreeMap;

use super::collect::StackParts;
use super::graph::Graph;

/// Puts each stack behind those that it depends on, and leaves the order as
/// it is otherwise. There are no circles any more.
pub(super) fn for_deployment(stacks: Vec<StackParts>, graph: &Graph) -> Vec<StackParts> {
    if graph.is_empty() {
        return stacks;
    }
    let nodes: Vec<u32> = stacks.iter().map(|stack| stack.node).collect();
    let mut left: BTreeMap<u32, StackParts> = stacks.into_iter().map(|s| (s.node, s)).collect();
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
