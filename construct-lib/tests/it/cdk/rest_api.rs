//! REST APIs.

use std::time::Duration;

use construct_lib::apigateway::{
    AccessLogFormat, AccessLogSettings, ApiKeyOptions, AuthorizationType, CacheClusterSize,
    CorsOptions, DefaultIntegration, Deployment, DeploymentProps, EndpointType,
    GatewayResponseOptions, HttpMethod, IntegrationMapping, IntegrationParameter,
    IntegrationResponse, JsonSchema, LambdaIntegration, LambdaRestApi, LambdaRestApiProps,
    LoggingLevel, MethodDeploymentOptions, MethodOptions, ModelOptions, PassthroughBehavior,
    RequestParameter, RequestValidatorOptions, ResourceOptions, ResponseType, RestApi,
    RestApiProps, Stage, StageOptions, StageProps, ThrottleSettings, TokenAuthorizer,
    TokenAuthorizerProps, UsagePlanProps,
};
use construct_lib::iam::{PolicyDocument, PolicyStatement, Principal};
use construct_lib::lambda::Function;
use construct_lib::logs::{LogGroup, LogGroupProps, RetentionDays};
use construct_lib::testing::{Template, json};
use construct_lib::{
    App, CfnOutput, CfnOutputProps, Construct, IntoValue, Node, RemovalPolicy, Stack, StackProps,
};

use super::compare::{Program, check, program, refused, vectors};

/// A function that adds nothing to the template.
fn function(scope: &dyn Construct, id: &str) -> Function {
    let arn = format!("arn:aws:lambda:us-east-1:111122223333:function:{id}");
    Function::from_function_arn(scope, id, arn)
}

fn handler(s: &Stack) -> LambdaIntegration {
    LambdaIntegration::new(&function(s, "Handler"))
}

fn handler_again(s: &Stack) -> LambdaIntegration {
    let node = s.node().try_child("Handler").unwrap();
    LambdaIntegration::new(&Function::at(&node).unwrap())
}

fn props() -> RestApiProps {
    RestApiProps::new()
}

fn api(s: &Stack) -> RestApi {
    RestApi::new(s, "Api", props())
}

fn with(s: &Stack, props: RestApiProps) -> RestApi {
    let api = RestApi::new(s, "Api", props);
    api.root().add_method(HttpMethod::Get, handler(s));
    api
}

fn small(s: &Stack) -> RestApi {
    with(s, props())
}

fn stage(s: &Stack, options: StageOptions) {
    with(s, props().deploy_options(options));
}

/// The CDK keeps log groups for two years, and after their stack.
fn access_log(s: &Stack, format: AccessLogFormat) {
    let group = LogGroupProps::new()
        .retention(RetentionDays::TwoYears)
        .removal_policy(RemovalPolicy::Retain);
    let settings = AccessLogSettings::log_group(&LogGroup::new(s, "Access", group));
    stage(s, StageOptions::new().access_log(settings.format(format)));
}

fn cors(s: &Stack, options: CorsOptions) {
    with(s, props().default_cors_preflight(options));
}

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

#[test]
fn apis_are_those_of_the_cdk() {
    check("rest-api", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[
    ("options of a deployment that is off", "one call says which"),
    ("key source and parameters", "parameters are for APIs of a document"),
    (
        "permission for each method",
        "for any stage, which is the console's test call, too: one instead of two; see below",
    ),
    ("verb in lower case", "verbs are an enum"),
    ("unknown verb", "verbs are an enum"),
    ("proxy", "the CDK answers the root itself by a mock, too; see below"),
    ("proxy without ANY", "the CDK repeats each method of the proxy at the root"),
    ("mock when no integration is given", "the types ask for one"),
    ("cors: age and no cache", "the later one is taken"),
];

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(small(s))),
    refused("no method", "rest-api-without-methods", |s| drop(api(s))),
    program("regional", |s| drop(small(s))),
    program("endpoint types", |s| {
        drop(with(s, props().endpoint_configuration(EndpointType::Edge)))
    }),
    program("private with a policy", |s| {
        let anyone = PolicyStatement::allow()
            .actions(["execute-api:Invoke"])
            .resource("execute-api:/*")
            .principal(&Principal::any());
        let policy = PolicyDocument::new().statement(anyone);
        with(s, props().endpoint_configuration(EndpointType::Private).policy(policy));
    }),
    program("description", |s| drop(with(s, props().description("Users")))),
    program("description of the deployment", |s| {
        let options = StageOptions::new().description("First");
        with(s, props().description("Users").deploy_options(options));
    }),
    program("name", |s| drop(with(s, props().rest_api_name("users")))),
    program("no deployment", |s| drop(with(s, props().without_deployment()))),
    program("retained deployments", |s| drop(with(s, props().retain_deployments()))),
    program("export of the endpoint", |s| {
        with(s, props().endpoint_export_name("Endpoint"));
    }),
    program("binary types and compression", |s| {
        let props = props().binary_media_types(["image/png", "*/*"]);
        with(s, props.minimum_compression_size(1024));
    }),
    program("no endpoint of its own", |s| {
        with(s, props().disable_execute_api_endpoint());
    }),
    program("stage: name", |s| stage(s, StageOptions::new().stage_name("dev"))),
    program("stage: name with a dash", |s| stage(s, StageOptions::new().stage_name("my-dev"))),
    program("stage: throttling", |s| stage(s, StageOptions::new().throttling(5.0, 10))),
    program("stage: logging", |s| {
        stage(s, StageOptions::new().logging_level(LoggingLevel::Info));
    }),
    program("role for CloudWatch", |s| drop(with(s, props().cloud_watch_role()))),
    program("stage: metrics and data trace", |s| {
        let all = MethodDeploymentOptions::new().metrics_enabled(true).data_trace_enabled(true);
        stage(s, StageOptions::new().all_methods(all));
    }),
    program("stage: everything for all methods", |s| {
        let all = MethodDeploymentOptions::new()
            .cache_data_encrypted(true)
            .cache_ttl(Duration::from_secs(60))
            .caching_enabled(true)
            .data_trace_enabled(false)
            .logging_level(LoggingLevel::Error)
            .metrics_enabled(true)
            .throttling(5.0, 10);
        let options = StageOptions::new()
            .all_methods(all)
            .cache_cluster_size(CacheClusterSize::Gb0_5)
            .documentation_version("1")
            .client_certificate_id("c");
        stage(s, options);
    }),
    program("stage: options of one method", |s| {
        let options = StageOptions::new()
            .all_methods(MethodDeploymentOptions::new().throttling_rate_limit(5.0))
            .method_options(
                "/users",
                HttpMethod::Get,
                MethodDeploymentOptions::new().throttling_burst_limit(1),
            )
            .resource_options("/*", MethodDeploymentOptions::new().metrics_enabled(true));
        stage(s, options);
    }),
    program("stage: caching", |s| {
        let all = MethodDeploymentOptions::new().caching_enabled(true);
        stage(s, StageOptions::new().all_methods(all));
    }),
    program("stage: access log", |s| access_log(s, AccessLogFormat::clf())),
    program("stage: access log as JSON", |s| {
        access_log(s, AccessLogFormat::json_with_standard_fields());
    }),
    program("stage: tracing", |s| stage(s, StageOptions::new().tracing())),
    program("stage: variables", |s| {
        stage(s, StageOptions::new().variable("b", "2").variable("a", "1"));
    }),
    program("stage: a second one of another deployment", |s| {
        let api = small(s);
        let deployment = Deployment::new(s, "Second", DeploymentProps::new(&api));
        let options = StageOptions::new().stage_name("beta");
        Stage::new(s, "Beta", StageProps::new(&deployment).options(options));
    }),
    program("users", |s| {
        let users = api(s).root().add_resource("users");
        users.add_method(HttpMethod::Get, handler(s));
        users.add_resource("{id}").add_method(HttpMethod::Delete, handler_again(s));
    }),
    program("permission for each method, no test", |s| {
        api(s).root().add_method(HttpMethod::Any, handler(s).without_test_invoke());
    }),
    refused("same verb twice", "duplicate-method", |s| {
        small(s).root().add_method(HttpMethod::Get, handler_again(s));
    }),
    program("ANY", |s| drop(api(s).root().add_method(HttpMethod::Any, handler(s)))),
    program("proxy below a resource", |s| {
        api(s).root().add_resource("files").add_proxy(handler(s));
    }),
    program("resource for a path", |s| {
        let orders = api(s).root().resource_for_path("users/{id}/orders");
        orders.add_method(HttpMethod::Get, handler(s));
    }),
    program("two functions", |s| {
        let root = api(s).root();
        let (read, write) = (function(s, "Read"), function(s, "Write"));
        root.add_method(HttpMethod::Get, LambdaIntegration::new(&read));
        root.add_method(HttpMethod::Post, LambdaIntegration::new(&write));
        let users = root.add_resource("users");
        users.add_method(HttpMethod::Get, LambdaIntegration::new(&read));
    }),
    program("two APIs, one function", |s| {
        let handler = handler(s);
        for id in ["One", "Two"] {
            let api = RestApi::new(s, id, props());
            api.root().add_method(HttpMethod::Get, handler.clone());
        }
    }),
    program("API below another construct", |s| {
        let group = Node::new(s, "Group");
        let handler = LambdaIntegration::new(&function(&group, "Handler"));
        RestApi::new(&group, "Api", props()).root().add_method(HttpMethod::Get, handler);
    }),
    program("part with a dot and a colon", |s| {
        let part = api(s).root().add_resource("v1.0:x");
        part.add_method(HttpMethod::Get, handler(s));
    }),
    refused("part with a slash", "invalid-path-part", |s| {
        api(s).root().add_resource("a/b").add_method(HttpMethod::Get, handler(s));
    }),
    refused("part in Korean", "invalid-path-part", |s| {
        api(s).root().add_resource("사용자").add_method(HttpMethod::Get, handler(s));
    }),
    refused("same part twice", "duplicate-path-part", |s| {
        let root = small(s).root();
        root.add_resource("users");
        root.add_resource("users");
    }),
    program("default integration", |s| {
        let api = RestApi::new(s, "Api", props().default_integration(handler(s)));
        api.root().add_resource("users").add_method(HttpMethod::Get, DefaultIntegration);
    }),
    // The path has no such parameter, which API Gateway refuses.
    refused("integration options", "unknown-path-parameter", |s| {
        let handler = handler(s)
            .timeout(Duration::from_secs(20))
            .cache_key_parameters([RequestParameter::path("id")])
            .cache_namespace("n")
            .request_parameter(IntegrationParameter::path("id"), RequestParameter::path("id"));
        api(s).root().add_method(HttpMethod::Get, handler);
    }),
    program("integration without proxy", |s| {
        let mapping = IntegrationMapping::new()
            .passthrough_behavior(PassthroughBehavior::Never)
            .request_template("application/json", "{}")
            .response(IntegrationResponse::new(200));
        let handler = handler(s).without_proxy(mapping);
        api(s).root().add_method(HttpMethod::Get, handler);
    }),
    program("method options", |s| {
        let options = MethodOptions::new()
            .api_key_required(true)
            .operation_name("List")
            .authorization_type(AuthorizationType::Iam)
            .optional_request_parameter(RequestParameter::query_string("email"));
        api(s).root().add_method_with(HttpMethod::Get, handler(s), options);
    }),
    program("LambdaRestApi", |s| {
        LambdaRestApi::new(s, "Api", LambdaRestApiProps::new(&function(s, "Handler")));
    }),
    program("model and validator", |s| {
        let api = api(s);
        let model = ModelOptions::new(JsonSchema::object().required(["email"]));
        let validator = RequestValidatorOptions::new().validate_request_body();
        let options = MethodOptions::new()
            .request_model("application/json", &api.add_model("User", model))
            .request_validator(&api.add_request_validator("Body", validator));
        api.root().add_method_with(HttpMethod::Post, handler(s), options);
    }),
    program("cors: on one resource", |s| {
        let options = ResourceOptions::new().default_cors_preflight(CorsOptions::new(["*"]));
        small(s).root().add_resource_with("users", options).add_resource("{id}");
    }),
    refused("integration timeout too long", "timeout-out-of-range", |s| {
        let handler = handler(s).timeout(Duration::from_millis(49));
        api(s).root().add_method(HttpMethod::Get, handler);
    }),
    program("ARN for calls", |s| {
        let api = small(s);
        output(s, "All", api.arn_for_execute_api(HttpMethod::Any, "/*", "*"));
        output(s, "One", api.arn_for_execute_api(HttpMethod::Post, "/users", "prod"));
        output(s, "Any", api.arn_for_execute_api(HttpMethod::Any, "/users", "*"));
        output(s, "Url", api.url_for_path("/users"));
        output(s, "Root", api.url());
    }),
    program("gateway response", |s| {
        let denied = GatewayResponseOptions::new(ResponseType::AccessDenied)
            .status_code(403)
            .header("Access-Control-Allow-Origin", "*")
            .template("application/json", r#"{"message":$context.error.messageString}"#);
        small(s).add_gateway_response("Denied", denied);
    }),
    program("key and usage plan", |s| {
        let api = small(s);
        let props = UsagePlanProps::new().throttle(ThrottleSettings::new(1.0, 2));
        let plan = api.add_usage_plan("Plan", props);
        plan.add_api_key(&api.add_api_key("Key", ApiKeyOptions::new()));
    }),
    program("token authorizer", |s| {
        let props = TokenAuthorizerProps::new(&function(s, "Check"));
        let authorizer = TokenAuthorizer::new(s, "Authorizer", props);
        let options = MethodOptions::new().authorizer(&authorizer);
        api(s).root().add_method_with(HttpMethod::Get, handler(s), options);
    }),
    program("cors: all", |s| cors(s, CorsOptions::new(["*"]))),
    program("cors: defaults of methods and headers", |s| cors(s, CorsOptions::new(["*"]))),
    program("cors: one origin", |s| {
        let verbs = [HttpMethod::Get, HttpMethod::Put];
        cors(s, CorsOptions::new(["https://a.example"]).allow_methods(verbs));
    }),
    program("cors: three origins", |s| {
        let origins = ["https://a.example", "https://b.example", "https://c.example"];
        cors(s, CorsOptions::new(origins));
    }),
    program("cors: everything", |s| {
        let options = CorsOptions::new(["https://a.example"])
            .allow_methods([HttpMethod::Any])
            .allow_headers(["X-One", "X-Two"])
            .allow_credentials()
            .expose_headers(["ETag", "X-Id"])
            .max_age(Duration::from_secs(3600))
            .status_code(200);
        cors(s, options);
    }),
    program("cors: no cache", |s| cors(s, CorsOptions::new(["*"]).disable_cache())),
    refused("cors: no origin", "invalid-cors", |s| cors(s, CorsOptions::new([""; 0]))),
    refused("cors: star with others", "invalid-cors", |s| {
        cors(s, CorsOptions::new(["*", "https://a.example"]));
    }),
    refused("cors: ANY with others", "invalid-cors", |s| {
        let verbs = [HttpMethod::Any, HttpMethod::Get];
        cors(s, CorsOptions::new(["*"]).allow_methods(verbs));
    }),
    // The CDK lets browsers refuse it.
    refused("cors: credentials with star", "invalid-cors", |s| {
        cors(s, CorsOptions::new(["*"]).allow_credentials());
    }),
    program("cors: added by hand", |s| {
        small(s).root().add_cors_preflight(CorsOptions::new(["*"]));
    }),
    program("cors: every resource", |s| {
        let props = props().default_cors_preflight(CorsOptions::new(["*"]));
        with(s, props).root().add_resource("users").add_resource("{id}");
    }),
];

fn template(build: fn(&Stack)) -> Template {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    build(&stack);
    Template::from_stack(&stack)
}

#[test]
fn a_proxy_answers_what_is_below_it_and_nothing_else() {
    let template = template(|s| drop(api(s).root().add_proxy(handler(s))));
    template.resource_count_is("AWS::ApiGateway::Method", 1);
    template.has_resource_properties("AWS::ApiGateway::Method", json!({ "HttpMethod": "ANY" }));
    template
        .has_resource_properties("AWS::ApiGateway::Resource", json!({ "PathPart": "{proxy+}" }));
}

#[test]
fn a_permission_for_each_method_names_its_verb_and_path_in_any_stage() {
    let template = template(|s| {
        let each = handler(s).scope_permission_to_method();
        let user = api(s).root().resource_for_path("users/{id}");
        user.add_method(HttpMethod::Get, each.clone());
        user.add_method(HttpMethod::Any, each);
    });
    let found = template.find_resources("AWS::Lambda::Permission");
    let ids: Vec<&str> = found.iter().map(|(id, _)| *id).collect();
    let arn = |i: usize| found[i].1["Properties"]["SourceArn"]["Fn::Join"][1][8].clone();
    // The ids are the CDK's.
    let vectors = vectors("rest-api");
    let cases = vectors["cases"].as_array().unwrap();
    let case = cases.iter().find(|c| c["name"] == "permission for each method").unwrap();
    assert!(case["template"]["Resources"][ids[1]].is_object(), "{ids:?}");
    assert_eq!(arn(0), "/*/*/users/*");
    assert_eq!(arn(1), "/*/GET/users/*");
    template.resource_count_is("AWS::Lambda::Permission", 2);
}
