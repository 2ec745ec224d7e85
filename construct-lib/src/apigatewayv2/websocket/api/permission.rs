//! How API Gateway calls a function, and leave for it.

use construct_core::{Aws, Construct, Expr, Value, intrinsic};

use crate::Stack;
use crate::apigatewayv2::{WebSocketApi, common};
use crate::lambda::Function;

/// One permission for the API, however many of its routes and authorizers
/// call the function.
#[track_caller]
pub(in crate::apigatewayv2) fn permit_api(api: &WebSocketApi, function: &Function) {
    let id = format!(
        "ApiPermission.ApiScoped.{}.{}",
        function.node().unique_id(),
        api.node().unique_id()
    );
    if api.node().try_child(&id).is_none() {
        common::permit_api(api, &id, function, api.arn_for_execute_api("/*/*"));
    }
}

/// What an integration or an authorizer names to call a function.
pub(in crate::apigatewayv2) fn invocation_uri(
    function: &Function,
    scope: &dyn Construct,
) -> Value<String> {
    let region = Stack::of(scope).map_or(Aws::REGION, |stack| stack.region());
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
