//! The text of `Fn::Sub` from its pieces.

use std::fmt::Write;

use super::names::{Names, REF};
use crate::token::{Expr, Key, Token};

/// The text and the variables of a [`Token::SubText`], as the template shows
/// them. A piece that a text cannot name becomes one more variable.
pub(super) fn sub_text(
    pieces: &[Expr],
    variables: &[(Key, Expr)],
    names: &Names,
) -> (String, Vec<(Key, Expr)>) {
    let mut text = String::new();
    let mut variables = variables.to_vec();
    for piece in pieces {
        // Writing to memory does not fail.
        let _ = match piece {
            Expr::Str(part) => write!(text, "{part}"),
            Expr::Ref(id) if names.import(*id, REF).is_none() => {
                write!(text, "${{{}}}", names.of(*id))
            }
            Expr::Pseudo(pseudo) => write!(text, "${{{}}}", pseudo.name()),
            Expr::Token(token)
                if let Token::GetAtt(id, attribute) = &**token
                    && names.import(*id, attribute).is_none() =>
            {
                write!(text, "${{{}.{attribute}}}", names.of(*id))
            }
            other => {
                let name = free_name(&variables);
                let written = write!(text, "${{{name}}}");
                variables.push((name.into(), other.clone()));
                written
            }
        };
    }
    (text, variables)
}

fn free_name(variables: &[(Key, Expr)]) -> String {
    let mut number = variables.len();
    loop {
        let name = format!("Value{number}");
        if variables.iter().all(|(known, _)| *known != name) {
            return name;
        }
        number += 1;
    }
}
