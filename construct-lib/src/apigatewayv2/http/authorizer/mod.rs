//! Who may call a route.

mod binding;
mod plain;

pub use binding::{HttpRouteAuthorizationType, HttpRouteAuthorizer, HttpRouteAuthorizerConfig};
pub use plain::{HttpIamAuthorizer, HttpNoneAuthorizer};
