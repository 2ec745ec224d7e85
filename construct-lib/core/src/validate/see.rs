//! What an expression is, as far as that is known before deployment.

use std::borrow::Cow;

use crate::construct::NodeId;
use crate::token::{Expr, Intrinsic, Key, Pseudo, Token};

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
        Expr::Map(entries) => match &**entries {
            // An override may have reached into a function.
            [(name, argument)] if is_function(name) => match Intrinsic::parse(name) {
                Some(function) => call(function, argument),
                None => Seen::Late(Late::Any),
            },
            entries => Seen::Map(entries),
        },
        Expr::Pseudo(Pseudo::NotificationArns) => Seen::Late(Late::List),
        Expr::Pseudo(_) => Seen::Late(Late::Text),
        Expr::Ref(id) => Seen::Late(Late::Ref(*id)),
        Expr::Token(token) => self::token(token),
    }
}

fn is_function(name: &str) -> bool {
    name == "Ref" || name.starts_with("Fn::")
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
        Token::Number(text) => return Seen::Num(text.parse().unwrap_or(f64::NAN)),
        Token::Call(function, argument) => return call(*function, argument),
        Token::Join(delimiter, parts) => return joined(delimiter, parts),
        Token::Sub(text, _) if !text.contains("${") => return Seen::Text(Cow::Borrowed(text)),
        Token::GetAtt(id, attribute) => Late::GetAtt(*id, attribute),
        Token::Sub(..) | Token::SubText(..) | Token::Base64(_) | Token::LogicalId(_) => Late::Text,
        Token::Split(..) => Late::List,
        _ => Late::Any,
    })
}

/// A function that stands as JSON, by its name.
fn call(function: Intrinsic, argument: &Expr) -> Seen<'_> {
    let items = match argument {
        Expr::List(items) => &**items,
        _ => &[],
    };
    Seen::Late(match (function, argument, items) {
        (Intrinsic::Ref, Expr::Str(target), _) => match &**target {
            "AWS::NoValue" => return Seen::Absent,
            "AWS::NotificationARNs" => Late::List,
            pseudo if pseudo.starts_with("AWS::") => Late::Text,
            target => Late::RefName(target),
        },
        (Intrinsic::Ref, Expr::Token(token), _) => match **token {
            Token::LogicalId(id) => Late::Ref(id),
            _ => Late::Any,
        },
        (Intrinsic::GetAtt, Expr::Str(path), _) => match path.split_once('.') {
            Some((target, attribute)) => Late::GetAttName(target, attribute),
            None => Late::Any,
        },
        (Intrinsic::GetAtt, _, [Expr::Str(target), Expr::Str(attribute)]) => {
            Late::GetAttName(target, attribute)
        }
        (Intrinsic::GetAtt, _, [Expr::Token(token), Expr::Str(attribute)]) => match **token {
            Token::LogicalId(id) => Late::GetAtt(id, attribute),
            _ => Late::Any,
        },
        (Intrinsic::If, _, [Expr::Str(name), a, b]) => return Seen::If(Choice::Name(name), a, b),
        (Intrinsic::If, _, [Expr::Token(token), a, b]) => match token.target() {
            Some(id) => return Seen::If(Choice::Node(id), a, b),
            None => Late::Any,
        },
        (Intrinsic::Join, _, [Expr::Str(delimiter), parts]) => return joined(delimiter, parts),
        (Intrinsic::Sub, Expr::Str(text), _) if !text.contains("${") => {
            return Seen::Text(Cow::Borrowed(text));
        }
        (
            Intrinsic::Join
            | Intrinsic::Sub
            | Intrinsic::Base64
            | Intrinsic::ToJsonString
            | Intrinsic::ImportValue,
            ..,
        ) => Late::Text,
        (Intrinsic::Split | Intrinsic::GetAzs | Intrinsic::Cidr, ..) => Late::List,
        _ => Late::Any,
    })
}

/// What is known throughout is known together.
fn joined<'e>(delimiter: &str, parts: &'e Expr) -> Seen<'e> {
    let Expr::List(parts) = parts else {
        return Seen::Late(Late::Text);
    };
    let texts: Option<Vec<&str>> = parts.iter().map(Expr::as_str).collect();
    match texts {
        Some(texts) => Seen::Text(Cow::Owned(texts.join(delimiter))),
        None => Seen::Late(Late::Text),
    }
}

/// Whether there will be something, whatever the conditions.
pub(super) fn presence(expr: &Expr) -> Presence {
    match expr {
        Expr::Unset => Presence::Never,
        Expr::Token(_) | Expr::Pseudo(_) => presence_of(expr),
        Expr::Map(entries) if entries.len() == 1 => presence_of(expr),
        _ => Presence::Always,
    }
}

fn presence_of(expr: &Expr) -> Presence {
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
