//! An API as a whole: what it takes, who reaches it, and what it answers by itself.

mod cors;
mod lambda_rest_api;
mod props;
mod rest_api;
#[cfg(feature = "openapi")]
mod spec_parts;
#[cfg(feature = "openapi")]
mod spec_rest_api;
mod state;
mod step_functions_rest_api;

pub use cors::CorsOptions;
pub use lambda_rest_api::{LambdaRestApi, LambdaRestApiProps};
pub use props::{ApiKeySourceType, RestApiProps};
pub use rest_api::RestApi;
#[cfg(feature = "openapi")]
pub use spec_parts::{SpecAuthorizer, SpecIntegration};
#[cfg(feature = "openapi")]
pub use spec_rest_api::{RestApiMode, SpecRestApi, SpecRestApiProps};
pub use step_functions_rest_api::{StepFunctionsRestApi, StepFunctionsRestApiProps};
