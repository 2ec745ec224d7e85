//! Leave of an API to call a function.

use construct_core::Construct;

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
