//! What bodies look like.

mod json_schema;

pub use json_schema::{JsonSchema, JsonSchemaType, JsonSchemaVersion};
