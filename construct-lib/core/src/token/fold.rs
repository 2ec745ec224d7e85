//! Functions over literals are computed now, as the CDK computes them.

use std::borrow::Cow;

use super::expr::{Expr, Key, Token};

/// Joins `parts`: neighbours that are known become one text, joins with the
/// same delimiter become one join.
pub(super) fn join(delimiter: &Key, parts: Expr) -> Expr {
    let Expr::List(parts) = parts else {
        return Expr::token(Token::Join(delimiter.clone(), parts));
    };
    let mut folded: Vec<Expr> = Vec::with_capacity(parts.len());
    for part in parts {
        push(delimiter, &mut folded, part);
    }
    match <[Expr; 1]>::try_from(folded) {
        Ok([only]) => only,
        Err(folded) if folded.is_empty() => Expr::text(""),
        Err(folded) => Expr::token(Token::Join(delimiter.clone(), Expr::List(folded.into()))),
    }
}

fn push(delimiter: &Key, folded: &mut Vec<Expr>, part: Expr) {
    match part {
        Expr::Unset => {}
        Expr::Token(token) => match *token {
            Token::Join(inner, Expr::List(parts)) if inner == *delimiter => {
                for part in parts {
                    push(delimiter, folded, part);
                }
            }
            other => folded.push(Expr::token(other)),
        },
        Expr::Str(text) => match folded.last_mut() {
            Some(Expr::Str(last)) => {
                let last = last.to_mut();
                last.push_str(delimiter);
                last.push_str(&text);
            }
            _ => folded.push(Expr::Str(text)),
        },
        other => folded.push(other),
    }
}

/// Takes one of a list that is known.
pub(super) fn select(index: i64, list: Expr) -> Expr {
    let at = usize::try_from(index).ok();
    match (at, &list) {
        (Some(at), Expr::List(items)) if at < items.len() => items[at].clone(),
        _ => Expr::token(Token::Select(Expr::Int(index), list)),
    }
}

/// Splits a text that is known.
pub(super) fn split(delimiter: &Key, source: Expr) -> Expr {
    match source {
        Expr::Str(text) if !delimiter.is_empty() => Expr::list(
            text.split(&**delimiter)
                .map(|s| Expr::Str(Cow::Owned(s.to_owned()))),
        ),
        other => Expr::token(Token::Split(delimiter.clone(), other)),
    }
}
