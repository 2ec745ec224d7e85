//! Leave of a WebSocket API to call a function.

use crate::apigatewayv2::WebSocketApi;
use crate::lambda::{self, Function};

/// Lets an API call a function, for every route of it and its authorizers.
#[track_caller]
pub(in crate::apigatewayv2) fn permit_api(api: &WebSocketApi, function: &Function) {
    lambda::permit_api(api, function, api.arn_for_execute_api("/*/*"));
}
