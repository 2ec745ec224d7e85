//! What answers a message.

mod aws;
mod config;
mod http;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod integration;
mod lambda;
mod mock;
mod response;

pub use aws::WebSocketAwsIntegration;
pub use config::{WebSocketIntegrationType, WebSocketRouteIntegrationConfig};
pub use http::WebSocketHttpIntegration;
pub use integration::{WebSocketIntegration, WebSocketIntegrationProps, WebSocketRouteIntegration};
pub use lambda::WebSocketLambdaIntegration;
pub use mock::WebSocketMockIntegration;
pub use response::{WebSocketIntegrationResponse, WebSocketIntegrationResponseKey};
