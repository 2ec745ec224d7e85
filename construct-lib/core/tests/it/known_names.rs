//! Names that are known need nobody to wait.

use construct_core::{
    App, Aws, CfnResource, Construct, Expr, NestedStack, NestedStackProps, Stack, Value, intrinsic,
};
use serde_json::json;

use crate::support::{app_with_stack, codes, template};

fn resource(scope: &dyn Construct, id: &str, ty: &str) -> CfnResource {
    CfnResource::new(scope, id, ty)
}

/// A function that answers an API, as the chain of resources that this is.
struct Service {
    function: CfnResource,
    api: CfnResource,
    stage: CfnResource,
}

fn service(stack: &Stack) -> Service {
    let function = resource(stack, "Handler", "AWS::Lambda::Function");
    let api = resource(stack, "Api", "AWS::ApiGateway::RestApi");
    let method = resource(stack, "Method", "AWS::ApiGateway::Method");
    method.add_property_override("Integration.Uri", function.att_expr("Arn"));
    let deployment = resource(stack, "Deployment", "AWS::ApiGateway::Deployment");
    deployment.node().add_dependency(&method);
    let stage = resource(stack, "Stage", "AWS::ApiGateway::Stage");
    stage.add_property_override("StageName", "prod");
    stage.add_property_override("DeploymentId", reference(&deployment));
    Service { function, api, stage }
}

fn reference(of: &CfnResource) -> Expr {
    of.ref_expr()
}

fn address(service: &Service) -> Expr {
    let address = intrinsic::concat([
        Expr::text("https://"),
        service.api.ref_expr(),
        Expr::text(".execute-api."),
        Aws::REGION.into(),
        Expr::text(".amazonaws.com/"),
        service.stage.ref_expr(),
        Expr::text("/"),
    ]);
    address.into()
}

fn variables(app: &App) -> serde_json::Value {
    template(app)["Resources"]["Handler"]["Properties"]["Environment"]["Variables"].clone()
}

#[test]
fn a_function_is_told_the_address_that_it_answers() {
    let (app, stack) = app_with_stack();
    let service = service(&stack);
    service.function.add_property_override("Environment.Variables.URL", address(&service));
    let url = json!({"Fn::Join": ["", [
        "https://", {"Ref": "Api"}, ".execute-api.", {"Ref": "AWS::Region"}, ".amazonaws.com/prod/"
    ]]});
    assert_eq!(variables(&app), json!({ "URL": url }));
}

#[test]
fn a_policy_that_the_function_waits_for_may_name_the_stage() {
    let (app, stack) = app_with_stack();
    let service = service(&stack);
    let policy = resource(&stack, "Policy", "AWS::IAM::Policy");
    policy.add_property_override("PolicyDocument.Statement.Resource", address(&service));
    service.function.node().add_dependency(&policy);
    let policy = template(&app)["Resources"]["Policy"]["Properties"]["PolicyDocument"].to_string();
    assert!(policy.contains("/prod/"), "{policy}");
}

#[test]
fn a_function_may_be_told_its_own_fixed_name() {
    let (app, stack) = app_with_stack();
    let function = resource(&stack, "Handler", "AWS::Lambda::Function");
    function.add_property_override("FunctionName", "orders");
    function.add_property_override("Environment.Variables.ME", reference(&function));
    assert_eq!(variables(&app), json!({"ME": "orders"}));
}

#[test]
fn names_in_the_variables_of_sub_and_in_lists_are_replaced() {
    let (app, stack) = app_with_stack();
    let service = service(&stack);
    let stage: Value<String> = Value::of(reference(&service.stage));
    let sub = intrinsic::sub("${Stage}/x").variable("Stage", stage.clone()).value();
    let list = intrinsic::select(0, [stage, Value::lit("b")]);
    service.function.add_property_override("Environment.Variables.A", Expr::from(sub));
    service.function.add_property_override("Environment.Variables.B", Expr::from(list));
    let text = variables(&app).to_string();
    assert!(!text.contains(r#"{"Ref":"Stage"}"#), "{text}");
    assert_eq!(text.matches(r#""prod""#).count(), 2, "{text}");
}

#[test]
fn without_a_circle_the_reference_stays() {
    let (app, stack) = app_with_stack();
    let service = service(&stack);
    let other = resource(&stack, "Other", "AWS::Lambda::Function");
    other.add_property_override("Environment.Variables.STAGE", reference(&service.stage));
    let template = template(&app);
    let variables = &template["Resources"]["Other"]["Properties"]["Environment"]["Variables"];
    assert_eq!(*variables, json!({"STAGE": {"Ref": "Stage"}}));
}

#[test]
fn fails_when_the_name_is_given_by_aws() {
    let (app, stack) = app_with_stack();
    let function = resource(&stack, "Handler", "AWS::Lambda::Function");
    function.add_property_override("Environment.Variables.ME", reference(&function));
    assert_eq!(codes(&app), ["dependency-cycle"]);
}

#[test]
fn fails_when_more_than_the_name_is_needed() {
    let (app, stack) = app_with_stack();
    let service = service(&stack);
    let variables = "Environment.Variables";
    service.function.add_property_override(&format!("{variables}.URL"), address(&service));
    let arn = service.stage.att_expr("Arn");
    service.function.add_property_override(&format!("{variables}.ARN"), arn);
    assert_eq!(codes(&app), ["dependency-cycle"]);
}

#[test]
fn fails_when_the_resource_must_be_there() {
    // Lambda looks for the function when it makes the permission.
    let (app, stack) = app_with_stack();
    let function = resource(&stack, "Handler", "AWS::Lambda::Function");
    function.add_property_override("FunctionName", "orders");
    let permission = resource(&stack, "Permission", "AWS::Lambda::Permission");
    permission.add_property_override("FunctionName", reference(&function));
    function.node().add_dependency(&permission);
    assert_eq!(codes(&app), ["dependency-cycle"]);
}

#[test]
fn fails_when_the_user_asked_to_wait() {
    let (app, stack) = app_with_stack();
    let service = service(&stack);
    service.function.add_property_override("Environment.Variables.URL", address(&service));
    service.function.node().add_dependency(&service.stage);
    assert_eq!(codes(&app), ["dependency-cycle"]);
}

#[test]
fn fails_with_the_way_out_when_the_api_itself_names_the_function() {
    let (app, stack) = app_with_stack();
    let service = service(&stack);
    service.api.add_property_override("Body.uri", service.function.att_expr("Arn"));
    service.function.add_property_override("Environment.Variables.URL", address(&service));
    let help = app.synth().unwrap_err().to_string();
    assert!(help.contains("requestContext.domainName"), "{help}");
}

#[test]
fn names_of_other_templates_are_left_to_parameters() {
    let (app, stack) = app_with_stack();
    let service = service(&stack);
    let nested = NestedStack::new(&stack, "Nested", NestedStackProps::new());
    let other = resource(&nested, "Other", "AWS::Lambda::Function");
    other.add_property_override("Environment.Variables.STAGE", reference(&service.stage));
    assert!(app.synth().is_ok());
}
