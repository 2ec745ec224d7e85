//! The expressions of an element, whatever it finally is.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::condition::ConditionState;
use super::expand::Expanded;
use super::output::OutputState;
use super::resource::Resource;
use super::write::{ExprJson, Names};
use crate::construct::{Arena, NodeId};
use crate::token::{Expr, Key};

/// Calls `f` on every expression that the template will hold for a resource.
pub(crate) fn resource_exprs<'a>(
    resource: &'a Resource,
    expanded: Option<&'a Expanded>,
    f: &mut dyn FnMut(&'a Expr),
) {
    if let Some(Expanded::Whole(whole)) = expanded {
        return f(whole);
    }
    properties(resource, expanded, &mut |_, e| f(e));
    if let Some(a) = resource.attributes.as_deref() {
        f(&a.creation_policy);
        f(&a.update_policy);
        a.metadata.iter().for_each(|(_, e)| f(e));
    }
}

fn properties<'a>(
    resource: &'a Resource,
    expanded: Option<&'a Expanded>,
    f: &mut dyn FnMut(&'a Key, &'a Expr),
) {
    let overlay = match expanded {
        Some(Expanded::Overlay(overlay)) => overlay.entries(),
        Some(Expanded::Whole(Expr::Map(entries))) => {
            if let Some((_, Expr::Map(all))) = entries.iter().find(|(k, _)| k == "Properties") {
                all.iter().for_each(|(k, e)| f(k, e));
            }
            return;
        }
        _ => &[],
    };
    let own = resource.props.entries();
    own.iter()
        .filter(|(k, _)| !overlay.iter().any(|(o, _)| o == k))
        .for_each(|(k, e)| f(k, e));
    overlay.iter().for_each(|(k, e)| f(k, e));
}

/// Calls `f` on every expression of an output or a condition, and `named` on
/// the conditions that it names.
pub(crate) fn element_exprs(
    arena: &Arena,
    node: u32,
    f: &mut dyn FnMut(&Expr),
    named: &mut dyn FnMut(NodeId),
) {
    if let Some(state) = arena.state::<ConditionState>(node) {
        f(&state.expr);
    }
    if let Some(OutputState { props }) = arena.state(node) {
        f(&props.value);
        f(&props.description);
        f(&props.export_name);
        props.condition.into_iter().for_each(named);
    }
}

/// Some or all properties of a resource, sorted by name, for hashing.
pub(crate) struct PropertiesJson<'a> {
    pub(crate) resource: &'a Resource,
    pub(crate) expanded: Option<&'a Expanded>,
    pub(crate) only: Option<&'static [&'static str]>,
    pub(crate) names: &'a Names,
}

impl Serialize for PropertiesJson<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let tags = self
            .resource
            .known_type()
            .and_then(|ty| ty.tags)
            .map(|tags| tags.name);
        let mut all: Vec<(&Key, &Expr)> = Vec::new();
        properties(self.resource, self.expanded, &mut |k, e| {
            let counts = match self.only {
                Some(only) => only.contains(&&**k),
                // Tags say nothing about what a resource does.
                None => tags != Some(&**k),
            };
            if counts && !e.is_unset() {
                all.push((k, e));
            }
        });
        all.sort_unstable_by_key(|(k, _)| *k);
        let mut map = s.serialize_map(Some(all.len()))?;
        for (key, expr) in all {
            map.serialize_entry(&**key, &ExprJson(expr, self.names))?;
        }
        map.end()
    }
}

/// One `${...}` of a `Sub` text.
#[derive(Debug, PartialEq)]
pub(crate) enum SubPart<'a> {
    /// `${name}`.
    Variable(&'a str),
    /// `${` without its `}`.
    Unclosed,
}

/// The variables of a `Sub` text; `${!name}` is none.
pub(crate) fn sub_parts(text: &str) -> Vec<SubPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        rest = &rest[start + 2..];
        let Some(end) = rest.find('}') else {
            parts.push(SubPart::Unclosed);
            break;
        };
        let name = rest[..end].trim();
        if !name.starts_with('!') {
            parts.push(SubPart::Variable(name));
        }
        rest = &rest[end + 1..];
    }
    parts
}
