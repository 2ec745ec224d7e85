use construct_lib::apigatewayv2::HttpIamAuthorizer;
use construct_lib::apigateway::{RestApi, RestApiProps, MethodOptions};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    let options = MethodOptions::new().authorizer(&HttpIamAuthorizer);
}
