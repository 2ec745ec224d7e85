//! Who may call a function.

use construct_cfn::lambda::{CfnPermission, CfnPermissionProps};
use construct_core::{Construct, IntoValue, Value};

use super::function::Function;
use crate::error::codes;
use crate::iam::Principal;
use crate::value::value;
use crate::{Diagnostic, Node};

/// Leave to call a function, given to a service, an account or a role.
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
    action: Value<String>,
    source_arn: Value<String>,
    source_account: Value<String>,
    scope: Option<Node>,
}

impl Permission {
    /// Lets this principal call the function.
    ///
    /// That is one service, one account, one role or user, one organization,
    /// or everyone. Instead of conditions Lambda takes the ARN and the account
    /// on whose behalf a service calls.
    pub fn new(principal: Principal) -> Self {
        Self {
            principal,
            action: Value::lit("lambda:InvokeFunction"),
            source_arn: Value::unset(),
            source_account: Value::unset(),
            scope: None,
        }
    }

    /// What it may do; `lambda:InvokeFunction` by default.
    pub fn action(mut self, action: impl IntoValue<String>) -> Self {
        self.action = value(action);
        self
    }

    /// Only on behalf of this resource. Without it a service may call for anyone.
    pub fn source_arn(mut self, arn: impl IntoValue<String>) -> Self {
        self.source_arn = value(arn);
        self
    }

    /// Only on behalf of this account.
    pub fn source_account(mut self, account: impl IntoValue<String>) -> Self {
        self.source_account = value(account);
        self
    }

    /// Defines it below this construct; below the function by default.
    pub fn scope(mut self, scope: &dyn Construct) -> Self {
        self.scope = Some(scope.node().clone());
        self
    }

    #[track_caller]
    pub(super) fn attach(self, function: &Function, id: &str) {
        let scope = self.scope.as_ref().unwrap_or(function.node());
        let caller = self.principal.caller();
        let is_caller = caller.is_some();
        let (principal, organization) = caller.unwrap_or_default();
        let props = CfnPermissionProps::patch()
            .action(self.action)
            .function_name(function.function_arn())
            .principal(principal)
            .principal_org_id(organization)
            .source_account(self.source_account)
            .source_arn(self.source_arn);
        let cfn = CfnPermission::new(scope, id, props);
        if !is_caller {
            cfn.node().report(
                Diagnostic::error(
                    codes::INVALID_PERMISSION,
                    "a permission to call a function is for a single principal without conditions",
                )
                .help("add one permission for each; limit a service by `Permission::source_arn` and `source_account`"),
            );
        }
    }
}
