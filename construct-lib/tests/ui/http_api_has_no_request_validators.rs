use construct_lib::apigateway::RequestValidatorOptions;
use construct_lib::apigatewayv2::{HttpApi, HttpApiProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    api.add_request_validator("Bodies", RequestValidatorOptions::new());
}
