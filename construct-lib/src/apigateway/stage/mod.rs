//! What is deployed, and how it serves.

mod deployment;
mod options;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod stage;

pub(in crate::apigateway) use deployment::content_hash;
pub use deployment::{Deployment, DeploymentProps};
pub use options::{LoggingLevel, StageOptions};
pub use stage::{Stage, StageProps};
