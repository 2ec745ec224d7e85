//! Who may call a function.

use construct_cfn::lambda::{CfnPermission, CfnPermissionProps};
use construct_core::{Construct, Expr, IntoValue};

use super::function::Function;
use crate::Node;
use crate::iam::Principal;
use crate::values::text;

/// Leave to call a function, given to a service or an account.
///
/// Appears as [`AWS::Lambda::Permission`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html),
/// one statement of the function's resource policy.
///
/// ```
/// use construct_lib::iam::Principal;
/// use construct_lib::lambda::{Function, FunctionProps, Permission};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let bucket = Permission::new(Principal::service("s3")).source_arn("arn:aws:s3:::orders");
/// handler.add_permission("Bucket", bucket);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Permission {
    principal: Principal,
    action: Expr,
    source_arn: Expr,
    source_account: Expr,
    scope: Option<Node>,
}

impl Permission {
    /// Lets this principal call the function.
    pub fn new(principal: Principal) -> Self {
        Self {
            principal,
            action: Expr::text("lambda:InvokeFunction"),
            source_arn: Expr::Unset,
            source_account: Expr::Unset,
            scope: None,
        }
    }

    /// What it may do; `lambda:InvokeFunction` by default.
    pub fn action(mut self, action: impl IntoValue<String>) -> Self {
        self.action = action.into_expr();
        self
    }

    /// Only on behalf of this resource. Without it a service may call for anyone.
    pub fn source_arn(mut self, arn: impl IntoValue<String>) -> Self {
        self.source_arn = arn.into_expr();
        self
    }

    /// Only on behalf of this account.
    pub fn source_account(mut self, account: impl IntoValue<String>) -> Self {
        self.source_account = account.into_expr();
        self
    }

    /// Defines it below this construct; below the function by default.
    pub fn scope(mut self, scope: &dyn Construct) -> Self {
        self.scope = Some(scope.node().clone());
        self
    }

    pub(super) fn attach(self, function: &Function, id: &str) {
        let scope = self.scope.as_ref().unwrap_or(function.node());
        let principal = self.principal.single().cloned().unwrap_or_default();
        let props = CfnPermissionProps::patch()
            .action(text(self.action))
            .function_name(function.function_arn())
            .principal(text(principal))
            .source_account(text(self.source_account))
            .source_arn(text(self.source_arn));
        CfnPermission::new(scope, id, props);
    }
}
