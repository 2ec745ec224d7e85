//! Routes of WebSocket APIs, their integrations and authorizers.

use std::time::Duration;

use construct_lib::apigateway::{HttpMethod, JsonSchema};
use construct_lib::apigatewayv2::{
    ContentHandling, IpAddressType, PassthroughBehavior, WebSocketApi, WebSocketApiAttributes,
    WebSocketApiKeySelectionExpression, WebSocketApiProps, WebSocketAwsIntegration,
    WebSocketConnectRouteOptions, WebSocketHttpIntegration, WebSocketIamAuthorizer,
    WebSocketIdentitySource, WebSocketIntegrationResponse, WebSocketIntegrationResponseKey,
    WebSocketLambdaAuthorizer, WebSocketLambdaIntegration, WebSocketMockIntegration,
    WebSocketModel, WebSocketModelProps, WebSocketRoute, WebSocketRouteOptions,
    WebSocketRouteProps,
};
use construct_lib::cfn::apigatewayv2::{CfnApiProps, CfnIntegrationProps, CfnRouteProps};
use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{Construct, Stack, intrinsic};

use crate::support::{check_template, orders};

fn handler(stack: &Stack, id: &str) -> Function {
    Function::new(stack, id, FunctionProps::rust("chat"))
}

fn api(stack: &Stack) -> WebSocketApi {
    WebSocketApi::new(stack, "Api", WebSocketApiProps::new())
}

fn ping() -> WebSocketMockIntegration {
    WebSocketMockIntegration::new("Ping")
}

#[test]
fn every_option_of_routes() {
    let (_, stack) = orders();
    let chat = WebSocketLambdaIntegration::new("Chat", &handler(&stack, "Handler"))
        .timeout(Duration::from_secs(10))
        .content_handling(ContentHandling::ConvertToText);
    let authorizer = WebSocketLambdaAuthorizer::new("Tokens", &handler(&stack, "Check"))
        .authorizer_name("tokens")
        .identity_source([WebSocketIdentitySource::query_string("token")]);
    let connect = WebSocketConnectRouteOptions::new(chat.clone())
        .authorizer(authorizer)
        .api_key_required()
        .return_response();
    let from_authorizer = WebSocketApiKeySelectionExpression::AuthorizerUsageIdentifierKey;
    let props = WebSocketApiProps::new()
        .api_name("chat")
        .description("Chats")
        .route_selection_expression("$request.body.type")
        .api_key_selection_expression(from_authorizer)
        .ip_address_type(IpAddressType::DualStack)
        .disable_schema_validation()
        .connect_route_options(connect)
        .disconnect_route_options(chat.clone())
        .default_route_options(WebSocketRouteOptions::new(chat.clone()).return_response());
    let api = WebSocketApi::new(&stack, "Api", props);
    api.add_route("sendMessage", chat);
    api.add_route("store", store(&stack));

    let header = "integration.request.header.connectionId";
    let bot = WebSocketHttpIntegration::new("Bot", "https://bot.example.com")
        .request_parameter(header, "context.connectionId");
    api.add_route("ask", bot);
    let audit = WebSocketHttpIntegration::with_templates("Audit", "https://audit.example.com")
        .integration_method(HttpMethod::Put)
        .request_template("short", r#"{"id": "$context.messageId"}"#)
        .template_selection_expression("short")
        .timeout(Duration::from_millis(50));
    api.add_route("audit", audit);

    let ok = WebSocketIntegrationResponseKey::status_code(200);
    let pong = WebSocketIntegrationResponse::new(ok)
        .response_template("pong", r#"{"type": "pong"}"#)
        .template_selection_expression("pong")
        .content_handling(ContentHandling::ConvertToText);
    let other = WebSocketIntegrationResponse::new(WebSocketIntegrationResponseKey::default_key());
    let ping = ping().response(pong).response(other);
    api.add_route("ping", WebSocketRouteOptions::new(ping).return_response());
    check_template("websocket-api-routes", &stack);
}

fn store(stack: &Stack) -> WebSocketAwsIntegration {
    let table = Table::new(stack, "Messages", TableProps::new(Attribute::string("id")));
    let trust = RoleProps::new(Principal::service("apigateway.amazonaws.com"));
    let role = Role::new(stack, "Gateway", trust);
    table.grant_write_data(&role);
    let item = r#"{ "TableName": "${Table}", "Item": { "id": { "S": "$context.messageId" } } }"#;
    let server_error = WebSocketIntegrationResponseKey::pattern(r"5\d{2}");
    WebSocketAwsIntegration::action("Store", "dynamodb", "PutItem")
        .credentials_role(&role)
        .passthrough_behavior(PassthroughBehavior::Never)
        .request_template("$default", intrinsic::sub(item).variable("Table", table.table_name()))
        .response(
            WebSocketIntegrationResponse::new(server_error)
                .response_template("$default", r#"{"error": "try again"}"#),
        )
}

#[test]
fn an_integration_becomes_one_in_each_api() {
    let (_, stack) = orders();
    let chat = WebSocketLambdaIntegration::new("Chat", &handler(&stack, "Handler"));
    for id in ["One", "Two"] {
        let api = WebSocketApi::new(&stack, id, WebSocketApiProps::new());
        api.add_route("join", chat.clone());
        api.add_route("leave", chat.clone());
    }
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGatewayV2::Route", 4);
    template.resource_count_is("AWS::ApiGatewayV2::Integration", 2);
    template.resource_count_is("AWS::Lambda::Permission", 2);
    for route in template.find_resources("AWS::ApiGatewayV2::Route") {
        let api = &route.1["Properties"]["ApiId"];
        let target = route.1["Properties"]["Target"]["Fn::Join"][1][1]["Ref"].as_str().unwrap();
        assert_eq!(*api, template.to_json()["Resources"][target]["Properties"]["ApiId"]);
    }
}

#[test]
fn integrations_of_one_name_are_two() {
    let (_, stack) = orders();
    let (api, handler) = (api(&stack), handler(&stack, "Handler"));
    api.add_route("join", WebSocketLambdaIntegration::new("Chat", &handler));
    api.add_route("leave", WebSocketLambdaIntegration::new("Chat", &handler));
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGatewayV2::Integration", 2);
    template.resource_count_is("AWS::Lambda::Permission", 1);
}

#[test]
fn an_authorizer_becomes_one_in_each_api() {
    let (_, stack) = orders();
    let authorizer = WebSocketLambdaAuthorizer::new("Tokens", &handler(&stack, "Check"));
    for id in ["One", "Two"] {
        let connect = WebSocketConnectRouteOptions::new(ping()).authorizer(authorizer.clone());
        WebSocketApi::new(&stack, id, WebSocketApiProps::new().connect_route_options(connect));
    }
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGatewayV2::Authorizer", 2);
    template.resource_count_is("AWS::Lambda::Permission", 2);
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Authorizer",
        json!({ "IdentitySource": ["route.request.header.Authorization"] }),
    );
}

#[test]
fn an_authorizer_may_look_at_every_request() {
    let (_, stack) = orders();
    let authorizer =
        WebSocketLambdaAuthorizer::new("Tokens", &handler(&stack, "Check")).identity_source([]);
    let connect = WebSocketConnectRouteOptions::new(ping()).authorizer(authorizer);
    WebSocketApi::new(&stack, "Api", WebSocketApiProps::new().connect_route_options(connect));
    let template = Template::from_stack(&stack);
    let (_, found) = template.find_resources("AWS::ApiGatewayV2::Authorizer")[0];
    assert!(found["Properties"]["IdentitySource"].is_null(), "{found}");
}

#[test]
fn a_grant_covers_the_connections_of_every_stage_and_no_other_call() {
    let (_, stack) = orders();
    let (api, handler) = (api(&stack), handler(&stack, "Handler"));
    api.grant_manage_connections(&handler);
    let template = Template::from_stack(&stack);
    let (_, policy) = template.find_resources("AWS::IAM::Policy")[0];
    let statements = policy["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap();
    let of_api =
        statements.iter().find(|s| s["Action"] == "execute-api:ManageConnections").unwrap();
    let parts = of_api["Resource"]["Fn::Join"][1].as_array().unwrap();
    assert_eq!(parts.last(), Some(&json!("/*/*/@connections/*")));
}

#[test]
fn whoever_signs_is_granted_single_routes() {
    let (_, stack) = orders();
    let (api, client) = (api(&stack), handler(&stack, "Client"));
    let connect = WebSocketConnectRouteOptions::new(ping()).authorizer(WebSocketIamAuthorizer);
    api.add_connect_route(connect).grant_invoke(&client);
    api.add_route("ask", ping()).grant_invoke(&client);
    let template = Template::from_stack(&stack);
    let (_, policy) = template.find_resources("AWS::IAM::Policy")[0];
    let statements = policy["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap();
    let granted = statements.iter().filter(|s| s["Action"] == "execute-api:Invoke");
    let text: String = granted.map(|s| s["Resource"].to_string()).collect();
    assert!(text.contains("/*/$connect") && text.contains("/*/ask"), "{text}");
}

#[test]
fn what_was_made_is_found_again() {
    let (_, stack) = orders();
    let api = api(&stack);
    let route = api.add_route("join", ping());
    assert_eq!(WebSocketRoute::at(route.node()).unwrap().route_key(), "join");
    assert_eq!(route.web_socket_api().node(), api.node());
    assert!(WebSocketRoute::at(api.node()).is_none());
    assert!(WebSocketApi::at(route.node()).is_none());
}

#[test]
fn resources_can_be_patched() {
    let (_, stack) = orders();
    let api = api(&stack);
    let route = api.add_route("join", ping());
    api.patch(CfnApiProps::patch().version("7"));
    route.patch(CfnRouteProps::patch().operation_name("Join"));
    let integration = route.node().try_child("Ping").unwrap();
    let integration = construct_lib::apigatewayv2::WebSocketIntegration::at(&integration).unwrap();
    integration.patch(CfnIntegrationProps::patch().description("Pings"));
    let template = Template::from_stack(&stack);
    template.has_resource_properties("AWS::ApiGatewayV2::Api", json!({ "Version": "7" }));
    template
        .has_resource_properties("AWS::ApiGatewayV2::Route", json!({ "OperationName": "Join" }));
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Integration",
        json!({ "Description": "Pings" }),
    );
}

#[test]
fn fails_beyond_29_seconds() {
    let (app, stack) = orders();
    let slow = WebSocketHttpIntegration::new("Slow", "https://example.com")
        .timeout(Duration::from_millis(29_001));
    api(&stack).add_route("slow", slow);
    let found = diagnostics(&app);
    let codes: Vec<&str> = found.iter().map(|d| d.code()).collect();
    assert_eq!(codes, ["api-quota"]);
}

#[test]
fn a_model_stands_before_its_route_and_chooses_by_default_for_all() {
    let (_, stack) = orders();
    let api = api(&stack);
    let schema = JsonSchema::object().property("text", JsonSchema::string());
    let model = |name: &str| {
        let props = WebSocketModelProps::new(&api, name, schema.clone());
        WebSocketModel::new(&stack, name, props.description("A message"))
    };
    let (short, long) = (model("Short"), api.add_model("Long", schema.clone()));
    let other = WebSocketModel::from_model_name(&stack, "Other", "Other");
    api.add_route("one", WebSocketRouteOptions::new(ping()).request_model("$default", &short));
    let several = WebSocketRouteOptions::new(ping())
        .request_model("short", &long)
        .request_model("short", &short)
        .request_model("long", &long)
        .request_model("$default", &other)
        .model_selection_expression("$request.body.kind");
    api.add_route("several", several);
    check_template("websocket-api-models", &stack);
}

/// What is wrong with WebSocket APIs, for `diagnostics.rs`.
pub(crate) fn mistakes(stack: &Stack) {
    let long = "x".repeat(1025);
    let props = WebSocketApiProps::new()
        .api_name("")
        .description(long)
        .route_selection_expression("action");
    let api = WebSocketApi::new(stack, "Api", props);
    api.add_route("", ping());
    api.add_route("$join", ping());
    let answers = WebSocketRouteOptions::new(ping()).return_response();
    api.add_route("$disconnect", answers);
    api.add_connect_route(
        WebSocketConnectRouteOptions::new(ping()).authorizer(WebSocketIamAuthorizer),
    );
    WebSocketRoute::new(stack, "Again", WebSocketRouteProps::connect(&api, ping()));
    let open = WebSocketApi::new(stack, "Open", WebSocketApiProps::new());
    open.add_connect_route(ping()).grant_invoke(&handler(stack, "Client"));
    let fast = WebSocketHttpIntegration::new("Fast", "https://example.com")
        .timeout(Duration::from_millis(49));
    api.add_route("fast", fast);
    let props = WebSocketModelProps::new(&api, "no-name", JsonSchema::string());
    WebSocketModel::new(stack, "Model", props);
    let imported = WebSocketApiAttributes::new("a1b2c3");
    let imported = WebSocketApi::from_web_socket_api_attributes(stack, "Imported", imported);
    imported.patch(CfnApiProps::patch().version("7"));
    let _ = imported.api_endpoint();
}
