//! The sample: the tutorial's User service.
//!
//! A client calls a REST API; the API calls a Lambda function; the function
//! keeps users in a DynamoDB table.

mod user_service;

pub use user_service::UserService;

/// The programs of the README compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
