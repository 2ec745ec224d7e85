//! Keys that tell clients apart, and plans that count and limit their requests.

mod api_key;
mod limits;
mod of_api;
mod rate_limited_api_key;
mod stage;
mod usage_plan;

pub use api_key::{ApiKey, ApiKeyOptions, ApiKeyProps};
pub use limits::{Period, QuotaSettings, ThrottleSettings};
pub use rate_limited_api_key::{RateLimitedApiKey, RateLimitedApiKeyProps};
pub use stage::{UsagePlanPerApiStage, UsagePlanStage, UsagePlanStageConfig};
pub(in crate::apigateway) use usage_plan::is_usage_plan_of_level_1;
pub use usage_plan::{UsagePlan, UsagePlanProps};
