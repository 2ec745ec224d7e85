//! Policy documents: their version and their statements.

use std::fmt;

use super::super::see::{Seen, see};
use super::statement;
use super::view::{Findings, View, entries, field, items, text};
use crate::error::codes;
use crate::token::Expr;

/// What a policy is attached to, which decides what its statements hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A user, a group or a role: no principal, but resources.
    Identity,
    /// Who may take on a role: principals, but no resource.
    Trust,
    /// A resource: principals and resources.
    Resource,
    /// A repository: principals, the resource being itself.
    Repository,
}

/// Where in a policy something stands.
#[derive(Clone, Copy)]
pub(super) struct At<'p>(pub(super) &'p str, pub(super) Option<usize>, pub(super) &'p str);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        if let Some(at) = self.1 {
            write!(f, ".Statement.{at}")?;
        }
        if !self.2.is_empty() {
            write!(f, ".{}", self.2)?;
        }
        Ok(())
    }
}

pub(super) fn check(
    view: &View<'_>,
    document: &Expr,
    kind: Kind,
    path: &str,
    findings: &mut Findings<'_, '_>,
) {
    let Some(all) = entries(document) else {
        if matches!(see(document), Seen::List(_) | Seen::Int(_) | Seen::Bool(_)) {
            let help = "write `Version` and `Statement`";
            findings.error(codes::POLICY_MALFORMED, path, "a policy is an object", help);
        }
        return;
    };
    for (name, _) in all {
        if !matches!(&**name, "Version" | "Id" | "Statement") {
            findings.error(
                codes::POLICY_MALFORMED,
                At(path, None, name),
                "a policy has no such element",
                "it has `Version`, `Statement` and perhaps `Id`",
            );
        }
    }
    version(document, path, findings);
    let Some(statement) = field(document, "Statement") else {
        let help = "add `Statement`";
        findings.error(codes::POLICY_MALFORMED, path, "a policy needs statements", help);
        return;
    };
    match items(statement) {
        Some(statements) => {
            for (at, one) in statements.iter().enumerate() {
                statement::check(view, one, kind, path, at, findings);
            }
            if matches!(kind, Kind::Identity | Kind::Trust) {
                ids(statements, path, findings);
            }
        }
        None => statement::check(view, statement, kind, path, 0, findings),
    }
}

fn version(document: &Expr, path: &str, findings: &mut Findings<'_, '_>) {
    match field(document, "Version").and_then(text).as_deref() {
        None | Some("2012-10-17") => {}
        Some("2008-10-17") => findings.warning(
            codes::POLICY_DOUBTFUL,
            At(path, None, "Version"),
            "this version of the language knows no policy variables",
            "use `2012-10-17`",
        ),
        Some(other) => findings.error(
            codes::POLICY_MALFORMED,
            At(path, None, "Version"),
            format_args!("`{other}` is no version of the policy language"),
            "use `2012-10-17`: it is not a date of yours",
        ),
    }
}

/// Statements of one policy have different ids.
fn ids(statements: &[Expr], path: &str, findings: &mut Findings<'_, '_>) {
    let ids: Vec<_> = statements.iter().map(|one| field(one, "Sid").and_then(text)).collect();
    for (at, id) in ids.iter().enumerate() {
        let Some(id) = id.as_deref().filter(|id| !id.is_empty()) else {
            continue;
        };
        if ids[..at].iter().flatten().any(|other| other == id) {
            findings.error(
                codes::POLICY_MALFORMED,
                At(path, Some(at), "Sid"),
                format_args!("another statement has the id `{id}` too"),
                "rename one of them, or leave the ids out",
            );
        }
    }
}
