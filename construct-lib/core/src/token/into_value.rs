//! What can be given for a property.

use std::borrow::Cow;
use std::convert::Infallible;
use std::marker::PhantomData;

use construct_iam_catalogue::Action;

use super::expr::{Expr, Key};
use super::intrinsic::Loop;
use super::props::Props;
use super::value::Value;
use crate::construct::NodeId;

/// Anything that can be given where a `T` is due: a literal, a reference or a function.
///
/// `None` leaves the property out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given for a property of type `{T}`",
    label = "expected `{T}`: a literal, a reference or a CloudFormation function that yields it",
    note = "an expression that the types cannot follow can be vouched for with `.cast()`",
    note = "a construct is given by what the property holds: its name, its id or its ARN"
)]
// No implementation is recommended: the compiler would list some by the alphabet.
pub trait IntoValue<T: ?Sized> {
    /// The expression that the template will hold.
    fn into_expr(self) -> Expr;
}

/// A property type of CloudFormation: an object with properties of its own inside a resource.
pub trait PropertyType {
    /// The properties by their names in the template.
    fn into_props(self) -> Props;
}

// One implementation for ten thousand types, which the compiler need not search.
#[diagnostic::do_not_recommend]
impl<T: PropertyType> IntoValue<T> for T {
    fn into_expr(self) -> Expr {
        self.into_props().into_expr()
    }
}

/// A list of `T`, as the type of a property.
#[derive(Debug)]
pub enum List<T: ?Sized> {
    #[doc(hidden)]
    Never(Infallible, PhantomData<T>),
}

/// An object with values of `T`, as the type of a property.
#[derive(Debug)]
pub enum Map<T: ?Sized> {
    #[doc(hidden)]
    Never(Infallible, PhantomData<T>),
}

/// Any JSON, as the type of a property.
#[derive(Debug)]
pub enum Json {}

/// Whether something holds at deployment, as the type of an expression.
#[derive(Debug)]
pub enum Condition {}

/// A condition that has a name in the template.
pub trait NamedCondition {
    /// Where it stands.
    fn condition(&self) -> NodeId;
}

/// A mapping of the template.
pub trait NamedMapping {
    /// Where it stands.
    fn mapping(&self) -> NodeId;
}

/// A parameter of the template.
pub trait NamedParameter {
    /// Where it stands.
    fn parameter(&self) -> NodeId;
}

/// A type that a text can be given for.
#[diagnostic::on_unimplemented(message = "a property of type `{Self}` cannot be given as text")]
pub trait Text {}

impl Text for String {}
impl Text for Json {}

/// The type of a reference, for example the ARN of a role: fits where a
/// `String` is due, while a `String` expression does not fit where it is due.
pub trait Marker: Text {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IntoValue<T> for Value<T> {
    #[inline]
    fn into_expr(self) -> Expr {
        self.take()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IntoValue<T> for &Value<T> {
    fn into_expr(self) -> Expr {
        self.expr().clone()
    }
}

#[diagnostic::do_not_recommend]
impl<M: Marker> IntoValue<String> for Value<M> {
    #[inline]
    fn into_expr(self) -> Expr {
        self.take()
    }
}

#[diagnostic::do_not_recommend]
impl<M: Marker> IntoValue<String> for &Value<M> {
    fn into_expr(self) -> Expr {
        self.expr().clone()
    }
}

#[diagnostic::do_not_recommend]
impl<M: Marker> IntoValue<List<String>> for Value<List<M>> {
    fn into_expr(self) -> Expr {
        self.take()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Text + ?Sized> IntoValue<T> for &str {
    fn into_expr(self) -> Expr {
        Expr::Str(Cow::Owned(self.to_owned()))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Text + ?Sized> IntoValue<T> for &String {
    fn into_expr(self) -> Expr {
        Expr::Str(Cow::Owned(self.clone()))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Text + ?Sized> IntoValue<T> for String {
    fn into_expr(self) -> Expr {
        Expr::Str(Cow::Owned(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Text + ?Sized> IntoValue<T> for Key {
    fn into_expr(self) -> Expr {
        Expr::Str(self)
    }
}

/// An action of IAM, where a policy names one.
#[diagnostic::do_not_recommend]
impl IntoValue<String> for Action {
    fn into_expr(self) -> Expr {
        Expr::text(self.as_str())
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<bool> for bool {
    fn into_expr(self) -> Expr {
        Expr::Bool(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<i64> for i64 {
    fn into_expr(self) -> Expr {
        Expr::Int(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<f64> for f64 {
    fn into_expr(self) -> Expr {
        // A whole number is written without its fraction, as JavaScript writes it.
        if self.fract() == 0.0 && self.abs() < 9_007_199_254_740_992.0 {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "whole and within the exact range"
            )]
            return Expr::Int(self as i64);
        }
        Expr::Num(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<f64> for i32 {
    fn into_expr(self) -> Expr {
        Expr::Int(i64::from(self))
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for Expr {
    fn into_expr(self) -> Expr {
        self
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for bool {
    fn into_expr(self) -> Expr {
        Expr::Bool(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for i64 {
    fn into_expr(self) -> Expr {
        Expr::Int(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for f64 {
    fn into_expr(self) -> Expr {
        IntoValue::<f64>::into_expr(self)
    }
}

#[cfg(feature = "serde_json")]
#[diagnostic::do_not_recommend]
impl IntoValue<Json> for serde_json::Value {
    fn into_expr(self) -> Expr {
        Expr::from(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, U: IntoValue<T>> IntoValue<T> for Option<U> {
    fn into_expr(self) -> Expr {
        self.map_or(Expr::Unset, U::into_expr)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, U: IntoValue<T>, const N: usize> IntoValue<List<T>> for [U; N] {
    fn into_expr(self) -> Expr {
        Expr::list(self.into_iter().map(U::into_expr))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, U: IntoValue<T>> IntoValue<List<T>> for Vec<U> {
    fn into_expr(self) -> Expr {
        Expr::list(self.into_iter().map(U::into_expr))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, K: Into<Key>, U: IntoValue<T>, const N: usize> IntoValue<Map<T>> for [(K, U); N] {
    fn into_expr(self) -> Expr {
        let mut entries = Vec::with_capacity(N);
        for (key, value) in self {
            set(&mut entries, key.into(), value.into_expr());
        }
        Expr::Map(entries.into_boxed_slice())
    }
}

/// An object or a list whose values are of different types, filled one by one.
///
/// An array literal holds values of one type only. Where a reference to a
/// table stands beside a text, use this.
///
/// ```
/// use construct_core::{Aws, Entries, Expr, IntoValue, Map};
///
/// let variables = Entries::new().set("REGION", Aws::REGION).set("LEVEL", "info");
/// let expr: Expr = IntoValue::<Map<String>>::into_expr(variables);
/// ```
#[derive(Debug)]
pub struct Entries<T: ?Sized>(Vec<(Key, Expr)>, PhantomData<fn() -> T>);

impl<T: ?Sized> Entries<T> {
    /// No entries yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new(), PhantomData)
    }

    /// Sets one entry.
    #[must_use]
    pub fn set(mut self, key: impl Into<Key>, value: impl IntoValue<T>) -> Self {
        set(&mut self.0, key.into(), value.into_expr());
        self
    }

    /// Adds entries that CloudFormation repeats.
    #[must_use]
    pub fn for_each(mut self, each: Loop) -> Self {
        let (key, value) = each.into_entry();
        set(&mut self.0, key, value);
        self
    }
}

/// Sets one entry of an object; the last value of a name wins.
pub(super) fn set(entries: &mut Vec<(Key, Expr)>, key: Key, value: Expr) {
    match entries.iter_mut().find(|(k, _)| *k == key) {
        Some(entry) => entry.1 = value,
        None => entries.push((key, value)),
    }
}

impl<T: ?Sized> Default for Entries<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IntoValue<Map<T>> for Entries<T> {
    fn into_expr(self) -> Expr {
        Expr::Map(self.0.into_boxed_slice())
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for Entries<Json> {
    fn into_expr(self) -> Expr {
        Expr::Map(self.0.into_boxed_slice())
    }
}
