//! How large a policy will be.

use std::iter::Sum;
use std::ops::Add;

use construct_core::{Expr, Key, Token};

use super::document::PolicyDocument;

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
        Expr::Pseudo(_) | Expr::Ref(_) => late(),
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
    let known_text: usize = parts.iter().filter_map(Expr::as_str).map(text_len).sum();
    Size { least: known_text + 2, likely: known_text + ARN + 2 }
}
