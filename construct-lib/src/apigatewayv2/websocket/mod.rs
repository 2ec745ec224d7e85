//! WebSocket APIs.

mod api;
mod authorizer;
mod integration;
mod route;

pub use api::{
    WebSocketApi, WebSocketApiAttributes, WebSocketApiKeySelectionExpression, WebSocketApiProps,
};
pub use authorizer::{
    WebSocketAuthorizer, WebSocketAuthorizerProps, WebSocketIamAuthorizer, WebSocketIdentitySource,
    WebSocketLambdaAuthorizer, WebSocketNoneAuthorizer, WebSocketRouteAuthorizer,
    WebSocketRouteAuthorizerConfig,
};
pub use integration::{
    ContentHandling, PassthroughBehavior, WebSocketAwsIntegration, WebSocketHttpIntegration,
    WebSocketIntegration, WebSocketIntegrationId, WebSocketIntegrationProps,
    WebSocketIntegrationResponse, WebSocketIntegrationResponseKey, WebSocketIntegrationType,
    WebSocketLambdaIntegration, WebSocketMockIntegration, WebSocketRouteIntegration,
    WebSocketRouteIntegrationConfig,
};
pub use route::{
    WebSocketConnectRouteOptions, WebSocketDisconnectRouteOptions, WebSocketRoute,
    WebSocketRouteOptions, WebSocketRouteProps,
};
