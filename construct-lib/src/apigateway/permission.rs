//! Leave of a REST API to call a function.

use construct_core::Expr;

use crate::apigateway::RestApi;
use crate::lambda::{self, Function};

/// Lets an API call a function, for every method of it, its authorizers and
/// the console's test call.
#[track_caller]
pub(in crate::apigateway) fn permit_api(api: &RestApi, function: &Function) {
    lambda::permit_api(api, function, api.execute_api_arn([Expr::text("/*/*")]));
}
