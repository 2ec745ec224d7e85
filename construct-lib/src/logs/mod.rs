//! Log groups of CloudWatch Logs.

mod log_group;
mod retention;

pub(crate) use log_group::warn_of_fixed_name;
pub use log_group::{LogGroup, LogGroupProps};
pub use retention::RetentionDays;
