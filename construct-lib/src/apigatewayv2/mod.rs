//! HTTP and WebSocket APIs of API Gateway.
//!
//! An [`HttpApi`] has routes, each a verb and a path, or [`HttpRouteKey::DEFAULT`]
//! for what no other takes. A route is answered by an integration, mostly an
//! [`HttpLambdaIntegration`], and guarded by an authorizer. A [`HttpStage`] of
//! its own serves all of it as soon as it is deployed.
//!
//! A [`WebSocketApi`] has routes too, each for what messages name, and a
//! [`WebSocketStage`]. A [`WebSocketConnectionTable`] remembers who is
//! connected.
//!
//! API keys and usage plans, for stages of WebSocket APIs, are those of REST APIs.
//!
//! REST APIs are in [`apigateway`](crate::apigateway).

mod common;
mod http;
mod websocket;

pub use crate::apigateway::{
    ApiKey, ApiKeyOptions, ApiKeyProps, ContentHandling, HttpMethod, PassthroughBehavior, Period,
    QuotaSettings, RateLimitedApiKey, RateLimitedApiKeyProps, ThrottleSettings, UsagePlan,
    UsagePlanPerApiStage, UsagePlanProps,
};
pub use common::{
    AccessLogField, AccessLogFormat, AccessLogSettings, ApiMapping, ApiMappingProps, ApiStage,
    DomainMappingOptions, DomainName, DomainNameAttributes, DomainNameProps, EndpointOptions,
    IntegrationCredentials, IntegrationIdentity, IpAddressType, MtlsConfig, RouteSettings,
    StageOptions,
};
pub use http::{
    CorsPreflightOptions, HttpAlbIntegration, HttpApi, HttpApiAttributes, HttpApiProps,
    HttpAppConfigIntegration, HttpAuthorizer, HttpAuthorizerAttributes, HttpDeployment,
    HttpDeploymentProps, HttpEventBridgeIntegration, HttpIamAuthorizer, HttpIdentitySource,
    HttpIntegration, HttpIntegrationConfig, HttpIntegrationProps, HttpJwtAuthorizer,
    HttpKinesisIntegration, HttpLambdaAuthorizer, HttpLambdaIntegration, HttpLambdaResponseType,
    HttpNlbIntegration, HttpNoneAuthorizer, HttpRoute, HttpRouteAuthorizationType,
    HttpRouteAuthorizer, HttpRouteAuthorizerConfig, HttpRouteIntegration,
    HttpRouteIntegrationBindOptions, HttpRouteKey, HttpRouteOptions, HttpRouteProps,
    HttpServiceDiscoveryIntegration, HttpSqsIntegration, HttpStage, HttpStageProps,
    HttpStepFunctionsIntegration, HttpUrlIntegration, HttpUserPoolAuthorizer, MappingValue,
    ParameterMapping, PayloadFormatVersion, ResponseMappingValue, ResponseParameterMapping,
    VpcLink, VpcLinkProps,
};
#[cfg(feature = "openapi")]
pub use http::{SpecHttpApi, SpecHttpApiProps, SpecHttpAuthorizer, SpecHttpIntegration};
pub use websocket::{
    WebSocketApi, WebSocketApiAttributes, WebSocketApiKeySelectionExpression, WebSocketApiProps,
    WebSocketAuthorizer, WebSocketAuthorizerProps, WebSocketAwsIntegration,
    WebSocketConnectRouteOptions, WebSocketConnectionTable, WebSocketConnectionTableProps,
    WebSocketDisconnectRouteOptions, WebSocketHttpIntegration, WebSocketIamAuthorizer,
    WebSocketIdentitySource, WebSocketIntegration, WebSocketIntegrationProps,
    WebSocketIntegrationResponse, WebSocketIntegrationResponseKey, WebSocketIntegrationType,
    WebSocketLambdaAuthorizer, WebSocketLambdaIntegration, WebSocketMockIntegration,
    WebSocketModel, WebSocketModelProps, WebSocketNoneAuthorizer, WebSocketRoute,
    WebSocketRouteAuthorizer, WebSocketRouteAuthorizerConfig, WebSocketRouteIntegration,
    WebSocketRouteIntegrationConfig, WebSocketRouteOptions, WebSocketRouteProps, WebSocketStage,
    WebSocketStageProps,
};
