//! The role as which API Gateway calls a service.

use crate::Node;
use crate::iam::{Principal, Role, RoleProps};

use super::options::Credentials;

/// The role that is given, or one of its own below a method; none when whoever
/// calls the method is to call the service, too.
#[track_caller]
pub(super) fn role_of(credentials: &Credentials, method: &Node, id: &str) -> Option<Role> {
    match credentials {
        Credentials::Caller => None,
        Credentials::Role { node, .. } => method.find(*node).and_then(|node| Role::at(&node)),
        Credentials::ApiGateway => {
            let principal = Principal::service("apigateway.amazonaws.com");
            Some(Role::new(method, id, RoleProps::new(principal)))
        }
    }
}
