use construct_lib::apigateway::{UsagePlanPerApiStage, UsagePlanProps};
use construct_lib::apigatewayv2::{HttpApi, HttpApiProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    let stage = api.default_stage().unwrap();
    let plan = UsagePlanProps::new().api_stage(UsagePlanPerApiStage::new(&stage));
}
