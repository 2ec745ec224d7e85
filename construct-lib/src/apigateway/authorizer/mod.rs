//! Who says whether a request may reach a method.

#[expect(clippy::module_inception, reason = "what the folder is about")]
mod authorizer;
mod cognito;
mod function;
mod identity_source;
mod request;
mod token;

#[cfg(feature = "openapi")]
pub(super) use authorizer::check_cache;
pub use authorizer::{Authorizer, MethodAuthorizer};
pub use cognito::{CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps};
pub use identity_source::IdentitySource;
#[cfg(feature = "openapi")]
pub(super) use request::check_sources;
pub use request::{RequestAuthorizer, RequestAuthorizerProps};
pub use token::{TokenAuthorizer, TokenAuthorizerProps};
