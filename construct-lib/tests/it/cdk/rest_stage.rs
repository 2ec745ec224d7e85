//! Stages of REST APIs.

use std::time::Duration;

use construct_lib::apigateway::{
    AccessLogField, AccessLogFormat, AccessLogSettings, CacheClusterSize, HttpMethod,
    LambdaIntegration, LoggingLevel, MethodDeploymentOptions, RestApi, RestApiProps, Stage,
    StageOptions,
};
use construct_lib::lambda::Function;
use construct_lib::logs::LogGroup;
use construct_lib::{CfnOutput, CfnOutputProps, CfnResource, Expr, IntoValue, Stack, Value};

use super::compare::{Program, check, program, refused};

#[test]
fn stages_are_those_of_the_cdk() {
    check("rest-stage", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[
    ("an unknown verb", "verbs are an enum"),
    (
        "no cache, but a method that caches",
        "one call gives the stage a cache, and none takes it away",
    ),
    ("a size for no cache", "one call gives the stage a cache, and none takes it away"),
    ("access log: format without destination", "the log goes into a group of its own"),
    ("every field", "among them are some of WebSocket APIs, and an account under three names"),
    (
        "access log: stream of another name",
        "only an ARN that is known now tells the name; see `stages_refuse_what_aws_refuses`",
    ),
];

fn with(s: &Stack, props: RestApiProps) -> RestApi {
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:Handler";
    let integration = LambdaIntegration::new(&Function::from_function_arn(s, "Handler", arn));
    let api = RestApi::new(s, "Api", props);
    api.root().add_method(HttpMethod::Get, integration.clone());
    let users = api.root().add_resource("users");
    users.add_method(HttpMethod::Get, integration.clone());
    users.add_resource("{id}").add_method(HttpMethod::Any, integration);
    api
}

fn api(s: &Stack, options: StageOptions) -> RestApi {
    with(s, RestApiProps::new().deploy_options(options))
}

fn options() -> StageOptions {
    StageOptions::new()
}

fn method() -> MethodDeploymentOptions {
    MethodDeploymentOptions::new()
}

fn counted() -> MethodDeploymentOptions {
    method().metrics_enabled(true)
}

fn format(s: &Stack, format: AccessLogFormat) {
    let group = LogGroup::from_log_group_name(s, "Access", "requests");
    api(s, options().access_log(AccessLogSettings::log_group(&group).format(format)));
}

fn custom(s: &Stack, fields: &[AccessLogField]) {
    let fields: Vec<&str> = fields.iter().map(AccessLogField::as_str).collect();
    format(s, AccessLogFormat::custom(fields.join(" ")));
}

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

const PROGRAMS: &[Program] = &[
    program("one method", |s| {
        let get = method().throttling(5.0, 10);
        api(s, options().method_options("/users", HttpMethod::Get, get));
    }),
    program("the root", |s| {
        api(s, options().method_options("/", HttpMethod::Get, counted()));
    }),
    program("all methods of a path", |s| {
        api(s, options().resource_options("/users", counted()));
    }),
    program("a path with a parameter", |s| {
        let errors = method().logging_level(LoggingLevel::Error);
        api(s, options().method_options("/users/{id}", HttpMethod::Any, errors));
    }),
    program("one verb of all paths", |s| {
        api(s, options().method_options("/*", HttpMethod::Get, counted()));
    }),
    program("all methods, written out", |s| {
        api(s, options().all_methods(counted()));
    }),
    program("several in order", |s| {
        let stage = options()
            .logging_level(LoggingLevel::Off)
            .method_options("/users", HttpMethod::Get, counted())
            .method_options("/", HttpMethod::Get, method().metrics_enabled(false));
        api(s, stage);
    }),
    refused("a path without a slash", "invalid-stage", |s| {
        api(s, options().method_options("users", HttpMethod::Get, counted()));
    }),
    program("data trace", |s| {
        let all = method().data_trace_enabled(true).logging_level(LoggingLevel::Info);
        api(s, options().method_options("/users", HttpMethod::Get, all));
    }),
    program("cache of one method", |s| {
        let cached = method()
            .caching_enabled(true)
            .cache_ttl(Duration::from_secs(120))
            .cache_data_encrypted(true);
        api(s, options().method_options("/users", HttpMethod::Get, cached));
    }),
    program("cache size", |s| {
        api(s, options().cache_cluster_size(CacheClusterSize::Gb6_1));
    }),
    program("cache size and caching", |s| {
        let cached = method().caching_enabled(true).cache_ttl(Duration::ZERO);
        api(s, options().cache_cluster_size(CacheClusterSize::Gb237).all_methods(cached));
    }),
    program("a method that does not cache", |s| {
        let stage = options().all_methods(method().caching_enabled(true)).method_options(
            "/users",
            HttpMethod::Get,
            method().caching_enabled(false),
        );
        api(s, stage);
    }),
    program("rate alone", |s| {
        api(s, options().all_methods(method().throttling_rate_limit(0.5)));
    }),
    program("burst alone", |s| {
        api(s, options().all_methods(method().throttling_burst_limit(7)));
    }),
    program("documentation and certificate", |s| {
        api(s, options().documentation_version("2").client_certificate_id("abc123"));
    }),
    program("description", |s| drop(api(s, options().description("Beta")))),
    program("access log: common log format", |s| format(s, AccessLogFormat::clf())),
    program("access log: JSON", |s| {
        let group = LogGroup::from_log_group_name(s, "Access", "requests");
        api(s, options().access_log(AccessLogSettings::log_group(&group)));
    }),
    program("access log: own JSON", |s| {
        let fields =
            [("id", AccessLogField::REQUEST_ID), ("who", AccessLogField::authorizer("sub"))];
        format(s, AccessLogFormat::json(fields));
    }),
    program("access log: extended id", |s| {
        custom(s, &[AccessLogField::EXTENDED_REQUEST_ID, AccessLogField::STATUS]);
    }),
    program("access log: overrides", |s| {
        let fields = [
            AccessLogField::REQUEST_ID,
            AccessLogField::request_override_header("a"),
            AccessLogField::request_override_path("b"),
            AccessLogField::request_override_querystring("c"),
            AccessLogField::response_override_header("d"),
            AccessLogField::authorizer_claim("e"),
            AccessLogField::RESPONSE_OVERRIDE_STATUS,
        ];
        custom(s, &fields);
    }),
    refused("access log: no id", "access-log-without-request-id", |s| {
        custom(s, &[AccessLogField::STATUS]);
    }),
    refused("access log: an id that is longer", "access-log-without-request-id", |s| {
        format(s, AccessLogFormat::custom("$context.requestIdentity"));
    }),
    program("access log: stream", |s| {
        let stream = CfnResource::new(s, "Stream", "AWS::KinesisFirehose::DeliveryStream");
        let to = [
            ("BucketARN", Expr::text("arn:aws:s3:::logs")),
            ("RoleARN", Expr::text("arn:aws:iam::111122223333:role/logs")),
        ];
        stream.add_property_override("DeliveryStreamName", "amazon-apigateway-orders");
        stream.add_property_override("ExtendedS3DestinationConfiguration", Expr::map(to));
        let arn = Value::of(stream.att_expr("Arn"));
        let settings = AccessLogSettings::firehose(arn);
        api(s, options().access_log(settings.format(AccessLogFormat::clf())));
    }),
    program("role for CloudWatch and logs", |s| {
        let props = RestApiProps::new().cloud_watch_role();
        with(s, props.deploy_options(options().logging_level(LoggingLevel::Info)));
    }),
    program("ARN and address", |s| {
        let stage = api(s, options()).deployment_stage().unwrap();
        output(s, "StageArn", stage.stage_arn());
        output(s, "Url", stage.url_for_path("/users"));
    }),
    program("an imported stage", |s| {
        let stage = Stage::from_stage_attributes(s, "Beta", "beta", &api(s, options()));
        output(s, "StageArn", stage.stage_arn());
        output(s, "Url", stage.url_for_path("/users"));
    }),
];
