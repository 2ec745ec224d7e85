use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, HttpRouteOptions};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    let options = HttpRouteOptions::new().request_model("application/json", "User");
}
