//! What answers a route.

mod app_config;
mod binding;
mod common;
mod config;
mod event_bridge;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod integration;
mod kinesis;
mod lambda;
mod parameter_mapping;
mod private;
mod response_mapping;
mod service;
mod sqs;
mod step_functions;
mod url;

pub use app_config::HttpAppConfigIntegration;
pub use binding::{HttpRouteIntegration, HttpRouteIntegrationBindOptions};
pub use config::{HttpIntegrationConfig, PayloadFormatVersion};
pub use event_bridge::HttpEventBridgeIntegration;
pub use integration::{HttpIntegration, HttpIntegrationProps};
pub use kinesis::HttpKinesisIntegration;
pub use lambda::HttpLambdaIntegration;
pub use parameter_mapping::{MappingValue, ParameterMapping};
pub use private::{HttpAlbIntegration, HttpNlbIntegration, HttpServiceDiscoveryIntegration};
pub use response_mapping::{ResponseMappingValue, ResponseParameterMapping};
pub use sqs::HttpSqsIntegration;
pub use step_functions::HttpStepFunctionsIntegration;
pub use url::HttpUrlIntegration;
