//! What an expression is, as far as that is known before deployment.

use std::borrow::Cow;

use crate::construct::NodeId;
use crate::token::{Expr, Key, Pseudo, Token};

/// An expression, looked at.
pub(super) enum Seen<'e> {
    /// Nothing: the template leaves it out.
    Absent,
    Bool(bool),
    Int(i64),
    Num(f64),
    Text(Cow<'e, str>),
    List(&'e [Expr]),
    Map(&'e [(Key, Expr)]),
    /// The first when a condition holds, else the second.
    If(Choice<'e>, &'e Expr, &'e Expr),
    Late(Late<'e>),
}

/// A condition of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice<'e> {
    Node(NodeId),
    Name(&'e str),
}

/// What is known of a value that deployment decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Late<'e> {
    Text,
    List,
    Any,
    Ref(NodeId),
    GetAtt(NodeId, &'e str),
    /// `Ref` and `Fn::GetAtt` of a logical id, as raw JSON has them.
    RefName(&'e str),
    GetAttName(&'e str, &'e str),
}

/// Whether the template will hold something there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Never,
    Sometimes,
    Always,
}

pub(super) fn see(expr: &Expr) -> Seen<'_> {
    match expr {
        Expr::Unset | Expr::Pseudo(Pseudo::NoValue) => Seen::Absent,
        Expr::Bool(b) => Seen::Bool(*b),
        Expr::Int(i) => Seen::Int(*i),
        Expr::Num(n) => Seen::Num(*n),
        Expr::Str(text) => Seen::Text(Cow::Borrowed(text)),
        Expr::List(items) => Seen::List(items),
        Expr::Map(entries) => function(entries).unwrap_or(Seen::Map(entries)),
        Expr::Pseudo(Pseudo::NotificationArns) => Seen::Late(Late::List),
        Expr::Pseudo(_) => Seen::Late(Late::Text),
        Expr::Ref(id) => Seen::Late(Late::Ref(*id)),
        Expr::Token(token) => self::token(token),
    }
}

fn token(token: &Token) -> Seen<'_> {
    Seen::Late(match token {
        Token::If(id, a, b) => return Seen::If(Choice::Node(*id), a, b),
        Token::Set(items) => {
            return match &**items {
                [only] => see(only),
                items => Seen::List(items),
            };
        }
        Token::GetAtt(id, attribute) => Late::GetAtt(*id, attribute),
        Token::Join(..) | Token::Sub(..) | Token::Base64(_) | Token::LogicalId(_) => Late::Text,
        Token::Split(..) => Late::List,
        _ => Late::Any,
    })
}

/// A function that stands as JSON: an object of one entry.
fn function(entries: &[(Key, Expr)]) -> Option<Seen<'_>> {
    let [(name, argument)] = entries else {
        return None;
    };
    let name: &str = name;
    if name != "Ref" && !name.starts_with("Fn::") {
        return None;
    }
    let items = match argument {
        Expr::List(items) => &**items,
        _ => &[],
    };
    Some(Seen::Late(match (name, argument, items) {
        ("Ref", Expr::Str(target), _) => match &**target {
            "AWS::NoValue" => return Some(Seen::Absent),
            "AWS::NotificationARNs" => Late::List,
            pseudo if pseudo.starts_with("AWS::") => Late::Text,
            target => Late::RefName(target),
        },
        ("Ref", Expr::Token(token), _) => match **token {
            Token::LogicalId(id) => Late::Ref(id),
            _ => Late::Any,
        },
        ("Fn::GetAtt", Expr::Str(path), _) => match path.split_once('.') {
            Some((target, attribute)) => Late::GetAttName(target, attribute),
            None => Late::Any,
        },
        ("Fn::GetAtt", _, [Expr::Str(target), Expr::Str(attribute)]) => {
            Late::GetAttName(target, attribute)
        }
        ("Fn::GetAtt", _, [Expr::Token(token), Expr::Str(attribute)]) => match **token {
            Token::LogicalId(id) => Late::GetAtt(id, attribute),
            _ => Late::Any,
        },
        ("Fn::If", _, [condition, a, b]) => {
            let choice = match condition {
                Expr::Str(name) => Choice::Name(name),
                Expr::Token(token) => Choice::Node(token.target()?),
                _ => return Some(Seen::Late(Late::Any)),
            };
            return Some(Seen::If(choice, a, b));
        }
        ("Fn::Sub", Expr::Str(text), _) if !text.contains("${") => {
            return Some(Seen::Text(Cow::Borrowed(text)));
        }
        ("Fn::Join", _, [Expr::Str(delimiter), Expr::List(parts)]) => {
            let texts: Option<Vec<&str>> = parts.iter().map(Expr::as_str).collect();
            match texts {
                Some(texts) => return Some(Seen::Text(Cow::Owned(texts.join(delimiter)))),
                None => Late::Text,
            }
        }
        ("Fn::Join" | "Fn::Sub" | "Fn::Base64" | "Fn::ToJsonString", ..) => Late::Text,
        ("Fn::Split" | "Fn::GetAZs" | "Fn::Cidr", ..) => Late::List,
        _ => Late::Any,
    }))
}

/// Whether there will be something, whatever the conditions.
pub(super) fn presence(expr: &Expr) -> Presence {
    match see(expr) {
        Seen::Absent => Presence::Never,
        Seen::If(_, a, b) => match (presence(a), presence(b)) {
            (a, b) if a == b => a,
            _ => Presence::Sometimes,
        },
        _ => Presence::Always,
    }
}

/// The items that a list may have in the template.
pub(super) fn written(items: &[Expr]) -> impl Iterator<Item = &Expr> {
    items.iter().filter(|item| !item.is_unset())
}

/// Whether CloudFormation fills this text in from elsewhere.
pub(super) fn is_dynamic(text: &str) -> bool {
    text.contains("{{resolve:")
}

/// What `choice` decides between `a` and `b`, in one case of the conditions.
pub(super) fn decide<'e>(
    case: &[(Choice<'_>, bool)],
    expr: &'e Expr,
) -> Result<Seen<'e>, (Choice<'e>, &'e Expr, &'e Expr)> {
    let mut seen = see(expr);
    loop {
        match seen {
            Seen::If(choice, a, b) => match case.iter().find(|(known, _)| *known == choice) {
                Some((_, true)) => seen = see(a),
                Some((_, false)) => seen = see(b),
                None => return Err((choice, a, b)),
            },
            seen => return Ok(seen),
        }
    }
}
