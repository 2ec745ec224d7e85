//! What AWS would refuse in a policy.

use construct_core::{Expr, Key, Value};

use super::condition::Operator;
use super::document::PolicyDocument;
use super::principal::STAR;
use super::size::Size;
use super::statement::PolicyStatement;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Checks the policy of a role.
pub(super) fn identity(node: &Node, document: &PolicyDocument) {
    for statement in document.statements() {
        actions(node, statement);
        if statement.resources.is_empty() && statement.not_resources.is_empty() {
            report(
                node,
                "a statement of a role's policy names no resource",
                "name one with `.resource(..)`",
            );
        }
        if !statement.principals.is_empty() || !statement.not_principals.is_empty() {
            report(
                node,
                "a statement of a role's policy names a principal, which is the role itself",
                "leave the principal out, or put the statement into the policy of a resource",
            );
        }
        sid(node, statement.sid.as_ref());
    }
}

/// Checks the policy that says who may take on a role.
pub(super) fn trust(node: &Node, document: &PolicyDocument) {
    for statement in document.statements() {
        actions(node, statement);
        principals(node, statement);
        if !statement.resources.is_empty() || !statement.not_resources.is_empty() {
            report(
                node,
                "a statement of a trust policy names a resource, which is the role itself",
                "leave the resource out",
            );
        }
        sid(node, statement.sid.as_ref());
    }
}

/// Checks the policy of a resource.
pub(crate) fn resource(node: &Node, document: &PolicyDocument) {
    for statement in document.statements() {
        actions(node, statement);
        principals(node, statement);
    }
}

/// Checks that all statements of the policy of a resource say what of it they are about.
pub(crate) fn names_resources(
    node: &Node,
    document: &PolicyDocument,
    message: &'static str,
    help: &'static str,
) {
    let lacks = |s: &PolicyStatement| s.resources.is_empty() && s.not_resources.is_empty();
    if document.statements().iter().any(lacks) {
        report(node, message, help);
    }
}

/// Warns of a policy of a resource that is longer than a limit which AWS can raise.
pub(crate) fn resource_size(
    node: &Node,
    what: &str,
    document: &PolicyDocument,
    limit: usize,
    help: &'static str,
) {
    let size = Size::of(document);
    if size.likely <= limit {
        return;
    }
    let about = if size.least == size.likely { "" } else { "about " };
    let message = format!("{what} takes at most {limit} characters, got {about}{}", size.likely);
    node.report(Diagnostic::warning(codes::POLICY_TOO_LARGE, message).help(help));
}

/// Checks policies that have a limit together: an error when they cannot fit,
/// a warning when they do not with ARNs as long as they mostly are.
pub(super) fn size(node: &Node, what: &str, size: Size, limit: usize, help: &'static str) {
    let message = |count| format!("{what} take at most {limit} characters, got {count}");
    let diagnostic = if size.least > limit {
        Diagnostic::error(codes::POLICY_TOO_LARGE, message(size.least))
    } else if size.likely > limit {
        Diagnostic::warning(
            codes::POLICY_TOO_LARGE,
            format!("{what} take at most {limit} characters, and will have about {}", size.likely),
        )
    } else {
        return;
    };
    node.report(diagnostic.help(help));
}

/// The most characters of the policy that says who may take on a role, and
/// how many once AWS raised the quota.
const TRUST: usize = 2_048;
const TRUST_AT_MOST: usize = 4_096;

/// Checks how large the policy is that says who may take on a role.
pub(super) fn trust_size(node: &Node, size: Size) {
    if size.likely <= TRUST {
        return;
    }
    let report = if size.least > TRUST_AT_MOST { Diagnostic::error } else { Diagnostic::warning };
    node.report(
        report(
            codes::POLICY_TOO_LARGE,
            format!(
                "the trust policy of a role takes {TRUST} characters, or {TRUST_AT_MOST} once AWS raised the quota, got {}",
                size.likely
            ),
        )
        .help("trust an account or an organization, and say by policies there who of it may"),
    );
}

/// Checks the path of a role or a policy in its account.
pub(super) fn path(node: &Node, path: &Value<String>) {
    let Some(path) = path.as_literal() else {
        return;
    };
    let fits = (1..=512).contains(&path.len())
        && path.starts_with('/')
        && path.ends_with('/')
        && path.bytes().all(|b| (0x21..=0x7f).contains(&b));
    if !fits {
        node.report(
            Diagnostic::error(
                codes::INVALID_PATH,
                format!("`{path}` cannot be a path in an account"),
            )
            .help("begin and end it with `/`, for example `/orders/`"),
        );
    }
}

fn actions(node: &Node, statement: &PolicyStatement) {
    conditions(node, statement);
    if statement.actions.is_empty() && statement.not_actions.is_empty() {
        report(node, "a statement names no action", "name some with `.actions([..])`");
    }
    let all = statement.actions.iter().chain(&statement.not_actions);
    for action in all.filter_map(Expr::as_str).filter(|a| !is_action(a)) {
        node.report(
            Diagnostic::error(codes::INVALID_ACTION, format!("`{action}` is not an action"))
                .help("write it as `service:Action`, for example `dynamodb:GetItem`"),
        );
    }
}

fn principals(node: &Node, statement: &PolicyStatement) {
    if statement.principals.is_empty() && statement.not_principals.is_empty() {
        report(node, "a statement does not say who acts", "name someone with `.principal(..)`");
    }
    let is_star = statement.principals.iter().any(|(kind, _)| *kind == STAR);
    if is_star && statement.principals.len() > 1 {
        report(
            node,
            "everyone, written as `*`, stands beside other principals",
            "leave the others out, or use `Principal::any()`",
        );
    }
    for problem in &statement.problems {
        node.report(Diagnostic::error(codes::INVALID_PRINCIPAL, problem.clone().into_owned()));
    }
    if statement.has_mixed_principals {
        report(
            node,
            "principals with different conditions stand in one statement, so that each would have to meet all",
            "make a statement for each",
        );
    }
}

/// Reports operators that there are not.
fn conditions(node: &Node, statement: &PolicyStatement) {
    for (operator, _) in statement.conditions.operators() {
        if !Operator::is_known(operator) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_STATEMENT,
                    format!("`{operator}` is not an operator of a condition"),
                )
                .help("make the condition with a function of `Condition`, for example `Condition::string_equals`"),
            );
        }
    }
}

fn sid(node: &Node, sid: Option<&Key>) {
    let Some(sid) = sid else { return };
    if sid.is_empty() || !sid.bytes().all(|b| b.is_ascii_alphanumeric()) {
        node.report(
            Diagnostic::error(codes::INVALID_STATEMENT, format!("`{sid}` is not a statement id"))
                .help("use letters and digits only"),
        );
    }
}

/// `*`, or a service and an action with wildcards.
fn is_action(text: &str) -> bool {
    let word = |word: &str, more: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    text == "*"
        || text
            .split_once(':')
            .is_some_and(|(service, action)| word(service, "-") && word(action, "*?"))
}

fn report(node: &Node, message: &'static str, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_STATEMENT, message).help(help));
}
