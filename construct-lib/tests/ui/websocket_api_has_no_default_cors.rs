use construct_lib::apigatewayv2::CorsPreflightOptions;
use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Chat", StackProps::new());
    let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new().default_cors_preflight(CorsPreflightOptions::new(["*"])));
}
