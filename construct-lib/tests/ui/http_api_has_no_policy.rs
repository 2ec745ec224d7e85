use construct_lib::iam::PolicyDocument;
use construct_lib::apigatewayv2::{HttpApi, HttpApiProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new().policy(PolicyDocument::new()));
}
