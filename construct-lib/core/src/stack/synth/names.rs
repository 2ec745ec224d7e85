//! Logical ids, and the contents that they may follow.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use md5::{Digest, Md5};

use super::collect::{StackParts, resources};
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};
use crate::template::{
    ContentHash, Expanded, LogicalId, Names, PropertiesJson, Resource, effective, logical_id,
};

/// What resources finally are, where that is more than their own properties.
pub(super) type ExpandedResources = BTreeMap<u32, Expanded>;

/// The logical id of every element.
pub(super) fn logical_ids(
    arena: &Arena,
    stacks: &[StackParts],
    findings: &mut Vec<Diagnostic>,
) -> Names {
    let mut names = Names {
        ids: vec![None; arena.len() as usize],
        assets: Vec::new(),
    };
    for stack in stacks {
        let mut taken: IndexMap<Box<str>, u32> =
            IndexMap::with_capacity(stack.parts.resources.len());
        for node in stack.parts.all() {
            let id = id_of(arena, stack, node);
            if LogicalId::parse(&id).is_err() {
                findings.push(
                    arena.place(
                        Diagnostic::error(
                            codes::INVALID_LOGICAL_ID,
                            format!(
                                "the id `{}` leaves nothing for a logical id",
                                arena.id(node)
                            ),
                        )
                        .help(
                            "use at least one ASCII letter or digit, or call `override_logical_id`",
                        ),
                        node,
                    ),
                );
            }
            let id: Box<str> = id.into();
            if let Some(other) = taken.insert(id.clone(), node)
                // Two children with one id were reported as that already.
                && arena.path(other) != arena.path(node)
            {
                findings.push(arena.place(
                    Diagnostic::error(
                        codes::DUPLICATE_LOGICAL_ID,
                        format!("the logical id `{id}` is also that of `{}`", arena.path(other)),
                    )
                    .help("rename one of the constructs, or call `override_logical_id` on one resource"),
                    node,
                ));
            }
            names.ids[node as usize] = Some(id);
        }
    }
    names
}

fn id_of(arena: &Arena, stack: &StackParts, node: u32) -> String {
    let attributes = arena
        .state::<Resource>(node)
        .and_then(|r| r.attributes.as_deref());
    match attributes.and_then(|a| a.logical_id.as_ref()) {
        Some(id) => id.as_str().to_owned(),
        None => logical_id(&arena.components(stack.node, node)),
    }
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
        if let Some(hash) = hash {
            let id = names.get(node).unwrap_or_default();
            let mut id = id.chars().take(255 - 32).collect::<String>();
            id.push_str(&digest(arena, names, expanded, hash, arena.owner(node)));
            late.push((node, id));
        }
    }
    for (node, id) in late {
        let other = names.ids.iter().position(|n| n.as_deref() == Some(&*id));
        if let Some(other) = other
            && arena.owner(u32::try_from(other).unwrap_or_default()) == arena.owner(node)
        {
            findings.push(arena.place(
                Diagnostic::error(
                    codes::DUPLICATE_LOGICAL_ID,
                    format!("the logical id `{id}` is taken"),
                ),
                node,
            ));
        }
        names.ids[node as usize] = Some(id.into());
    }
}

/// The hash over the resolved contents, in the order of logical ids.
fn digest(
    arena: &Arena,
    names: &Names,
    expanded: &ExpandedResources,
    hash: &ContentHash,
    owner: u32,
) -> String {
    let whole = hash
        .resources(arena, owner)
        .into_iter()
        .map(|node| (node, None));
    let parts = hash
        .parts
        .iter()
        .map(|(id, properties)| (id.index(), Some(*properties)));
    let mut pieces: Vec<String> = whole
        .chain(parts)
        .filter_map(|(node, only)| {
            let resource: &Resource = arena.state(node)?;
            let id = names.get(node)?;
            let properties = PropertiesJson {
                resource,
                expanded: expanded.get(&node),
                only,
                names,
            };
            let json = serde_json::to_string(&properties).unwrap_or_default();
            Some(format!("{id} {} {json}\n", resource.type_name()))
        })
        .collect();
    pieces.sort_unstable();
    pieces.dedup();
    let digest = Md5::digest(pieces.concat().as_bytes());
    digest.iter().map(|b| format!("{b:02x}")).collect()
}
