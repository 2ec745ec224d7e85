//! Who says whether a request may reach a method.

#[expect(clippy::module_inception, reason = "what the folder is about")]
mod authorizer;
mod cognito;
mod function;
mod identity_source;
mod request;
mod token;

pub use authorizer::{Authorizer, MethodAuthorizer};
pub use cognito::{CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps};
pub use identity_source::IdentitySource;
pub use request::{RequestAuthorizer, RequestAuthorizerProps};
pub use token::{TokenAuthorizer, TokenAuthorizerProps};
