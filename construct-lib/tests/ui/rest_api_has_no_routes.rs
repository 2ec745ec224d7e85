use construct_lib::apigateway::{RestApi, RestApiProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    api.add_routes("GET /users");
}
