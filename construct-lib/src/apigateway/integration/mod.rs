//! What answers a request.

mod address;
mod aws;
mod check;
mod config;
mod http;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod integration;
mod lambda;
mod mapping;
mod mock;
mod options;
mod role;
mod sagemaker;
mod source;
mod state_machine_templates;
mod step_functions;
mod vpc_link;

pub use aws::AwsIntegration;
pub(in crate::apigateway) use check::status_code;
pub use config::{IntegrationConfig, IntegrationType};
pub use http::HttpIntegration;
pub use integration::{DefaultIntegration, Integration};
pub use lambda::LambdaIntegration;
pub use mapping::{ContentHandling, IntegrationMapping, IntegrationResponse, PassthroughBehavior};
pub use mock::MockIntegration;
pub use options::ResponseTransferMode;
pub use sagemaker::SagemakerIntegration;
pub use source::{IntegrationParameter, RequestSource, ResponseSource};
pub use step_functions::{RequestContext, StepFunctionsIntegration};
pub use vpc_link::{VpcLink, VpcLinkProps};
