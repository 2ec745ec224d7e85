//! JSON as an expression.

use std::borrow::Cow;

use serde_json::Value as JsonValue;

use super::expr::Expr;

impl From<JsonValue> for Expr {
    fn from(json: JsonValue) -> Self {
        match json {
            JsonValue::Null => Self::Unset,
            JsonValue::Bool(b) => Self::Bool(b),
            JsonValue::Number(n) => match n.as_i64() {
                Some(i) => Self::Int(i),
                None => Self::Num(n.as_f64().unwrap_or_default()),
            },
            JsonValue::String(text) => Self::Str(Cow::Owned(text)),
            JsonValue::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            JsonValue::Object(entries) => {
                let mut entries: Vec<(String, JsonValue)> = entries.into_iter().collect();
                // serde_json's own order depends on features that any crate
                // of the build can turn on.
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Self::Map(entries.into_iter().map(|(k, v)| (k.into(), Self::from(v))).collect())
            }
        }
    }
}
