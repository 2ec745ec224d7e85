//! The User service's Lambda function, as a library.
//!
//! `main` is thin, so that tests and a local server run the same code:
//!
//! - [`domain`]: what a user is made of, and which values are valid;
//! - [`repository`]: what is asked of a store;
//! - [`dynamodb`] and [`memory`]: two stores;
//! - [`http`]: from an API Gateway event to a response;
//! - [`logging`]: one line for each request;
//! - [`startup`]: configuration and warm-up.
//!
//! # Example
//!
//! ```
//! use aws_lambda_events::apigw::ApiGatewayProxyRequest;
//! use user_handler::{http::Api, memory::MemoryUsers};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let api = Api::new(MemoryUsers::default());
//! let mut event = ApiGatewayProxyRequest::default();
//! event.resource = Some("/users".to_owned());
//! let response = api.handle(event, "request-1").await;
//! assert_eq!(response.status_code, 200);
//! # }
//! ```

#![warn(clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![cfg_attr(
    test,
    allow(
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may fail"
    )
)]

pub mod domain;
pub mod dynamodb;
pub mod http;
pub mod logging;
pub mod memory;
pub mod repository;
pub mod startup;
