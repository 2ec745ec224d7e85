//! What stands before a REST API.

mod authorizers;
mod errors;

pub(crate) use errors::authorizers;

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
