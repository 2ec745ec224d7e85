//! HTTP and WebSocket APIs of API Gateway.
//!
//! REST APIs are in [`apigateway`](crate::apigateway).

mod common;
mod http;
mod websocket;

pub use common::IpAddressType;
pub use websocket::{
    ContentHandling, PassthroughBehavior, WebSocketApi, WebSocketApiAttributes,
    WebSocketApiKeySelectionExpression, WebSocketApiProps, WebSocketAuthorizer,
    WebSocketAuthorizerProps, WebSocketAwsIntegration, WebSocketConnectRouteOptions,
    WebSocketDisconnectRouteOptions, WebSocketHttpIntegration, WebSocketIamAuthorizer,
    WebSocketIdentitySource, WebSocketIntegration, WebSocketIntegrationId,
    WebSocketIntegrationProps, WebSocketIntegrationResponse, WebSocketIntegrationResponseKey,
    WebSocketIntegrationType, WebSocketLambdaAuthorizer, WebSocketLambdaIntegration,
    WebSocketMockIntegration, WebSocketNoneAuthorizer, WebSocketRoute, WebSocketRouteAuthorizer,
    WebSocketRouteAuthorizerConfig, WebSocketRouteIntegration, WebSocketRouteIntegrationConfig,
    WebSocketRouteOptions, WebSocketRouteProps,
};
