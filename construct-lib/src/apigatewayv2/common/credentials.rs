//! In whose name an integration is called.

use construct_core::{Aws, Expr, Value, intrinsic};

use crate::iam::Role;

/// In whose name an AWS service is called.
///
/// Appears as `CredentialsArn` of an integration.
///
/// ```
/// use construct_lib::apigatewayv2::IntegrationCredentials;
/// use construct_lib::iam::{Principal, Role, RoleProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api_gateway = Principal::service("apigateway.amazonaws.com");
/// let role = Role::new(&stack, "Sender", RoleProps::new(api_gateway));
/// let credentials = IntegrationCredentials::role(&role);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct IntegrationCredentials(Value<String>);

impl IntegrationCredentials {
    /// API Gateway takes on this role, which must trust it.
    pub fn role(role: &Role) -> Self {
        Self(role.role_arn().cast())
    }

    /// Whoever sent the request, who must have signed it.
    pub fn caller_identity() -> Self {
        Self(intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::text(":iam::*:user/*"),
        ]))
    }

    pub(in crate::apigatewayv2) fn credentials_arn(&self) -> &Value<String> {
        &self.0
    }
}
