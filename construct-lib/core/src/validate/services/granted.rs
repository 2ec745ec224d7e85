//! Whether the actions of a statement can apply to its resources, and
//! whether these are wider than they need be.

use std::borrow::Cow;

use construct_iam_catalogue::{AccessLevel, ActionFacts, service};

use super::super::see::written;
use super::actions::covered;
use super::policy::{At, Kind};
use super::view::{Findings, View, field, items, text};
use super::{arn_pattern, statement::each};
use crate::error::codes;
use crate::token::Expr;

pub(super) fn check(
    view: &View<'_>,
    statement: &Expr,
    kind: Kind,
    path: &str,
    at: usize,
    findings: &mut Findings<'_, '_>,
) {
    match kind {
        Kind::Trust => return trust(statement, path, at, findings),
        Kind::Repository => return,
        Kind::Identity | Kind::Resource => {}
    }
    let (Some(action), Some(resource)) = (field(statement, "Action"), field(statement, "Resource"))
    else {
        return;
    };
    let is_allowed = field(statement, "Effect").and_then(text).as_deref() == Some("Allow");
    let is_conditional = field(statement, "Condition").is_some();
    // Grants say the same again and again, also of different resources of one type.
    let mut memo = String::with_capacity(256);
    memo.push_str(if is_allowed { "allow" } else { "deny" });
    memo.push_str(if is_conditional { "?" } else { "!" });
    memo.push_str(if kind == Kind::Identity { "i" } else { "r" });
    let mut actions: Vec<Cow<'_, str>> = Vec::new();
    for name in list(action).iter().filter_map(text) {
        memo.push(' ');
        memo.push_str(&name);
        actions.push(name);
    }
    let mut patterns: Vec<String> = Vec::new();
    for one in written(list(resource)) {
        let mut pattern = String::new();
        arn_pattern::add(view, one, &mut pattern);
        memo.push('\n');
        memo.push_str(&pattern);
        patterns.push(pattern);
    }
    if findings.is_accepted(&memo) {
        return;
    }
    let mut is_fine = true;
    for name in &actions {
        if let Some((what, help)) = misplaced(name, &patterns, list(resource)) {
            let place = At(path, Some(at), "Resource");
            findings.warning(codes::ACTION_NOT_ON_RESOURCE, place, what, help);
            is_fine = false;
        }
    }
    let is_everything = list(resource).iter().any(|one| text(one).as_deref() == Some("*"));
    if kind == Kind::Identity && is_allowed && !is_conditional && is_everything {
        is_fine &= !wide(&actions, path, at, findings);
    }
    if is_fine {
        findings.accept(&memo);
    }
}

/// The items of an element that is one text or a list.
fn list(expr: &Expr) -> &[Expr] {
    items(expr).unwrap_or(std::slice::from_ref(expr))
}

/// The actions that a name or a pattern covers; none when its service is not one.
fn meant(name: &str) -> Vec<ActionFacts> {
    let Some((prefix, name)) = name.split_once(':') else {
        return Vec::new();
    };
    service(prefix).map(|service| covered(service, name).collect()).unwrap_or_default()
}

/// What is wrong when none of the resources is one that the action acts on.
fn misplaced(name: &str, patterns: &[String], shown: &[Expr]) -> Option<(String, String)> {
    if patterns.iter().any(|pattern| pattern == "*" || !is_arn(pattern)) {
        return None;
    }
    let all = meant(name);
    let first = all.first()?;
    let applies = |action: &ActionFacts| {
        let mut types = action.resource_types();
        types.any(|on| patterns.iter().any(|pattern| on.resource_type.can_be(pattern)))
    };
    if all.iter().any(applies) {
        return None;
    }
    let mut forms = first.resource_types().filter_map(|on| on.resource_type.arns().next());
    let named = match shown {
        [only] => text(only).map_or("this resource".to_owned(), |text| format!("`{text}`")),
        _ => "any of these resources".to_owned(),
    };
    let what = format!("`{name}` does not act on {named}, so this has no effect");
    let help = match (forms.next(), forms.next()) {
        (None, _) => "it acts on no resource that has an ARN: grant it on `*`".to_owned(),
        (Some(one), None) => format!("it acts on `{one}`"),
        (Some(one), Some(other)) => format!("it acts on `{one}` or `{other}`"),
    };
    Some((what, help))
}

/// Whether this is an ARN as far as it is known: others are short for one, or refused elsewhere.
fn is_arn(pattern: &str) -> bool {
    let parts = pattern.split(':').count();
    pattern.starts_with('*') || pattern.starts_with("arn:") && (parts >= 6 || pattern.contains('*'))
}

/// Says that `*` is granted where resources could be named.
fn wide(actions: &[Cow<'_, str>], path: &str, at: usize, findings: &mut Findings<'_, '_>) -> bool {
    let place = At(path, Some(at), "Resource");
    if actions.iter().any(|name| name == "*" || name == "*:*") {
        let what = "every action on every resource is allowed";
        let help = "grant what is needed, or acknowledge this with the reason";
        findings.warning(codes::FULL_ACCESS, place, what, help);
        return true;
    }
    let harms = |action: &ActionFacts| {
        let changes = matches!(
            action.access_level(),
            AccessLevel::Write | AccessLevel::PermissionsManagement
        );
        changes && action.resource_types().next().is_some()
    };
    let found: Vec<&Cow<'_, str>> =
        actions.iter().filter(|name| meant(name).iter().any(harms)).collect();
    let (Some(first), others) = (found.first(), found.len().saturating_sub(1)) else {
        return false;
    };
    let what = match others {
        0 => format!("`{first}` is allowed on every resource"),
        1 => format!("`{first}` and another action are allowed on every resource"),
        _ => format!("`{first}` and {others} other actions are allowed on every resource"),
    };
    let help = "name the resources, or acknowledge this with the reason";
    findings.warning(codes::WIDE_RESOURCE, place, what, help);
    true
}

/// IAM refuses anything but taking on the role.
fn trust(statement: &Expr, path: &str, at: usize, findings: &mut Findings<'_, '_>) {
    each(field(statement, "Action"), &mut |action| {
        let is_other =
            |prefix: &str| !prefix.eq_ignore_ascii_case("sts") && !prefix.contains(['*', '?', '$']);
        if action.split_once(':').is_some_and(|(prefix, _)| is_other(prefix)) {
            findings.error(
                codes::POLICY_MALFORMED,
                At(path, Some(at), "Action"),
                format_args!("`{action}` is no way to take on a role"),
                "use `sts:AssumeRole`, or another action of `sts`",
            );
        }
    });
}
