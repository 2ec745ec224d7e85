//! What several services ask of names, texts and imports.
//!
//! Of names and texts only what is known now is checked: a value that waits
//! for the deployment may be anything.

use std::ops::RangeInclusive;

use construct_core::{CfnResource, Construct, Expr, Key, Value};

use crate::error::codes;
use crate::{Diagnostic, Node, RemovalPolicy};

/// The node at the root of a tree.
pub(crate) fn root_of(node: &Node) -> Node {
    let mut root = node.clone();
    while let Some(scope) = root.scope() {
        root = scope;
    }
    root
}

/// The resource at the node itself, and not at a child of it.
pub(crate) fn resource_here(node: &Node) -> Option<CfnResource> {
    CfnResource::at(node).filter(|cfn| cfn.node() == node)
}

/// What a service takes as the name of something.
pub(crate) struct Name {
    /// What is named, for example `a table`.
    pub(crate) of: &'static str,
    /// How many characters the name has.
    pub(crate) length: RangeInclusive<usize>,
    /// What it may have besides ASCII letters and digits; one at least.
    pub(crate) punctuation: &'static str,
}

impl Name {
    /// Reports a name that the service would refuse.
    pub(crate) fn check(&self, node: &Node, name: &str) {
        let fits = self.length.contains(&name.chars().count())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || self.punctuation.contains(c));
        if fits {
            return;
        }
        let marks: Vec<String> = self.punctuation.chars().map(|c| format!("`{c}`")).collect();
        let (last, others) = marks.split_last().map_or(("", &[][..]), |(l, o)| (&**l, o));
        let others: String = others.iter().map(|mark| format!(", {mark}")).collect();
        node.report(
            Diagnostic::error(
                codes::INVALID_NAME,
                format!("`{name}` cannot be the name of {}", self.of),
            )
            .help(format!(
                "use {} to {} letters, digits{others} and {last}",
                self.length.start(),
                self.length.end(),
            )),
        );
    }

    /// As [`check`](Self::check), when the name is known now.
    pub(crate) fn check_value(&self, node: &Node, name: &Value<String>) {
        if let Some(name) = name.as_literal() {
            self.check(node, name);
        }
    }
}

/// The resource of a construct that is to be changed; reports one that was imported.
pub(crate) fn own_resource(node: &Node) -> Option<CfnResource> {
    let found = CfnResource::at(node);
    if found.is_none() {
        node.report(
            Diagnostic::error(
                codes::IMPORTED_CONSTRUCT,
                "a construct that was imported cannot be changed here",
            )
            .help("change it where it is defined"),
        );
    }
    found
}

/// Reports a description that is longer than the service takes.
pub(crate) fn description(node: &Node, of: &'static str, text: &Value<String>, most: usize) {
    let length = text.as_literal().unwrap_or_default().chars().count();
    if length > most {
        node.report(
            Diagnostic::error(
                codes::TEXT_TOO_LONG,
                format!(
                    "the description of {of} must be at most {most} characters long, got {length}"
                ),
            )
            .help("shorten the description"),
        );
    }
}

/// Warns of a resource that stays under a fixed name, which keeps the next
/// one from being made.
pub(crate) fn retained_name(node: &Node, name: &Value<String>, policy: RemovalPolicy) {
    if name.as_literal().is_some() && policy != RemovalPolicy::Destroy {
        node.report(
            Diagnostic::warning(
                codes::RETAINED_FIXED_NAME,
                "a resource with a fixed name outlives its stack, so the next deployment finds the name taken",
            )
            .help("leave the name out, or use `RemovalPolicy::Destroy`"),
        );
    }
}

/// Reports stage variables that API Gateway would refuse.
pub(crate) fn stage_variables(node: &Node, variables: &[(Key, Expr)]) {
    const NAME: Name = Name { of: "a stage variable", length: 1..=64, punctuation: "_" };
    for (name, value) in variables {
        NAME.check(node, name);
        let text = value.as_str().unwrap_or_default();
        let fits = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#&=,".contains(&b));
        if !fits {
            node.report(
                Diagnostic::error(
                    codes::INVALID_STAGE,
                    format!("`{text}` cannot be the value of a stage variable"),
                )
                .help("use letters, digits and `-._~:/?#&=,`"),
            );
        }
    }
}
