//! Who may connect.

#[expect(clippy::module_inception, reason = "what the folder is about")]
mod authorizer;
mod identity;
mod lambda;

pub(super) use authorizer::IAM;
pub use authorizer::{
    WebSocketAuthorizer, WebSocketAuthorizerProps, WebSocketIamAuthorizer, WebSocketNoneAuthorizer,
    WebSocketRouteAuthorizer, WebSocketRouteAuthorizerConfig,
};
pub use identity::WebSocketIdentitySource;
pub use lambda::WebSocketLambdaAuthorizer;
