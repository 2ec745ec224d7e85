//! Functions over literals are computed now, as the CDK computes them.

use std::borrow::Cow;

use super::expr::{Expr, Key, Token};
use super::function::Intrinsic;
use super::pseudo::Pseudo;
use crate::json;

/// Puts `parts` together to one text: an empty literal says nothing.
pub(super) fn concat(parts: impl IntoIterator<Item = Expr>) -> Expr {
    let parts = parts.into_iter();
    let mut folded = Vec::with_capacity(parts.size_hint().0);
    for part in parts.filter(|part| part.as_str() != Some("")) {
        push("", &mut folded, part);
    }
    finish(Cow::Borrowed(""), folded)
}

/// Joins `parts`: neighbours that are known become one text, joins with the
/// same delimiter become one join. An empty literal is an item as any other.
pub(super) fn join(delimiter: Key, parts: Expr) -> Expr {
    let Expr::List(parts) = parts else {
        return Expr::token(Token::Join(delimiter, parts));
    };
    let mut folded: Vec<Expr> = Vec::with_capacity(parts.len());
    for part in parts {
        push(&delimiter, &mut folded, part);
    }
    finish(delimiter, folded)
}

fn finish(delimiter: Key, mut folded: Vec<Expr>) -> Expr {
    match folded.len() {
        0 => Expr::text(""),
        1 => folded.swap_remove(0),
        _ => Expr::token(Token::Join(delimiter, Expr::List(folded.into()))),
    }
}

fn push(delimiter: &str, folded: &mut Vec<Expr>, part: Expr) {
    match part {
        Expr::Unset => {}
        Expr::Token(token) => match *token {
            Token::Join(inner, Expr::List(parts)) if inner == delimiter => {
                for part in parts {
                    push(delimiter, folded, part);
                }
            }
            Token::Number(text) => push_text(delimiter, folded, text),
            other => folded.push(Expr::token(other)),
        },
        // `Fn::Join` takes texts only.
        Expr::Bool(b) => push_text(delimiter, folded, b.to_string().into()),
        Expr::Int(i) => push_text(delimiter, folded, i.to_string().into()),
        Expr::Num(n) => push_text(delimiter, folded, n.to_string().into()),
        Expr::Str(text) => push_text(delimiter, folded, text),
        other => folded.push(other),
    }
}

fn push_text(delimiter: &str, folded: &mut Vec<Expr>, text: Key) {
    match folded.last_mut() {
        Some(Expr::Str(last)) => {
            let last = last.to_mut();
            last.push_str(delimiter);
            last.push_str(&text);
        }
        _ => folded.push(Expr::Str(text)),
    }
}

/// Takes one of a list that is known. What is out of range stays, and
/// synthesis reports it.
pub(super) fn select(index: i64, list: Expr) -> Expr {
    if list.is_literal()
        && let Ok(at) = usize::try_from(index)
        && let Expr::List(items) = &list
        && let Some(item) = items.get(at)
    {
        return item.clone();
    }
    Expr::token(Token::Select(Expr::Int(index), list))
}

/// Splits a text that is known.
pub(super) fn split(delimiter: Key, source: Expr) -> Expr {
    match source {
        Expr::Str(text) if !delimiter.is_empty() => {
            Expr::list(text.split(&*delimiter).map(|s| Expr::Str(Cow::Owned(s.to_owned()))))
        }
        other => Expr::token(Token::Split(delimiter, other)),
    }
}

/// Puts conditions together, ten at a time as the function takes them.
pub(super) fn logic(function: fn(Box<[Expr]>) -> Token, mut all: Vec<Expr>) -> Expr {
    const MOST: usize = 10;
    if all.len() == 1 {
        return all.swap_remove(0);
    }
    while all.len() > MOST {
        let mut groups = Vec::with_capacity(all.len().div_ceil(MOST));
        while !all.is_empty() {
            let rest = all.split_off(all.len().min(MOST));
            groups.push(logic(function, std::mem::replace(&mut all, rest)));
        }
        all = groups;
    }
    Expr::token(function(all.into()))
}

/// Counts a list that is known; an item that may vanish is not.
pub(super) fn length(list: Expr) -> Expr {
    let is_sure = |item: &Expr| match item {
        Expr::Pseudo(Pseudo::NoValue) => false,
        Expr::Token(token) => !matches!(**token, Token::If(..) | Token::Call(Intrinsic::If, _)),
        _ => true,
    };
    match &list {
        Expr::List(items) if items.iter().all(is_sure) => {
            let count = items.iter().filter(|item| !item.is_unset()).count();
            Expr::Int(i64::try_from(count).unwrap_or(i64::MAX))
        }
        _ => Expr::call(Intrinsic::Length, list),
    }
}

/// Writes what is known as JSON.
pub(super) fn to_json_string(value: Expr) -> Expr {
    let mut text = String::new();
    match write(&mut text, &value) {
        Some(()) => Expr::Str(Cow::Owned(text)),
        None => Expr::call(Intrinsic::ToJsonString, value),
    }
}

/// Nothing when a part of it is not known.
fn write(text: &mut String, value: &Expr) -> Option<()> {
    match value {
        Expr::Bool(b) => text.push_str(if *b { "true" } else { "false" }),
        Expr::Int(i) => text.push_str(&i.to_string()),
        Expr::Num(n) if n.is_finite() => text.push_str(&json::number_text(*n)),
        Expr::Str(s) => push_json(text, s),
        Expr::List(items) => {
            text.push('[');
            for (i, item) in items.iter().filter(|e| !e.is_unset()).enumerate() {
                if i > 0 {
                    text.push(',');
                }
                write(text, item)?;
            }
            text.push(']');
        }
        Expr::Map(entries) => {
            text.push('{');
            for (i, (key, value)) in entries.iter().filter(|(_, e)| !e.is_unset()).enumerate() {
                if i > 0 {
                    text.push(',');
                }
                push_json(text, key);
                text.push(':');
                write(text, value)?;
            }
            text.push('}');
        }
        Expr::Token(token) if let Token::Number(number) = &**token => text.push_str(number),
        Expr::Unset | Expr::Num(_) | Expr::Pseudo(_) | Expr::Ref(_) | Expr::Token(_) => {
            return None;
        }
    }
    Some(())
}

fn push_json(text: &mut String, part: &str) {
    text.push_str(&json::text(part));
}
