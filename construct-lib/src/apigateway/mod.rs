//! REST APIs of API Gateway.
//!
//! A [`RestApi`] has a tree of [`Resource`]s, each the place of some
//! [`Method`]s; a method has an [`Integration`], mostly a
//! [`LambdaIntegration`]. A [`Deployment`] is a snapshot of all of it, and a
//! [`Stage`] serves one deployment under an address.
//!
//! | what answers | integration |
//! |---|---|
//! | a function, also as a stream | [`LambdaIntegration`]; [`LambdaRestApi`] for one function behind a whole API |
//! | an HTTP endpoint, also inside of a VPC | [`HttpIntegration`], [`VpcLink`] |
//! | an action of an AWS service | [`AwsIntegration`] |
//! | a state machine | [`StepFunctionsIntegration`], [`StepFunctionsRestApi`] |
//! | a model of machine learning | [`SagemakerIntegration`] |
//! | API Gateway itself | [`MockIntegration`] |
//!
//! A proxy hands on the whole request and the whole answer. An integration
//! without proxy rewrites both by an [`IntegrationMapping`], and nothing else
//! takes one. What is mapped is declared by itself: the parameters of a
//! method's requests, the headers of its answers, the placeholders of an
//! address. A [`Model`] describes bodies, and a [`RequestValidator`] refuses
//! those that do not fit. [`ResourceOptions`] hold what methods, and resources
//! below, have when they do not say it.
//!
//! HTTP and WebSocket APIs are in [`apigatewayv2`](crate::apigatewayv2).

mod access;
mod api;
mod authorizer;
mod domain;
mod integration;
pub mod kind;
mod method;
mod model;
mod permission;
mod stage;
mod usage;

pub use access::{
    ClientCertificate, ClientCertificateProps, EndpointAccessMode, EndpointConfiguration,
    EndpointType, GatewayResponse, GatewayResponseOptions, GatewayResponseProps, ResponseType,
    RestApiAttributes, SecurityPolicy, WebAclAssociation, WebAclAssociationProps, WebAclTarget,
};
pub use api::{
    ApiKeySourceType, CorsOptions, LambdaRestApi, LambdaRestApiProps, RestApi, RestApiProps,
    StepFunctionsRestApi, StepFunctionsRestApiProps,
};
#[cfg(feature = "openapi")]
pub use api::{RestApiMode, SpecAuthorizer, SpecIntegration, SpecRestApi, SpecRestApiProps};
pub use authorizer::{
    Authorizer, CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps, IdentitySource,
    MethodAuthorizer, RequestAuthorizer, RequestAuthorizerProps, TokenAuthorizer,
    TokenAuthorizerProps,
};
pub use domain::{
    BasePathMapping, BasePathMappingOptions, BasePathMappingProps, DomainEndpoint, DomainName,
    DomainNameAttributes, DomainNameProps, EdgeSecurityPolicy, MtlsConfig, RegionalSecurityPolicy,
    RoutingMode,
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
    JsonSchema, JsonSchemaType, JsonSchemaVersion, Model, ModelId, ModelOptions, ModelProps,
    RequestValidator, RequestValidatorOptions, RequestValidatorProps,
};
pub use stage::{
    AccessLogField, AccessLogFormat, AccessLogSettings, Account, AccountProps, CacheClusterSize,
    Canary, Deployment, DeploymentProps, LoggingLevel, MethodDeploymentOptions, Stage,
    StageOptions, StageProps,
};
pub(crate) use stage::{CREATE_ONLY, http_metrics, metric, metrics, websocket_metrics};
pub(crate) use stage::{check_cloud_watch_role, has_cloud_watch_role, wait_for_cloud_watch_role};
pub use usage::{
    ApiKey, ApiKeyOptions, ApiKeyProps, Period, QuotaSettings, RateLimitedApiKey,
    RateLimitedApiKeyProps, ThrottleSettings, UsagePlan, UsagePlanPerApiStage, UsagePlanProps,
    UsagePlanStage, UsagePlanStageConfig,
};
