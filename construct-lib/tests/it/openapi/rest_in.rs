//! REST APIs made of documents.

use std::time::Duration;

use construct_lib::apigateway::{
    CorsOptions, HttpMethod, IdentitySource, IntegrationConfig, IntegrationType, RestApi,
    RestApiMode, SpecAuthorizer, SpecIntegration, SpecRestApi, SpecRestApiProps, StageOptions,
};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::openapi::ApiDefinition;
use construct_lib::testing::{Template, diagnostics, has_diagnostic, json};
use construct_lib::{App, Aws, Construct, Expr, Stack, intrinsic};
use serde_json::Value;

use crate::support::{check_template, orders};

pub(super) const SHOP: &str = include_str!("shop.yaml");

pub(super) fn handler(stack: &Stack, id: &str) -> Function {
    Function::new(stack, id, FunctionProps::rust("orders"))
}

fn shop() -> SpecRestApiProps {
    SpecRestApiProps::new(ApiDefinition::from_text("shop.yaml", SHOP))
}

/// The body of the only API of a stack.
fn body(stack: &Stack) -> Value {
    let template = Template::from_stack(stack);
    template.find_resources("AWS::ApiGateway::RestApi")[0].1["Properties"]["Body"].clone()
}

#[test]
fn a_document_with_all_that_can_be_attached() {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    let guard = self::handler(&stack, "Guard");
    let website = IntegrationConfig::new(IntegrationType::HttpProxy)
        .integration_http_method(HttpMethod::Get)
        .uri("https://example.com/orders");
    let customers = "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf";
    let props = shop()
        .operation("listOrders", website)
        .operation((HttpMethod::Delete, "/orders/{id}"), &handler)
        .default_integration(&handler)
        .authorizer("customers", SpecAuthorizer::user_pools([customers]))
        .authorizer(
            "services",
            SpecAuthorizer::request(&guard, [IdentitySource::header("X-Service")])
                .results_cache_ttl(Duration::from_secs(60)),
        )
        .validate_request_body()
        .validate_request_parameters()
        .default_cors_preflight(CorsOptions::new(["https://shop.example.com"]))
        .mode(RestApiMode::Overwrite)
        .fail_on_warnings()
        .rest_api_name("shop")
        .description("Shop")
        .deploy_options(StageOptions::new().stage_name("live"));
    SpecRestApi::new(&stack, "Api", props);
    check_template("apigateway-spec-rest-api", &stack);
}

#[test]
fn a_document_in_a_bucket_is_named_by_its_place() {
    let (_, stack) = orders();
    let definition = ApiDefinition::from_bucket("documents", "shop.json").object_version("3");
    SpecRestApi::new(&stack, "Api", SpecRestApiProps::new(definition).mode(RestApiMode::Merge));
    Template::from_stack(&stack).has_resource_properties(
        "AWS::ApiGateway::RestApi",
        json!({
            "BodyS3Location": { "Bucket": "documents", "Key": "shop.json", "Version": "3" },
            "Mode": "merge",
        }),
    );
}

#[test]
fn one_permission_lets_the_api_call_a_function_however_often_it_answers() {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    let props = shop().operation("listOrders", &handler).default_integration(&handler);
    let props = props.authorizer("customers", SpecAuthorizer::token(&handler));
    SpecRestApi::new(&stack, "Api", props.authorizer("services", SpecAuthorizer::iam()));
    Template::from_stack(&stack).resource_count_is("AWS::Lambda::Permission", 1);
}

#[test]
fn security_of_the_whole_document_is_that_of_each_operation() {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    SpecRestApi::new(&stack, "Api", shop().default_integration(&handler));
    let body = body(&stack);
    let paths = &body["paths"];
    assert_eq!(paths["/orders"]["get"]["security"], json!([{ "customers": [] }]));
    assert_eq!(paths["/orders"]["post"]["security"], json!([{ "services": [] }]));
    assert_eq!(paths["/orders/{id}"]["delete"]["security"], json!([]));
    assert_eq!(body.get("security"), None);
}

#[test]
fn what_the_document_integrates_itself_stays_unless_something_is_attached() {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    let uri =
        intrinsic::concat([Expr::text("https://"), Aws::REGION.into(), Expr::text(".example.com")]);
    let integration = |kind: &'static str, uri: Expr| {
        Expr::map([
            ("responses", Expr::map([])),
            (
                "x-amazon-apigateway-integration",
                Expr::map([
                    ("type", Expr::text(kind)),
                    ("httpMethod", Expr::text("GET")),
                    ("uri", uri),
                ]),
            ),
        ])
    };
    let paths = Expr::map([(
        "/",
        Expr::map([
            ("get", integration("http_proxy", uri.into())),
            ("put", integration("http", Expr::text("https://example.com"))),
        ]),
    )]);
    let info = Expr::map([("title", Expr::text("Own")), ("version", Expr::text("1"))]);
    let document = Expr::map([("openapi", Expr::text("3.0.1")), ("info", info), ("paths", paths)]);
    let props = SpecRestApiProps::new(ApiDefinition::from_inline(document))
        .operation((HttpMethod::Put, "/"), &handler)
        .default_integration(&handler);
    SpecRestApi::new(&stack, "Api", props);
    let body = body(&stack);
    let of = |verb: &str| &body["paths"]["/"][verb]["x-amazon-apigateway-integration"];
    assert_eq!(of("get")["type"], "http_proxy");
    assert!(of("get")["uri"]["Fn::Join"].is_array());
    assert_eq!(of("put")["type"], "aws_proxy");
}

#[test]
fn a_deployment_follows_the_document_and_the_functions() {
    let id = |text: &str| {
        let (_, stack) = orders();
        let handler = handler(&stack, "Handler");
        let props = SpecRestApiProps::new(ApiDefinition::from_text("shop.yaml", text));
        SpecRestApi::new(&stack, "Api", props.default_integration(&handler));
        let template = Template::from_stack(&stack);
        template.find_resources("AWS::ApiGateway::Deployment")[0].0.to_owned()
    };
    assert_eq!(id(SHOP), id(SHOP));
    assert_ne!(id(SHOP), id(&SHOP.replace("All orders", "Every order")));
}

#[test]
fn an_api_of_a_document_is_found_and_takes_what_a_rest_api_takes() {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    let api = SpecRestApi::new(&stack, "Api", shop().default_integration(&handler));
    assert!(SpecRestApi::at(api.node()).is_some());
    let plain = RestApi::new(&stack, "Plain", construct_lib::apigateway::RestApiProps::new());
    assert!(SpecRestApi::at(plain.node()).is_none());
    assert!(api.deployment_stage().is_some());
    let health = api.rest_api().root().add_resource("health");
    health.add_method(HttpMethod::Get, construct_lib::apigateway::MockIntegration::new(204));
    plain.root().add_method(HttpMethod::Get, construct_lib::apigateway::MockIntegration::new(204));
    Template::from_stack(&stack).resource_count_is("AWS::ApiGateway::Method", 2);
}

#[test]
fn swagger_is_taken_and_its_schemes_are_checked_where_they_stand() {
    let (app, stack) = orders();
    let handler = handler(&stack, "Handler");
    let text = "
swagger: '2.0'
info: {title: Old, version: '1'}
paths:
  /orders:
    get: {operationId: list, security: [{token: []}], responses: {'200': {description: OK}}}
securityDefinitions:
  token: {type: apiKey, name: Authorization, in: header}
";
    let props = SpecRestApiProps::new(ApiDefinition::from_text("old.yaml", text))
        .operation("list", &handler)
        .authorizer("token", SpecAuthorizer::token(&handler));
    SpecRestApi::new(&stack, "Api", props);
    let scheme = &body(&stack)["securityDefinitions"]["token"];
    assert_eq!(scheme["x-amazon-apigateway-authtype"], "custom");
    assert_eq!(diagnostics(&app), []);
}

#[test]
fn fails_when_a_function_is_told_the_address_of_the_api_whose_document_names_it() {
    let (app, stack) = orders();
    let handler = handler(&stack, "Handler");
    let api = SpecRestApi::new(&stack, "Api", shop().default_integration(&handler));
    handler.add_environment("API_URL", api.url());
    let found = diagnostics(&app);
    let cycle = found.iter().find(|d| d.code() == "dependency-cycle").unwrap();
    assert!(
        cycle.help_text().unwrap_or_default().contains("requestContext.domainName"),
        "{cycle:?}"
    );
}

#[test]
fn an_integration_is_written_as_documents_say_it() {
    let config = IntegrationConfig::new(IntegrationType::Http)
        .integration_http_method(HttpMethod::Post)
        .uri("https://example.com/{id}")
        .timeout(Duration::from_secs(5))
        .mapping(
            construct_lib::apigateway::IntegrationMapping::new()
                .passthrough_behavior(construct_lib::apigateway::PassthroughBehavior::Never)
                .request_template("application/json", "{}")
                .response(construct_lib::apigateway::IntegrationResponse::new(200))
                .response(
                    construct_lib::apigateway::IntegrationResponse::new(404)
                        .selection_pattern("4.*")
                        .header("X-Reason", "gone"),
                ),
        );
    let (_, stack) = orders();
    let integration: SpecIntegration = config.into();
    SpecRestApi::new(&stack, "Api", shop().default_integration(integration));
    assert_eq!(
        body(&stack)["paths"]["/orders"]["get"]["x-amazon-apigateway-integration"],
        json!({
            "type": "http",
            "httpMethod": "POST",
            "uri": "https://example.com/{id}",
            "timeoutInMillis": 5000,
            "passthroughBehavior": "never",
            "requestTemplates": { "application/json": "{}" },
            "responses": {
                "default": { "statusCode": "200" },
                "4.*": {
                    "statusCode": "404",
                    "responseParameters": { "method.response.header.X-Reason": "'gone'" },
                },
            },
        })
    );
}

fn guarded(authorizer: impl Fn(&Function) -> SpecAuthorizer) -> (App, Stack) {
    let (app, stack) = orders();
    let handler = handler(&stack, "Handler");
    let guard = authorizer(&handler);
    let props = shop().default_integration(&handler).authorizer("services", guard);
    SpecRestApi::new(&stack, "Api", props);
    (app, stack)
}

/// What the scheme of the only API of a stack is checked by.
fn guard_in(stack: &Stack) -> Value {
    let schemes = body(stack)["components"]["securitySchemes"].clone();
    schemes["services"]["x-amazon-apigateway-authorizer"].clone()
}

#[test]
fn a_function_that_is_asked_for_each_request_needs_no_identity() {
    // Left alone, API Gateway keeps the answers for five minutes.
    let (app, stack) = guarded(|guard| SpecAuthorizer::request(guard, []));
    let authorizer = guard_in(&stack);
    assert_eq!(authorizer.get("identitySource"), None);
    assert_eq!(authorizer["authorizerResultTtlInSeconds"], 0);
    assert!(diagnostics(&app).iter().all(|d| d.code() != "invalid-identity-source"));
    let source = [IdentitySource::header("X-Service")];
    let (_, kept) = guarded(|guard| SpecAuthorizer::request(guard, source.clone()));
    assert_eq!(guard_in(&kept).get("authorizerResultTtlInSeconds"), None);
}

#[test]
fn fails_when_answers_are_kept_for_nobody_or_for_too_long() {
    let kept = |seconds| {
        move |guard: &Function| {
            SpecAuthorizer::request(guard, []).results_cache_ttl(Duration::from_secs(seconds))
        }
    };
    has_diagnostic(&guarded(kept(60)).0, "invalid-identity-source", "Orders/Api");
    let nothing = |guard: &Function| SpecAuthorizer::request(guard, [IdentitySource::header("")]);
    has_diagnostic(&guarded(nothing).0, "invalid-identity-source", "Orders/Api");
    let long = |guard: &Function| {
        SpecAuthorizer::token(guard).results_cache_ttl(Duration::from_secs(3601))
    };
    has_diagnostic(&guarded(long).0, "authorizer-cache-out-of-range", "Orders/Api");
}

#[test]
fn all_that_names_a_renamed_model_follows() {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    let text = "
openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders: {get: {responses: {'200': {description: OK}}}}
components:
  schemas:
    my-order: {type: object, properties: {id: {type: string}}}
    my-order-list: {type: array, items: {$ref: '#/components/schemas/my-order'}}
    id: {$ref: '#/components/schemas/my-order/properties/id'}
    any:
      oneOf: [{$ref: '#/components/schemas/my-order'}]
      discriminator:
        propertyName: kind
        mapping: {order: '#/components/schemas/my-order', list: my-order-list}
";
    let definition = ApiDefinition::from_text("shop.yaml", text);
    let props = SpecRestApiProps::new(definition).default_integration(&handler);
    SpecRestApi::new(&stack, "Api", props);
    let schemas = &body(&stack)["components"]["schemas"];
    let order = "#/components/schemas/MyOrder";
    assert_eq!(schemas["MyOrderList"]["items"]["$ref"], order);
    assert_eq!(schemas["id"]["$ref"], format!("{order}/properties/id"));
    assert_eq!(
        schemas["any"]["discriminator"]["mapping"],
        json!({ "order": order, "list": "MyOrderList" })
    );
}
