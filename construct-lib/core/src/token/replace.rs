//! A reference whose value is known, replaced by that value.

use super::expr::{Expr, Key, Token};
use super::fold;

/// `expr` with `by` in the place of every `Ref` to `target`. What another
/// function names of it stays.
pub(crate) fn replace_ref(expr: &Expr, target: u32, by: &Expr) -> Expr {
    let again = |e: &Expr| replace_ref(e, target, by);
    let all = |items: &[Expr]| items.iter().map(again).collect();
    let entries =
        |entries: &[(Key, Expr)]| entries.iter().map(|(key, e)| (key.clone(), again(e))).collect();
    match expr {
        Expr::Ref(id) if id.index() == target => by.clone(),
        Expr::List(items) => Expr::List(all(items)),
        Expr::Map(map) => Expr::Map(entries(map)),
        Expr::Token(token) => match &**token {
            // What became known is one text with its neighbours.
            Token::Join(delimiter, parts) => fold::join(delimiter.clone(), again(parts)),
            Token::Sub(text, variables) => {
                Expr::token(Token::Sub(text.clone(), entries(variables)))
            }
            Token::SubText(pieces, variables) => {
                Expr::token(Token::SubText(all(pieces), entries(variables)))
            }
            Token::If(id, a, b) => Expr::token(Token::If(*id, again(a), again(b))),
            Token::Select(index, items) => Expr::token(Token::Select(again(index), again(items))),
            Token::Split(delimiter, e) => Expr::token(Token::Split(delimiter.clone(), again(e))),
            Token::Base64(e) => Expr::token(Token::Base64(again(e))),
            Token::Set(items) => Expr::token(Token::Set(all(items))),
            Token::Call(function, argument) => Expr::token(Token::Call(*function, again(argument))),
            _ => expr.clone(),
        },
        _ => expr.clone(),
    }
}
