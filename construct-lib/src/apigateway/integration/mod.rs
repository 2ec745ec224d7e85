//! What answers a request.

#[expect(clippy::module_inception, reason = "what the folder is about")]
mod integration;
mod lambda;
mod mock;

pub use integration::{Integration, IntegrationConfig, IntegrationResponse, IntegrationType};
pub use lambda::LambdaIntegration;
pub use mock::MockIntegration;
