//! WebSocket APIs.

mod api;
mod authorizer;
mod connections;
mod integration;
mod route;
mod stage;

pub use api::{
    WebSocketApi, WebSocketApiAttributes, WebSocketApiKeySelectionExpression, WebSocketApiProps,
};
pub use authorizer::{
    WebSocketAuthorizer, WebSocketAuthorizerProps, WebSocketIamAuthorizer, WebSocketIdentitySource,
    WebSocketLambdaAuthorizer, WebSocketNoneAuthorizer, WebSocketRouteAuthorizer,
    WebSocketRouteAuthorizerConfig,
};
pub use connections::{WebSocketConnectionTable, WebSocketConnectionTableProps};
pub use integration::{
    WebSocketAwsIntegration, WebSocketHttpIntegration, WebSocketIntegration,
    WebSocketIntegrationProps, WebSocketIntegrationResponse, WebSocketIntegrationResponseKey,
    WebSocketIntegrationType, WebSocketLambdaIntegration, WebSocketMockIntegration,
    WebSocketRouteIntegration, WebSocketRouteIntegrationConfig,
};
pub use route::{
    WebSocketConnectRouteOptions, WebSocketDisconnectRouteOptions, WebSocketModel,
    WebSocketModelProps, WebSocketRoute, WebSocketRouteOptions, WebSocketRouteProps,
};
pub use stage::{WebSocketStage, WebSocketStageProps};
