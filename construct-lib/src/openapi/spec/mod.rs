//! APIs made of documents: what a user attaches to the operations of one, and
//! what API Gateway gets.

mod attach;
mod check;
mod definition;
mod downgrade;
mod finding;
mod ignored;
mod names;
mod plan;
mod schemas;
mod tree;

pub use attach::OperationKey;
pub use definition::ApiDefinition;
pub(crate) use definition::Source;
pub(crate) use plan::{Plan, Target};
