//! What stands before a REST API.

mod access;
mod authorizers;
mod errors;
mod usage_plans;

pub(crate) use errors::{access, authorizers, usage_plans};

use construct_lib::Stack;
use construct_lib::apigateway::{HttpMethod, LambdaIntegration, MethodOptions, RestApi};
use construct_lib::lambda::{Function, FunctionProps};

fn function(stack: &Stack, id: &str) -> Function {
    Function::new(stack, id, FunctionProps::rust("orders"))
}

fn answer(stack: &Stack, api: &RestApi, options: MethodOptions) {
    let handler = LambdaIntegration::new(&function(stack, "Handler"));
    api.root().add_method_with(HttpMethod::Get, handler, options);
}
