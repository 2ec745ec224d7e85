//! The tree of paths, and the verbs of each.

mod check;
mod http_method;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod method;
mod options;
pub(in crate::apigateway) mod path;
mod request_parameter;
mod resource;
mod resource_options;
mod response;

pub use http_method::HttpMethod;
pub use method::Method;
pub use options::{AuthorizationType, MethodOptions};
pub use request_parameter::RequestParameter;
pub use resource::Resource;
pub use resource_options::{ResourceAttributes, ResourceOptions};
pub use response::MethodResponse;
