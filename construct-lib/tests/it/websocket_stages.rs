//! Stages of WebSocket APIs, what they count, and tables of connections.

use construct_lib::apigateway::{
    Account, AccountProps, ApiKey, ApiKeyProps, LoggingLevel, Period, QuotaSettings, UsagePlan,
    UsagePlanPerApiStage, UsagePlanProps,
};
use construct_lib::apigatewayv2::{
    AccessLogSettings, DomainMappingOptions, DomainName, DomainNameProps, RouteSettings,
    StageOptions, WebSocketApi, WebSocketApiAttributes, WebSocketApiProps,
    WebSocketConnectRouteOptions, WebSocketConnectionTable, WebSocketConnectionTableProps,
    WebSocketLambdaIntegration, WebSocketMockIntegration, WebSocketStage, WebSocketStageProps,
};
use construct_lib::cfn::apigatewayv2::CfnStageProps;
use construct_lib::cloudwatch::{Alarm, AlarmProps};
use construct_lib::contract::{Environment, TableItem, TableName};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::logs::{LogGroup, LogGroupProps};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{CfnOutput, CfnOutputProps, Construct, RemovalPolicy, Stack};

use crate::support::{check_template, orders};

fn api(stack: &Stack) -> WebSocketApi {
    WebSocketApi::new(stack, "Api", WebSocketApiProps::new())
}

fn stage(stack: &Stack, api: &WebSocketApi) -> WebSocketStage {
    WebSocketStage::new(stack, "Stage", WebSocketStageProps::new(api, "prod"))
}

fn ping() -> WebSocketMockIntegration {
    WebSocketMockIntegration::new("Ping")
}

#[derive(TableItem)]
#[serde(rename_all = "camelCase")]
#[table(crate = "construct_lib::contract", index(name = "by-room", partition_key = "room"))]
#[expect(dead_code, reason = "the table's shape follows from it")]
struct Connection {
    #[table(partition_key)]
    id: String,
    room: String,
    gone_at: u64,
}

#[derive(Environment)]
#[environment(handler = "chat", crate = "construct_lib::contract")]
#[expect(dead_code, reason = "the function's environment follows from it")]
struct ChatEnv {
    connections: TableName<Connection>,
    callback_url: String,
    page_url: Option<String>,
}

#[test]
fn every_option_of_stages() {
    let (_, stack) = orders();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
    let api = api(&stack);
    let answer = WebSocketLambdaIntegration::new("Chat", &handler);
    api.add_connect_route(WebSocketConnectRouteOptions::new(answer.clone()).api_key_required());
    api.add_disconnect_route(answer.clone());
    let send = api.add_route("sendMessage", answer);
    let logs = LogGroup::new(&stack, "Logs", LogGroupProps::new());
    let options = StageOptions::new()
        .description("Live")
        .throttling(100.0, 200)
        .detailed_metrics()
        .variable("level", "info")
        .access_log(AccessLogSettings::new(&logs));
    let props = WebSocketStageProps::new(&api, "prod").options(options);
    let stage = WebSocketStage::new(&stack, "Stage", props);
    stage.set_route_settings(&send, RouteSettings::new().throttling(5.0, 10));
    stage.set_route_settings(&send, RouteSettings::new().throttling(10.0, 20));
    let props = WebSocketConnectionTableProps::new(&stage).index_by("room");
    let connections = WebSocketConnectionTable::new(&stack, "Connections", props);
    connections.add_handler(&handler);
    CfnOutput::new(&stack, "Url", CfnOutputProps::new(stage.url()));
    let errors = AlarmProps::new(stage.metric_execution_error(), 1.0, 1);
    Alarm::new(&stack, "Errors", errors);
    let plan = UsagePlanProps::new()
        .quota(QuotaSettings::new(10_000, Period::Month))
        .api_stage(UsagePlanPerApiStage::new(&stage));
    let plan = UsagePlan::new(&stack, "Plan", plan);
    plan.add_api_key(&ApiKey::new(&stack, "Partner", ApiKeyProps::new()));
    Alarm::new(&stack, "Crowd", AlarmProps::new(api.metric_connect_count(), 1000.0, 3));
    check_template("websocket-api-stages", &stack);
}

#[test]
fn a_table_of_a_type_has_its_keys_and_fills_the_environment_of_a_contract() {
    let (_, stack) = orders();
    let api = api(&stack);
    let stage = stage(&stack, &api);
    let props = WebSocketConnectionTableProps::of::<Connection>(&stage)
        .time_to_live(Connection::ATTRIBUTES.gone_at)
        .removal_policy(RemovalPolicy::Retain);
    let connections = WebSocketConnectionTable::new(&stack, "Connections", props);
    let environment = ChatEnvWire {
        connections: &connections,
        callback_url: stage.callback_url(),
        page_url: stage.url(),
    };
    let handler = Function::new(&stack, "Handler", FunctionProps::handler(environment));
    connections.grant_access(&handler);
    api.add_connect_route(WebSocketLambdaIntegration::new("Chat", &handler));

    let template = Template::from_stack(&stack);
    template.has_resource_properties(
        "AWS::DynamoDB::Table",
        json!({
            "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
            "TimeToLiveSpecification": { "AttributeName": "goneAt", "Enabled": true },
        }),
    );
    template.has_resource("AWS::DynamoDB::Table", json!({ "DeletionPolicy": "Retain" }));
    let (_, function) = template.find_resources("AWS::Lambda::Function")[0];
    let variables = &function["Properties"]["Environment"]["Variables"];
    assert_eq!(variables["CALLBACK_URL"]["Fn::Join"][1][0], "https://");
    assert_eq!(variables["PAGE_URL"]["Fn::Join"][1][0], "wss://");
    assert!(variables["CONNECTIONS"]["Ref"].is_string());
}

/// The circle that CloudFormation refuses: function, address, stage, route, function.
#[test]
fn the_address_of_an_api_needs_nothing_that_needs_its_handler() {
    let (_, stack) = orders();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
    let api = api(&stack);
    let route = api.add_route("send", WebSocketLambdaIntegration::new("Chat", &handler));
    let stage = stage(&stack, &api);
    // Settings make the stage wait for the route, which waits for the function.
    stage.set_route_settings(&route, RouteSettings::new().detailed_metrics());
    handler.add_environment("CALLBACK_URL", stage.callback_url());
    stage.grant_management_api_access(&handler);
    // A circle would be an error of synthesis.
    let template = Template::from_stack(&stack);
    let (_, function) = template.find_resources("AWS::Lambda::Function")[0];
    let (api_id, _) = template.find_resources("AWS::ApiGatewayV2::Api")[0];
    let url = &function["Properties"]["Environment"]["Variables"]["CALLBACK_URL"];
    assert_eq!(
        *url,
        json!({ "Fn::Join": ["", [
            "https://", { "Ref": api_id }, ".execute-api.", { "Ref": "AWS::Region" }, ".",
            { "Ref": "AWS::URLSuffix" }, "/prod",
        ]] })
    );
}

#[test]
fn a_stage_that_exists_has_its_addresses_and_grants() {
    let (_, stack) = orders();
    let attributes = WebSocketApiAttributes::new("a1b2c3");
    let api = WebSocketApi::from_web_socket_api_attributes(&stack, "Api", attributes);
    let stage = WebSocketStage::from_stage_name(&stack, "Stage", &api, "prod");
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
    handler.add_environment("URL", stage.url());
    stage.grant_management_api_access(&handler);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGatewayV2::Stage", 0);
    let text = template.as_str();
    assert!(text.contains("wss://a1b2c3.execute-api."), "{text}");
    assert!(text.contains(":a1b2c3/prod/*/@connections/*"), "{text}");
}

#[test]
fn what_was_made_is_found_again() {
    let (_, stack) = orders();
    let api = api(&stack);
    let stage = stage(&stack, &api);
    let found = WebSocketStage::at(stage.node()).unwrap();
    assert_eq!(found.web_socket_api().node(), api.node());
    assert_eq!(found.stage_name().as_literal(), Some("prod"));
    let props = WebSocketConnectionTableProps::new(&stage);
    let connections = WebSocketConnectionTable::new(&stack, "Connections", props);
    let found: WebSocketConnectionTable = WebSocketConnectionTable::at(connections.node()).unwrap();
    assert_eq!(found.table().node(), connections.table().node());
    assert_eq!(found.stage().node(), stage.node());
    assert!(WebSocketConnectionTable::<Connection>::at(stage.node()).is_none());
}

#[test]
fn a_stage_can_be_patched() {
    let (_, stack) = orders();
    let api = api(&stack);
    api.add_route("ping", ping());
    stage(&stack, &api).patch(CfnStageProps::patch().client_certificate_id("c1"));
    Template::from_stack(&stack).has_resource_properties(
        "AWS::ApiGatewayV2::Stage",
        json!({ "ClientCertificateId": "c1" }),
    );
}

#[test]
fn a_clone_with_other_settings_is_another_integration() {
    let (_, stack) = orders();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
    let api = api(&stack);
    let answer = WebSocketLambdaIntegration::new("Chat", &handler);
    api.add_route("fast", answer.clone().timeout(std::time::Duration::from_secs(1)));
    api.add_route("slow", answer);
    let template = Template::from_stack(&stack);
    let found = template.find_resources("AWS::ApiGatewayV2::Integration");
    let timeouts: Vec<_> = found.iter().map(|(_, i)| &i["Properties"]["TimeoutInMillis"]).collect();
    assert_eq!(timeouts, [&json!(1000), &json!(null)]);
}

#[test]
fn a_stage_stands_in_a_domain() {
    let (_, stack) = orders();
    let props = WebSocketApiProps::new().disable_execute_api_endpoint();
    let api = WebSocketApi::new(&stack, "Api", props);
    let certificate = "arn:aws:acm:us-east-1:111122223333:certificate/c";
    let props = DomainNameProps::new("chat.example.com", certificate);
    let domain = DomainName::new(&stack, "Domain", props);
    let mapping = DomainMappingOptions::new(&domain).mapping_key("v1");
    let options = StageOptions::new().domain_mapping(mapping);
    let props = WebSocketStageProps::new(&api, "prod").options(options);
    let stage = WebSocketStage::new(&stack, "Stage", props);
    CfnOutput::new(&stack, "Url", CfnOutputProps::new(stage.domain_url()));
    let template = Template::from_stack(&stack);
    let (domain_id, _) = template.find_resources("AWS::ApiGatewayV2::DomainName")[0];
    template.has_output(
        "Url",
        json!({
            "Value": { "Fn::Join": ["", ["wss://", { "Ref": domain_id }, "/v1"]] }
        }),
    );
    let mapping = json!({ "ApiMappingKey": "v1", "Stage": "prod" });
    template.has_resource_properties("AWS::ApiGatewayV2::ApiMapping", mapping);
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Api",
        json!({ "DisableExecuteApiEndpoint": true }),
    );
}

fn logging(stack: &Stack, options: StageOptions) -> Template {
    let api = api(stack);
    let props = WebSocketStageProps::new(&api, "prod").options(options);
    WebSocketStage::new(stack, "Stage", props);
    Template::from_stack(stack)
}

#[test]
fn messages_are_logged_once_the_account_is_known_to_have_a_role() {
    let (_, stack) = orders();
    logging(&stack, StageOptions::new()).resource_count_is("AWS::Logs::LogGroup", 0);

    let (app, stack) = orders();
    Account::declare_cloud_watch_role(&app);
    let template = logging(&stack, StageOptions::new());
    template.has_resource_properties("AWS::Logs::LogGroup", json!({ "RetentionInDays": 30 }));
    let (_, stage) = template.find_resources("AWS::ApiGatewayV2::Stage")[0];
    let format = stage["Properties"]["AccessLogSettings"]["Format"].as_str().unwrap();
    assert!(format.contains("$context.connectionId"), "{format}");

    let (app, stack) = orders();
    Account::declare_cloud_watch_role(&app);
    let off = StageOptions::new().without_access_log();
    logging(&stack, off).resource_count_is("AWS::Logs::LogGroup", 0);
}

#[test]
fn a_stage_that_logs_waits_for_the_role_of_the_account() {
    let (_, stack) = orders();
    let api = api(&stack);
    let props = WebSocketStageProps::new(&api, "prod")
        .options(StageOptions::new().without_access_log().detailed_metrics())
        .logging_level(LoggingLevel::Info)
        .data_trace();
    WebSocketStage::new(&stack, "Stage", props);
    // Defined after the stage, whose hook finds it.
    Account::new(&stack, "Account", AccountProps::new());
    let template = Template::from_stack(&stack);
    let (id, _) = template.find_resources("AWS::ApiGateway::Account")[0];
    template.has_resource("AWS::ApiGatewayV2::Stage", json!({ "DependsOn": [id] }));
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Stage",
        json!({ "DefaultRouteSettings": {
            "DataTraceEnabled": true, "DetailedMetricsEnabled": true, "LoggingLevel": "INFO",
        } }),
    );
}

#[test]
fn logs_that_aws_may_refuse_are_warned_of() {
    let codes = |build: fn(&Stack, &WebSocketApi) -> WebSocketStageProps| {
        let (app, stack) = orders();
        let api = api(&stack);
        let props = build(&stack, &api);
        WebSocketStage::new(&stack, "Stage", props);
        diagnostics(&app).iter().map(|d| d.code().to_owned()).collect::<Vec<_>>()
    };
    let props = |_: &Stack, api: &WebSocketApi| WebSocketStageProps::new(api, "prod");
    assert_eq!(codes(props), [""; 0]);
    let off = |_: &Stack, api: &WebSocketApi| {
        WebSocketStageProps::new(api, "prod").logging_level(LoggingLevel::Off)
    };
    assert_eq!(codes(off), [""; 0]);
    let level = |_: &Stack, api: &WebSocketApi| {
        WebSocketStageProps::new(api, "prod").logging_level(LoggingLevel::Error)
    };
    assert_eq!(codes(level), ["unknown-cloud-watch-role"]);
    let access = |stack: &Stack, api: &WebSocketApi| {
        let logs = LogGroup::new(stack, "Logs", LogGroupProps::new());
        let options = StageOptions::new().access_log(AccessLogSettings::new(&logs));
        WebSocketStageProps::new(api, "prod").options(options)
    };
    assert_eq!(codes(access), ["unknown-cloud-watch-role"]);
}

/// What is wrong with stages, for `diagnostics.rs`.
pub(crate) fn mistakes(stack: &Stack) {
    let api = api(stack);
    let route = api.add_route("ping", ping());
    let options = StageOptions::new().throttling(-1.0, 1).description("x".repeat(1025));
    let props = WebSocketStageProps::new(&api, "my stage").options(options);
    WebSocketStage::new(stack, "Stage", props);
    WebSocketStage::new(stack, "Root", WebSocketStageProps::new(&api, "$default"));
    let _ = WebSocketStage::new(stack, "Bare", WebSocketStageProps::new(&api, "bare")).domain_url();
    let imported = WebSocketStage::from_stage_name(stack, "Imported", &api, "prod");
    imported.set_route_settings(&route, RouteSettings::new());
}
