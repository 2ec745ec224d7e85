//! REST APIs of API Gateway.
//!
//! A [`RestApi`] has a tree of [`Resource`]s, each the place of some
//! [`Method`]s; a method has an [`Integration`], mostly a
//! [`LambdaIntegration`]. A [`Deployment`] is a snapshot of all of it, and a
//! [`Stage`] serves one deployment under an address.

mod cors;
mod deployment;
mod http_method;
mod integration;
mod lambda_integration;
mod method;
mod mock_integration;
mod resource;
mod rest_api;
mod rest_api_props;
mod stage;
mod stage_options;

pub use cors::CorsOptions;
pub use deployment::{Deployment, DeploymentProps};
pub use http_method::HttpMethod;
pub use integration::{Integration, IntegrationConfig, IntegrationResponse, IntegrationType};
pub use lambda_integration::LambdaIntegration;
pub use method::{AuthorizationType, Method, MethodOptions};
pub use mock_integration::MockIntegration;
pub use resource::Resource;
pub use rest_api::RestApi;
pub use rest_api_props::{EndpointType, RestApiProps};
pub use stage::{Stage, StageProps};
pub use stage_options::{LoggingLevel, StageOptions};
