//! HTTP APIs: routes, integrations, stages.

use std::time::Duration;

use construct_lib::apigatewayv2::{
    AccessLogField, AccessLogFormat, AccessLogSettings, CorsPreflightOptions, HttpApi,
    HttpApiAttributes, HttpApiProps, HttpDeployment, HttpDeploymentProps, HttpIamAuthorizer,
    HttpLambdaIntegration, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey,
    HttpRouteOptions, HttpRouteProps, HttpStage, HttpStageProps, IpAddressType, MappingValue,
    ParameterMapping, RouteSettings, StageOptions,
};
use construct_lib::cfn::apigatewayv2::CfnApiProps;
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::logs::{LogGroup, LogGroupProps};
use construct_lib::testing::{Template, diagnostics, json};

use construct_lib::{Stack, StackProps, Tags};

use crate::support::{check_template, orders};

fn handler(stack: &Stack) -> Function {
    Function::new(stack, "Handler", FunctionProps::rust("orders"))
}

fn api(stack: &Stack) -> HttpApi {
    HttpApi::new(stack, "Api", HttpApiProps::new())
}

#[test]
fn defaults() {
    let (_, stack) = orders();
    let orders = HttpLambdaIntegration::new("Orders", &handler(&stack));
    let api = api(&stack);
    api.add_routes("/orders", [HttpMethod::Get, HttpMethod::Post], &orders);
    api.add_routes("/orders/{id}", [HttpMethod::Get], &orders);
    check_template("http-api-defaults", &stack);
}

#[test]
fn the_address_in_the_environment_of_its_own_handler_is_no_cycle() {
    let (_, stack) = orders();
    let handler = handler(&stack);
    let api = api(&stack);
    let orders = HttpLambdaIntegration::new("Orders", &handler);
    api.add_route(HttpRouteKey::with("/orders", HttpMethod::Get), &orders);
    let beta = HttpStage::new(&stack, "Beta", HttpStageProps::new(&api).stage_name("beta"));
    handler.add_environment("API_URL", api.url());
    handler.add_environment("ENDPOINT", api.api_endpoint());
    handler.add_environment("BETA_URL", beta.url());
    let id = json!({ "Ref": "ApiF70053CD" });
    let (region, suffix) = (json!({ "Ref": "AWS::Region" }), json!({ "Ref": "AWS::URLSuffix" }));
    let url = |path: &str| json!({ "Fn::Join": ["", ["https://", id, ".execute-api.", region, ".", suffix, path]] });
    Template::from_stack(&stack).has_resource_properties(
        "AWS::Lambda::Function",
        json!({ "Environment": { "Variables": {
            "API_URL": url("/"),
            "ENDPOINT": { "Fn::GetAtt": ["ApiF70053CD", "ApiEndpoint"] },
            "BETA_URL": url("/beta"),
        } } }),
    );
}

#[test]
fn an_integration_is_made_once_for_all_routes_that_are_given_it() {
    let (_, stack) = orders();
    let handler = handler(&stack);
    let orders = HttpLambdaIntegration::new("Orders", &handler);
    let api = api(&stack);
    api.add_routes("/a", [HttpMethod::Get, HttpMethod::Put], &orders);
    api.add_routes("/b", [HttpMethod::Get], orders.clone());
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGatewayV2::Integration", 1);
    template.resource_count_is("AWS::Lambda::Permission", 1);
}

#[test]
fn a_clone_of_an_integration_with_another_setting_is_another_one() {
    let (_, stack) = orders();
    let orders = HttpLambdaIntegration::new("Orders", &handler(&stack));
    let api = api(&stack);
    api.add_routes("/a", [HttpMethod::Get], &orders);
    let slow = orders.clone().timeout(Duration::from_secs(20));
    api.add_routes("/b", [HttpMethod::Get], &slow);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGatewayV2::Integration", 2);
    template.resource_count_is("AWS::Lambda::Permission", 1);
}

#[test]
fn settings_of_a_route_are_those_of_every_stage_whenever_that_is_made() {
    let (_, stack) = orders();
    let orders = HttpLambdaIntegration::new("Orders", &handler(&stack));
    let api = api(&stack);
    let before = HttpRouteOptions::new().throttling(1.0, 2);
    api.add_routes_with("/a", [HttpMethod::Get], &orders, before);
    let beta = HttpStage::new(&stack, "Beta", HttpStageProps::new(&api).stage_name("beta"));
    let after = HttpRouteOptions::new().detailed_metrics();
    let route = api.add_route_with(HttpRouteKey::DEFAULT, &orders, after);
    beta.set_route_settings(&route, RouteSettings::new().throttling(3.0, 4));
    let template = Template::from_stack(&stack);
    let first = json!({ "ThrottlingRateLimit": 1, "ThrottlingBurstLimit": 2 });
    template.has_resource(
        "AWS::ApiGatewayV2::Stage",
        json!({
            "Properties": {
                "StageName": "$default",
                "RouteSettings": { "GET /a": first, "$default": { "DetailedMetricsEnabled": true } },
            },
            "DependsOn": ["ApiDefaultRoute1D83B0D8", "ApiGETa4DEAAA46"],
        }),
    );
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Stage",
        json!({
            "StageName": "beta",
            "RouteSettings": {
                "GET /a": first,
                "$default": { "ThrottlingRateLimit": 3, "ThrottlingBurstLimit": 4 },
            },
        }),
    );
}

/// The logical id of the one deployment of an API with this path, called by
/// a function with this name.
fn deployed(path: &str, name: &str) -> String {
    let (_, stack) = orders();
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new().without_default_stage());
    let deployment = HttpDeployment::new(&stack, "Deployment", HttpDeploymentProps::new(&api));
    let stage = HttpStageProps::new(&api).deployment(&deployment);
    HttpStage::new(&stack, "Stage", stage);
    let props = FunctionProps::rust("orders").function_name(name);
    let handler = Function::new(&stack, "Handler", props);
    api.add_routes(path, [HttpMethod::Get], HttpLambdaIntegration::new("Orders", &handler));
    let template = Template::from_stack(&stack);
    let all = template.find_resources("AWS::ApiGatewayV2::Deployment");
    let [(id, deployment)] = all[..] else { panic!("one deployment: {all:?}") };
    let waits = deployment["DependsOn"].as_array().unwrap();
    assert_eq!(waits.len(), 2, "the integration and the route: {waits:?}");
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Stage",
        json!({ "DeploymentId": { "Ref": id }, "StageName": "$default" }),
    );
    let [(_, stage)] = template.find_resources("AWS::ApiGatewayV2::Stage")[..] else {
        panic!("one stage")
    };
    assert!(stage["Properties"]["AutoDeploy"].is_null(), "{stage}");
    id.to_owned()
}

#[test]
fn stages() {
    let (_, stack) = orders();
    let cors = CorsPreflightOptions::new(["https://orders.example.com"])
        .allow_methods([HttpMethod::Get, HttpMethod::Post])
        .allow_headers(["authorization", "content-type"])
        .expose_headers(["etag"])
        .allow_credentials()
        .max_age(Duration::from_secs(600));
    let props = HttpApiProps::new()
        .api_name("orders")
        .description("Orders of customers")
        .cors_preflight(cors)
        .ip_address_type(IpAddressType::DualStack)
        .without_default_stage();
    let api = HttpApi::new(&stack, "Api", props);
    let orders = HttpLambdaIntegration::new("Orders", &handler(&stack));
    let limited = HttpRouteOptions::new().throttling(5.0, 10).operation_name("listOrders");
    api.add_routes_with("/orders", [HttpMethod::Get], &orders, limited);
    let deployment = HttpDeploymentProps::new(&api).description("Reviewed").retain_deployments();
    let deployment = HttpDeployment::new(&stack, "Deployment", deployment);
    let group = LogGroup::new(&stack, "Requests", LogGroupProps::new());
    let log = AccessLogSettings::new(&group).format(AccessLogFormat::clf());
    let options = StageOptions::new()
        .access_log(log)
        .description("What customers see")
        .detailed_metrics()
        .throttling(100.0, 200)
        .variable("table", "orders");
    let stage = HttpStageProps::new(&api).deployment(&deployment).options(options);
    HttpStage::new(&stack, "Stage", stage);
    let quiet = StageOptions::new().without_access_log();
    let beta = HttpStageProps::new(&api).stage_name("beta").options(quiet);
    HttpStage::new(&stack, "Beta", beta);
    check_template("http-api-stages", &stack);
}

#[test]
fn a_deployment_follows_routes_and_the_functions_that_answer() {
    let first = deployed("/orders", "orders");
    assert_eq!(first, deployed("/orders", "orders"));
    assert_ne!(first, deployed("/orders/{id}", "orders"));
    // The template names the function as before, but it is another one.
    assert_ne!(first, deployed("/orders", "orders-2"));
}

#[test]
fn routes_of_another_stack_refer_to_the_api_and_bring_the_permission() {
    let (app, stack) = orders();
    let api = api(&stack);
    let routes = Stack::new(&app, "Routes", StackProps::new());
    let integration = HttpLambdaIntegration::new("Orders", &handler(&routes));
    let key = HttpRouteKey::with("/orders", HttpMethod::Get);
    HttpRoute::new(&routes, "List", HttpRouteProps::new(&api, key, &integration));
    let template = Template::from_stack(&routes);
    template.resource_count_is("AWS::Lambda::Permission", 1);
    let id = json!({ "Fn::ImportValue": "Orders:ExportsOutputRefApiF70053CD5653BA4D" });
    template.has_resource_properties("AWS::ApiGatewayV2::Route", json!({ "ApiId": id }));
    template.has_resource_properties("AWS::ApiGatewayV2::Integration", json!({ "ApiId": id }));
    Template::from_stack(&stack).resource_count_is("AWS::ApiGatewayV2::Route", 0);
}

#[test]
fn tags_of_the_stack_are_those_of_the_api_and_its_stages() {
    let (_, stack) = orders();
    api(&stack);
    Tags::of(&stack).add("team", "orders");
    let template = Template::from_stack(&stack);
    for ty in ["AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage"] {
        template.has_resource_properties(ty, json!({ "Tags": { "team": "orders" } }));
    }
}

#[test]
fn a_grant_names_the_route_and_nothing_else() {
    let (_, stack) = orders();
    let function = handler(&stack);
    let orders = HttpLambdaIntegration::new("Orders", &function);
    let props = HttpApiProps::new().default_authorizer(&HttpIamAuthorizer);
    let api = HttpApi::new(&stack, "Api", props);
    let one = HttpRouteKey::with("/orders/{id}/lines", HttpMethod::Any);
    let route = api.add_route(one, &orders);
    route.grant_invoke(&function);
    route.grant_invoke_methods(&function, [HttpMethod::Put]);
    let open = HttpRouteOptions::new().authorizer(&HttpNoneAuthorizer);
    api.add_route_with(HttpRouteKey::with("/", HttpMethod::Get), &orders, open);
    check_template("http-api-iam", &stack);
}

#[test]
fn more_than_an_api_takes_is_reported() {
    let (app, stack) = orders();
    let api = api(&stack);
    for i in 0..10 {
        let options = StageOptions::new().without_access_log();
        let props = HttpStageProps::new(&api).stage_name(format!("s{i}")).options(options);
        HttpStage::new(&stack, &format!("Stage{i}"), props);
    }
    let all = diagnostics(&app);
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].message().contains("at most 10 stages, got 11"), "{all:?}");
}

/// Routes that API Gateway would refuse, or that mean nothing.
pub(crate) fn wrong_routes(stack: &Stack) {
    let function = handler(stack);
    let orders = HttpLambdaIntegration::new("Orders", &function);
    let props = HttpApiProps::new().without_default_stage().disable_execute_api_endpoint();
    let api = HttpApi::new(stack, "Api", props);
    let get = |path: &'static str| HttpRouteKey::with(path, HttpMethod::Get);
    for path in ["users", "/users/", "/a//b", "/{a}/{a}", "/{p+}/b", "/u-{id}", "/{}", "/a b"] {
        api.add_route(get(path), &orders);
    }
    let route = api.add_route(get("/users"), &orders);
    let scoped = HttpRouteOptions::new().authorization_scopes(["users"]);
    api.add_route_with(HttpRouteKey::DEFAULT, &orders, scoped);
    route.grant_invoke_methods(&function, [HttpMethod::Put]);
    HttpRoute::new(stack, "Same", HttpRouteProps::new(&api, get("/users"), &orders));
    let _ = (api.url(), api.api_endpoint());
    let imported =
        HttpApi::from_http_api_attributes(stack, "Imported", HttpApiAttributes::new("abc"));
    let _ = imported.api_endpoint();
    imported.patch(CfnApiProps::patch().description("not ours"));
    HttpDeployment::new(stack, "Unknown", HttpDeploymentProps::new(&imported));
}

/// Stages, mappings and origins that API Gateway or browsers would refuse.
pub(crate) fn wrong_options(stack: &Stack) {
    let cors = |origins: &[&str]| CorsPreflightOptions::new(origins.iter().copied());
    let all = [HttpMethod::Any, HttpMethod::Get];
    for (id, cors) in [
        ("NoOrigin", cors(&[])),
        ("StarAmongOthers", cors(&["*", "https://a.example"])),
        ("Credentials", cors(&["https://*"]).allow_credentials().allow_headers(["*"])),
        ("NoScheme", cors(&["a.example"]).allow_methods(all)),
        ("Path", cors(&["https://a.example/"]).max_age(Duration::from_secs(86_401))),
    ] {
        let props = HttpApiProps::new().cors_preflight(cors).without_default_stage();
        HttpApi::new(stack, id, props);
    }
    let group = LogGroup::new(stack, "Requests", LogGroupProps::new());
    let logged = |format| AccessLogSettings::new(&group).format(format);
    let no_id = AccessLogFormat::json([("time", AccessLogField::REQUEST_TIME_EPOCH)]);
    let options = StageOptions::new()
        .access_log(logged(no_id))
        .description("x".repeat(1025))
        .throttling(-1.0, 1)
        .variable("a-b", "c d");
    let api = HttpApi::new(stack, "Api", HttpApiProps::new().default_stage(options));
    let lines = AccessLogFormat::custom("$context.requestIdentity\n$context.requestId");
    let options = StageOptions::new().access_log(logged(lines));
    let props = HttpStageProps::new(&api).stage_name("a b").options(options);
    HttpStage::new(stack, "Beta", props);
    let mapping = ParameterMapping::new()
        .append_header("Authorization", MappingValue::request_header("x"))
        .remove_header("x-amz-date")
        .append_query_string("origin", MappingValue::stage_variable("a"));
    let slow = HttpLambdaIntegration::new("Slow", &handler(stack))
        .parameter_mapping(mapping)
        .timeout(Duration::from_secs(31));
    let options = HttpRouteOptions::new().throttling(-0.5, 1);
    api.add_route_with(HttpRouteKey::DEFAULT, &slow, options);
}
