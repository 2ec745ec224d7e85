//! JSON Schema, as the models of API Gateway take it.

mod check;
#[cfg(feature = "schemars")]
mod of_type;
mod schema;
mod version;

pub use schema::JsonSchema;
pub use version::{JsonSchemaType, JsonSchemaVersion};

use construct_core::{Expr, Key};

/// What stands behind a keyword.
#[derive(Debug, Clone, PartialEq)]
enum Keyword {
    Value(Expr),
    Schema(JsonSchema),
    List(Vec<JsonSchema>),
    /// An object whose names the user gave.
    Named(Vec<(Key, Keyword)>),
}

impl Keyword {
    fn to_expr(&self) -> Expr {
        match self {
            Self::Value(value) => value.clone(),
            Self::Schema(schema) => schema.to_expr(),
            Self::List(all) => Expr::list(all.iter().map(JsonSchema::to_expr)),
            Self::Named(all) => {
                Expr::Map(all.iter().map(|(name, value)| (name.clone(), value.to_expr())).collect())
            }
        }
    }
}
