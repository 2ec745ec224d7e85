//! Where in a resource another one is named.

use super::expand::Expanded;
use super::resource::Resource;
use super::visit::{resource_exprs, sub_parts};
use super::{SubPart, logical_id};
use crate::construct::Arena;
use crate::token::{Expr, Intrinsic, Token};

/// The path of the first expression in `resource` that names `target`, for
/// example `Properties.Environment.Variables.TABLE`.
pub(crate) fn path_to(
    arena: &Arena,
    resource: &Resource,
    expanded: Option<&Expanded>,
    target: u32,
) -> Option<String> {
    let names = |expr: &Expr| match expr {
        Expr::Ref(id) => id.index() == target,
        Expr::Token(token) => {
            let owner = arena.owner(target);
            let id = || logical_id(&arena.components(owner, target));
            match &**token {
                Token::Sub(text, variables) => sub_parts(text).iter().any(|part| match part {
                    // A variable hides a resource of that name.
                    SubPart::Variable(name) if variables.iter().any(|(v, _)| v == name) => false,
                    SubPart::Variable(name) => name.split('.').next() == Some(&id()),
                    SubPart::Unclosed => false,
                }),
                Token::Call(Intrinsic::Ref | Intrinsic::GetAtt, name) => {
                    called(name) == Some(&id())
                }
                token => token.target().is_some_and(|id| id.index() == target),
            }
        }
        _ => false,
    };
    let mut found = None;
    resource_exprs(resource, expanded, &mut |place, expr| {
        if found.is_none()
            && let Some(rest) = search(expr, &names)
        {
            found = Some(format!("{place}{rest}"));
        }
    });
    found
}

/// The resource that a function names by its logical id.
fn called(argument: &Expr) -> Option<&str> {
    match argument {
        Expr::List(items) => items.first()?.as_str(),
        name => name.as_str()?.split('.').next(),
    }
}

/// The path from `expr` to what is looked for, each part behind a dot. The
/// parts of a function have no names, so the path ends at it.
fn search(expr: &Expr, names: &impl Fn(&Expr) -> bool) -> Option<String> {
    if names(expr) {
        return Some(String::new());
    }
    match expr {
        Expr::List(items) => {
            items.iter().enumerate().find_map(|(i, e)| Some(format!(".{i}{}", search(e, names)?)))
        }
        Expr::Map(entries) => {
            entries.iter().find_map(|(k, e)| Some(format!(".{k}{}", search(e, names)?)))
        }
        Expr::Token(_) => {
            let mut found = false;
            expr.walk(&mut |e| found |= names(e));
            found.then(String::new)
        }
        _ => None,
    }
}
