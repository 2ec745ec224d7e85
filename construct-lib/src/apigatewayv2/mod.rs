//! HTTP and WebSocket APIs of API Gateway.
//!
//! REST APIs are in [`apigateway`](crate::apigateway).

mod common;
mod http;
mod websocket;
