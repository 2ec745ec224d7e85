//! The untyped expression.

use std::borrow::Cow;
use std::sync::Arc;

use super::asset::Asset;
use super::function::Intrinsic;
use super::number;
use super::pseudo::Pseudo;
use crate::construct::NodeId;

/// A name or a text: mostly one that is part of the program.
pub type Key = Cow<'static, str>;

/// A literal, a reference or a CloudFormation function; what every property holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Expr {
    /// Nothing: the property is left out of the template.
    #[default]
    Unset,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Num(f64),
    /// A text.
    Str(Key),
    /// A list.
    List(Box<[Expr]>),
    /// An object, in the order in which it was filled.
    Map(Box<[(Key, Expr)]>),
    /// `Ref` to a pseudo parameter.
    Pseudo(Pseudo),
    /// `Ref` to a resource or a parameter.
    Ref(NodeId),
    /// Any other function.
    Token(Box<Token>),
}

// Forty thousand resources hold some millions of these.
const _: () = assert!(size_of::<Expr>() == 24);
const _: () = assert!(size_of::<Token>() <= 64);

/// A CloudFormation function.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// `Fn::GetAtt`.
    GetAtt(NodeId, Key),
    /// `Fn::Join`: a delimiter and a list.
    Join(Key, Expr),
    /// `Fn::Sub`: a text and its variables.
    Sub(Key, Box<[(Key, Expr)]>),
    /// `Fn::Sub` whose text names constructs: pieces of the text, and between
    /// them `Ref` and `Fn::GetAtt`, which it holds as `${Id}` and
    /// `${Id.Attribute}`; and its variables.
    SubText(Box<[Expr]>, Box<[(Key, Expr)]>),
    /// `Fn::If`: a condition, what it yields when true, and when false.
    If(NodeId, Expr, Expr),
    /// `Fn::Select`: an index and a list.
    Select(Expr, Expr),
    /// `Fn::Split`: a delimiter and a text.
    Split(Key, Expr),
    /// `Fn::Base64`.
    Base64(Expr),
    /// `Fn::FindInMap`: a mapping and two keys.
    FindInMap(NodeId, Expr, Expr),
    /// `Condition`: another condition of the template.
    Condition(NodeId),
    /// `Fn::Equals`.
    Equals(Expr, Expr),
    /// `Fn::And`.
    And(Box<[Expr]>),
    /// `Fn::Or`.
    Or(Box<[Expr]>),
    /// `Fn::Not`.
    Not(Expr),
    /// The logical id of an element, as a text.
    LogicalId(NodeId),
    /// A list whose order has no meaning: written sorted by the text of its
    /// items, without doubles, and a single item alone. IAM policies hold such.
    Set(Box<[Expr]>),
    /// Where an asset will be found; written as the stack's synthesizer decides.
    Asset(AssetRef),
    /// Any function by its name, with what is written behind that: a text, a
    /// list, an object. `Ref` and `Fn::GetAtt` then name what no construct
    /// stands for, by its logical id.
    Call(Intrinsic, Expr),
    /// What stands behind the key `Fn::Transform`: an object of the macro's
    /// `Name` and its `Parameters`.
    Transform(Expr),
    /// What stands behind a key `Fn::ForEach::Loop`.
    ForEach(Box<ForEach>),
    /// A number that is neither an `i64` nor written by an `f64` as it was read.
    Number(Key),
}

/// What a loop `Fn::ForEach` repeats, and over what.
#[derive(Debug, Clone, PartialEq)]
pub struct ForEach {
    /// What stands for one value of the collection.
    pub identifier: Key,
    /// The values: a list, or `Ref` to a parameter that is one.
    pub collection: Expr,
    /// The entries that are repeated, as an object.
    pub body: Expr,
}

/// An asset, shared by the values that name it.
#[derive(Debug, Clone, PartialEq)]
pub struct AssetRef(pub(crate) Arc<Asset>);

impl Expr {
    /// Whether this is left out of the template.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// The text, when this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing in it waits for the deployment.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        match self {
            Self::Unset | Self::Bool(_) | Self::Int(_) | Self::Num(_) | Self::Str(_) => true,
            Self::List(items) => items.iter().all(Self::is_literal),
            Self::Map(entries) => entries.iter().all(|(_, e)| e.is_literal()),
            Self::Token(token) => matches!(**token, Token::Number(_)),
            Self::Pseudo(_) | Self::Ref(_) => false,
        }
    }

    /// An object of these entries, each of another name.
    #[must_use]
    pub fn map<const N: usize>(entries: [(&'static str, Expr); N]) -> Self {
        Self::Map(entries.into_iter().map(|(k, e)| (Cow::Borrowed(k), e)).collect())
    }

    /// A list of these expressions.
    #[must_use]
    pub fn list(items: impl IntoIterator<Item = Expr>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// A text that is part of the program.
    #[must_use]
    pub const fn text(text: &'static str) -> Self {
        Self::Str(Cow::Borrowed(text))
    }

    pub(crate) fn token(token: Token) -> Self {
        Self::Token(Box::new(token))
    }

    /// An attribute of a resource.
    #[must_use]
    pub fn get_att(node: NodeId, attribute: impl Into<Key>) -> Self {
        Self::token(Token::GetAtt(node, attribute.into()))
    }

    /// The logical id of an element, as a text that is known at synthesis.
    ///
    /// To name a resource, `Ref` and `Fn::GetAtt` are the right thing: they
    /// also make one wait for the other. This is for what AWS shows beside it.
    #[must_use]
    pub fn logical_id(node: NodeId) -> Self {
        Self::token(Token::LogicalId(node))
    }

    /// A list whose order has no meaning.
    #[must_use]
    pub fn set(items: impl IntoIterator<Item = Expr>) -> Self {
        Self::token(Token::Set(items.into_iter().collect()))
    }

    /// Any function by its name, with what is written behind it.
    ///
    /// For what the constructors of [`intrinsic`](super::intrinsic) cannot say:
    /// functions of a template that was read, and names that no construct
    /// stands for. Synthesis checks it as it checks those.
    ///
    /// # Errors
    ///
    /// Synthesis reports `dangling-reference` when it names something that is
    /// not in the template, and `invalid-function-argument`.
    ///
    /// ```
    /// use construct_core::{Expr, Intrinsic};
    ///
    /// let vpc = Expr::call(Intrinsic::Ref, Expr::text("Vpc"));
    /// ```
    #[must_use]
    pub fn call(function: Intrinsic, argument: Expr) -> Self {
        Self::of_call(function, argument)
    }

    /// A number, kept as it is written.
    ///
    /// Gives nothing when `text` is not a number of JSON.
    ///
    /// ```
    /// use construct_core::Expr;
    ///
    /// assert_eq!(Expr::number("42"), Some(Expr::Int(42)));
    /// assert!(Expr::number("18446744073709551616.50").is_some());
    /// assert_eq!(Expr::number("0x10"), None);
    /// ```
    #[must_use]
    pub fn number(text: &str) -> Option<Self> {
        number::parse(text)
    }

    /// Where an asset will be found.
    #[must_use]
    pub fn asset(asset: Asset) -> Self {
        Self::token(Token::Asset(AssetRef(Arc::new(asset))))
    }

    /// Calls `f` on this expression and on all inside it, outermost first.
    pub(crate) fn walk<'a>(&'a self, f: &mut dyn FnMut(&'a Expr)) {
        f(self);
        match self {
            Self::List(items) => items.iter().for_each(|e| e.walk(f)),
            Self::Map(entries) => entries.iter().for_each(|(_, e)| e.walk(f)),
            Self::Token(token) => token.arguments(&mut |e| e.walk(f)),
            Self::Unset
            | Self::Bool(_)
            | Self::Int(_)
            | Self::Num(_)
            | Self::Str(_)
            | Self::Pseudo(_)
            | Self::Ref(_) => {}
        }
    }
}

impl Token {
    /// Calls `f` on each expression that is given to this function.
    pub(crate) fn arguments<'a>(&'a self, f: &mut dyn FnMut(&'a Expr)) {
        match self {
            Self::GetAtt(..)
            | Self::Condition(_)
            | Self::LogicalId(_)
            | Self::Asset(_)
            | Self::Number(_) => {}
            Self::Join(_, e)
            | Self::Split(_, e)
            | Self::Base64(e)
            | Self::Not(e)
            | Self::Call(_, e)
            | Self::Transform(e) => f(e),
            Self::ForEach(each) => {
                f(&each.collection);
                f(&each.body);
            }
            Self::Sub(_, variables) => variables.iter().for_each(|(_, e)| f(e)),
            Self::SubText(pieces, variables) => {
                pieces.iter().for_each(&mut *f);
                variables.iter().for_each(|(_, e)| f(e));
            }
            Self::If(_, a, b)
            | Self::Select(a, b)
            | Self::FindInMap(_, a, b)
            | Self::Equals(a, b) => {
                f(a);
                f(b);
            }
            Self::And(all) | Self::Or(all) | Self::Set(all) => all.iter().for_each(f),
        }
    }

    /// The element of the template that this function itself names.
    pub(crate) fn target(&self) -> Option<NodeId> {
        match self {
            Self::GetAtt(id, _)
            | Self::If(id, ..)
            | Self::FindInMap(id, ..)
            | Self::Condition(id)
            | Self::LogicalId(id) => Some(*id),
            Self::Join(..)
            | Self::Sub(..)
            | Self::SubText(..)
            | Self::Select(..)
            | Self::Split(..)
            | Self::Base64(_)
            | Self::Equals(..)
            | Self::And(_)
            | Self::Or(_)
            | Self::Not(_)
            | Self::Set(_)
            | Self::Asset(_)
            | Self::Call(..)
            | Self::Transform(_)
            | Self::ForEach(_)
            | Self::Number(_) => None,
        }
    }
}

impl From<bool> for Expr {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Expr {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Expr {
    fn from(value: &str) -> Self {
        Self::Str(Cow::Owned(value.to_owned()))
    }
}

impl From<String> for Expr {
    fn from(value: String) -> Self {
        Self::Str(Cow::Owned(value))
    }
}
