//! A handler that is told the address of the API that it answers: the classic circle.

use construct_lib::apigateway::{HttpMethod, LambdaIntegration, RestApi, RestApiProps};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::{Template, json};
use construct_lib::{App, CfnOutput, CfnOutputProps, Stack, StackProps};

use crate::support::orders;

#[test]
fn a_rest_api_tells_its_handler_where_it_is() {
    let (_app, stack) = orders();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
    handler.add_environment("API_URL", api.url());
    CfnOutput::new(&stack, "Url", CfnOutputProps::new(api.url()));

    let template = Template::from_stack(&stack);
    let address = |stage| {
        json!({"Fn::Join": ["", [
            "https://", {"Ref": "ApiF70053CD"}, ".execute-api.", {"Ref": "AWS::Region"}, ".",
            {"Ref": "AWS::URLSuffix"}, stage
        ]]})
    };
    let variables = json!({"Variables": {"API_URL": address(json!("/prod/"))}});
    template.has_resource_properties("AWS::Lambda::Function", json!({"Environment": variables}));
    // Who can wait for the stage still does.
    let url = &template.to_json()["Outputs"]["Url"]["Value"]["Fn::Join"][1];
    assert!(url.as_array().unwrap().contains(&json!({"Ref": "ApiDeploymentStageprod3EB9684E"})));
}

#[test]
fn fails_between_stacks_and_says_how_they_wait_for_each_other() {
    let app = App::new();
    let [code, front] = ["Code", "Front"].map(|id| Stack::new(&app, id, StackProps::new()));
    let handler = Function::new(&code, "Handler", FunctionProps::rust("orders"));
    let api = RestApi::new(&front, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
    handler.add_environment("API_URL", api.url());
    let errors = app.synth().unwrap_err().to_string();
    assert!(errors.contains("error[dependency-cycle]"), "{errors}");
    assert!(errors.contains("put what is read both ways into one stack"), "{errors}");
}
