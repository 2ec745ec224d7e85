use construct_lib::apigatewayv2::HttpLambdaIntegration;
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::apigateway::{RestApi, RestApiProps, HttpMethod};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    api.root().add_method(HttpMethod::Get, HttpLambdaIntegration::new("Answer", &handler));
}
