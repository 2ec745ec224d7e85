//! REST APIs of API Gateway.
//!
//! A [`RestApi`] has a tree of [`Resource`]s, each the place of some
//! [`Method`]s; a method has an [`Integration`], mostly a
//! [`LambdaIntegration`]. A [`Deployment`] is a snapshot of all of it, and a
//! [`Stage`] serves one deployment under an address.
//!
//! HTTP and WebSocket APIs are in [`apigatewayv2`](crate::apigatewayv2).

mod api;
mod authorizer;
mod integration;
pub mod kind;
mod method;
mod model;
mod permission;
mod stage;

pub use api::{CorsOptions, EndpointType, RestApi, RestApiProps};
pub use authorizer::{
    Authorizer, CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps, IdentitySource,
    MethodAuthorizer, RequestAuthorizer, RequestAuthorizerProps, TokenAuthorizer,
    TokenAuthorizerProps,
};
pub use integration::{
    AwsIntegration, ContentHandling, DefaultIntegration, HttpIntegration, Integration,
    IntegrationConfig, IntegrationMapping, IntegrationParameter, IntegrationResponse,
    IntegrationType, LambdaIntegration, MockIntegration, PassthroughBehavior, RequestContext,
    RequestSource, ResponseSource, ResponseTransferMode, SagemakerIntegration,
    StepFunctionsIntegration, VpcLink, VpcLinkProps,
};
pub use method::{
    AuthorizationType, HttpMethod, Method, MethodOptions, MethodResponse, RequestParameter,
    Resource, ResourceAttributes, ResourceOptions,
};
pub use model::{
    JsonSchema, JsonSchemaType, JsonSchemaVersion, Model, ModelId, RequestValidator,
    RequestValidatorOptions,
};
pub use stage::{Deployment, DeploymentProps, LoggingLevel, Stage, StageOptions, StageProps};
#[allow(unused_imports, reason = "the APIs that count so come next")]
pub(crate) use stage::{http_metrics, metric, metrics, websocket_metrics};
