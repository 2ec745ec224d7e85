//! How large a policy will be.

use std::iter::Sum;
use std::ops::Add;

use construct_core::{Expr, Key, Pseudo, Token};

use super::document::PolicyDocument;
use super::statement::PolicyStatement;

/// How large the CDK takes an ARN to be that is known only at deployment.
const ESTIMATED_ARN: usize = 150;
/// The same of an action.
const ESTIMATED_ACTION: usize = 20;
/// The same of what a condition compares with.
const ESTIMATED_VALUE: usize = 20;

/// How large a document or a statement is likely to be. Where a policy is
/// divided is decided by this, so it is counted as the CDK counts it.
impl PolicyDocument {
    pub(super) fn estimate(&self) -> usize {
        self.statements().iter().map(PolicyStatement::estimate).sum()
    }
}

impl PolicyStatement {
    pub(super) fn estimate(&self) -> usize {
        let effect = r#""Effect": "","#.len() + self.effect.name().len();
        effect
            + estimate_list("Action", &self.actions, ESTIMATED_ACTION)
            + estimate_list("NotAction", &self.not_actions, ESTIMATED_ACTION)
            + estimate_list("Resource", &self.resources, ESTIMATED_ARN)
            + estimate_list("NotResource", &self.not_resources, ESTIMATED_ARN)
            + (self.principals.len() + self.not_principals.len()) * ESTIMATED_ARN
            + estimate_json(&self.conditions.to_expr()).max(2)
    }

    /// What one more resource adds.
    pub(super) fn estimate_resource(resource: &Expr) -> usize {
        estimate_text(resource, ESTIMATED_ARN) + 3
    }
}

fn estimate_list(key: &str, items: &[Expr], late: usize) -> usize {
    match items {
        [] => 0,
        items => {
            let each = items.iter().map(|item| estimate_text(item, late) + 3);
            key.len() + 5 + each.sum::<usize>()
        }
    }
}

fn estimate_text(item: &Expr, late: usize) -> usize {
    item.as_str().map_or(late, |text| text.encode_utf16().count())
}

fn estimate_json(value: &Expr) -> usize {
    match value {
        Expr::Unset => 0,
        Expr::List(items) => 1 + items.iter().map(|item| estimate_json(item) + 1).sum::<usize>(),
        Expr::Map(entries) => {
            let each = entries.iter().map(|(key, value)| text_len(key) + 4 + estimate_json(value));
            1 + each.sum::<usize>()
        }
        other => estimate_text(other, ESTIMATED_VALUE) + 2,
    }
}

/// The characters of a policy as IAM counts them: without white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Size {
    /// With nothing for what is known only at deployment.
    pub(super) least: usize,
    /// With what an ARN mostly has.
    pub(super) likely: usize,
}

/// An ARN of a table or a function under a generated name.
const ARN: usize = 90;

impl Size {
    pub(super) fn of(document: &PolicyDocument) -> Self {
        if document.is_empty() {
            return Self::default();
        }
        of(&document.to_expr())
    }

    /// Of a document that is written out.
    pub(super) fn of_expr(document: &Expr) -> Self {
        of(document)
    }
}

impl Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { least: self.least + other.least, likely: self.likely + other.likely }
    }
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

fn known(count: usize) -> Size {
    Size { least: count, likely: count }
}

fn of(expr: &Expr) -> Size {
    match expr {
        Expr::Unset => Size::default(),
        Expr::Str(text) => known(text.chars().filter(|c| !c.is_whitespace()).count() + 2),
        Expr::Bool(_) | Expr::Int(_) | Expr::Num(_) => known(1),
        // Each item has a comma behind it; the last one has a bracket.
        Expr::List(items) => known(1 + items.len()) + items.iter().map(of).sum(),
        Expr::Map(entries) => {
            let entry = |(key, value): &(Key, Expr)| known(text_len(key) + 4) + of(value);
            known(1) + entries.iter().map(entry).sum()
        }
        Expr::Token(token) => match &**token {
            Token::Set(items) => known(1 + items.len()) + items.iter().map(of).sum(),
            Token::Join(_, Expr::List(parts)) => join(parts),
            _ => late(),
        },
        Expr::Pseudo(pseudo) => match pseudo_len(*pseudo) {
            Some(count) => known(count + 2),
            None => late(),
        },
        Expr::Ref(_) => late(),
    }
}

fn text_len(text: &str) -> usize {
    text.chars().count()
}

fn late() -> Size {
    Size { least: 2, likely: ARN + 2 }
}

/// Text around one ARN, or parts that together are one.
fn join(parts: &[Expr]) -> Size {
    let mut known_text = 2;
    let mut is_late = false;
    for part in parts {
        let count = match part {
            Expr::Str(text) => Some(text_len(text)),
            Expr::Pseudo(pseudo) => pseudo_len(*pseudo),
            _ => None,
        };
        known_text += count.unwrap_or_default();
        is_late |= count.is_none();
    }
    Size { least: known_text, likely: known_text + if is_late { ARN } else { 0 } }
}

/// What a pseudo parameter mostly has, where that hardly differs.
fn pseudo_len(pseudo: Pseudo) -> Option<usize> {
    match pseudo {
        Pseudo::Partition => Some("aws".len()),
        Pseudo::AccountId => Some("111122223333".len()),
        Pseudo::Region => Some("us-east-1".len()),
        Pseudo::UrlSuffix => Some("amazonaws.com".len()),
        _ => None,
    }
}
