use construct_lib::apigateway::{HttpMethod, RestApi, RestApiProps};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, &handler);
}
