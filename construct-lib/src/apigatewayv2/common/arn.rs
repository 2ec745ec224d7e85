//! The ARN of calls to an API.

use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{Construct, Expr, Value, intrinsic};

use crate::Stack;

/// The ARN of calls to an API; `path` is what follows its id.
pub(in crate::apigatewayv2) fn execute_api_arn(
    scope: &dyn Construct,
    api: &Value<ApiGatewayV2ApiId>,
    path: &str,
) -> Value<String> {
    let resource = intrinsic::concat([api.expr().clone(), Expr::from(path)]);
    Stack::of(scope).map(|stack| stack.format_arn("execute-api", resource)).unwrap_or_default()
}
