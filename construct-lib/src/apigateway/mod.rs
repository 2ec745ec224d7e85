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
mod method;
mod resource;
mod rest_api;
mod stage;

pub use cors::CorsOptions;
pub use deployment::{Deployment, DeploymentProps};
pub use http_method::HttpMethod;
pub use integration::{Integration, IntegrationConfig, LambdaIntegration, MockIntegration};
pub use method::{Method, MethodOptions};
pub use resource::Resource;
pub use rest_api::{EndpointType, RestApi, RestApiProps};
pub use stage::{LoggingLevel, Stage, StageOptions, StageProps};
