//! One function as the object that the template shows, so that an override
//! can reach into it.

use super::expr_json::{argument, sorted};
use super::names::Names;
use super::sub_text::sub_text;
use crate::token::{Expr, Key, Token};

/// The object that `expr` is written as, one level deep; nothing when it is no
/// function. What it refers to stays a reference, so it is checked and
/// follows its resource as before.
pub(super) fn plain(expr: &Expr, names: &Names) -> Option<Expr> {
    let one = |name: &'static str, value: Expr| Some(Expr::map([(name, value)]));
    let text = |key: &Key| Expr::Str(key.clone());
    let list = |arguments: &[&Expr]| Expr::list(arguments.iter().map(|e| argument(e).clone()));
    let token = match expr {
        Expr::Ref(id) => return one("Ref", Expr::logical_id(*id)),
        Expr::Pseudo(pseudo) => return one("Ref", Expr::text(pseudo.name())),
        Expr::Token(token) => &**token,
        Expr::Unset
        | Expr::Bool(_)
        | Expr::Int(_)
        | Expr::Num(_)
        | Expr::Str(_)
        | Expr::List(_)
        | Expr::Map(_) => return None,
    };
    match token {
        Token::GetAtt(id, attribute) => {
            one("Fn::GetAtt", Expr::list([Expr::logical_id(*id), text(attribute)]))
        }
        Token::Join(delimiter, parts) => {
            one("Fn::Join", Expr::list([text(delimiter), argument(parts).clone()]))
        }
        Token::Sub(template, variables) if variables.is_empty() => one("Fn::Sub", text(template)),
        Token::Sub(template, variables) => {
            one("Fn::Sub", Expr::list([text(template), Expr::Map(variables.clone())]))
        }
        Token::SubText(pieces, variables) => {
            let (text, variables) = sub_text(pieces, variables, names);
            plain(&Expr::token(Token::Sub(text.into(), variables.into())), names)
        }
        Token::If(id, a, b) => one("Fn::If", list(&[&Expr::logical_id(*id), a, b])),
        Token::Select(i, items) => one("Fn::Select", list(&[i, items])),
        Token::Split(delimiter, source) => one("Fn::Split", list(&[&text(delimiter), source])),
        Token::Base64(source) => one("Fn::Base64", argument(source).clone()),
        Token::FindInMap(id, a, b) => one("Fn::FindInMap", list(&[&Expr::logical_id(*id), a, b])),
        Token::Condition(id) => one("Condition", Expr::logical_id(*id)),
        Token::Equals(a, b) => one("Fn::Equals", list(&[a, b])),
        Token::And(all) => one("Fn::And", Expr::List(all.clone())),
        Token::Or(all) => one("Fn::Or", Expr::List(all.clone())),
        Token::Not(inner) => one("Fn::Not", list(&[inner])),
        Token::Set(items) => Some(match sorted(items, names)[..] {
            [only] => only.clone(),
            ref items => Expr::list(items.iter().copied().cloned()),
        }),
        Token::Asset(asset) => Some(names.asset(&asset.0)),
        Token::Call(function, input) => one(function.name(), argument(input).clone()),
        Token::Transform(call) => Some(argument(call).clone()),
        Token::ForEach(each) => Some(Expr::list([
            text(&each.identifier),
            argument(&each.collection).clone(),
            argument(&each.body).clone(),
        ])),
        // A text that only the writer can name, and a number.
        Token::LogicalId(_) | Token::Number(_) => None,
    }
}
