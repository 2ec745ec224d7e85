//! Which requests an API takes, and who may send them.

mod key;
mod options;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod route;

pub use key::HttpRouteKey;
pub use options::HttpRouteOptions;
pub use route::{HttpRoute, HttpRouteProps};
