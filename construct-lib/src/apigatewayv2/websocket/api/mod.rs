//! The API as a whole.

#[expect(clippy::module_inception, reason = "what the folder is about")]
mod api;
mod permission;
mod props;
mod state;

pub use api::{WebSocketApi, WebSocketApiAttributes};
pub(in crate::apigatewayv2) use permission::permit_api;
pub use props::{WebSocketApiKeySelectionExpression, WebSocketApiProps};
