//! The ARN of calls to an API, and how it calls a function.

use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{Aws, Construct, Expr, Value, intrinsic};

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

/// What an authorizer names to call a function, which is in the region of its stack.
pub(in crate::apigatewayv2) fn invocation_uri(function: &Function) -> Value<String> {
    let region = Stack::of(function).map_or(Aws::REGION, |stack| stack.region());
    intrinsic::concat([
        Expr::text("arn:"),
        Aws::PARTITION.into(),
        Expr::text(":apigateway:"),
        region.into(),
        Expr::text(":lambda:path/2015-03-31/functions/"),
        function.function_arn().into(),
        Expr::text("/invocations"),
    ])
}
