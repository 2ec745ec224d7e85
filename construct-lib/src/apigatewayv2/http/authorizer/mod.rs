//! Who may call a route.

#[expect(clippy::module_inception, reason = "what the folder is about")]
mod authorizer;
mod binding;
mod identity_source;
mod jwt;
mod lambda;
mod plain;
mod user_pool;

pub use authorizer::{HttpAuthorizer, HttpAuthorizerAttributes};
pub use binding::{HttpRouteAuthorizationType, HttpRouteAuthorizer, HttpRouteAuthorizerConfig};
pub use identity_source::HttpIdentitySource;
pub use jwt::HttpJwtAuthorizer;
#[cfg(feature = "openapi")]
pub(in crate::apigatewayv2::http) use lambda::check_cache;
pub use lambda::{HttpLambdaAuthorizer, HttpLambdaResponseType};
pub use plain::{HttpIamAuthorizer, HttpNoneAuthorizer};
pub use user_pool::HttpUserPoolAuthorizer;
