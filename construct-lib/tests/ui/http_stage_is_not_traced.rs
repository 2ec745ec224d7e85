use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, StageOptions};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new().default_stage(StageOptions::new().tracing()));
}
