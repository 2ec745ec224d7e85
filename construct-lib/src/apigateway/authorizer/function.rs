//! How API Gateway calls the function of an authorizer.

use construct_core::{Construct, Expr, Value, intrinsic};

use super::authorizer::Handler;
use crate::Node;
use crate::iam::{Policy, PolicyProps, PolicyStatement, Role};
use crate::lambda::Function;

/// What API Gateway calls: in the region and the partition of the function,
/// which need not be the API's.
pub(super) fn uri(function: &Function) -> Value<String> {
    let arn = function.function_arn();
    let part = |index| intrinsic::select(index, intrinsic::split(":", &arn));
    intrinsic::concat([
        Expr::text("arn:"),
        part(1).into(),
        Expr::text(":apigateway:"),
        part(3).into(),
        Expr::text(":lambda:path/2015-03-31/functions/"),
        arn.clone().into(),
        Expr::text("/invocations"),
    ])
}

/// The function, and whether it is called by a role; that role gets a policy
/// that allows it.
#[track_caller]
pub(super) fn handler(node: &Node, function: &Function, role: Option<&Role>) -> Handler {
    if let Some(role) = role {
        let arn = function.function_arn();
        let versions = intrinsic::concat([arn.expr().clone(), Expr::text(":*")]);
        let invoke = PolicyStatement::allow()
            .actions(["lambda:InvokeFunction"])
            .resource(arn)
            .resource(versions);
        let policy = PolicyProps::new().statement(invoke).role(role);
        Policy::new(node, "authorizerInvokePolicy", policy);
    }
    Handler { function: function.node().node_id(), has_role: role.is_some() }
}
