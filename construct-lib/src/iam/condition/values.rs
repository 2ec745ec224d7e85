//! What a key is compared with.

use construct_core::{Expr, IntoValue, Key, Text, Value};

/// What a text, an ARN, a date or an address is compared with: one, or a list
/// of which one has to match.
#[diagnostic::on_unimplemented(
    message = "a condition cannot compare with `{Self}`",
    label = "expected a text, or an array of texts",
    note = "an expression that the types cannot follow can be vouched for with `.cast()`"
)]
pub trait ConditionTexts {
    #[doc(hidden)]
    fn into_texts(self) -> Expr;
}

/// What a number is compared with: one, or a list of which one has to match.
#[diagnostic::on_unimplemented(
    message = "a condition cannot compare a number with `{Self}`",
    label = "expected a number, or an array of numbers"
)]
pub trait ConditionNumbers {
    #[doc(hidden)]
    fn into_numbers(self) -> Expr;
}

macro_rules! texts {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl ConditionTexts for $ty {
            fn into_texts(self) -> Expr {
                IntoValue::<String>::into_expr(self)
            }
        }
    )*};
}

texts!(&str, String, &String, Key);

#[diagnostic::do_not_recommend]
impl<T: Text + ?Sized> ConditionTexts for Value<T> {
    fn into_texts(self) -> Expr {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Text + ?Sized> ConditionTexts for &Value<T> {
    fn into_texts(self) -> Expr {
        self.expr().clone()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ConditionTexts, const N: usize> ConditionTexts for [T; N] {
    fn into_texts(self) -> Expr {
        Expr::list(self.into_iter().map(T::into_texts))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ConditionTexts> ConditionTexts for Vec<T> {
    fn into_texts(self) -> Expr {
        Expr::list(self.into_iter().map(T::into_texts))
    }
}

// A policy has numbers as texts, as AWS writes them.
macro_rules! numbers {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl ConditionNumbers for $ty {
            fn into_numbers(self) -> Expr {
                Expr::Str(self.to_string().into())
            }
        }
    )*};
}

numbers!(i32, i64, u32, u64, f64);

#[diagnostic::do_not_recommend]
impl ConditionNumbers for Value<i64> {
    fn into_numbers(self) -> Expr {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ConditionNumbers, const N: usize> ConditionNumbers for [T; N] {
    fn into_numbers(self) -> Expr {
        Expr::list(self.into_iter().map(T::into_numbers))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ConditionNumbers> ConditionNumbers for Vec<T> {
    fn into_numbers(self) -> Expr {
        Expr::list(self.into_iter().map(T::into_numbers))
    }
}
