//! The tree of paths, and the verbs of each.

mod http_method;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod method;
mod resource;

pub use http_method::HttpMethod;
pub use method::{AuthorizationType, Method, MethodOptions};
pub use resource::Resource;
