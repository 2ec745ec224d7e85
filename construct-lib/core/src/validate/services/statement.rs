//! One statement of a policy.

use std::sync::OnceLock;

use super::policy::{At, Kind};
use super::view::{Findings, entries, field, items, text};
use crate::error::codes;
use crate::token::Expr;

const ELEMENTS: &[&str] = &[
    "Action",
    "Condition",
    "Effect",
    "NotAction",
    "NotPrincipal",
    "NotResource",
    "Principal",
    "Resource",
    "Sid",
];

/// The service prefixes of actions, one a line, those of some services with their actions; all
/// sorted. Written by `cargo xtask spec update`.
const ACTIONS: &str = include_str!("actions.txt");

/// Operators of conditions, without `IfExists` and set operators.
const OPERATORS: &[&str] = &[
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "BinaryEquals",
    "Bool",
    "DateEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateNotEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericNotEquals",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
];

pub(super) fn check(
    statement: &Expr,
    kind: Kind,
    path: &str,
    at: usize,
    findings: &mut Findings<'_, '_>,
) {
    let Some(all) = entries(statement) else {
        return;
    };
    let mut malformed = |element: &str, what: String, help: &'static str| {
        findings.error(codes::POLICY_MALFORMED, At(path, Some(at), element), what, help);
    };
    for (name, _) in all.iter().filter(|(name, _)| !ELEMENTS.contains(&&**name)) {
        malformed(name, "a statement has no such element".into(), "look for a misspelling");
    }
    match field(statement, "Effect") {
        None => malformed("", "a statement needs an effect".into(), "set `Effect`"),
        Some(effect) => {
            if let Some(effect) = text(effect).filter(|e| !matches!(&**e, "Allow" | "Deny")) {
                let what = format!("`{effect}` is no effect");
                malformed("Effect", what, "it is `Allow` or `Deny`, spelt like this");
            }
        }
    }
    if kind == Kind::Identity
        && let Some(id) = field(statement, "Sid").and_then(text)
        && !id.bytes().all(|b| b.is_ascii_alphanumeric())
    {
        malformed("Sid", format!("`{id}` is no id"), "use letters and digits only");
    }
    let pairs: &[(&str, &str, Wanted)] = match kind {
        Kind::Identity => &[ACTION, RESOURCE, ("Principal", "NotPrincipal", Wanted::Never)],
        Kind::Trust => &[ACTION, PRINCIPAL, ("Resource", "NotResource", Wanted::Never)],
        Kind::Resource => &[ACTION, RESOURCE, PRINCIPAL],
        Kind::Repository => &[ACTION, PRINCIPAL],
    };
    for (one, other, wanted) in pairs {
        let given = [one, other].map(|name| field(statement, name).is_some());
        let (what, help) = match (wanted, given) {
            (Wanted::Once, [false, false]) => {
                (format!("a statement here needs `{one}` or `{other}`"), "add one of them")
            }
            (Wanted::Once, [true, true]) => {
                (format!("`{one}` and `{other}` exclude each other"), "keep one of them")
            }
            (Wanted::Never, [true, _] | [_, true]) => {
                (format!("a statement here has no `{one}`"), NOT_HERE)
            }
            _ => continue,
        };
        malformed("", what, help);
    }
    actions(statement, path, at, findings);
    if kind == Kind::Identity {
        resources(statement, path, at, findings);
    }
    principals(statement, path, at, findings);
    conditions(statement, path, at, findings);
}

/// Whether one of two elements must be there.
#[derive(Clone, Copy)]
enum Wanted {
    Once,
    Never,
}

const ACTION: (&str, &str, Wanted) = ("Action", "NotAction", Wanted::Once);
const RESOURCE: (&str, &str, Wanted) = ("Resource", "NotResource", Wanted::Once);
const PRINCIPAL: (&str, &str, Wanted) = ("Principal", "NotPrincipal", Wanted::Once);
const NOT_HERE: &str = "principals are for policies of resources, resources for all but trust";

/// Calls `f` with each literal of an element that is one text or a list.
fn each(expr: Option<&Expr>, f: &mut dyn FnMut(&str)) {
    let Some(expr) = expr else {
        return;
    };
    match items(expr) {
        Some(list) => list.iter().filter_map(text).for_each(|text| f(&text)),
        None => text(expr).into_iter().for_each(|text| f(&text)),
    }
}

fn actions(statement: &Expr, path: &str, at: usize, findings: &mut Findings<'_, '_>) {
    // The actions of one statement mostly are of one service.
    let mut last: Option<(String, Option<&str>)> = None;
    for element in ["Action", "NotAction"] {
        each(field(statement, element), &mut |action| {
            let place = At(path, Some(at), element);
            if findings.is_accepted(action) {
                return;
            }
            let Some((service, name)) = action.split_once(':') else {
                if action != "*" {
                    let what = format!("`{action}` names no service");
                    let help = "write an action as `service:Name`";
                    findings.error(codes::POLICY_MALFORMED, place, what, help);
                }
                return;
            };
            if service.contains(['*', '?']) {
                return;
            }
            let actions = match &last {
                Some((prefix, actions)) if prefix.eq_ignore_ascii_case(service) => *actions,
                _ => {
                    let prefix = service.to_ascii_lowercase();
                    let actions = known(&prefix);
                    last = Some((prefix, actions));
                    actions
                }
            };
            let what = match actions {
                None => format!("no service has the prefix `{service}`"),
                Some("") => return,
                Some(_) if name.contains(['*', '?']) => return,
                Some(names) if has_word(names, &name.to_ascii_lowercase()) => {
                    return findings.accept(action);
                }
                Some(_) => format!("`{service}` has no action `{name}`"),
            };
            let help =
                "see AWS's service authorization reference, or acknowledge this if it is new";
            findings.warning(codes::POLICY_DOUBTFUL, place, what, help);
        });
    }
}

/// The actions of a service, in lower case; empty when only its prefix is known.
fn known(service: &str) -> Option<&'static str> {
    static SERVICES: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let services = SERVICES.get_or_init(|| {
        ACTIONS.lines().map(|line| line.split_once(' ').unwrap_or((line, ""))).collect()
    });
    let at = services.binary_search_by_key(&service, |(prefix, _)| prefix).ok()?;
    Some(services[at].1)
}

/// Whether a sorted list of words has this one.
fn has_word(words: &str, word: &str) -> bool {
    // Words are short: a loop over bytes is faster than a search for a character.
    let bytes = words.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        // The word around the middle is compared, as in any binary search.
        let middle = low + (high - low) / 2;
        let before = bytes[low..middle].iter().rposition(|&b| b == b' ');
        let start = before.map_or(low, |at| low + at + 1);
        let end = bytes[middle..high].iter().position(|&b| b == b' ');
        let end = end.map_or(high, |at| middle + at);
        match bytes[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start.saturating_sub(1),
        }
    }
    false
}

fn resources(statement: &Expr, path: &str, at: usize, findings: &mut Findings<'_, '_>) {
    for element in ["Resource", "NotResource"] {
        each(field(statement, element), &mut |resource| {
            let is_arn = resource.starts_with("arn:") && resource.split(':').count() >= 6;
            // A wildcard may stand for several parts.
            if !is_arn && !resource.contains('*') {
                findings.error(
                    codes::POLICY_MALFORMED,
                    At(path, Some(at), element),
                    format_args!("`{resource}` is neither an ARN nor `*`"),
                    "write the whole ARN, or refer to the resource",
                );
            }
        });
    }
}

fn principals(statement: &Expr, path: &str, at: usize, findings: &mut Findings<'_, '_>) {
    for element in ["Principal", "NotPrincipal"] {
        let Some(principal) = field(statement, element) else {
            continue;
        };
        let mut malformed = |what: String, help: &'static str| {
            findings.error(codes::POLICY_MALFORMED, At(path, Some(at), element), what, help);
        };
        if let Some(text) = text(principal).filter(|text| text != "*") {
            let what = format!("the principal `{text}` has no kind");
            malformed(what, "write `{\"AWS\": …}` or `{\"Service\": …}`, or `*` for everybody");
        }
        for (kind, who) in entries(principal).unwrap_or_default() {
            if !matches!(&**kind, "AWS" | "Service" | "Federated" | "CanonicalUser") {
                malformed(
                    format!("there is no kind of principal `{kind}`"),
                    "kinds are `AWS`, `Service`, `Federated` and `CanonicalUser`",
                );
            }
            if kind == "AWS" {
                each(Some(who), &mut |who| {
                    if !is_principal(who) {
                        malformed(
                            format!("`{who}` is no account, user or role"),
                            "write 12 digits, or an ARN of IAM or STS",
                        );
                    }
                });
            }
        }
    }
}

/// An account, an ARN of IAM or STS, a unique id, or everybody.
fn is_principal(who: &str) -> bool {
    let is_account = |text: &str| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    let is_id =
        who.len() >= 16 && who.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    // Other tools fill in what stands in `${…}`.
    if who == "*" || is_account(who) || is_id || who.contains("${") {
        return true;
    }
    match who.splitn(6, ':').collect::<Vec<_>>()[..] {
        ["arn", _, "iam" | "sts", "", account, rest] => {
            !rest.is_empty() && (is_account(account) || matches!(account, "aws" | "cloudfront"))
        }
        _ => false,
    }
}

fn conditions(statement: &Expr, path: &str, at: usize, findings: &mut Findings<'_, '_>) {
    let operators = field(statement, "Condition").and_then(entries).unwrap_or_default();
    for (operator, _) in operators {
        let plain = operator
            .strip_prefix("ForAnyValue:")
            .or_else(|| operator.strip_prefix("ForAllValues:"))
            .unwrap_or(operator);
        let plain = plain.strip_suffix("IfExists").unwrap_or(plain);
        if !OPERATORS.iter().any(|known| known.eq_ignore_ascii_case(plain)) {
            findings.error(
                codes::POLICY_MALFORMED,
                At(path, Some(at), "Condition"),
                format_args!("there is no operator `{operator}`"),
                "see AWS's list of condition operators",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_is_found_and_no_other() {
        let mut last = "";
        for line in ACTIONS.lines() {
            let (prefix, actions) = line.split_once(' ').unwrap_or((line, ""));
            assert!(last < prefix, "{last} {prefix}");
            assert_eq!(known(prefix), Some(actions), "{prefix}");
            last = prefix;
            let names: Vec<&str> = actions.split(' ').filter(|name| !name.is_empty()).collect();
            assert!(names.is_sorted(), "{prefix}");
            for name in names {
                assert!(has_word(actions, name), "{prefix}:{name}");
                assert!(!has_word(actions, &format!("{name}x")), "{prefix}:{name}x");
            }
        }
        for unknown in ["", "dynamo", "dynamodbx", "zzz", "0"] {
            assert_eq!(known(unknown), None, "{unknown}");
        }
        let sqs = known("sqs").unwrap();
        assert!(has_word(sqs, "sendmessage") && !has_word(sqs, "") && !has_word("", "x"));
    }

    #[test]
    fn principals_are_accounts_roles_and_users() {
        let good = [
            "*",
            "123456789012",
            "arn:aws:iam::123456789012:root",
            "arn:aws-cn:sts::123456789012:assumed-role/a/b",
            "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1",
            "AROAEXAMPLEID1234567",
        ];
        for good in good {
            assert!(is_principal(good), "{good}");
        }
        for bad in ["root", "12345", "arn:aws:iam:root", "arn:aws:s3:::bucket", ""] {
            assert!(!is_principal(bad), "{bad}");
        }
    }
}
