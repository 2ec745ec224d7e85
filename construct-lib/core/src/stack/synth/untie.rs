//! Circles that go away by themselves.
//!
//! A function that is told the address of the API which it answers waits for
//! the API's stage, that for the deployment, and that for the method which
//! names the function. The address holds nothing of the stage but its name,
//! and that is known: written as a text, it makes nobody wait.

use super::collect::{StackParts, resources};
use super::cycles;
use super::graph::Graph;
use super::names::ExpandedResources;
use crate::construct::{Arena, NONE};
use crate::template::{Expanded, Resource, known_name, path_to, with_known_name};

/// Writes names as texts where `Ref` to them would close a circle of
/// resources, and gives the circles that are left.
pub(super) fn circles(
    arena: &Arena,
    stacks: &[StackParts],
    expanded: &mut ExpandedResources,
    graph: &mut Graph,
) -> Vec<Vec<u32>> {
    loop {
        let starts = resources(arena, stacks).map(|(node, _)| node);
        let found = cycles::find(arena.len() as usize, starts, graph);
        let untied = found.iter().filter(|circle| untie(arena, expanded, graph, circle)).count();
        // Each round takes arrows away, so there is a last one.
        if untied == 0 {
            return found;
        }
    }
}

/// Takes one arrow out of a circle, if one can be spared.
fn untie(
    arena: &Arena,
    expanded: &mut ExpandedResources,
    graph: &mut Graph,
    circle: &[u32],
) -> bool {
    for (from, to) in super::circular::pairs(circle) {
        if let Some(new) = spared(arena, expanded, from, to) {
            expanded.insert(from, new);
            graph.remove(from, to);
            return true;
        }
    }
    false
}

/// What `from` is with a text in the place of every reference to `to`.
fn spared(arena: &Arena, expanded: &ExpandedResources, from: u32, to: u32) -> Option<Expanded> {
    if arena.owner(from) != arena.owner(to) || is_wanted(arena, from, to) {
        return None;
    }
    let (source, target): (&Resource, &Resource) = (arena.state(from)?, arena.state(to)?);
    let name = known_name(target, expanded.get(&to))?;
    let new = with_known_name(source, expanded.get(&from), to, name)?;
    // It may need the resource elsewhere, or more than its name.
    path_to(arena, source, Some(&new), to).is_none().then_some(new)
}

/// Whether the user made one wait for the other.
fn is_wanted(arena: &Arena, from: u32, to: u32) -> bool {
    let scopes = |node: u32| {
        std::iter::successors(Some(node), |&n| Some(arena.parent(n)).filter(|&p| p != NONE))
    };
    let mut targets = scopes(from).flat_map(|scope| arena.dependencies(scope));
    targets.any(|id| id.tree() == arena.tree_id() && scopes(to).any(|n| n == id.index()))
}
