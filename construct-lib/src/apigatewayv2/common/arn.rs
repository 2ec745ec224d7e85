//! The ARN of calls to an API, and the leave to make them.

use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{Construct, Expr, Value, intrinsic};

use crate::Stack;
use crate::iam::Principal;
use crate::lambda::{Function, Permission};

/// The ARN of calls to an API; `path` is what follows its id.
pub(in crate::apigatewayv2) fn execute_api_arn(
    scope: &dyn Construct,
    api: &Value<ApiGatewayV2ApiId>,
    path: &str,
) -> Value<String> {
    let resource = intrinsic::concat([api.expr().clone(), Expr::from(path)]);
    Stack::of(scope).map(|stack| stack.format_arn("execute-api", resource)).unwrap_or_default()
}

/// Lets an API call a function, for the calls that `arn` names.
#[track_caller]
pub(in crate::apigatewayv2) fn permit_api(
    scope: &dyn Construct,
    id: &str,
    function: &Function,
    arn: Value<String>,
) {
    let permission = Permission::new(Principal::service("apigateway.amazonaws.com"))
        .source_arn(arn)
        .scope(scope);
    function.add_permission(id, permission);
}
