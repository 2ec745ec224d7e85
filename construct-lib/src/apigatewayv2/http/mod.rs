//! HTTP APIs.

mod api;
mod authorizer;
mod integration;
mod route;
#[cfg(feature = "openapi")]
mod spec;
mod stage;

pub use api::{CorsPreflightOptions, HttpApi, HttpApiAttributes, HttpApiProps};
pub use authorizer::{
    HttpIamAuthorizer, HttpNoneAuthorizer, HttpRouteAuthorizationType, HttpRouteAuthorizer,
    HttpRouteAuthorizerConfig,
};
pub use integration::{
    HttpIntegration, HttpIntegrationConfig, HttpIntegrationProps, HttpLambdaIntegration,
    HttpRouteIntegration, HttpRouteIntegrationBindOptions, MappingValue, ParameterMapping,
    PayloadFormatVersion,
};
pub use route::{HttpRoute, HttpRouteKey, HttpRouteOptions, HttpRouteProps};
#[cfg(feature = "openapi")]
pub use spec::{SpecHttpApi, SpecHttpApiProps, SpecHttpAuthorizer, SpecHttpIntegration};
pub use stage::{HttpStage, HttpStageProps};
