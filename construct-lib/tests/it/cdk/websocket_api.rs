//! WebSocket APIs.

use std::time::Duration;

use construct_lib::apigateway::{
    ApiKey, ApiKeyProps, HttpMethod, Period, QuotaSettings, RateLimitedApiKey,
    RateLimitedApiKeyProps, ThrottleSettings, UsagePlan, UsagePlanPerApiStage, UsagePlanProps,
};
use construct_lib::apigatewayv2::{
    AccessLogFormat, AccessLogSettings, ContentHandling, DomainMappingOptions, DomainName,
    DomainNameProps, IpAddressType, PassthroughBehavior, StageOptions, WebSocketApi,
    WebSocketApiAttributes, WebSocketApiKeySelectionExpression, WebSocketApiProps,
    WebSocketAuthorizer, WebSocketAwsIntegration, WebSocketConnectRouteOptions,
    WebSocketIamAuthorizer, WebSocketIdentitySource, WebSocketIntegration,
    WebSocketIntegrationProps, WebSocketIntegrationType, WebSocketLambdaAuthorizer,
    WebSocketLambdaIntegration, WebSocketMockIntegration, WebSocketNoneAuthorizer, WebSocketRoute,
    WebSocketRouteAuthorizer, WebSocketRouteIntegrationConfig, WebSocketRouteOptions,
    WebSocketRouteProps, WebSocketStage, WebSocketStageProps,
};
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::lambda::{Code, Function, FunctionProps, Runtime};
use construct_lib::logs::{LogGroup, LogGroupProps, RetentionDays};
use construct_lib::testing::Template;
use construct_lib::{
    App, CfnOutput, CfnOutputProps, Construct, IntoValue, Node, RemovalPolicy, Stack, StackProps,
};
use serde_json::{Value, json};

use super::compare::{Program, check, program, refused, vectors};

/// A function that adds nothing to the template.
fn function(scope: &dyn Construct, id: &str) -> Function {
    let arn = format!("arn:aws:lambda:us-east-1:111122223333:function:{id}");
    Function::from_function_arn(scope, id, arn)
}

fn answer_of(s: &Stack, id: &str, name: &str) -> WebSocketLambdaIntegration {
    WebSocketLambdaIntegration::new(id, &function(s, name))
}

fn answer(s: &Stack) -> WebSocketLambdaIntegration {
    answer_of(s, "Integration", "Handler")
}

fn props() -> WebSocketApiProps {
    WebSocketApiProps::new()
}

fn with(s: &Stack, props: WebSocketApiProps) -> WebSocketApi {
    WebSocketApi::new(s, "Api", props)
}

fn api(s: &Stack) -> WebSocketApi {
    with(s, props())
}

/// An API with one route.
fn small(s: &Stack) -> WebSocketApi {
    let api = api(s);
    api.add_route("send", answer(s));
    api
}

fn imported(s: &Stack, endpoint: Option<&str>) -> WebSocketApi {
    let mut attributes = WebSocketApiAttributes::new("a1b2c3");
    if let Some(endpoint) = endpoint {
        attributes = attributes.api_endpoint(endpoint);
    }
    WebSocketApi::from_web_socket_api_attributes(s, "Api", attributes)
}

fn connect(s: &Stack, authorizer: impl WebSocketRouteAuthorizer + 'static) {
    let connect = WebSocketConnectRouteOptions::new(answer(s)).authorizer(authorizer);
    with(s, props().connect_route_options(connect));
}

fn stage(s: &Stack, options: StageOptions) -> WebSocketStage {
    let props = WebSocketStageProps::new(&small(s), "prod").options(options);
    WebSocketStage::new(s, "Stage", props)
}

fn access_log(s: &Stack, format: &'static str) {
    // As the CDK's: for two years, and kept.
    let props = LogGroupProps::new()
        .retention(RetentionDays::TwoYears)
        .removal_policy(RemovalPolicy::Retain);
    let group = LogGroup::new(s, "Access", props);
    let settings = AccessLogSettings::new(&group).format(AccessLogFormat::custom(format));
    stage(s, StageOptions::new().access_log(settings));
}

fn grantee(s: &Stack) -> Role {
    Role::new(s, "Grantee", RoleProps::new(Principal::service("ec2.amazonaws.com")))
}

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

#[test]
fn apis_are_those_of_the_cdk() {
    check("websocket-api", PROGRAMS, LEFT_OUT);
}

const ONE_FOR_TWO: &str = "it becomes one in each API; see `websocket_routes.rs`";

const LEFT_OUT: &[(&str, &str)] = &[
    (
        "integration: timeout too long",
        "`api-quota` of what is written, which these programs leave unchecked",
    ),
    ("one integration for two APIs", ONE_FOR_TWO),
    ("authorizer: one for two APIs", ONE_FOR_TWO),
    ("authorizer: on another route", "other routes have no `authorizer`, which is a compile error"),
    ("stage: imported", "its address follows from the API and the name; see `websocket_stages.rs`"),
    ("key", "its value is a `SecretValue`, which no text is"),
];

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(api(s))),
    program("name and description", |s| {
        with(s, props().api_name("chat").description("Chats"));
    }),
    program("route selection expression", |s| {
        with(s, props().route_selection_expression("$request.body.type"));
    }),
    program("api key in a header", |s| {
        let header = WebSocketApiKeySelectionExpression::HeaderXApiKey;
        with(s, props().api_key_selection_expression(header));
    }),
    program("api key from the authorizer", |s| {
        let authorizer = WebSocketApiKeySelectionExpression::AuthorizerUsageIdentifierKey;
        with(s, props().api_key_selection_expression(authorizer));
    }),
    program("dual stack", |s| drop(with(s, props().ip_address_type(IpAddressType::DualStack)))),
    program("IPv4", |s| drop(with(s, props().ip_address_type(IpAddressType::Ipv4)))),
    program("no schema validation", |s| drop(with(s, props().disable_schema_validation()))),
    program("API below another construct", |s| {
        WebSocketApi::new(&Node::new(s, "Group"), "Api", props());
    }),
    program("imported API", |s| {
        let api = imported(s, Some("wss://a1b2c3.example.com"));
        output(s, "Id", api.api_id());
        output(s, "Endpoint", api.api_endpoint());
    }),
    refused("imported API without endpoint", "imported-construct", |s| {
        output(s, "Endpoint", imported(s, None).api_endpoint());
    }),
    program("id, endpoint and ARN for calls", |s| {
        let api = small(s);
        output(s, "Id", api.api_id());
        output(s, "Endpoint", api.api_endpoint());
        output(s, "All", api.arn_for_execute_api("/*/*"));
        output(s, "One", api.arn_for_execute_api("/prod/$connect"));
    }),
    program("three routes of AWS", |s| {
        let props = props()
            .connect_route_options(answer_of(s, "Connect", "OnConnect"))
            .disconnect_route_options(answer_of(s, "Disconnect", "OnDisconnect"))
            .default_route_options(answer_of(s, "Message", "OnMessage"));
        with(s, props);
    }),
    program("routes added one by one", |s| {
        let api = api(s);
        api.add_connect_route(answer_of(s, "Connect", "OnConnect"));
        api.add_route("sendMessage", answer_of(s, "Send", "OnMessage"));
    }),
    program("one function, several integrations", |s| {
        let (api, handler) = (api(s), function(s, "Handler"));
        let answer = || WebSocketLambdaIntegration::new("Integration", &handler);
        api.add_connect_route(answer());
        api.add_disconnect_route(answer());
        api.add_route("join", answer());
    }),
    program("one integration for several routes", |s| {
        let (api, answer) = (api(s), answer(s));
        api.add_route("join", answer.clone());
        api.add_route("leave", answer);
    }),
    program("one function for two APIs", |s| {
        let handler = function(s, "Handler");
        for id in ["One", "Two"] {
            let answer = WebSocketLambdaIntegration::new("Integration", &handler);
            WebSocketApi::new(s, id, props()).add_route("join", answer);
        }
    }),
    program("route with an answer", |s| {
        let options = WebSocketRouteOptions::new(answer(s)).return_response();
        api(s).add_route("ask", options);
    }),
    program("connect with an answer", |s| {
        let options = WebSocketConnectRouteOptions::new(answer(s)).return_response();
        with(s, props().connect_route_options(options));
    }),
    program("route without an answer", |s| drop(api(s).add_route("ask", answer(s)))),
    refused("same route twice", "duplicate-construct-id", |s| {
        small(s).add_route("send", answer_of(s, "Other", "Other"));
    }),
    program("route with a slash", |s| drop(api(s).add_route("chat/send", answer(s)))),
    program("route in a scope of its own", |s| {
        WebSocketRoute::new(s, "Route", WebSocketRouteProps::new(&api(s), "send", answer(s)));
    }),
    program("connect that asks for a key", |s| {
        let options = WebSocketConnectRouteOptions::new(answer(s)).api_key_required();
        WebSocketRoute::new(s, "Route", WebSocketRouteProps::connect(&api(s), options));
    }),
    // The CDK lets AWS refuse it.
    refused("same route in two scopes", "duplicate-route", |s| {
        let other = answer_of(s, "Other", "Other");
        WebSocketRoute::new(s, "Route", WebSocketRouteProps::new(&small(s), "send", other));
    }),
    program("route of an imported API", |s| {
        let mock = WebSocketMockIntegration::new("Mock");
        let props = WebSocketRouteProps::new(&imported(s, None), "send", mock);
        WebSocketRoute::new(s, "Route", props);
    }),
    program("integration: timeout and conversion", |s| {
        let answer = answer(s)
            .timeout(Duration::from_secs(10))
            .content_handling(ContentHandling::ConvertToText);
        api(s).add_route("send", answer);
    }),
    refused("integration: timeout too short", "timeout-out-of-range", |s| {
        api(s).add_route("send", answer(s).timeout(Duration::from_millis(49)));
    }),
    program("integration: shortest and longest timeout", |s| {
        let api = api(s);
        let [a, b] = ["A", "B"].map(|name| answer_of(s, "Integration", name));
        api.add_route("a", a.timeout(Duration::from_millis(50)));
        api.add_route("b", b.timeout(Duration::from_secs(29)));
    }),
    program("integration: mock", |s| {
        api(s).add_route("ping", WebSocketMockIntegration::new("Mock"));
    }),
    program("integration: mock with templates", |s| {
        let mock = WebSocketMockIntegration::new("Mock")
            .request_template("200", r#"{"statusCode": 200}"#)
            .template_selection_expression("200");
        api(s).add_route("ping", WebSocketRouteOptions::new(mock).return_response());
    }),
    program("integration: AWS", |s| {
        let uri = "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem";
        let store = WebSocketAwsIntegration::new("Store", uri, HttpMethod::Post);
        api(s).add_route("store", store);
    }),
    program("integration: AWS action", |s| {
        api(s).add_route("store", WebSocketAwsIntegration::action("Store", "dynamodb", "PutItem"));
    }),
    program("integration: AWS with everything", |s| {
        let uri = "arn:aws:apigateway:us-east-1:sqs:path/111122223333/queue";
        let role = Role::from_role_arn(s, "Role", "arn:aws:iam::111122223333:role/gateway");
        let header = "integration.request.header.Content-Type";
        let store = WebSocketAwsIntegration::new("Store", uri, HttpMethod::Put)
            .content_handling(ContentHandling::ConvertToBinary)
            .credentials_role(&role)
            .passthrough_behavior(PassthroughBehavior::Never)
            .request_parameter(header, "'application/x-www-form-urlencoded'")
            .request_template("$default", "Action=SendMessage&MessageBody=$input.body")
            .template_selection_expression(r"\$default")
            .timeout(Duration::from_secs(5));
        api(s).add_route("store", store);
    }),
    program("integration: in a scope of its own", |s| {
        let config = WebSocketRouteIntegrationConfig::new(WebSocketIntegrationType::Aws)
            .uri("arn:aws:apigateway:us-east-1:dynamodb:action/PutItem")
            .integration_method(HttpMethod::Post)
            .passthrough_behavior(PassthroughBehavior::WhenNoTemplates);
        let props = WebSocketIntegrationProps::new(&api(s), config);
        WebSocketIntegration::new(s, "Integration", props);
    }),
    program("authorizer: Lambda", |s| {
        connect(s, WebSocketLambdaAuthorizer::new("Authorizer", &function(s, "Check")));
    }),
    program("authorizer: Lambda with a name and sources", |s| {
        let authorizer = WebSocketLambdaAuthorizer::new("Authorizer", &function(s, "Check"))
            .authorizer_name("tokens")
            .identity_source([
                WebSocketIdentitySource::query_string("token"),
                WebSocketIdentitySource::header("Origin"),
                WebSocketIdentitySource::stage_variable("tenant"),
                WebSocketIdentitySource::context("identity.sourceIp"),
            ]);
        connect(s, authorizer);
    }),
    program("authorizer: the function that answers, too", |s| {
        let handler = function(s, "Handler");
        let answer = WebSocketLambdaIntegration::new("Integration", &handler);
        let options = WebSocketConnectRouteOptions::new(answer)
            .authorizer(WebSocketLambdaAuthorizer::new("Authorizer", &handler));
        with(s, props().connect_route_options(options));
    }),
    program("authorizer: IAM", |s| connect(s, WebSocketIamAuthorizer)),
    program("authorizer: none", |s| connect(s, WebSocketNoneAuthorizer)),
    program("authorizer: imported", |s| {
        connect(s, WebSocketAuthorizer::from_authorizer_id(s, "Authorizer", "a1"));
    }),
    program("stage: the least", |s| {
        stage(s, StageOptions::new().without_auto_deploy());
    }),
    program("stage: deployed with each change", |s| drop(stage(s, StageOptions::new()))),
    program("stage: name with a dash", |s| {
        WebSocketStage::new(s, "Stage", WebSocketStageProps::new(&small(s), "my-stage"));
    }),
    program("stage: description", |s| drop(stage(s, StageOptions::new().description("Live")))),
    program("stage: throttling", |s| {
        stage(s, StageOptions::new().throttling(100.0, 200));
    }),
    program("stage: metrics of each route", |s| {
        stage(s, StageOptions::new().detailed_metrics());
    }),
    program("stage: variables", |s| {
        stage(s, StageOptions::new().variable("b", "2").variable("a", "1"));
    }),
    program("stage: access log", |s| {
        // The CDK's own format, which is text.
        let format = r#"$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.eventType $context.routeKey $context.connectionId" $context.status $context.requestId"#;
        access_log(s, format);
    }),
    program("stage: access log in a format", |s| {
        access_log(s, "$context.requestId $context.connectionId");
    }),
    refused("stage: access log without an id", "access-log-without-request-id", |s| {
        access_log(s, "$context.connectionId");
    }),
    program("stage: addresses", |s| {
        let prod = stage(s, StageOptions::new());
        output(s, "Url", prod.url());
        output(s, "CallbackUrl", prod.callback_url());
    }),
    program("stage: two of one API", |s| {
        let api = small(s);
        for name in ["dev", "prod"] {
            WebSocketStage::new(s, name, WebSocketStageProps::new(&api, name));
        }
    }),
    program("stage: domain", |s| {
        let certificate = "arn:aws:acm:us-east-1:111122223333:certificate/c";
        let domain =
            DomainName::new(s, "Domain", DomainNameProps::new("chat.example.com", certificate));
        let mapping = DomainMappingOptions::new(&domain).mapping_key("v1");
        stage(s, StageOptions::new().domain_mapping(mapping));
    }),
    program("grant: connections of a stage", |s| {
        stage(s, StageOptions::new()).grant_management_api_access(&grantee(s));
    }),
    program("grant: connections to a function of the API", |s| {
        let code = Code::inline("x");
        let props = FunctionProps::new(code, Runtime::NodeJs22, "index.handler");
        let handler = Function::new(s, "Fn", props);
        let answer = WebSocketLambdaIntegration::new("Connect", &handler);
        let api = with(s, self::props().connect_route_options(answer));
        let prod = WebSocketStage::new(s, "Stage", WebSocketStageProps::new(&api, "prod"));
        handler.add_environment("CALLBACK_URL", prod.callback_url());
        prod.grant_management_api_access(&handler);
    }),
    program("plan of a stage", |s| {
        let props = UsagePlanProps::new()
            .usage_plan_name("basic")
            .throttle(ThrottleSettings::new(10.0, 2))
            .quota(QuotaSettings::new(1000, Period::Month))
            .api_stage(UsagePlanPerApiStage::new(&stage(s, StageOptions::new())));
        UsagePlan::new(s, "Plan", props);
    }),
    program("key in a plan", |s| {
        let prod = stage(s, StageOptions::new());
        let plan = UsagePlan::new(s, "Plan", UsagePlanProps::new());
        plan.add_api_stage(UsagePlanPerApiStage::new(&prod));
        plan.add_api_key(&ApiKey::new(s, "Key", ApiKeyProps::new()));
    }),
    program("key with limits of its own", |s| {
        let props = RateLimitedApiKeyProps::new()
            .api_stage(UsagePlanPerApiStage::new(&stage(s, StageOptions::new())))
            .quota(QuotaSettings::new(10, Period::Day));
        RateLimitedApiKey::new(s, "Key", props);
    }),
    program("grant: connections of the API", |s| {
        small(s).grant_manage_connections(&grantee(s));
    }),
];

#[test]
fn a_permission_for_each_route_names_its_key_in_any_stage() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let (api, answer) = (api(&stack), answer(&stack).scope_permission_to_route());
    api.add_route("join", answer.clone());
    api.add_route("leave", answer);
    let template = Template::from_stack(&stack);
    let found = template.find_resources("AWS::Lambda::Permission");
    let ids: Vec<&str> = found.iter().map(|(id, _)| *id).collect();
    let arn = |i: usize| found[i].1["Properties"]["SourceArn"]["Fn::Join"][1][8].clone();
    // The ids are the CDK's.
    let vectors = vectors("websocket-api");
    let cases = vectors["cases"].as_array().unwrap();
    let case = cases.iter().find(|c| c["name"] == "one integration for several routes").unwrap();
    assert!(ids.iter().all(|id| case["template"]["Resources"][id].is_object()), "{ids:?}");
    assert_eq!((arn(0), arn(1)), (json!("/*/join"), json!("/*/leave")));
    template.resource_count_is("AWS::ApiGatewayV2::Integration", 1);
}

type Pairs = std::collections::BTreeSet<(String, String)>;

/// The function and the API of each permission for a WebSocket API.
fn permissions(template: &Value) -> (Vec<String>, Pairs) {
    let all = template["Resources"].as_object().unwrap();
    let found = all.iter().filter(|(_, resource)| resource["Type"] == "AWS::Lambda::Permission");
    let pair = |resource: &Value| {
        let properties = &resource["Properties"];
        let api = properties.pointer("/SourceArn/Fn::Join/1/7").unwrap();
        (properties["FunctionName"].to_string(), api.to_string())
    };
    found.map(|(id, resource)| (id.clone(), pair(resource))).unzip()
}

/// Takes the permissions away, when they are for the same functions and APIs.
pub(super) fn one_permission(cdk: &mut Value, ours: &mut Value) {
    let apis = cdk["Resources"].as_object().unwrap();
    if !apis.values().any(|r| r["Properties"]["ProtocolType"] == "WEBSOCKET") {
        return;
    }
    let ((theirs, pairs), (own, own_pairs)) = (permissions(cdk), permissions(ours));
    let covers_all = |id: &String| {
        let arn = &ours["Resources"][id]["Properties"]["SourceArn"]["Fn::Join"][1];
        arn.as_array().is_some_and(|parts| parts.last() == Some(&json!("/*/*")))
    };
    if pairs == own_pairs && own.len() == own_pairs.len() && own.iter().all(covers_all) {
        cdk["Resources"].as_object_mut().unwrap().retain(|id, _| !theirs.contains(id));
        ours["Resources"].as_object_mut().unwrap().retain(|id, _| !own.contains(id));
    }
}

pub(super) fn mocks(cdk: &mut Value, _: &mut Value) {
    for resource in cdk["Resources"].as_object_mut().unwrap().values_mut() {
        if resource["Type"] == "AWS::ApiGatewayV2::Integration"
            && resource["Properties"]["IntegrationType"] == "MOCK"
        {
            let properties = resource["Properties"].as_object_mut().unwrap();
            properties.remove("IntegrationUri");
            let ok = json!({ "$default": r#"{"statusCode": 200}"# });
            properties.entry("RequestTemplates").or_insert(ok);
        }
    }
}

/// Brings the plans together that name a stage by a text and wait for the
/// whole API, and those that refer to the stage.
pub(super) fn usage_plans(cdk: &mut Value, ours: &mut Value) {
    let all = ours["Resources"].as_object().unwrap();
    let stages: Vec<(String, Value)> = all
        .iter()
        .filter(|(_, resource)| resource["Type"] == "AWS::ApiGatewayV2::Stage")
        .map(|(id, stage)| (id.clone(), stage["Properties"]["StageName"].clone()))
        .collect();
    for (id, theirs) in cdk["Resources"].as_object_mut().unwrap() {
        let plan = ours["Resources"].get_mut(id);
        let plan = plan.and_then(|plan| plan.pointer_mut("/Properties/ApiStages/0/Stage"));
        if let Some(stage) = plan
            && let Some((_, name)) = stages.iter().find(|(id, _)| *stage == json!({ "Ref": id }))
        {
            *stage = name.clone();
        }
        let is_plan =
            theirs["Type"].as_str().is_some_and(|ty| ty.starts_with("AWS::ApiGateway::UsagePlan"));
        if is_plan && !stages.is_empty() {
            theirs.as_object_mut().unwrap().remove("DependsOn");
        }
    }
}
