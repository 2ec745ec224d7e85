//! How an expression looks in JSON.

use super::names::{Names, REF};
use super::sub_text::sub_text;
use crate::json::{Json, Object};
use crate::token::{Expr, Key, Pseudo, Token};

/// A literal as JSON on one line.
pub(crate) fn literal_json(value: &Expr) -> String {
    let mut json = Json::compact(64);
    expr(&mut json, value, &Names::default());
    // The writer gives nothing but UTF-8.
    String::from_utf8(json.finish()).unwrap_or_default()
}

/// Writes one expression.
pub(super) fn expr(json: &mut Json, value: &Expr, names: &Names) {
    match value {
        Expr::Unset => json.null(),
        Expr::Bool(b) => json.bool(*b),
        Expr::Int(i) => json.int(*i),
        Expr::Num(n) => json.num(*n),
        Expr::Str(text) => json.text(text),
        Expr::List(items) => list(json, items, names),
        Expr::Map(entries) => map(json, entries, names),
        Expr::Pseudo(pseudo) => one(json, "Ref", |j| j.word(pseudo.name())),
        Expr::Ref(id) => match names.import(*id, REF) {
            Some(import) => expr(json, import, names),
            None => one(json, "Ref", |j| j.word(names.of(*id))),
        },
        Expr::Token(value) => token(json, value, names),
    }
}

fn token(json: &mut Json, token: &Token, names: &Names) {
    let e = |j: &mut Json, value: &Expr| expr(j, argument(value), names);
    match token {
        Token::GetAtt(id, attribute) => match names.import(*id, attribute) {
            Some(import) => expr(json, import, names),
            None => call(json, "Fn::GetAtt", |l| {
                l.item().word(names.of(*id));
                l.item().text(attribute);
            }),
        },
        Token::Join(delimiter, parts) => call(json, "Fn::Join", |l| {
            l.item().text(delimiter);
            e(l.item(), parts);
        }),
        Token::Sub(text, variables) if variables.is_empty() => {
            one(json, "Fn::Sub", |j| j.text(text));
        }
        Token::Sub(text, variables) => call(json, "Fn::Sub", |l| {
            l.item().text(text);
            map(l.item(), variables, names);
        }),
        Token::SubText(pieces, variables) => {
            let (text, variables) = sub_text(pieces, variables, names);
            self::token(json, &Token::Sub(text.into(), variables.into()), names);
        }
        Token::If(id, a, b) => call(json, "Fn::If", |l| {
            l.item().word(names.of(*id));
            e(l.item(), a);
            e(l.item(), b);
        }),
        Token::Select(index, items) => call(json, "Fn::Select", |l| {
            e(l.item(), index);
            e(l.item(), items);
        }),
        Token::Split(delimiter, source) => call(json, "Fn::Split", |l| {
            l.item().text(delimiter);
            e(l.item(), source);
        }),
        Token::Base64(source) => one(json, "Fn::Base64", |j| e(j, source)),
        Token::FindInMap(id, a, b) => call(json, "Fn::FindInMap", |l| {
            l.item().word(names.of(*id));
            e(l.item(), a);
            e(l.item(), b);
        }),
        Token::Condition(id) => one(json, "Condition", |j| j.word(names.of(*id))),
        Token::Equals(a, b) => call(json, "Fn::Equals", |l| {
            e(l.item(), a);
            e(l.item(), b);
        }),
        Token::And(all) => one(json, "Fn::And", |j| list(j, all, names)),
        Token::Or(all) => one(json, "Fn::Or", |j| list(j, all, names)),
        Token::Not(inner) => call(json, "Fn::Not", |l| e(l.item(), inner)),
        Token::LogicalId(id) => json.word(names.of(*id)),
        Token::Set(items) => match sorted(items, names)[..] {
            [only] => expr(json, only, names),
            ref items => json.list(|l| items.iter().for_each(|item| expr(l.item(), item, names))),
        },
        Token::Asset(asset) => expr(json, &names.asset(&asset.0), names),
        Token::Call(function, argument) => one(json, function.name(), |j| e(j, argument)),
        Token::Transform(call) => e(json, call),
        Token::ForEach(each) => json.list(|l| {
            l.item().text(&each.identifier);
            e(l.item(), &each.collection);
            e(l.item(), &each.body);
        }),
        Token::Number(text) => json.number(text),
    }
}

/// What stands where a function needs something and was given nothing.
pub(super) fn argument(expr: &Expr) -> &Expr {
    const NO_VALUE: &Expr = &Expr::Pseudo(Pseudo::NoValue);
    if expr.is_unset() { NO_VALUE } else { expr }
}

/// The items of a set by their text, each once.
pub(super) fn sorted<'a>(items: &'a [Expr], names: &Names) -> Vec<&'a Expr> {
    let items: Vec<&Expr> = items.iter().filter(|item| !item.is_unset()).collect();
    if items.len() < 2 {
        return items;
    }
    let text = |item| {
        let mut json = Json::compact(64);
        expr(&mut json, item, names);
        json.finish()
    };
    let mut all: Vec<(Vec<u8>, &Expr)> = items.into_iter().map(|item| (text(item), item)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.dedup_by(|a, b| a.0 == b.0);
    all.into_iter().map(|(_, item)| item).collect()
}

fn one(json: &mut Json, key: &str, value: impl FnOnce(&mut Json)) {
    json.object(|o| value(o.word(key)));
}

fn call(json: &mut Json, function: &str, arguments: impl FnOnce(&mut crate::json::List<'_>)) {
    json.object(|o| o.word(function).list(arguments));
}

fn list(json: &mut Json, items: &[Expr], names: &Names) {
    json.list(|l| {
        for item in items.iter().filter(|e| !e.is_unset()) {
            expr(l.item(), item, names);
        }
    });
}

pub(super) fn map(json: &mut Json, entries: &[(Key, Expr)], names: &Names) {
    json.object(|o| {
        for (key, value) in entries {
            entry(o, key, value, names);
        }
    });
}

/// Writes one entry, unless it is unset.
pub(super) fn entry(object: &mut Object<'_>, key: &str, value: &Expr, names: &Names) {
    if !value.is_unset() {
        expr(object.key(key), value, names);
    }
}
