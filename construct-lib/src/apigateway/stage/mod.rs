//! What is deployed, and how it serves.

mod deployment;
mod metrics;
mod options;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod stage;

pub(in crate::apigateway) use deployment::content_hash;
pub use deployment::{Deployment, DeploymentProps};
#[allow(unused_imports, reason = "the APIs that count so come next")]
pub(crate) use metrics::{http_metrics, metric, metrics, websocket_metrics};
pub use options::{LoggingLevel, StageOptions};
pub use stage::{Stage, StageProps};
