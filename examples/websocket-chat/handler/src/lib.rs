//! The chat's Lambda function, as a library that tests can call.
//!
//! - [`websocket`]: from an event of API Gateway to the chat;
//! - [`chat`]: who hears what;
//! - [`ports`]: what is asked of a store and of the clients;
//! - [`dynamodb`] and [`management`]: the store, and the way to the clients.

pub mod chat;
pub mod dynamodb;
pub mod management;
pub mod ports;
pub mod websocket;
