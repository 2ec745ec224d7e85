//! The expressions of an element, whatever it finally is.

use std::fmt;

use super::condition::ConditionState;
use super::elements::Kind;
use super::expand::Expanded;
use super::expr_json::entry;
use super::fragment::FragmentState;
use super::mapping::MappingState;
use super::names::Names;
use super::output::OutputState;
use super::parameter::ParameterState;
use super::resource::Resource;
use super::rule::RuleState;
use crate::construct::{Arena, NodeId};
use crate::json::Json;
use crate::token::{Expr, Key};

/// Calls `f` on every expression that the template will hold for a resource,
/// each with the section that holds it and its name there.
pub(crate) fn resource_exprs<'a>(
    resource: &'a Resource,
    expanded: Option<&'a Expanded>,
    f: &mut dyn FnMut(Place<'a>, &'a Expr),
) {
    if let Some(Expanded::Whole(whole)) = expanded {
        for (section, expr) in whole {
            match expr {
                Expr::Map(entries) => {
                    entries.iter().for_each(|(k, e)| f(Place(section, k), e));
                }
                other => f(Place("", section), other),
            }
        }
        return;
    }
    properties(resource, expanded, &mut |k, e| f(Place("Properties", k), e));
    if let Some(a) = resource.attributes.as_deref() {
        f(Place("", "CreationPolicy"), &a.creation_policy);
        f(Place("", "UpdatePolicy"), &a.update_policy);
        for (key, expr) in &a.metadata {
            f(Place("Metadata", key), expr);
        }
        for (key, expr) in &a.others {
            f(Place("", key), expr);
        }
    }
}

/// Where an expression stands in its element: a section, and a name there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a>(pub(crate) &'a str, pub(crate) &'a str);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self("", name) => f.write_str(name),
            Self(section, name) => write!(f, "{section}.{name}"),
        }
    }
}

/// Calls `f` on every property that the template will hold for a resource.
pub(crate) fn properties<'a>(
    resource: &'a Resource,
    expanded: Option<&'a Expanded>,
    f: &mut dyn FnMut(&'a Key, &'a Expr),
) {
    let overlay = match expanded {
        Some(Expanded::Overlay(overlay)) => overlay.entries(),
        Some(Expanded::Whole(entries)) => {
            if let Some((_, Expr::Map(all))) = entries.iter().find(|(k, _)| k == "Properties") {
                all.iter().for_each(|(k, e)| f(k, e));
            }
            return;
        }
        None => &[],
    };
    let own = resource.props.entries();
    own.iter().filter(|(k, _)| !overlay.iter().any(|(o, _)| o == k)).for_each(|(k, e)| f(k, e));
    overlay.iter().for_each(|(k, e)| f(k, e));
}

/// The property that the template will hold for a resource under this name.
pub(crate) fn property<'a>(
    resource: &'a Resource,
    expanded: Option<&'a Expanded>,
    name: &str,
) -> Option<&'a Expr> {
    let mut found = None;
    match expanded {
        // Most resources have no more than their own.
        None => found = resource.props.get(name),
        Some(_) => properties(resource, expanded, &mut |k, e| {
            if k == name {
                found = Some(e);
            }
        }),
    }
    found
}

/// Whether the template will hold this property of a resource.
pub(crate) fn has_property(
    resource: &Resource,
    expanded: Option<&Expanded>,
    property: &str,
) -> bool {
    let mut found = false;
    properties(resource, expanded, &mut |k, e| {
        found |= k == property && !e.is_unset();
    });
    found
}

/// Calls `f` on every expression of an element that is no resource.
pub(crate) fn element_exprs<'a>(
    arena: &'a Arena,
    node: u32,
    kind: Kind,
    f: &mut dyn FnMut(Place<'a>, &'a Expr),
) {
    match kind {
        Kind::Resource => {}
        Kind::Parameter => {
            if let Some(ParameterState { props }) = arena.state(node) {
                for (key, expr) in props.entries() {
                    f(Place("", key), expr);
                }
            }
        }
        Kind::Mapping => {
            if let Some(MappingState { values }) = arena.state(node) {
                for (top, row) in values {
                    row.iter().for_each(|(second, e)| f(Place(top, second), e));
                }
            }
        }
        Kind::Condition => {
            if let Some(ConditionState { expr }) = arena.state(node) {
                f(Place("", "the condition"), expr);
            }
        }
        Kind::Rule => {
            if let Some(RuleState { props }) = arena.state(node) {
                f(Place("", "RuleCondition"), &props.rule_condition);
                for (assert, _) in &props.assertions {
                    f(Place("", "Assertions"), assert);
                }
            }
        }
        Kind::Fragment => {
            if let Some(FragmentState { section, key, value }) = arena.state(node) {
                f(Place(section, key.as_deref().unwrap_or("a hook")), value);
            }
        }
        Kind::Output => {
            if let Some(OutputState { props }) = arena.state(node) {
                f(Place("", "Value"), &props.value);
                f(Place("", "Description"), &props.description);
                f(Place("Export", "Name"), &props.export_name);
            }
        }
    }
}

/// The condition that a resource or an output is subject to.
pub(crate) fn own_condition(arena: &Arena, node: u32, kind: Kind) -> Option<NodeId> {
    match kind {
        Kind::Resource => {
            let resource: &Resource = arena.state(node)?;
            resource.attributes.as_deref()?.condition
        }
        Kind::Output => {
            let output: &OutputState = arena.state(node)?;
            output.props.condition
        }
        Kind::Parameter | Kind::Mapping | Kind::Condition | Kind::Rule | Kind::Fragment => None,
    }
}

/// Some or all properties of a resource, sorted by name, for hashing.
pub(crate) fn properties_json(
    resource: &Resource,
    expanded: Option<&Expanded>,
    only: Option<&'static [&'static str]>,
    names: &Names,
) -> Vec<u8> {
    let tags = resource.known_type().and_then(|ty| ty.tags).map(|tags| tags.name);
    let mut all: Vec<(&Key, &Expr)> = Vec::new();
    properties(resource, expanded, &mut |k, e| {
        let counts = match only {
            Some(only) => only.contains(&&**k),
            // Tags say nothing about what a resource does.
            None => tags != Some(&**k),
        };
        if counts && !e.is_unset() {
            all.push((k, e));
        }
    });
    all.sort_unstable_by_key(|(k, _)| *k);
    let mut json = Json::compact(256);
    json.object(|o| all.into_iter().for_each(|(k, e)| entry(o, k, e, names)));
    json.finish()
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
