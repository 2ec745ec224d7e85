//! Logical ids, and the contents that they may follow.

use std::collections::BTreeMap;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::collect::{StackParts, resources};
use crate::construct::{Arena, fnv};
use crate::error::{Diagnostic, codes};
use crate::stack::renames::Renaming;
use crate::template::{
    ContentHash, Expanded, Imports, LogicalId, Names, Resource, append_logical_id, effective,
    properties_json,
};

/// What resources finally are, where that is more than their own properties.
pub(super) type ExpandedResources = BTreeMap<u32, Expanded>;

/// The logical id of every element.
pub(super) fn logical_ids(
    arena: &Arena,
    stacks: &[StackParts],
    findings: &mut Vec<Diagnostic>,
) -> Names {
    let mut names = Names::new(arena.len());
    let mut path: Vec<&str> = Vec::new();
    for stack in stacks {
        let mut renaming = Renaming::new(arena, stack.node);
        for nodes in stack.parts.by_namespace() {
            let mut taken = Taken::new(nodes[0].len() + nodes[1].len());
            for &node in nodes.into_iter().flatten() {
                match arena.given_id(node) {
                    Some(id) => names.set(node, |text| text.push_str(id.as_str())),
                    None => {
                        arena.components_into(stack.node, node, &mut path);
                        names.set(node, |text| append_logical_id(text, &path));
                        if let Some(new) = names.get(node).and_then(|id| renaming.of(id)) {
                            names.set(node, |text| text.push_str(new.as_str()));
                        }
                    }
                }
                check(arena, &names, &mut taken, node, findings);
            }
        }
        renaming.finish(arena, stack.node, findings);
    }
    names
}

fn check(
    arena: &Arena,
    names: &Names,
    taken: &mut Taken,
    node: u32,
    findings: &mut Vec<Diagnostic>,
) {
    let id = names.get(node).unwrap_or_default();
    if !LogicalId::is_valid(id) {
        // An id that is empty was reported as that already.
        if !arena.id(node).is_empty() {
            findings.push(arena.place(invalid_id(arena.id(node), id), node));
        }
    } else if let Some(other) = taken.insert(names, node)
        // Two children with one id were reported as that already.
        && arena.path(other) != arena.path(node)
    {
        findings.push(arena.place(duplicate_id(id, &arena.path(other)), node));
    }
}

/// The elements that share their names, found by their logical ids.
struct Taken(HashTable<u32>);

impl Taken {
    fn new(capacity: usize) -> Self {
        Self(HashTable::with_capacity(capacity))
    }

    /// Adds an element; gives the one that has its id already.
    fn insert(&mut self, names: &Names, node: u32) -> Option<u32> {
        let id = |node: u32| names.get(node).unwrap_or_default();
        let hash = |node: u32| fnv(id(node));
        match self.0.entry(hash(node), |&n| id(n) == id(node), |&n| hash(n)) {
            Entry::Occupied(other) => Some(*other.get()),
            Entry::Vacant(free) => {
                free.insert(node);
                None
            }
        }
    }
}

fn invalid_id(construct: &str, id: &str) -> Diagnostic {
    let (message, help) = if id.is_empty() {
        (
            format!("the id `{construct}` leaves nothing for a logical id"),
            "use at least one ASCII letter or digit, or call `override_logical_id`",
        )
    } else {
        (
            format!("the logical id `{id}` is longer than 255 characters"),
            "shorten the id, or call `override_logical_id`",
        )
    };
    Diagnostic::error(codes::INVALID_LOGICAL_ID, message).help(help)
}

fn duplicate_id(id: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        codes::DUPLICATE_LOGICAL_ID,
        format!("the logical id `{id}` is also that of `{other}`"),
    )
    .help("rename one of the constructs, or call `override_logical_id` on one of them")
}

/// Applies patches, tags and overrides.
pub(super) fn expand(
    arena: &Arena,
    stacks: &[StackParts],
    names: &Names,
    findings: &mut Vec<Diagnostic>,
) -> ExpandedResources {
    let has_tags = arena.has_tags();
    resources(arena, stacks)
        .filter(|(_, resource)| has_tags || resource.attributes.is_some())
        .filter_map(|(node, r)| Some((node, effective(arena, node, r, has_tags, names, findings)?)))
        .collect()
}

/// Completes the ids of the resources that follow the contents of others.
pub(super) fn late_ids(
    arena: &Arena,
    stacks: &[StackParts],
    names: &mut Names,
    expanded: &ExpandedResources,
    findings: &mut Vec<Diagnostic>,
) {
    let mut late: Vec<(u32, String)> = Vec::new();
    for (node, resource) in resources(arena, stacks) {
        let hash = resource.attributes.as_deref().and_then(|a| a.hash.as_ref());
        if let Some(hash) = hash.filter(|hash| !hash.is_order_only) {
            let stack = stacks.iter().find(|s| s.node == arena.owner(node));
            // What is read of other stacks is told by where it comes from.
            names.imports = stack.map(|s| s.imports.clone()).unwrap_or_default();
            let mut id = names.get(node).unwrap_or_default().to_owned();
            id.truncate(LONGEST - DIGEST);
            id.push_str(&digest(arena, names, expanded, hash, arena.owner(node)));
            late.push((node, id));
        }
    }
    names.imports = Imports::default();
    for (node, id) in late {
        let stack = stacks.iter().find(|s| s.node == arena.owner(node));
        let mut elements = stack.into_iter().flat_map(|s| s.parts.all());
        if let Some(other) = elements.find(|&n| names.get(n) == Some(&id)) {
            findings.push(arena.place(duplicate_id(&id, &arena.path(other)), node));
        }
        names.set(node, |text| text.push_str(&id));
    }
}

/// The longest logical id, and how much of it the hash of contents takes.
const LONGEST: usize = 255;
const DIGEST: usize = 32;

/// The hash over the resolved contents, in the order of logical ids.
fn digest(
    arena: &Arena,
    names: &Names,
    expanded: &ExpandedResources,
    hash: &ContentHash,
    owner: u32,
) -> String {
    let whole = hash.resources(arena, owner).into_iter().map(|node| (node, None));
    let parts = hash
        .parts
        .iter()
        .filter(|(id, _)| id.tree() == arena.tree_id())
        .map(|(id, properties)| (id.index(), Some(*properties)));
    let mut pieces: Vec<Vec<u8>> = whole
        .chain(parts)
        .filter_map(|(node, only)| {
            let resource: &Resource = arena.state(node)?;
            let id = names.get(node)?;
            let json = properties_json(resource, expanded.get(&node), only, names);
            let mut piece = format!("{id} {} ", resource.type_name()).into_bytes();
            piece.extend(json);
            piece.push(b'\n');
            Some(piece)
        })
        .collect();
    pieces.sort_unstable();
    pieces.dedup();
    let digest = md5::compute(pieces.concat());
    digest.iter().map(|b| format!("{b:02x}")).collect()
}
