//! JSON as an expression.

#[cfg(feature = "serde_json")]
use std::borrow::Cow;

#[cfg(feature = "serde_json")]
use serde_json::Value as JsonValue;

use super::expr::{Expr, ForEach, Key, Token};
use super::function::Intrinsic;
#[cfg(feature = "serde_json")]
use super::number;

/// Functions of CloudFormation become functions, so that synthesis checks
/// them as all others.
#[cfg(feature = "serde_json")]
impl From<JsonValue> for Expr {
    fn from(json: JsonValue) -> Self {
        match json {
            JsonValue::Null => Self::Unset,
            JsonValue::Bool(b) => Self::Bool(b),
            JsonValue::Number(n) => match n.as_i64() {
                Some(i) => Self::Int(i),
                None if n.is_u64() => number::parse(&n.to_string()).unwrap_or_default(),
                None => Self::Num(n.as_f64().unwrap_or_default()),
            },
            JsonValue::String(text) => Self::Str(Cow::Owned(text)),
            JsonValue::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            JsonValue::Object(entries) => {
                let mut entries: Vec<(String, JsonValue)> = entries.into_iter().collect();
                // serde_json's own order depends on features that any crate
                // of the build can turn on.
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Self::object(entries.into_iter().map(|(k, v)| (k.into(), Self::from(v))).collect())
            }
        }
    }
}

impl Expr {
    /// An object as a template has it: one that CloudFormation takes for a
    /// function is that function.
    ///
    /// An object of nothing but a `Condition` stays one: outside of conditions
    /// and rules that has no meaning of its own.
    ///
    /// ```
    /// use construct_core::{Aws, Expr};
    ///
    /// let region = Expr::object(vec![("Ref".into(), "AWS::Region".into())]);
    /// assert_eq!(region, Aws::REGION.into());
    /// ```
    #[must_use]
    pub fn object(mut entries: Vec<(Key, Expr)>) -> Self {
        if let [(name, argument)] = &mut entries[..]
            && let Some(function) = Intrinsic::parse(name)
            && function != Intrinsic::Condition
        {
            return Self::call(function, std::mem::take(argument));
        }
        for (name, value) in &mut entries {
            if name.starts_with("Fn::") {
                let inner = std::mem::take(value);
                *value = Self::behind(name, inner);
            }
        }
        Self::Map(entries.into())
    }

    /// What stands behind the key of a function that may have siblings.
    fn behind(name: &str, value: Expr) -> Expr {
        match value {
            Self::Token(token) => Self::Token(token),
            call if name == "Fn::Transform" => Self::token(Token::Transform(call)),
            Self::List(items) if name.starts_with(FOR_EACH) => {
                match <[Expr; 3]>::try_from(items.into_vec()) {
                    Ok([Self::Str(identifier), collection, body]) => {
                        Self::token(Token::ForEach(Box::new(ForEach {
                            identifier,
                            collection,
                            body,
                        })))
                    }
                    Ok(other) => Self::list(other),
                    Err(other) => Self::list(other),
                }
            }
            other => other,
        }
    }
}

/// What the key of a loop begins with.
pub(crate) const FOR_EACH: &str = "Fn::ForEach::";

impl Expr {
    /// See [`call`](Self::call): what needs no name becomes the same token as
    /// its constructor makes, written as it was.
    pub(super) fn of_call(function: Intrinsic, argument: Expr) -> Self {
        if let Expr::Str(name) = &argument
            && function == Intrinsic::Ref
            && let Some(pseudo) = super::Pseudo::parse(name)
        {
            return Expr::Pseudo(pseudo);
        }
        Expr::token(Token::of_arguments(function, argument))
    }
}

impl Token {
    /// The token that a function's constructor makes of these arguments; else
    /// a call by name.
    fn of_arguments(function: Intrinsic, argument: Expr) -> Self {
        match (function, argument) {
            (Intrinsic::Base64, source) => Self::Base64(source),
            (Intrinsic::Sub, Expr::Str(text)) => Self::Sub(text, Box::default()),
            (Intrinsic::And, Expr::List(all)) => Self::And(all),
            (Intrinsic::Or, Expr::List(all)) => Self::Or(all),
            (_, Expr::List(items)) => match (function, &mut *items.into_vec()) {
                (Intrinsic::Join, [Expr::Str(delimiter), parts]) => {
                    Self::Join(take(delimiter), take(parts))
                }
                (Intrinsic::Split, [Expr::Str(delimiter), source]) => {
                    Self::Split(take(delimiter), take(source))
                }
                (Intrinsic::Select, [index, list]) => Self::Select(take(index), take(list)),
                (Intrinsic::Equals, [a, b]) => Self::Equals(take(a), take(b)),
                (Intrinsic::Not, [condition]) => Self::Not(take(condition)),
                (Intrinsic::Sub, [Expr::Str(text), Expr::Map(variables)])
                    if !variables.is_empty() =>
                {
                    Self::Sub(take(text), take(variables))
                }
                (_, items) => Self::Call(function, Expr::list(items.iter_mut().map(take))),
            },
            (_, argument) => Self::Call(function, argument),
        }
    }
}

fn take<T: Default>(from: &mut T) -> T {
    std::mem::take(from)
}
