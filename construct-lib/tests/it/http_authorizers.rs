//! Who may call the routes of HTTP APIs.

use std::time::Duration;

use construct_lib::apigatewayv2::{
    HttpApi, HttpApiProps, HttpAuthorizer, HttpIdentitySource, HttpJwtAuthorizer,
    HttpLambdaAuthorizer, HttpLambdaIntegration, HttpLambdaResponseType, HttpMethod,
    HttpNoneAuthorizer, HttpRouteAuthorizer, HttpRouteKey, HttpRouteOptions,
    HttpUserPoolAuthorizer, PayloadFormatVersion, StageOptions,
};
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::{Template, json};
use construct_lib::{Construct, Stack};

use crate::support::{check_template, orders};

fn props() -> HttpApiProps {
    HttpApiProps::new().default_stage(StageOptions::new().without_access_log())
}

fn function(stack: &Stack, id: &str) -> Function {
    Function::new(stack, id, FunctionProps::rust("orders"))
}

fn get(path: &'static str) -> HttpRouteKey {
    HttpRouteKey::with(path, HttpMethod::Get)
}

fn guard(
    api: &HttpApi,
    path: &'static str,
    function: &Function,
    authorizer: &(impl HttpRouteAuthorizer + Clone + 'static),
) {
    let options = HttpRouteOptions::new().authorizer(authorizer);
    api.add_route_with(get(path), HttpLambdaIntegration::new("Orders", function), options);
}

#[test]
fn authorizers() {
    let (_, stack) = orders();
    let handler = function(&stack, "Handler");
    let check = function(&stack, "Check");
    let orders = HttpLambdaIntegration::new("Orders", &handler);
    let tokens = HttpJwtAuthorizer::new("Tokens", "https://issuer.example.com", ["orders"]);
    let api = HttpApi::new(
        &stack,
        "Api",
        props().default_authorizer(&tokens).default_authorization_scopes(["orders/read"]),
    );
    api.add_routes("/orders", [HttpMethod::Get], &orders);
    let write = HttpRouteOptions::new().authorization_scopes(["orders/write"]);
    api.add_routes_with("/orders", [HttpMethod::Post], &orders, write);
    let people = HttpUserPoolAuthorizer::new("People", "us-east-1_AbCdEfGhI", ["4h57example"]);
    guard(&api, "/people", &handler, &people);
    let simple = HttpLambdaAuthorizer::new("Simple", &check)
        .response_type(HttpLambdaResponseType::Simple)
        .results_cache_ttl(Duration::ZERO)
        .identity_source([]);
    guard(&api, "/simple", &handler, &simple);
    let policy = HttpLambdaAuthorizer::new("Policy", &check)
        .payload_format_version(PayloadFormatVersion::V2_0)
        .identity_source([
            HttpIdentitySource::header("X-Tenant"),
            HttpIdentitySource::context("routeKey"),
            HttpIdentitySource::stage_variable("tenant"),
        ]);
    guard(&api, "/policy", &handler, &policy);
    guard(&api, "/health", &handler, &HttpNoneAuthorizer);
    check_template("http-api-authorizers", &stack);
}

#[test]
fn a_function_that_decides_and_answers_has_one_permission() {
    let (_, stack) = orders();
    let handler = function(&stack, "Handler");
    let decide = HttpLambdaAuthorizer::new("Decide", &handler);
    let api = HttpApi::new(&stack, "Api", props().default_authorizer(&decide));
    api.add_route(get("/"), HttpLambdaIntegration::new("Orders", &handler));
    Template::from_stack(&stack).resource_count_is("AWS::Lambda::Permission", 1);
}

#[test]
fn equal_authorizers_are_one() {
    let (_, stack) = orders();
    let handler = function(&stack, "Handler");
    let api = HttpApi::new(&stack, "Api", props());
    let tokens = || HttpJwtAuthorizer::new("Tokens", "https://issuer.example.com", ["orders"]);
    guard(&api, "/a", &handler, &tokens());
    guard(&api, "/b", &handler, &tokens());
    let decide = || HttpLambdaAuthorizer::new("Decide", &handler);
    guard(&api, "/c", &handler, &decide());
    guard(&api, "/d", &handler, &decide());
    Template::from_stack(&stack).resource_count_is("AWS::ApiGatewayV2::Authorizer", 2);
    let node = api.node().try_child("Tokens").unwrap();
    assert!(HttpAuthorizer::at(&node).is_some());
}

#[test]
fn a_role_of_yours_may_call_the_function_of_an_authorizer() {
    let (_, stack) = orders();
    let check = function(&stack, "Check");
    let gateway = Principal::service("apigateway.amazonaws.com");
    let role = Role::new(&stack, "Role", RoleProps::new(gateway));
    let decide = HttpLambdaAuthorizer::new("Decide", &check).role(&role);
    HttpApi::new(&stack, "Api", props().default_authorizer(&decide));
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::Lambda::Permission", 0);
    template.has_resource_properties(
        "AWS::IAM::Policy",
        json!({
            "PolicyDocument": { "Statement": [{ "Action": "lambda:InvokeFunction" }] },
            "Roles": [{ "Ref": "Role1ABCC5F0" }],
        }),
    );
}

/// Authorizers that API Gateway would refuse, or that would let in nobody.
pub(crate) fn wrong_authorizers(stack: &Stack) {
    let handler = function(stack, "Handler");
    let api = HttpApi::new(stack, "Api", props());
    let issuer = "http://issuer.example.com";
    let tokens = HttpJwtAuthorizer::new("Tokens", issuer, [""; 0])
        .identity_source(HttpIdentitySource::context("requestId"));
    guard(&api, "/tokens", &handler, &tokens);
    let named = HttpUserPoolAuthorizer::new("People", "us-east-1_abc", ["client"])
        .authorizer_name("our people")
        .identity_source(HttpIdentitySource::header(""));
    guard(&api, "/people", &handler, &named);
    let decide = HttpLambdaAuthorizer::new("Decide", &handler)
        .response_type(HttpLambdaResponseType::Simple)
        .payload_format_version(PayloadFormatVersion::V1_0)
        .results_cache_ttl(Duration::from_secs(3601))
        .identity_source([]);
    guard(&api, "/decide", &handler, &decide);
    let other = HttpLambdaAuthorizer::new("Decide", &handler);
    guard(&api, "/other", &handler, &other);
    let scoped = HttpRouteOptions::new().authorizer(&other).authorization_scopes(["read"]);
    let orders = HttpLambdaIntegration::new("Orders", &handler);
    api.add_route_with(get("/scoped"), orders, scoped);
}
