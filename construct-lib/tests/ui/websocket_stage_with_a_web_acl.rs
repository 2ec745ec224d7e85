use construct_lib::apigateway::{WebAclAssociation, WebAclAssociationProps};
use construct_lib::apigatewayv2::{WebSocketStage, WebSocketStageProps};
use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Chat", StackProps::new());
    let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
    let stage = WebSocketStage::new(&stack, "Stage", WebSocketStageProps::new(&api, "prod"));
    WebAclAssociation::new(&stack, "Firewall", WebAclAssociationProps::new(&stage, "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/a/b"));
}
