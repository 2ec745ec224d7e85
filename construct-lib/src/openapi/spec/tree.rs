//! Reaching into an expression as into a document.

use construct_core::{Expr, Key};
use construct_document::{Content, Element};

/// The verbs that a path may have, and what API Gateway calls all of them.
pub(super) const VERBS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", ANY];

/// The operation for every verb that has none of its own.
pub(super) const ANY: &str = "x-amazon-apigateway-any-method";

pub(super) fn entries(value: &Expr) -> &[(Key, Expr)] {
    match value {
        Expr::Map(entries) => entries,
        _ => &[],
    }
}

pub(super) fn items(value: Option<&Expr>) -> &[Expr] {
    match value {
        Some(Expr::List(items)) => items,
        _ => &[],
    }
}

pub(super) fn get<'a>(value: &'a Expr, key: &str) -> Option<&'a Expr> {
    entries(value).iter().find(|(k, _)| k == key).map(|(_, v)| v)
}

pub(super) fn text<'a>(value: &'a Expr, key: &str) -> Option<&'a str> {
    get(value, key)?.as_str()
}

/// What a way leads to.
pub(super) fn find<'a>(value: &'a Expr, way: &[&str]) -> Option<&'a Expr> {
    way.iter().try_fold(value, |at, key| get(at, key))
}

pub(super) fn get_mut<'a>(value: &'a mut Expr, key: &str) -> Option<&'a mut Expr> {
    match value {
        Expr::Map(entries) => entries.iter_mut().find(|(k, _)| k == key).map(|(_, v)| v),
        _ => None,
    }
}

/// Sets the value of a key, in its place when it is there, else at the end.
pub(super) fn set(value: &mut Expr, key: impl Into<Key>, new: Expr) {
    let key = key.into();
    let Expr::Map(entries) = value else {
        return;
    };
    let mut all = std::mem::take(entries).into_vec();
    match all.iter_mut().find(|(k, _)| *k == key) {
        Some(entry) => entry.1 = new,
        None => all.push((key, new)),
    }
    *entries = all.into();
}

/// Takes what is behind a key out.
pub(super) fn remove(value: &mut Expr, key: &str) -> Option<Expr> {
    let Expr::Map(entries) = value else {
        return None;
    };
    let at = entries.iter().position(|(k, _)| k == key)?;
    let mut all = std::mem::take(entries).into_vec();
    let (_, found) = all.remove(at);
    *entries = all.into();
    Some(found)
}

/// The object behind a key, which is made when it is not there.
pub(super) fn object<'a>(value: &'a mut Expr, key: &str) -> Option<&'a mut Expr> {
    if get(value, key).is_none() {
        set(value, key.to_owned(), Expr::map([]));
    }
    get_mut(value, key)
}

/// The way of a place as JSON Pointer writes it.
pub(super) fn pointer(way: &[String]) -> String {
    way.iter().map(|part| format!("/{}", part.replace('~', "~0").replace('/', "~1"))).collect()
}

/// A value of a document. `null`, which no template holds, is left out.
pub(super) fn expr(value: &Element) -> Expr {
    match value.content() {
        Content::Null => Expr::Unset,
        Content::Bool(is) => Expr::Bool(*is),
        Content::Int(number) => Expr::Int(*number),
        Content::Number(number) => Expr::number(number.as_str()).unwrap_or_default(),
        Content::Text(text) => Expr::from(text.clone()),
        Content::List(items) => Expr::list(items.iter().map(expr).filter(|e| !e.is_unset())),
        Content::Map(map) => {
            let entries = map
                .entries()
                .iter()
                .map(|entry| (Key::Owned(entry.key().to_owned()), expr(entry.value())));
            Expr::object(entries.filter(|(_, e)| !e.is_unset()).collect())
        }
    }
}
