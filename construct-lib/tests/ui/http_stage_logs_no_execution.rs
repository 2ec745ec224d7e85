use construct_lib::apigateway::LoggingLevel;
use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, HttpStageProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    let stage = HttpStageProps::new(&api).logging_level(LoggingLevel::Info);
}
