//! How API Gateway calls a function, and the leave to do so.

use construct_cfn::refs::LambdaFunctionArn;
use construct_core::{Aws, Construct, Expr, Value, intrinsic};

use super::{Function, Permission};
use crate::Stack;
use crate::iam::Principal;

/// The address under which API Gateway calls a function, in the region of `scope`.
///
/// See AWS on the [`Uri` of an integration](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html).
pub(crate) fn invocation_uri(
    scope: &dyn Construct,
    function: &Value<LambdaFunctionArn>,
) -> Value<String> {
    let region = Stack::of(scope).map_or(Aws::REGION, |stack| stack.region());
    intrinsic::concat([
        Expr::text("arn:"),
        Aws::PARTITION.into(),
        Expr::text(":apigateway:"),
        region.into(),
        Expr::text(":lambda:path/2015-03-31/functions/"),
        function.clone().into(),
        Expr::text("/invocations"),
    ])
}

/// Lets API Gateway call a function, on behalf of what `arn` names.
#[track_caller]
pub(crate) fn permit_invocation(
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

/// The id of the one permission of an API for a function.
pub(crate) fn permission_id(api: &dyn Construct, function: &Function) -> String {
    let [function, api] = [function.node(), api.node()].map(|node| node.unique_id());
    format!("ApiPermission.ApiScoped.{function}.{api}")
}

/// Lets an API call a function: one permission for the pair, however many
/// methods, routes and authorizers call it. `arn` stands for all of them.
#[track_caller]
pub(crate) fn permit_api(api: &dyn Construct, function: &Function, arn: Value<String>) {
    let id = permission_id(api, function);
    if api.node().try_child(&id).is_none() {
        permit_invocation(api, &id, function, arn);
    }
}
