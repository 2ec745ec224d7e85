use construct_lib::apigateway::ResponseTransferMode;
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, HttpLambdaIntegration};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    let answer = HttpLambdaIntegration::new("Answer", &handler).response_transfer_mode(ResponseTransferMode::Stream);
}
