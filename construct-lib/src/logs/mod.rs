//! Log groups of CloudWatch Logs.

mod log_group;
mod retention;

pub use log_group::{LogGroup, LogGroupProps};
pub use retention::RetentionDays;
