//! Policies, endpoints, answers of the API itself, imports.

use construct_lib::apigateway::{
    AuthorizationType, ClientCertificate, ClientCertificateProps, ContentHandling, CorsOptions,
    Deployment, DeploymentProps, EndpointAccessMode, EndpointConfiguration, EndpointType,
    GatewayResponseOptions, HttpMethod, MethodOptions, MockIntegration, ResponseType, RestApi,
    RestApiAttributes, RestApiProps, SecurityPolicy, WebAclAssociation, WebAclAssociationProps,
};
use construct_lib::cfn::apigateway::{CfnGatewayResponse, CfnGatewayResponseProps};
use construct_lib::iam::{
    Condition, ConditionKey, IpAddressKey, PolicyStatement, Principal, Role, RoleProps,
};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{App, CfnResource, Stack, StackProps};

use super::answer;
use crate::support::{check_template, orders};

const ENDPOINT: &str = "vpce-0123456789abcdef0";

fn call(statement: PolicyStatement) -> PolicyStatement {
    statement
        .actions(["execute-api:Invoke"])
        .resource("execute-api:/*")
        .principal(&Principal::any())
}

#[test]
fn access() {
    let (_, stack) = orders();
    let cors = CorsOptions::new(["https://orders.example.com"]).allow_credentials().on_errors();
    let props = RestApiProps::new()
        .default_cors_preflight(cors)
        .endpoint_configuration(EndpointConfiguration::regional().dual_stack())
        .security_policy(SecurityPolicy::Tls13PostQuantum);
    let api = RestApi::new(&stack, "Api", props);
    answer(&stack, &api, MethodOptions::new().authorization_type(AuthorizationType::Iam));
    api.add_to_resource_policy(call(PolicyStatement::allow()));
    let elsewhere = call(PolicyStatement::deny());
    api.add_to_resource_policy(elsewhere.condition(Condition::not_ip_address(
        ConditionKey::<IpAddressKey>::new("aws:SourceIp"),
        "203.0.113.0/24",
    )));
    let missing = GatewayResponseOptions::new(ResponseType::MissingAuthenticationToken)
        .status_code(404)
        .header_from("X-Request", "context.requestId")
        .template("application/json", r#"{"message":"there is nothing here"}"#);
    api.add_gateway_response("Missing", missing);
    let caller = Role::new(&stack, "Caller", RoleProps::new(Principal::service("lambda")));
    api.grant_execute(&caller);
    let acl = CfnResource::new(&stack, "Acl", "AWS::WAFv2::WebACL");
    acl.add_property_override(
        "DefaultAction.Allow.CustomRequestHandling.InsertHeaders",
        json!([{ "Name": "x-seen", "Value": "yes" }]),
    );
    acl.add_property_override("Scope", json!("REGIONAL"));
    acl.add_property_override(
        "VisibilityConfig",
        json!({ "CloudWatchMetricsEnabled": true, "MetricName": "orders", "SampledRequestsEnabled": false }),
    );
    let props =
        WebAclAssociationProps::new(&api.deployment_stage().unwrap(), acl.get_att("Arn").cast());
    WebAclAssociation::new(&stack, "Firewall", props);
    let certificate = ClientCertificateProps::new().description("Shown to the warehouse");
    ClientCertificate::new(&stack, "Certificate", certificate);
    check_template("apigateway-access", &stack);
}

#[test]
fn private_api() {
    let (_, stack) = orders();
    let endpoint = EndpointConfiguration::private().vpc_endpoint(ENDPOINT);
    let props = RestApiProps::new().endpoint_configuration(endpoint);
    let api = RestApi::new(&stack, "Api", props);
    answer(&stack, &api, MethodOptions::new());
    api.grant_invoke_from_vpc_endpoints_only([ENDPOINT]);
    check_template("apigateway-private", &stack);
}

#[test]
fn imported_api() {
    let (_, stack) = orders();
    let attributes = RestApiAttributes::new("a1b2c3d4e5", "r1s2t3u4v5").rest_api_name("orders");
    let api = RestApi::from_rest_api_attributes(&stack, "Api", attributes);
    answer(&stack, &api, MethodOptions::new());
    let orders = api.root().add_resource("orders");
    orders.add_method(HttpMethod::Get, MockIntegration::new(204));
    assert_eq!(api.rest_api_name().as_literal(), Some("orders"));
    assert_eq!(orders.path(), "/orders");
    check_template("apigateway-imported", &stack);
}

/// The logical id of the deployment of an API.
fn deployment(change: impl FnOnce(&RestApi)) -> String {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    change(&api);
    let template = Template::from_stack(&stack);
    template.find_resources("AWS::ApiGateway::Deployment")[0].0.to_owned()
}

#[test]
fn a_change_of_a_policy_or_of_an_answer_is_deployed() {
    let before = deployment(|_| {});
    let allowed = deployment(|api| api.add_to_resource_policy(call(PolicyStatement::allow())));
    let inside = deployment(|api| api.grant_invoke_from_vpc_endpoints_only([ENDPOINT]));
    let answered = deployment(|api| {
        let late = GatewayResponseOptions::new(ResponseType::IntegrationTimeout).status_code(503);
        api.add_gateway_response("Late", late);
    });
    let all = [&before, &allowed, &inside, &answered];
    for (at, one) in all.iter().enumerate() {
        assert!(all[at + 1..].iter().all(|other| other != one), "{all:?}");
    }
    assert_eq!(before, deployment(|_| {}));
}

fn errors_of(cors: CorsOptions) -> Vec<serde_json::Value> {
    let (_, stack) = orders();
    let props = RestApiProps::new().default_cors_preflight(cors);
    let api = RestApi::new(&stack, "Api", props);
    api.root().add_resource("orders").add_method(HttpMethod::Get, MockIntegration::new(204));
    let template = Template::from_stack(&stack);
    let found = template.find_resources("AWS::ApiGateway::GatewayResponse");
    found.iter().map(|(_, response)| response["Properties"].clone()).collect()
}

#[test]
fn browsers_may_read_errors_on_request() {
    let one = "https://a.example";
    assert!(errors_of(CorsOptions::new([one])).is_empty());
    let header = |name: &str| format!("gatewayresponse.header.{name}");
    let found = errors_of(CorsOptions::new([one]).expose_headers(["ETag"]).on_errors());
    let types: Vec<_> = found.iter().map(|r| r["ResponseType"].as_str().unwrap()).collect();
    assert_eq!(types, ["DEFAULT_4XX", "DEFAULT_5XX"]);
    for response in &found {
        let parameters = json!({
            header("Access-Control-Allow-Origin"): "'https://a.example'",
            header("Vary"): "'Origin'",
            header("Access-Control-Expose-Headers"): "'ETag'",
        });
        assert_eq!(response["ResponseParameters"], parameters);
    }
    // A gateway response cannot choose: what is no secret is for all.
    let found = errors_of(CorsOptions::new([one, "https://b.example"]).on_errors());
    let all = json!({ header("Access-Control-Allow-Origin"): "'*'" });
    assert_eq!(found[0]["ResponseParameters"], all);
}

#[test]
fn an_answer_of_its_own_type_says_the_same_to_browsers() {
    let (_, stack) = orders();
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    // Before it is known that browsers may read errors.
    let throttled = GatewayResponseOptions::new(ResponseType::Throttled).header("vary", "*");
    api.add_gateway_response("Throttled", throttled);
    let origin = "https://a.example";
    api.root().add_cors_preflight(CorsOptions::new([origin]).on_errors());
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGateway::GatewayResponse", 3);
    let found = template.find_resources("AWS::ApiGateway::GatewayResponse");
    let throttled = found.iter().find(|(id, _)| id.starts_with("ApiThrottled")).unwrap().1;
    let parameters = json!({
        "gatewayresponse.header.vary": "'*'",
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://a.example'",
    });
    assert_eq!(throttled["Properties"]["ResponseParameters"], parameters);
}

#[test]
fn an_answer_for_all_errors_takes_the_place_of_the_one_for_browsers() {
    let (app, stack) = orders();
    let origin = "https://a.example";
    let cors = CorsOptions::new([origin]).on_errors();
    let props = RestApiProps::new().default_cors_preflight(cors);
    let api = RestApi::new(&stack, "Api", props);
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    let own = GatewayResponseOptions::new(ResponseType::Default4xx).header("X-Own", "1");
    api.add_gateway_response("Own", own);
    // Of a generated resource the headers are its own affair.
    let generated = CfnGatewayResponseProps::new("DEFAULT_5XX", api.rest_api_id());
    CfnGatewayResponse::new(&stack, "Generated", generated);
    assert!(diagnostics(&app).is_empty());
    let template = Template::from_stack(&stack);
    let found = template.find_resources("AWS::ApiGateway::GatewayResponse");
    let types: Vec<_> = found.iter().map(|(_, r)| &r["Properties"]["ResponseType"]).collect();
    assert_eq!(types, ["DEFAULT_4XX", "DEFAULT_5XX"]);
    let parameters = json!({
        "gatewayresponse.header.X-Own": "'1'",
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://a.example'",
        "gatewayresponse.header.Vary": "'Origin'",
    });
    assert_eq!(found[0].1["Properties"]["ResponseParameters"], parameters);
}

/// What the preflight of an API with these binary types does with bodies.
fn preflight_of(types: &[&str]) -> serde_json::Value {
    let (_, stack) = orders();
    let props = RestApiProps::new()
        .binary_media_types(types.iter().copied())
        .default_cors_preflight(CorsOptions::new(["*"]));
    let api = RestApi::new(&stack, "Api", props);
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    let template = Template::from_stack(&stack);
    let all = template.find_resources("AWS::ApiGateway::Method");
    let options = all.iter().find(|(_, m)| m["Properties"]["HttpMethod"] == "OPTIONS").unwrap();
    options.1["Properties"]["Integration"]["ContentHandling"].clone()
}

#[test]
fn a_preflight_of_an_api_of_binary_bodies_reads_its_template() {
    assert_eq!(preflight_of(&["*/*"]), "CONVERT_TO_TEXT");
    assert_eq!(preflight_of(&["image/png"]), json!(null));
    let warned = |integration: MockIntegration| {
        let (app, stack) = orders();
        let api = RestApi::new(&stack, "Api", RestApiProps::new().binary_media_types(["*/*"]));
        api.root().add_method(HttpMethod::Get, integration);
        let found = diagnostics(&app);
        found.iter().map(|d| d.code().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(warned(MockIntegration::new(204)), ["invalid-integration"]);
    let text = MockIntegration::new(204).content_handling(ContentHandling::ConvertToText);
    assert!(warned(text).is_empty());
}

#[test]
fn an_enhanced_security_policy_is_strict_unless_told_otherwise() {
    let access = |props: RestApiProps| {
        let (_, stack) = orders();
        let api = RestApi::new(&stack, "Api", props);
        api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
        let template = Template::from_stack(&stack);
        let api = template.find_resources("AWS::ApiGateway::RestApi")[0].1["Properties"].clone();
        (api["SecurityPolicy"].clone(), api["EndpointAccessMode"].clone())
    };
    let of = |policy| RestApiProps::new().security_policy(policy);
    assert_eq!(access(of(SecurityPolicy::Tls12)), (json!("TLS_1_2"), json!(null)));
    let tls13 = json!("SecurityPolicy_TLS13_1_3_2025_09");
    assert_eq!(access(of(SecurityPolicy::Tls13Only)), (tls13.clone(), json!("STRICT")));
    let basic = of(SecurityPolicy::Tls13Only).endpoint_access_mode(EndpointAccessMode::Basic);
    assert_eq!(access(basic), (tls13, json!("BASIC")));
    let edge = of(SecurityPolicy::Tls13Edge).endpoint_configuration(EndpointType::Edge);
    assert_eq!(access(edge).1, json!("STRICT"));
}

#[test]
fn what_is_added_to_an_imported_api_is_deployed_by_a_deployment_of_ones_own() {
    let (app, stack) = orders();
    let attributes = RestApiAttributes::new("a1b2c3d4e5", "r1s2t3u4v5");
    let api = RestApi::from_rest_api_attributes(&stack, "Api", attributes);
    api.root().add_resource("orders").add_method(HttpMethod::Get, MockIntegration::new(204));
    Deployment::new(&stack, "Deployment", DeploymentProps::new(&api));
    let template = Template::from_stack(&stack);
    assert!(diagnostics(&app).is_empty());
    let deployment = template.find_resources("AWS::ApiGateway::Deployment");
    assert_eq!(deployment[0].1["Properties"]["RestApiId"], "a1b2c3d4e5");
    let waits = deployment[0].1["DependsOn"].to_string();
    assert!(waits.contains("ApiordersGET"), "{waits}");
}

#[test]
fn arns_of_calls_name_verb_path_and_stage() {
    let (_, stack) = orders();
    let attributes = RestApiAttributes::new("a1b2c3d4e5", "r1s2t3u4v5");
    let api = RestApi::from_rest_api_attributes(&stack, "Api", attributes);
    let end = |method, path, stage: &str| {
        let arn = format!("{:?}", api.arn_for_execute_api(method, path, stage));
        arn.split("a1b2c3d4e5").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!(end(HttpMethod::Any, "/*", "*"), "/*/*/*");
    assert_eq!(end(HttpMethod::Post, "/orders/{id}/lines", "prod"), "/prod/POST/orders/*/lines");
    assert_eq!(end(HttpMethod::Get, "/", "prod"), "/prod/GET/");
    assert_eq!(end(HttpMethod::Get, "orders", "prod"), "/prod/GET/orders");
}
