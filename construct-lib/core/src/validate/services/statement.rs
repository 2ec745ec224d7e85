//! One statement of a policy.

use super::policy::{At, Kind};
use super::view::{Findings, View, entries, field, items, text};
use super::{actions, condition_keys, granted};
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
    view: &View<'_>,
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
    actions::check(statement, path, at, findings);
    if kind == Kind::Identity {
        resources(statement, path, at, findings);
    }
    principals(statement, path, at, findings);
    conditions(statement, path, at, findings);
    condition_keys::check(statement, kind, path, at, findings);
    granted::check(view, statement, kind, path, at, findings);
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
pub(super) fn each(expr: Option<&Expr>, f: &mut dyn FnMut(&str)) {
    let Some(expr) = expr else {
        return;
    };
    match items(expr) {
        Some(list) => list.iter().filter_map(text).for_each(|text| f(&text)),
        None => text(expr).into_iter().for_each(|text| f(&text)),
    }
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
