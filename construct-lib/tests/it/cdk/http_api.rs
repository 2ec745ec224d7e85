//! HTTP APIs.

use std::time::Duration;

use construct_lib::apigatewayv2::{
    AccessLogFormat, AccessLogSettings, CorsPreflightOptions, HttpApi, HttpApiAttributes,
    HttpApiProps, HttpLambdaIntegration, HttpMethod, HttpRoute, HttpRouteIntegration, HttpRouteKey,
    HttpRouteProps, HttpStage, HttpStageProps, HttpUrlIntegration, IpAddressType, StageOptions,
};
use construct_lib::cloudwatch::{Alarm, AlarmProps, Metric};
use construct_lib::lambda::Function;
use construct_lib::logs::{LogGroup, LogGroupProps, RetentionDays};
use construct_lib::{CfnOutput, CfnOutputProps, Construct, IntoValue, Node, RemovalPolicy, Stack};
use serde_json::{Value as Json, json};

use super::compare::{Program, check, program, refused, resources};

/// A function that adds nothing to the template.
pub(super) fn handler(s: &Stack, id: &str) -> Function {
    let arn = format!("arn:aws:lambda:us-east-1:111122223333:function:{id}");
    Function::from_function_arn(s, id, arn)
}

pub(super) fn answer(s: &Stack) -> HttpLambdaIntegration {
    HttpLambdaIntegration::new("Integration", &handler(s, "Handler"))
}

pub(super) fn url() -> HttpUrlIntegration {
    url_of("Website")
}

pub(super) fn url_of(id: &'static str) -> HttpUrlIntegration {
    HttpUrlIntegration::new(id, "https://example.com")
}

pub(super) fn props() -> HttpApiProps {
    HttpApiProps::new()
}

pub(super) fn api(s: &Stack) -> HttpApi {
    HttpApi::new(s, "Api", props())
}

pub(super) fn with(s: &dyn Construct, props: HttpApiProps) -> HttpApi {
    let api = HttpApi::new(s, "Api", props);
    api.add_routes("/users", [HttpMethod::Get], url());
    api
}

pub(super) fn small(s: &Stack) -> HttpApi {
    with(s, props())
}

pub(super) fn answered(s: &Stack, integration: impl HttpRouteIntegration) {
    api(s).add_routes("/users", [HttpMethod::Post], integration);
}

pub(super) fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

fn alarm(s: &Stack, id: &str, metric: Metric) {
    Alarm::new(s, id, AlarmProps::new(metric, 1.0, 1));
}

fn cors(s: &Stack, options: CorsPreflightOptions) {
    with(s, props().cors_preflight(options));
}

#[test]
fn apis_are_those_of_the_cdk() {
    let programs = [PROGRAMS, super::http_parts::PROGRAMS].concat();
    check("http-api", &programs, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[
    ("one integration for two APIs", "becomes an integration of each"),
    ("function: timeout of 30 seconds", "AWS takes 30 seconds, the CDK 29"),
    ("Cloud Map without a link", "the types ask for one"),
    (
        "Step Functions: stop",
        "the CDK writes `undefined` for the name of an imported state machine; see below",
    ),
    ("integration by itself", "AWS services answer routes"),
    ("in the name of the caller", "AWS services answer routes; see below"),
    ("authorizer by itself", "an authorizer is made by what it guards"),
    ("function decides: a role of yours", "the role gets leave to call the function; see below"),
];

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(api(s))),
    program("name and description", |s| {
        HttpApi::new(s, "Api", props().api_name("users").description("Users"));
    }),
    program("no default stage", |s| drop(with(s, props().without_default_stage()))),
    program("no endpoint of its own", |s| {
        with(s, props().disable_execute_api_endpoint());
    }),
    refused("endpoint of its own, without one", "api-not-reachable", |s| {
        let api = with(s, props().disable_execute_api_endpoint());
        output(s, "Endpoint", api.api_endpoint());
    }),
    program("route selection expression", |s| {
        with(s, props().route_selection_expression());
    }),
    program("dual stack", |s| {
        with(s, props().ip_address_type(IpAddressType::DualStack));
    }),
    program("IPv4", |s| drop(with(s, props().ip_address_type(IpAddressType::Ipv4)))),
    program("API below another construct", |s| {
        with(&Node::new(s, "Group"), props());
    }),
    program("id, endpoint and addresses", |s| {
        let api = small(s);
        output(s, "Id", api.api_id());
        output(s, "Endpoint", api.api_endpoint());
        output(s, "Url", api.url());
        let beta = HttpStageProps::new(&api).stage_name("beta");
        output(s, "StageUrl", HttpStage::new(&api, "Beta", beta).url());
    }),
    program("ARN for calls", |s| {
        let api = small(s);
        output(s, "All", api.arn_for_execute_api("/*/*/*"));
        output(s, "One", api.arn_for_execute_api("/prod/POST/users"));
        output(s, "Any", api.arn_for_execute_api("/*/*/users"));
    }),
    program("imported API", |s| {
        let attributes =
            HttpApiAttributes::new("a1b2c3").api_endpoint("https://a1b2c3.example.com");
        let api = HttpApi::from_http_api_attributes(s, "Api", attributes);
        output(s, "Id", api.api_id());
        output(s, "Endpoint", api.api_endpoint());
        let url = url();
        HttpRoute::new(s, "Route", HttpRouteProps::new(&api, HttpRouteKey::DEFAULT, &url));
    }),
    refused("imported API without endpoint", "api-not-reachable", |s| {
        let attributes = HttpApiAttributes::new("a1b2c3");
        let api = HttpApi::from_http_api_attributes(s, "Api", attributes);
        output(s, "Endpoint", api.api_endpoint());
    }),
    // Routes.
    program("default integration", |s| {
        HttpApi::new(s, "Api", props().default_integration(&answer(s)));
    }),
    program("several verbs", |s| {
        let verbs = [HttpMethod::Get, HttpMethod::Post, HttpMethod::Delete];
        api(s).add_routes("/users", verbs, answer(s));
    }),
    program("every verb", |s| {
        api(s).add_routes("/users", [HttpMethod::Any], answer(s));
    }),
    program("root, parameter and rest of the path", |s| {
        let api = api(s);
        let integration = answer(s);
        api.add_routes("/", [HttpMethod::Get], &integration);
        api.add_routes("/users/{id}", [HttpMethod::Get], &integration);
        api.add_routes("/files/{proxy+}", [HttpMethod::Any], &integration);
    }),
    refused("path that ends with a slash", "invalid-route-key", |s| {
        api(s).add_routes("/users/", [HttpMethod::Any], url());
    }),
    refused("path without a slash", "invalid-route-key", |s| {
        api(s).add_routes("users", [HttpMethod::Any], url());
    }),
    program("route by itself", |s| {
        let api = small(s);
        let (first, second) = (url(), url());
        let key = HttpRouteKey::with("/orders", HttpMethod::Put);
        HttpRoute::new(s, "Route", HttpRouteProps::new(&api, key, &first));
        HttpRoute::new(s, "Default", HttpRouteProps::new(&api, HttpRouteKey::DEFAULT, &second));
    }),
    refused("same route twice", "duplicate-construct-id", |s| {
        small(s).add_routes("/users", [HttpMethod::Get], url());
    }),
    program("two integrations of one id", |s| {
        let api = api(s);
        api.add_routes("/a", [HttpMethod::Get], url());
        api.add_routes("/b", [HttpMethod::Get], url());
    }),
    program("two functions", |s| {
        let api = api(s);
        let read = HttpLambdaIntegration::new("Read", &handler(s, "Reader"));
        let write = HttpLambdaIntegration::new("Write", &handler(s, "Writer"));
        api.add_routes("/a", [HttpMethod::Get], read);
        api.add_routes("/b", [HttpMethod::Post], write);
    }),
    program("permission for each route", |s| {
        let integration = answer(s).scope_permission_to_route();
        let api = HttpApi::new(s, "Api", props().default_integration(&integration));
        api.add_routes("/users/{id}", [HttpMethod::Get], &integration);
        api.add_routes("/", [HttpMethod::Get], &integration);
    }),
    // CORS.
    program("cors: all origins", |s| cors(s, CorsPreflightOptions::new(["*"]))),
    program("cors: everything", |s| {
        let origins = ["https://a.example", "https://b.example"];
        let options = CorsPreflightOptions::new(origins)
            .allow_methods([HttpMethod::Get, HttpMethod::Put])
            .allow_headers(["x-a", "x-b"])
            .expose_headers(["etag"])
            .allow_credentials()
            .max_age(Duration::from_secs(3600));
        cors(s, options);
    }),
    program("cors: every verb and header", |s| {
        let options = CorsPreflightOptions::new(["*"]).allow_methods([HttpMethod::Any]);
        cors(s, options.allow_headers(["*"]));
    }),
    refused("cors: credentials from all origins", "invalid-cors", |s| {
        cors(s, CorsPreflightOptions::new(["*"]).allow_credentials());
    }),
    // Stages.
    program("stage", |s| {
        HttpStage::new(s, "Stage", HttpStageProps::new(&small(s)).stage_name("beta"));
    }),
    program("stage: everything", |s| {
        let options = StageOptions::new()
            .description("Second")
            .detailed_metrics()
            .throttling(10.5, 20)
            .variable("b", "2")
            .variable("a", "1");
        let api = with(s, props().without_default_stage());
        let stage = HttpStageProps::new(&api).stage_name("beta").options(options);
        HttpStage::new(s, "Stage", stage);
    }),
    program("stage: default by itself", |s| {
        let api = with(s, props().without_default_stage());
        HttpStage::new(s, "Stage", HttpStageProps::new(&api));
    }),
    program("stage: access log", |s| {
        let kept = LogGroupProps::new()
            .retention(RetentionDays::TwoYears)
            .removal_policy(RemovalPolicy::Retain);
        let group = LogGroup::new(s, "Access", kept);
        let format = AccessLogFormat::custom("$context.requestId $context.status");
        let log = AccessLogSettings::new(&group).format(format);
        let api = small(s);
        let options = StageOptions::new().access_log(log);
        let stage = HttpStageProps::new(&api).stage_name("beta").options(options);
        HttpStage::new(&api, "Beta", stage);
    }),
    refused(
        "stage: access log without the id of the request",
        "access-log-without-request-id",
        |s| {
            let group = LogGroup::new(s, "Access", LogGroupProps::new());
            let format = AccessLogFormat::custom("$context.status");
            let log = AccessLogSettings::new(&group).format(format);
            with(s, props().default_stage(StageOptions::new().access_log(log)));
        },
    ),
    // Metrics.
    program("metrics of an API", |s| {
        let api = small(s);
        alarm(s, "ClientError", api.metric_client_error());
        alarm(s, "ServerError", api.metric_server_error());
        alarm(s, "DataProcessed", api.metric_data_processed());
        alarm(s, "Count", api.metric_count());
        alarm(s, "IntegrationLatency", api.metric_integration_latency());
        alarm(s, "Latency", api.metric_latency());
    }),
    program("metrics of a stage", |s| {
        let stage = small(s).default_stage().unwrap();
        alarm(s, "ClientError", stage.metric_client_error());
        alarm(s, "Latency", stage.metric_latency());
        alarm(s, "Other", stage.metric("Other"));
    }),
];

/// A stage deploys by itself, unless it is told otherwise.
pub(super) fn auto_deploy(cdk: &mut Json, ours: &mut Json) {
    for (id, stage) in resources(cdk, "AWS::ApiGatewayV2::Stage") {
        let own = &ours["Resources"][id]["Properties"]["AutoDeploy"];
        let properties = stage["Properties"].as_object_mut().unwrap();
        if !properties.contains_key("AutoDeploy") && *own == true {
            properties.insert("AutoDeploy".into(), json!(true));
        }
    }
}
