//! Leave of an API to call a function.

use construct_core::{Construct, Expr};

use crate::apigateway::RestApi;
use crate::iam::Principal;
use crate::lambda::{Function, Permission};

/// Lets an API call a function: one permission for the pair, however many
/// methods and authorizers call it.
///
/// It covers every route of the API, its authorizers and the console's test
/// call, and no other API.
#[track_caller]
pub(in crate::apigateway) fn permit_api(api: &RestApi, function: &Function) {
    let id = format!(
        "ApiPermission.ApiScoped.{}.{}",
        function.node().unique_id(),
        api.node().unique_id()
    );
    if api.node().try_child(&id).is_none() {
        let permission = Permission::new(Principal::service("apigateway.amazonaws.com"))
            .source_arn(api.execute_api_arn([Expr::text("/*/*")]))
            .scope(api);
        function.add_permission(&id, permission);
    }
}
