//! What requests and answers look like, and what is refused.

mod json_schema;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod model;
mod request_validator;

pub use json_schema::{JsonSchema, JsonSchemaType, JsonSchemaVersion};
pub use model::{Model, ModelId, ModelOptions, ModelProps};
pub use request_validator::{RequestValidator, RequestValidatorOptions, RequestValidatorProps};
