//! What a resource finally is: its own properties, then the user's patches,
//! the tags of its scopes, and raw overrides.

use std::borrow::Cow;

use super::resource::Resource;
use super::write::{Names, sorted};
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};
use crate::token::{Expr, Key, Props, Token};

/// A resource whose properties are not simply its own.
pub(crate) enum Expanded {
    /// Some properties are replaced or added.
    Overlay(Props),
    /// Raw overrides reached into it: all of it, attributes included.
    Whole(Expr),
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
    if has_tags && let Some((name, value)) = arena.tags(index, resource) {
        overlay.put(name, value);
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
    let mut whole = whole(resource, props, names);
    for (path, value) in overrides {
        if set(&mut whole, path, value.as_ref(), names).is_none() {
            let finding = Diagnostic::error(
                codes::INVALID_OVERRIDE,
                format!("the override path `{}` leads nowhere", path.join(".")),
            )
            .help("a path goes through objects by name and through lists by position, and may add one item at a list's end");
            findings.push(arena.place(finding, index));
        }
    }
    Some(Expanded::Whole(whole))
}

/// All of a resource but what is decided later (`DependsOn`), as an object.
fn whole(resource: &Resource, props: Props, names: &Names) -> Expr {
    let mut all = Props::new();
    all.put(
        "Type",
        Expr::Str(Cow::Owned(resource.type_name().to_owned())),
    );
    if !props.is_empty() {
        all.put("Properties", props.into_expr());
    }
    if let Some(a) = resource.attributes.as_deref() {
        all.put("CreationPolicy", a.creation_policy.clone());
        all.put("UpdatePolicy", a.update_policy.clone());
        all.put(
            "UpdateReplacePolicy",
            a.update_replace_policy.map_or(Expr::Unset, Expr::text),
        );
        all.put(
            "DeletionPolicy",
            a.deletion_policy.map_or(Expr::Unset, Expr::text),
        );
        if !a.metadata.is_empty() {
            all.put("Metadata", Expr::Map(a.metadata.clone().into()));
        }
        if let Some(condition) = a.condition {
            all.put("Condition", Expr::from(names.of(condition)));
        }
    }
    all.into_expr()
}

/// Sets or deletes what is at `path`; nothing when the path leads nowhere.
fn set(at: &mut Expr, path: &[String], value: Option<&Expr>, names: &Names) -> Option<()> {
    let Some((first, rest)) = path.split_first() else {
        *at = value.cloned().unwrap_or_default();
        return Some(());
    };
    if let Some(plain) = plain(at, names) {
        *at = plain;
    }
    match at {
        Expr::Unset => {
            *at = Expr::Map(Box::default());
            set(at, path, value, names)
        }
        Expr::Map(entries) => {
            let mut all = std::mem::take(entries).into_vec();
            let position = all.iter().position(|(k, _)| *k == **first);
            let done = match (position, value) {
                (None, None) => Some(()),
                (None, Some(_)) => {
                    let mut added = Expr::Unset;
                    let done = set(&mut added, rest, value, names);
                    all.push((Cow::Owned(first.clone()), added));
                    done
                }
                (Some(i), None) if rest.is_empty() => {
                    all.remove(i);
                    Some(())
                }
                (Some(i), _) => set(&mut all[i].1, rest, value, names),
            };
            *entries = all.into_boxed_slice();
            done
        }
        Expr::List(items) => {
            let i: usize = first.parse().ok()?;
            let mut all = std::mem::take(items).into_vec();
            let done = if i < all.len() && value.is_none() && rest.is_empty() {
                all.remove(i);
                Some(())
            } else if i < all.len() {
                set(&mut all[i], rest, value, names)
            } else if i == all.len() && value.is_some() {
                all.push(Expr::Unset);
                set(&mut all[i], rest, value, names)
            } else {
                None
            };
            *items = all.into_boxed_slice();
            done
        }
        _ => None,
    }
}

/// One function as the object that the template shows, so that an override
/// can reach into it.
fn plain(expr: &Expr, names: &Names) -> Option<Expr> {
    let one = |name: &'static str, value: Expr| Some(Expr::map([(name, value)]));
    let text = |key: &Key| Expr::Str(key.clone());
    let token = match expr {
        Expr::Ref(id) => return one("Ref", Expr::from(names.of(*id))),
        Expr::Pseudo(pseudo) => return one("Ref", Expr::text(pseudo.name())),
        Expr::Token(token) => &**token,
        _ => return None,
    };
    match token {
        Token::GetAtt(id, attribute) => one(
            "Fn::GetAtt",
            Expr::list([Expr::from(names.of(*id)), text(attribute)]),
        ),
        Token::Join(delimiter, list) => {
            one("Fn::Join", Expr::list([text(delimiter), list.clone()]))
        }
        Token::Sub(template, variables) if variables.is_empty() => one("Fn::Sub", text(template)),
        Token::Sub(template, variables) => one(
            "Fn::Sub",
            Expr::list([text(template), Expr::Map(variables.clone())]),
        ),
        Token::If(id, a, b) => one(
            "Fn::If",
            Expr::list([Expr::from(names.of(*id)), a.clone(), b.clone()]),
        ),
        Token::Select(i, list) => one("Fn::Select", Expr::list([i.clone(), list.clone()])),
        Token::Split(delimiter, source) => {
            one("Fn::Split", Expr::list([text(delimiter), source.clone()]))
        }
        Token::Base64(source) => one("Fn::Base64", source.clone()),
        Token::FindInMap(id, a, b) => one(
            "Fn::FindInMap",
            Expr::list([Expr::from(names.of(*id)), a.clone(), b.clone()]),
        ),
        Token::Condition(id) => one("Condition", Expr::from(names.of(*id))),
        Token::Equals(a, b) => one("Fn::Equals", Expr::list([a.clone(), b.clone()])),
        Token::And(all) => one("Fn::And", Expr::List(all.clone())),
        Token::Or(all) => one("Fn::Or", Expr::List(all.clone())),
        Token::Not(inner) => one("Fn::Not", Expr::list([inner.clone()])),
        Token::LogicalId(id) => Some(Expr::from(names.of(*id))),
        Token::Set(items) => Some(match sorted(items, names)[..] {
            [only] => only.clone(),
            ref items => Expr::list(items.iter().copied().cloned()),
        }),
        Token::Asset(asset) => Some(names.asset(&asset.0)),
    }
}
