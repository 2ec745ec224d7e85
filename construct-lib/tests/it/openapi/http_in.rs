//! HTTP APIs made of documents.

use std::time::Duration;

use construct_lib::apigatewayv2::{
    CorsPreflightOptions, HttpApi, HttpIntegrationConfig, HttpLambdaIntegration, HttpMethod,
    ResponseMappingValue, ResponseParameterMapping, SpecHttpApi, SpecHttpApiProps,
    SpecHttpAuthorizer, StageOptions,
};
use construct_lib::lambda::Function;
use construct_lib::openapi::ApiDefinition;
use construct_lib::testing::{Template, diagnostics, has_diagnostic, json};
use construct_lib::{App, Construct, Stack};
use serde_json::Value;

use super::rest_in::{SHOP, handler};
use crate::support::{check_template, orders};

fn shop() -> SpecHttpApiProps {
    SpecHttpApiProps::new(ApiDefinition::from_text("shop.yaml", SHOP))
}

fn body(stack: &Stack) -> Value {
    let template = Template::from_stack(stack);
    template.find_resources("AWS::ApiGatewayV2::Api")[0].1["Properties"]["Body"].clone()
}

#[test]
fn a_document_with_all_that_can_be_attached() {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    let guard = super::rest_in::handler(&stack, "Guard");
    let cors = CorsPreflightOptions::new(["https://shop.example.com"])
        .allow_methods([HttpMethod::Get, HttpMethod::Post])
        .allow_headers(["authorization"])
        .allow_credentials();
    let website = HttpIntegrationConfig::http_proxy("https://example.com", HttpMethod::Get)
        .secure_server_name("example.com");
    let props = shop()
        .operation("listOrders", website)
        .default_integration(&handler)
        .authorizer("customers", SpecHttpAuthorizer::jwt("https://login.example.com", ["shop"]))
        .authorizer(
            "services",
            SpecHttpAuthorizer::function(&guard)
                .identity_source(["$request.header.X-Service"])
                .results_cache_ttl(Duration::from_secs(60)),
        )
        .cors_preflight(cors)
        .fail_on_warnings()
        .disable_execute_api_endpoint()
        .default_stage(StageOptions::new().throttling(10.0, 20));
    SpecHttpApi::new(&stack, "Api", props);
    check_template("http-api-spec", &stack);
}

#[test]
fn signed_operations_say_so_themselves() {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    let props = shop().default_integration(&handler);
    SpecHttpApi::new(&stack, "Api", props.authorizer("services", SpecHttpAuthorizer::iam()));
    let paths = &body(&stack)["paths"];
    assert_eq!(paths["/orders"]["post"]["x-amazon-apigateway-auth"], json!({ "type": "AWS_IAM" }));
    assert_eq!(paths["/orders"]["get"].get("x-amazon-apigateway-auth"), None);
}

#[test]
fn the_api_is_one_with_a_stage_and_an_address() {
    let (app, stack) = orders();
    let handler = handler(&stack, "Handler");
    let api = SpecHttpApi::new(&stack, "Api", shop().default_integration(&handler));
    assert!(SpecHttpApi::at(api.node()).is_some() && api.default_stage().is_some());
    let bare = shop().default_integration(&handler).without_default_stage();
    let bare = SpecHttpApi::new(&stack, "Bare", bare);
    assert!(bare.default_stage().is_none());
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGatewayV2::Stage", 1);
    template.resource_count_is("AWS::Lambda::Permission", 2);
    assert!(diagnostics(&app).iter().all(|d| !d.is_error()));
}

#[test]
fn a_document_in_a_bucket_is_named_by_its_place() {
    let (_, stack) = orders();
    let definition = ApiDefinition::from_bucket("documents", "shop.json");
    SpecHttpApi::new(&stack, "Api", SpecHttpApiProps::new(definition));
    Template::from_stack(&stack).has_resource_properties(
        "AWS::ApiGatewayV2::Api",
        json!({ "BodyS3Location": { "Bucket": "documents", "Key": "shop.json" } }),
    );
}

#[test]
fn fails_with_a_route_beside_the_document() {
    let (app, stack) = orders();
    let handler = handler(&stack, "Handler");
    let api = SpecHttpApi::new(&stack, "Api", shop().default_integration(&handler));
    let more = HttpLambdaIntegration::new("More", &handler);
    HttpApi::add_routes(api.http_api(), "/more", [HttpMethod::Get], &more);
    has_diagnostic(&app, "openapi-with-routes", "Orders/Api");
}

#[test]
fn fails_with_swagger() {
    let (app, stack) = orders();
    let text = "swagger: '2.0'\ninfo: {title: Old, version: '1'}\npaths: {}\n";
    let definition = ApiDefinition::from_text("old.yaml", text);
    SpecHttpApi::new(&stack, "Api", SpecHttpApiProps::new(definition));
    has_diagnostic(&app, "openapi-invalid", "Orders/Api");
}

#[test]
fn changes_of_answers_are_said_as_documents_say_them() {
    let (_, stack) = orders();
    let id = ResponseMappingValue::context_variable("requestId");
    let failed = ResponseParameterMapping::new()
        .append_header("x-id", id)
        .remove_header("server")
        .overwrite_status_code(502);
    let website = HttpIntegrationConfig::http_proxy("https://example.com", HttpMethod::Get)
        .response_mapping("500", failed);
    SpecHttpApi::new(&stack, "Api", shop().default_integration(website));
    let get = &body(&stack)["paths"]["/orders"]["get"];
    assert_eq!(
        get["x-amazon-apigateway-integration"]["responseParameters"],
        json!({ "500": {
            "append:header.x-id": "$context.requestId",
            "remove:header.server": "",
            "overwrite:statuscode": "502",
        } })
    );
}

fn guarded(authorizer: SpecHttpAuthorizer) -> (App, Stack) {
    let (app, stack) = orders();
    let handler = handler(&stack, "Handler");
    let props = shop().default_integration(&handler).authorizer("services", authorizer);
    SpecHttpApi::new(&stack, "Api", props);
    (app, stack)
}

/// What the scheme of the only API of a stack is checked by.
fn guard_in(stack: &Stack) -> Value {
    let schemes = body(stack)["components"]["securitySchemes"].clone();
    schemes["services"]["x-amazon-apigateway-authorizer"].clone()
}

fn guard() -> SpecHttpAuthorizer {
    let arn = "arn:aws:lambda:eu-west-1:111122223333:function:guard";
    let (_, stack) = orders();
    SpecHttpAuthorizer::function(&Function::from_function_arn(&stack, "Guard", arn))
}

#[test]
fn a_function_that_is_asked_for_each_request_needs_no_identity() {
    let (app, stack) = guarded(guard().identity_source(Vec::<String>::new()));
    let authorizer = guard_in(&stack);
    assert_eq!(authorizer.get("identitySource"), None);
    assert_eq!(authorizer["authorizerResultTtlInSeconds"], 0);
    assert!(diagnostics(&app).iter().all(|d| d.code() != "invalid-identity-source"));
}

#[test]
fn fails_when_answers_are_kept_for_nobody_or_for_too_long() {
    let minute = Duration::from_secs(60);
    let nobody = guard().identity_source(Vec::<String>::new()).results_cache_ttl(minute);
    has_diagnostic(&guarded(nobody).0, "invalid-identity-source", "Orders/Api");
    let nothing = guard().identity_source(["$request.header."]);
    has_diagnostic(&guarded(nothing).0, "invalid-identity-source", "Orders/Api");
    let long = guard().results_cache_ttl(Duration::from_secs(3601));
    has_diagnostic(&guarded(long).0, "authorizer-cache-out-of-range", "Orders/Api");
    let token = SpecHttpAuthorizer::jwt("https://login.example.com", ["shop"]);
    let token = token.identity_source(Vec::<String>::new());
    has_diagnostic(&guarded(token).0, "invalid-identity-source", "Orders/Api");
}
