//! Expressions that an L2 kept untyped, given back to typed properties.

use construct_core::{Expr, List, Value};

/// A text.
pub(crate) fn text(expr: Expr) -> Value<String> {
    Value::of(expr)
}

/// A list of texts.
pub(crate) fn texts(items: &[Expr]) -> Value<List<String>> {
    Value::of(Expr::list(items.iter().cloned()))
}
