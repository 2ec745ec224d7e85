//! What a setter was given, kept until the resource is made.

use construct_core::{IntoValue, Value};

/// Keeps what was given for a property of type `T`.
pub(crate) fn value<T: ?Sized>(given: impl IntoValue<T>) -> Value<T> {
    Value::of(given.into_expr())
}
