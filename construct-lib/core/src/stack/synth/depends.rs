//! `DependsOn`: from constructs to resources, without what references imply.

use std::collections::BTreeMap;

use super::references::Graph;
use crate::construct::Arena;
use crate::template::{Names, Resource};

/// The resources that each resource must name in its `DependsOn`.
pub(super) type DependsOn = BTreeMap<u32, Vec<u32>>;

/// Resolves the dependencies between constructs, and adds them to the graph.
pub(super) fn resolve(arena: &Arena, names: &Names, graph: &mut Graph) -> DependsOn {
    let mut depends_on = DependsOn::new();
    for construct in 0..arena.len() {
        let dependencies = arena.dependencies(construct);
        let mut targets: Vec<u32> = dependencies
            .iter()
            .filter(|id| id.tree() == arena.tree_id())
            .flat_map(|id| resources(arena, id.index()))
            .collect();
        targets.extend(followed(arena, construct));
        if targets.is_empty() {
            continue;
        }
        for source in resources(arena, construct) {
            let wanted = targets.iter().copied().filter(|&target| {
                target != source
                    // A resource below both waits for nobody: it is its own dependency.
                    && arena.owner(target) == arena.owner(source)
                    // CloudFormation orders by references anyway.
                    && !graph.has(source, target)
            });
            depends_on.entry(source).or_default().extend(wanted);
        }
    }
    for list in depends_on.values_mut() {
        list.sort_unstable_by_key(|&n| names.get(n));
        list.dedup();
    }
    let edges = depends_on
        .iter()
        .flat_map(|(&s, list)| list.iter().map(move |&t| (s, t)));
    graph.add(edges.collect());
    depends_on
}

/// What a resource is hashed from must be there before it.
fn followed(arena: &Arena, node: u32) -> Vec<u32> {
    let attributes = arena
        .state::<Resource>(node)
        .and_then(|r| r.attributes.as_deref());
    match attributes.and_then(|a| a.hash.as_ref()) {
        Some(hash) => hash.resources(arena, arena.owner(node)),
        None => Vec::new(),
    }
}

fn resources(arena: &Arena, top: u32) -> impl Iterator<Item = u32> + '_ {
    arena
        .preorder(top)
        .filter(|&n| arena.state::<Resource>(n).is_some())
}
