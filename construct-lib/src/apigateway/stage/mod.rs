//! What is deployed, and how it serves.

mod access_log;
mod access_log_field;
mod account;
mod canary;
mod deployment;
mod method_options;
mod metrics;
mod options;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod stage;

pub use access_log::{AccessLogFormat, AccessLogSettings};
pub use access_log_field::AccessLogField;
pub use account::{Account, AccountProps};
pub(crate) use account::{check_cloud_watch_role, has_cloud_watch_role, wait_for_cloud_watch_role};
pub use canary::Canary;
pub(crate) use deployment::CREATE_ONLY;
pub(in crate::apigateway) use deployment::content_hash;
pub use deployment::{Deployment, DeploymentProps};
pub use method_options::{LoggingLevel, MethodDeploymentOptions};
pub(crate) use metrics::{http_metrics, metric, metrics, websocket_metrics};
pub use options::{CacheClusterSize, StageOptions};
pub use stage::{Stage, StageProps};
