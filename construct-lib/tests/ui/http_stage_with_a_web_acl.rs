use construct_lib::apigateway::{WebAclAssociation, WebAclAssociationProps};
use construct_lib::apigatewayv2::{HttpApi, HttpApiProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    let stage = api.default_stage().unwrap();
    WebAclAssociation::new(&stack, "Firewall", WebAclAssociationProps::new(&stage, "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/a/b"));
}
