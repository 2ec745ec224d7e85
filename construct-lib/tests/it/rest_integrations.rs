//! What integrations of REST APIs come to.

use std::time::Duration;

use construct_lib::apigateway::{
    AwsIntegration, HttpIntegration, HttpMethod, Integration, IntegrationConfig,
    IntegrationMapping, IntegrationParameter, IntegrationResponse, LambdaIntegration, Method,
    MethodResponse, RequestContext, RequestSource, ResponseTransferMode, SagemakerIntegration,
    StepFunctionsIntegration,
};
use construct_lib::iam::{PolicyStatement, Principal, Role, RoleProps};
use construct_lib::testing::{Template, json};
use construct_lib::{Stack, apigatewayv2};
use serde_json::Value;

use crate::rest_methods::{JSON, api, handler, only_method, stack, with};
use crate::support::check_template;

/// The properties of the one method that an integration is given to.
fn method(part: &str, integration: impl FnOnce(&Stack) -> IntegrationConfig) -> Value {
    struct Ready(IntegrationConfig);
    impl Integration for Ready {
        fn bind(&self, _method: &Method) -> IntegrationConfig {
            self.0.clone()
        }
    }
    let (_, stack) = stack();
    let config = integration(&stack);
    api(&stack).root().resource_for_path(part).add_method(HttpMethod::Get, Ready(config));
    only_method(&stack)
}

#[test]
fn a_streamed_answer_is_called_for_at_its_own_address() {
    let properties = with(|stack, api| {
        let stream = LambdaIntegration::new(&handler(stack))
            .response_transfer_mode(ResponseTransferMode::Stream)
            .timeout(Duration::from_secs(600));
        api.root().add_method(HttpMethod::Get, stream);
    });
    let integration = &properties["Integration"];
    assert_eq!(integration["Type"], "AWS_PROXY");
    assert_eq!(integration["ResponseTransferMode"], "STREAM");
    assert_eq!(integration["TimeoutInMillis"], 600_000);
    let uri = integration["Uri"].to_string();
    assert!(uri.contains("path/2021-11-15/functions/"), "{uri}");
    assert!(uri.contains("/response-streaming-invocations"), "{uri}");
}

#[test]
fn a_role_calls_the_function_instead_of_the_api() {
    let (_, stack) = stack();
    let role = Role::new(&stack, "Caller", RoleProps::new(Principal::service("apigateway")));
    let integration = LambdaIntegration::new(&handler(&stack)).credentials_role(&role);
    api(&stack).root().add_method(HttpMethod::Get, integration);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::Lambda::Permission", 0);
    template.resource_count_is("AWS::IAM::Policy", 1);
    let policies = template.find_resources("AWS::IAM::Policy");
    assert!(policies[0].1.to_string().contains("lambda:InvokeFunction"));
}

#[test]
fn whoever_calls_needs_leave_of_its_own() {
    let (_, stack) = stack();
    let integration = LambdaIntegration::new(&handler(&stack)).credentials_passthrough();
    api(&stack).root().add_method(HttpMethod::Get, integration);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::Lambda::Permission", 0);
    let credentials = json!({
        "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":iam::*:user/*"]],
    });
    let properties = json!({ "Integration": { "Credentials": credentials } });
    template.has_resource_properties("AWS::ApiGateway::Method", properties);
}

#[test]
fn a_permission_without_the_test_call_is_for_the_stage_alone() {
    let (_, stack) = stack();
    let integration = LambdaIntegration::new(&handler(&stack)).without_test_invoke();
    api(&stack).root().add_method(HttpMethod::Any, integration);
    let template = Template::from_stack(&stack);
    let permissions = template.find_resources("AWS::Lambda::Permission");
    assert_eq!(permissions.len(), 1);
    let arn = &permissions[0].1["Properties"]["SourceArn"]["Fn::Join"][1];
    let parts = arn.as_array().unwrap();
    assert_eq!(parts[parts.len() - 1], "/*/");
    assert!(parts[parts.len() - 2]["Ref"].as_str().unwrap().contains("DeploymentStage"));
}

#[test]
fn a_machine_gets_what_was_asked_for() {
    let template = |integration: StepFunctionsIntegration| {
        let properties = with(|_, api| {
            api.root().add_method(HttpMethod::Post, integration);
        });
        properties["Integration"]["RequestTemplates"][JSON].as_str().unwrap().to_owned()
    };
    let arn = "arn:aws:states:us-east-1:111122223333:stateMachine:order";
    let machine = || StepFunctionsIntegration::start_execution(arn);
    let usual = template(machine());
    for (part, there) in [("header", false), ("querystring", true), ("path", true)] {
        assert_eq!(usual.contains(&format!("${{q}}{part}${{q}}")), there, "{part}");
    }
    assert!(usual.contains(&format!("\"stateMachineArn\": \"{arn}\"")), "{usual}");
    let fields = [RequestContext::UserAgent, RequestContext::SourceIp, RequestContext::SourceIp];
    let other = machine().headers(true).querystring(false).path(false).authorizer(true);
    let other = template(other.request_context(fields));
    for (part, there) in [
        ("header", true),
        ("querystring", false),
        ("path", false),
        ("authorizer", true),
        ("requestContext", true),
    ] {
        assert_eq!(other.contains(&format!("${{q}}{part}${{q}}")), there, "{part}");
    }
    assert_eq!(other.matches("$context.identity.sourceIp").count(), 1);
}

#[test]
fn a_link_of_version_2_names_the_load_balancer_behind_it() {
    let balancer = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/1234567890abcdef";
    let properties = with(|stack, api| {
        let link = apigatewayv2::VpcLink::from_vpc_link_id(stack, "Link", "abc123");
        let shop = HttpIntegration::new("http://shop.example.com").vpc_link_v2(&link, balancer);
        api.root().add_method(HttpMethod::Get, shop);
    });
    let integration = &properties["Integration"];
    assert_eq!(integration["ConnectionType"], "VPC_LINK");
    assert_eq!(integration["ConnectionId"], "abc123");
    assert_eq!(integration["IntegrationTarget"], balancer);
}

#[test]
fn an_endpoint_is_called_by_the_verb_of_the_method() {
    let verb = |verb, shop: HttpIntegration| {
        let properties = with(|_, api| drop(api.root().add_method(verb, shop)));
        properties["Integration"]["IntegrationHttpMethod"].as_str().unwrap().to_owned()
    };
    let shop = || HttpIntegration::new("https://shop.example.com");
    assert_eq!(verb(HttpMethod::Post, shop()), "POST");
    assert_eq!(verb(HttpMethod::Any, shop()), "ANY");
    assert_eq!(verb(HttpMethod::Post, shop().http_method(HttpMethod::Get)), "GET");
}

#[test]
fn an_own_integration_has_all_that_ours_have() {
    let properties = method("orders/{id}", |_| {
        IntegrationConfig::new(construct_lib::apigateway::IntegrationType::HttpProxy)
            .integration_http_method(HttpMethod::Get)
            .uri("https://example.com/{id}")
            .request_parameter(
                IntegrationParameter::header("X-Stage"),
                RequestSource::context("stage"),
            )
            .method_response(MethodResponse::new(200).header("ETag"))
    });
    let mapped = json!({
        "integration.request.header.X-Stage": "context.stage",
        "integration.request.path.id": "method.request.path.id",
    });
    assert_eq!(properties["Integration"]["RequestParameters"], mapped);
    assert_eq!(properties["MethodResponses"][0]["StatusCode"], "200");
}

#[test]
fn variables_of_the_stage_are_no_placeholders() {
    let properties = with(|_, api| {
        let shop = HttpIntegration::new("https://${stageVariables.host}/{id}");
        api.root().add_resource("{id}").add_method(HttpMethod::Get, shop);
    });
    let mapped = json!({ "integration.request.path.id": "method.request.path.id" });
    assert_eq!(properties["Integration"]["RequestParameters"], mapped);
}

#[test]
fn rest_services() {
    let (_, stack) = stack();
    let api = api(&stack);
    let machine = "arn:aws:states:us-east-1:111122223333:stateMachine:order";
    let all = StepFunctionsIntegration::start_execution(machine)
        .headers(true)
        .authorizer(true)
        .request_context([RequestContext::RequestId, RequestContext::UserAgent]);
    api.root().add_resource("run").add_method(HttpMethod::Post, all);
    let arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/prices";
    let prices = SagemakerIntegration::new("prices", arn);
    api.root().add_resource("prices").add_method(HttpMethod::Post, prices);
    let role = Role::new(&stack, "Reader", RoleProps::new(Principal::service("apigateway")));
    let read = PolicyStatement::allow().actions(["s3:GetObject"]);
    role.add_to_policy(read.resource("arn:aws:s3:::orders/*"));
    let file = AwsIntegration::path("s3", "orders/{key}")
        .integration_http_method(HttpMethod::Get)
        .credentials_role(&role)
        .mapping(IntegrationMapping::new().response(IntegrationResponse::new(200)));
    api.root().resource_for_path("files/{key}").add_method(HttpMethod::Get, file);
    check_template("apigateway-services", &stack);
}
