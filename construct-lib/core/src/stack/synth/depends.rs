//! `DependsOn`: from constructs to resources, without what references imply.

use std::collections::{BTreeMap, BTreeSet};
use std::slice::from_ref;

use super::borders::{Borders, Meeting};
use super::collect::{Collected, StackParts};
use super::crossing::Links;
use super::graph::Graph;
use crate::construct::{Arena, NONE, NodeId};
use crate::error::{Diagnostic, codes};
use crate::template::{Names, Resource};

/// The resources that each resource must name in its `DependsOn`.
pub(super) struct DependsOn {
    /// For each node one more than the position of its list; zero for none.
    of: Vec<u32>,
    lists: Vec<(u32, Vec<u32>)>,
}

impl DependsOn {
    fn new(nodes: u32) -> Self {
        Self { of: vec![0; nodes as usize], lists: Vec::new() }
    }

    pub(super) fn get(&self, node: u32) -> &[u32] {
        let at = self.of.get(node as usize).and_then(|at| at.checked_sub(1));
        at.and_then(|at| self.lists.get(at as usize)).map_or(&[], |(_, list)| list)
    }

    fn list(&mut self, node: u32) -> &mut Vec<u32> {
        let at = &mut self.of[node as usize];
        if *at == 0 {
            self.lists.push((node, Vec::new()));
            // There are no more lists than nodes, which are counted by `u32`.
            *at = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        }
        &mut self.lists[*at as usize - 1].1
    }
}

/// Resolves the dependencies between constructs, and adds them to the graph.
/// Gives a graph of stacks beside: which must be deployed before which.
pub(super) fn resolve(
    arena: &Arena,
    collected: &mut Collected,
    names: &Names,
    graph: &mut Graph,
    links: &Links,
    findings: &mut Vec<Diagnostic>,
) -> (DependsOn, Graph) {
    let mut depends_on = DependsOn::new(arena.len());
    let mut between: BTreeSet<(u32, u32)> = links.stacks.clone();
    let borders = Borders::new(arena, &collected.stacks);
    for construct in 0..arena.len() {
        let is_hashed = collected.hashed.binary_search(&construct).is_ok();
        if arena.dependencies(construct).is_empty() && !is_hashed {
            continue;
        }
        let targets = targets(arena, construct, findings);
        // Each stack once, however many resources wait for it.
        let mut crossed: BTreeMap<u32, Diagnostic> = BTreeMap::new();
        for source in resources(arena, construct) {
            let stack = arena.owner(source);
            for (&owner, targets) in &targets {
                let holder;
                let (source, targets) = match borders.between(stack, owner) {
                    Meeting::Same => (source, &targets[..]),
                    Meeting::Above { from, to } => {
                        holder = to;
                        (from.unwrap_or(source), holder.as_ref().map_or(&targets[..], from_ref))
                    }
                    Meeting::Apart { from, to } => {
                        if borders.is_one_stage(from, to) {
                            between.insert((from, to));
                        } else {
                            let finding = stage_crossed(&arena.path(to));
                            crossed.insert(to, arena.place(finding, construct));
                        }
                        continue;
                    }
                };
                // A resource below both waits for nobody, and CloudFormation
                // orders by references anyway.
                let wanted = targets.iter().copied().filter(|&target| {
                    let is_implied = graph.has(source, target) && !is_named(arena, source, target);
                    target != source && !is_implied
                });
                depends_on.list(source).extend(wanted);
            }
        }
        findings.extend(crossed.into_values());
    }
    for (source, list) in &mut depends_on.lists {
        let named = arena.named_dependencies(*source);
        let place = |n: u32| named.iter().position(|id| id.index() == n).unwrap_or(named.len());
        list.sort_unstable_by_key(|&n| (place(n), names.get(n)));
        list.dedup();
    }
    let edges = depends_on.lists.iter().flat_map(|(s, list)| list.iter().map(|&t| (*s, t)));
    graph.add(edges.collect());
    let order = order_stacks(&mut collected.stacks, between.into_iter().collect());
    (depends_on, order)
}

fn stage_crossed(stack: &str) -> Diagnostic {
    Diagnostic::error(
        codes::STAGE_CROSSED,
        format!("this was made to depend on the stack `{stack}` of another stage"),
    )
    .help("take the dependency back: each stage is deployed by itself")
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

fn is_named(arena: &Arena, source: u32, target: u32) -> bool {
    arena.named_dependencies(source).iter().any(|id| id.index() == target)
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
