//! `DependsOn`: from constructs to resources, without what references imply.

use std::collections::BTreeMap;

use super::collect::StackParts;
use super::graph::Graph;
use crate::construct::{Arena, NONE, NodeId};
use crate::error::{Diagnostic, codes};
use crate::template::{Names, Resource};

/// The resources that each resource must name in its `DependsOn`.
pub(super) type DependsOn = BTreeMap<u32, Vec<u32>>;

/// Resolves the dependencies between constructs, and adds them to the graph.
/// Gives a graph of stacks beside: which must be deployed before which.
pub(super) fn resolve(
    arena: &Arena,
    stacks: &mut [StackParts],
    names: &Names,
    graph: &mut Graph,
    findings: &mut Vec<Diagnostic>,
) -> (DependsOn, Graph) {
    let mut depends_on = DependsOn::new();
    let mut between: Vec<(u32, u32)> = Vec::new();
    for construct in 0..arena.len() {
        let targets = targets(arena, construct, findings);
        if targets.is_empty() {
            continue;
        }
        for source in resources(arena, construct) {
            let stack = arena.owner(source);
            for (&owner, targets) in &targets {
                if owner != stack {
                    between.push((stack, owner));
                    continue;
                }
                // A resource below both waits for nobody, and CloudFormation
                // orders by references anyway.
                let wanted = targets
                    .iter()
                    .copied()
                    .filter(|&target| target != source && !graph.has(source, target));
                depends_on.entry(source).or_default().extend(wanted);
            }
        }
    }
    for list in depends_on.values_mut() {
        list.sort_unstable_by_key(|&n| names.get(n));
        list.dedup();
    }
    let edges = depends_on.iter().flat_map(|(&s, list)| list.iter().map(move |&t| (s, t)));
    graph.add(edges.collect());
    (depends_on, order_stacks(stacks, between))
}

/// The resources that those of `construct` wait for, by their stacks.
fn targets(
    arena: &Arena,
    construct: u32,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<u32, Vec<u32>> {
    let mut targets: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut add = |target: u32| {
        let owner = arena.owner(target);
        if owner != NONE {
            targets.entry(owner).or_default().push(target);
        }
    };
    for id in arena.dependencies(construct) {
        if is_foreign(arena, *id) {
            let finding = Diagnostic::error(
                codes::FOREIGN_TOKEN,
                "this was made to depend on a construct of another app",
            )
            .help("define both in the same app");
            findings.push(arena.place(finding, construct));
        } else {
            resources(arena, id.index()).for_each(&mut add);
        }
    }
    followed(arena, construct).into_iter().for_each(add);
    targets
}

fn is_foreign(arena: &Arena, id: NodeId) -> bool {
    id.tree() != arena.tree_id()
}

/// What a resource is hashed from must be there before it.
fn followed(arena: &Arena, node: u32) -> Vec<u32> {
    let attributes = arena.state::<Resource>(node).and_then(|r| r.attributes.as_deref());
    match attributes.and_then(|a| a.hash.as_ref()) {
        Some(hash) => hash.resources(arena, arena.owner(node)),
        None => Vec::new(),
    }
}

fn resources(arena: &Arena, top: u32) -> impl Iterator<Item = u32> + '_ {
    arena.preorder(top).filter(|&n| arena.state::<Resource>(n).is_some())
}

fn order_stacks(stacks: &mut [StackParts], between: Vec<(u32, u32)>) -> Graph {
    let mut graph = Graph::default();
    graph.add(between);
    let ids: Vec<(u32, String)> = stacks.iter().map(|s| (s.node, s.id.clone())).collect();
    for stack in stacks {
        let first = ids.iter().filter(|(node, _)| graph.has(stack.node, *node));
        stack.dependencies = first.map(|(_, id)| id.clone()).collect();
    }
    graph
}
