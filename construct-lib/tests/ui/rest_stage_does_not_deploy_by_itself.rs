use construct_lib::apigateway::{RestApi, RestApiProps, StageOptions};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = RestApi::new(&stack, "Api", RestApiProps::new().deploy_options(StageOptions::new().auto_deploy()));
}
