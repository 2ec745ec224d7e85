//! What answers a route.

mod binding;
mod config;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod integration;
mod lambda;
mod parameter_mapping;

pub use binding::{HttpRouteIntegration, HttpRouteIntegrationBindOptions};
pub use config::{HttpIntegrationConfig, PayloadFormatVersion};
pub use integration::{HttpIntegration, HttpIntegrationProps};
pub use lambda::HttpLambdaIntegration;
pub use parameter_mapping::{MappingValue, ParameterMapping};
