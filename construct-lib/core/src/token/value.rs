//! The typed face of an expression.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::expr::{Expr, Key};
use super::into_value::IntoValue;

/// A literal, a reference or a function that yields a `T`.
///
/// `T` is a type-level name: `String`, `i64`, a [`List`](super::List), or a
/// marker such as the ARN of a role. Whatever a property takes, it takes as
/// [`impl IntoValue<T>`](super::IntoValue).
#[repr(transparent)]
pub struct Value<T: ?Sized>(Expr, PhantomData<fn() -> T>);

impl<T: ?Sized> Value<T> {
    /// Vouches that this expression yields a `T`.
    #[must_use]
    pub const fn of(expr: Expr) -> Self {
        Self(expr, PhantomData)
    }

    /// A text that is part of the program.
    #[must_use]
    pub const fn lit(text: &'static str) -> Self {
        Self(Expr::Str(Cow::Borrowed(text)), PhantomData)
    }

    /// Nothing: a property that is given this is left out.
    #[must_use]
    pub const fn unset() -> Self {
        Self(Expr::Unset, PhantomData)
    }

    /// Vouches that this yields a `U`, where the types cannot tell.
    #[must_use]
    pub fn cast<U: ?Sized>(self) -> Value<U> {
        Value(self.0, PhantomData)
    }

    /// The expression itself.
    #[must_use]
    pub fn expr(&self) -> &Expr {
        &self.0
    }

    /// The text, when it is known now.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        self.0.as_str()
    }

    /// Whether it is known only at deployment.
    #[must_use]
    pub fn is_late(&self) -> bool {
        !self.0.is_literal()
    }

    pub(crate) fn take(self) -> Expr {
        self.0
    }
}

impl Value<String> {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<Key>) -> Self {
        Self::of(Expr::Str(text.into()))
    }
}

impl<T: ?Sized> Clone for Value<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T: ?Sized> PartialEq for Value<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: ?Sized> Default for Value<T> {
    fn default() -> Self {
        Self::unset()
    }
}

impl<T: ?Sized> fmt::Debug for Value<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: ?Sized> From<Value<T>> for Expr {
    fn from(value: Value<T>) -> Self {
        value.0
    }
}

impl From<&str> for Value<String> {
    fn from(text: &str) -> Self {
        Self::of(IntoValue::<String>::into_expr(text))
    }
}

impl From<String> for Value<String> {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}
