//! The notes API's Lambda function, as a library that tests can call.
//!
//! - [`http`]: from an event of API Gateway to a response;
//! - [`notes`]: what is asked of a store;
//! - [`dynamodb`]: the store.

pub mod dynamodb;
pub mod http;
pub mod notes;
