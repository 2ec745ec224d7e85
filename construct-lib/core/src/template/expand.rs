//! What a resource finally is: its own properties, then the user's patches,
//! the tags of its scopes, and raw overrides.

use std::borrow::Cow;

use super::names::Names;
use super::plain::plain;
use super::resource::{Resource, split_path};
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};
use crate::token::{Expr, Key, Props, Token};

/// A resource whose properties are not simply its own.
pub(crate) enum Expanded {
    /// Some properties are replaced or added.
    Overlay(Props),
    /// Raw overrides reached into it: all of it, attributes included.
    Whole(Vec<(Key, Expr)>),
}

/// The properties and attributes of `resource` when they are more than its own.
pub(crate) fn effective(
    arena: &Arena,
    index: u32,
    resource: &Resource,
    has_tags: bool,
    names: &Names,
    findings: &mut Vec<Diagnostic>,
) -> Option<Expanded> {
    let mut overlay = Props::new();
    if has_tags && let Some((name, value)) = arena.tags(index, resource, findings) {
        overlay.put_even_unset(name, value);
    }
    let attributes = resource.attributes.as_deref();
    if let Some(attributes) = attributes {
        overlay.merge(attributes.patch.clone());
    }
    let overrides = attributes.map_or(&[][..], |a| &a.overrides);
    if overrides.is_empty() {
        return (!overlay.is_empty()).then_some(Expanded::Overlay(overlay));
    }
    let mut props = resource.props.clone();
    props.merge(overlay);
    let mut whole = whole(resource, props);
    for (path, value) in overrides {
        if let Err(obstacle) = set(&mut whole, path, 0, value.as_ref(), names) {
            let finding = Diagnostic::error(
                codes::INVALID_OVERRIDE,
                format!(
                    "the override path `{}` leads nowhere: {obstacle}",
                    path.join(".")
                ),
            )
            .help("a path goes through objects by name and through lists by position, and may add one item at a list's end");
            findings.push(arena.place(finding, index));
        }
    }
    // A path has at least one part, so the resource itself stays an object.
    match whole {
        Expr::Map(entries) => Some(Expanded::Whole(entries.into_vec())),
        _ => None,
    }
}

/// What is at a path below the properties of a resource as it is now: the tags
/// of scopes and logical ids are decided later.
pub(super) fn current(resource: &Resource, path: &str) -> Option<Expr> {
    let mut props = resource.props.clone();
    let attributes = resource.attributes.as_deref();
    if let Some(attributes) = attributes {
        props.merge(attributes.patch.clone());
    }
    let mut at = whole(resource, props);
    for (path, value) in attributes.iter().flat_map(|a| &a.overrides) {
        // A path that leads nowhere is reported when the template is made.
        let _ = set(&mut at, path, 0, value.as_ref(), &Names::default());
    }
    for part in split_path(&format!("Properties.{path}")) {
        at = match at {
            Expr::Map(entries) => {
                let found = entries.into_vec().into_iter().find(|(key, _)| *key == part);
                found.map(|(_, value)| value)?
            }
            Expr::List(items) => items.into_vec().into_iter().nth(part.parse().ok()?)?,
            _ => return None,
        };
    }
    (!at.is_unset()).then_some(at)
}

/// Adds entries to a property of a resource that is an object or not there.
pub(crate) fn add_entries(
    resource: &Resource,
    expanded: &mut Option<Expanded>,
    property: &'static str,
    entries: Props,
) {
    let known = expanded.get_or_insert_with(|| Expanded::Overlay(Props::new()));
    match known {
        Expanded::Overlay(overlay) => {
            let before = overlay.get(property).or_else(|| resource.props.get(property));
            let all = joined(before, entries);
            overlay.put(property, all);
        }
        Expanded::Whole(whole) => {
            let at = whole.iter().position(|(k, _)| k == "Properties");
            if let Some((_, Expr::Map(properties))) = at.and_then(|at| whole.get_mut(at)) {
                let mut props: Props = std::mem::take(properties).into_iter().collect();
                props.put(property, joined(props.get(property), entries));
                *properties = props.into_entries();
            }
        }
    }
}

fn joined(before: Option<&Expr>, entries: Props) -> Expr {
    match before {
        Some(Expr::Map(before)) => {
            let added = entries.into_entries();
            before.iter().cloned().chain(added).collect::<Props>().into_expr()
        }
        _ => entries.into_expr(),
    }
}

/// All of a resource but what is decided later (`DependsOn`), as an object.
fn whole(resource: &Resource, props: Props) -> Expr {
    let mut all = Props::new();
    all.put("Type", Expr::Str(Cow::Owned(resource.type_name().to_owned())));
    if !props.is_empty() {
        all.put("Properties", props.into_expr());
    }
    if let Some(a) = resource.attributes.as_deref() {
        all.put("CreationPolicy", a.creation_policy.clone());
        all.put("UpdatePolicy", a.update_policy.clone());
        all.put("UpdateReplacePolicy", a.update_replace_policy.map_or(Expr::Unset, Expr::text));
        all.put("DeletionPolicy", a.deletion_policy.map_or(Expr::Unset, Expr::text));
        if !a.metadata.is_empty() {
            all.put("Metadata", Expr::Map(a.metadata.clone().into()));
        }
        if let Some(condition) = a.condition {
            all.put("Condition", Expr::logical_id(condition));
        }
        for (name, value) in &a.others {
            all.put(name.clone(), value.clone());
        }
    }
    all.into_expr()
}

/// Sets or deletes what is at `path` from its part `depth` on; else says what
/// is in the way.
fn set(
    at: &mut Expr,
    path: &[String],
    depth: usize,
    value: Option<&Expr>,
    names: &Names,
) -> Result<(), String> {
    let Some(part) = path.get(depth) else {
        *at = value.cloned().unwrap_or_default();
        return Ok(());
    };
    if part.is_empty() {
        return Err("a part of it is empty".into());
    }
    // The only item of a set may be a function in turn.
    while let Some(plain) = plain(at, names) {
        *at = plain;
    }
    let is_last = depth + 1 == path.len();
    match at {
        Expr::Unset => {
            *at = Expr::Map(Box::default());
            set(at, path, depth, value, names)
        }
        Expr::Map(entries) => {
            let mut all = std::mem::take(entries).into_vec();
            let position = all.iter().position(|(k, _)| *k == **part);
            let done = match (position, value) {
                (None, None) => Ok(()),
                (None, Some(_)) => {
                    let mut added = Expr::Unset;
                    let done = set(&mut added, path, depth + 1, value, names);
                    all.push((Cow::Owned(part.clone()), added));
                    done
                }
                (Some(i), None) if is_last => {
                    all.remove(i);
                    Ok(())
                }
                (Some(i), _) => set(&mut all[i].1, path, depth + 1, value, names),
            };
            // What was a function, or has become one, is one again.
            *at = Expr::object(all);
            done
        }
        Expr::List(items) => {
            let mut all = std::mem::take(items).into_vec();
            // The template does not show these, so they have no position.
            all.retain(|item| !item.is_unset());
            let done = match part.parse::<usize>() {
                Ok(i) if i < all.len() && value.is_none() && is_last => {
                    all.remove(i);
                    Ok(())
                }
                Ok(i) if i < all.len() => set(&mut all[i], path, depth + 1, value, names),
                Ok(i) if i == all.len() && value.is_some() => {
                    all.push(Expr::Unset);
                    set(&mut all[i], path, depth + 1, value, names)
                }
                _ => Err(format!(
                    "`{}` is a list of {}, which has no `{part}`",
                    path[..depth].join("."),
                    all.len()
                )),
            };
            *items = all.into_boxed_slice();
            done
        }
        scalar => Err(format!(
            "`{}` is {}, which has no parts",
            path[..depth].join("."),
            describe(scalar)
        )),
    }
}

fn describe(scalar: &Expr) -> String {
    match scalar {
        Expr::Bool(b) => format!("`{b}`"),
        Expr::Int(i) => format!("the number {i}"),
        Expr::Num(n) => format!("the number {n}"),
        Expr::Str(text) => format!("the text `{text}`"),
        Expr::Token(token) if let Token::Number(text) = &**token => format!("the number {text}"),
        _ => "a text".into(),
    }
}
