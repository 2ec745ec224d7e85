//! HTTP APIs.

mod api;
mod authorizer;
mod deployment;
mod integration;
mod route;
#[cfg(feature = "openapi")]
mod spec;
mod stage;
mod vpc_link;

pub use api::{CorsPreflightOptions, HttpApi, HttpApiAttributes, HttpApiProps};
pub use authorizer::{
    HttpAuthorizer, HttpAuthorizerAttributes, HttpIamAuthorizer, HttpIdentitySource,
    HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaResponseType, HttpNoneAuthorizer,
    HttpRouteAuthorizationType, HttpRouteAuthorizer, HttpRouteAuthorizerConfig,
    HttpUserPoolAuthorizer,
};
pub use deployment::{HttpDeployment, HttpDeploymentProps};
pub use integration::{
    HttpAlbIntegration, HttpAppConfigIntegration, HttpEventBridgeIntegration, HttpIntegration,
    HttpIntegrationConfig, HttpIntegrationProps, HttpKinesisIntegration, HttpLambdaIntegration,
    HttpNlbIntegration, HttpRouteIntegration, HttpRouteIntegrationBindOptions,
    HttpServiceDiscoveryIntegration, HttpSqsIntegration, HttpStepFunctionsIntegration,
    HttpUrlIntegration, MappingValue, ParameterMapping, PayloadFormatVersion, ResponseMappingValue,
    ResponseParameterMapping,
};
pub use route::{HttpRoute, HttpRouteKey, HttpRouteOptions, HttpRouteProps};
#[cfg(feature = "openapi")]
pub use spec::{SpecHttpApi, SpecHttpApiProps, SpecHttpAuthorizer, SpecHttpIntegration};
pub use stage::{HttpStage, HttpStageProps};
pub use vpc_link::{VpcLink, VpcLinkProps};
