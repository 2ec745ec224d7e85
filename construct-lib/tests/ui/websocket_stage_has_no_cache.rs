use construct_lib::apigateway::CacheClusterSize;
use construct_lib::apigatewayv2::{StageOptions, WebSocketStageProps};
use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Chat", StackProps::new());
    let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
    let props = WebSocketStageProps::new(&api, "prod").options(StageOptions::new().cache_cluster_size(CacheClusterSize::Gb0_5));
}
