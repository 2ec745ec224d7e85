//! What is reported of what stands before a REST API.

use std::time::Duration;

use construct_lib::apigateway::{
    ApiKey, ApiKeyOptions, ApiKeyProps, CognitoUserPoolsAuthorizer,
    CognitoUserPoolsAuthorizerProps, CorsOptions, EndpointAccessMode, EndpointConfiguration,
    EndpointType, GatewayResponseOptions, HttpMethod, IdentitySource, MethodOptions,
    MockIntegration, Period, QuotaSettings, RequestAuthorizer, RequestAuthorizerProps,
    ResponseType, RestApi, RestApiProps, SecurityPolicy, ThrottleSettings, TokenAuthorizer,
    TokenAuthorizerProps, UsagePlan, UsagePlanPerApiStage, UsagePlanProps, WebAclAssociation,
    WebAclAssociationProps,
};
use construct_lib::iam::{PolicyStatement, Principal};
use construct_lib::{SecretValue, Stack};

use super::function;

fn pool(n: usize) -> String {
    format!("arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Pool{n}")
}

pub(crate) fn authorizers(s: &Stack) {
    let judge = function(s, "Judge");
    let api = |id| RestApi::new(s, id, RestApiProps::new());
    let guard = |api: &RestApi, part: &str, options| {
        let resource = api.root().add_resource(part);
        resource.add_method_with(HttpMethod::Get, MockIntegration::new(204), options);
    };
    let long = TokenAuthorizerProps::new(&judge).results_cache_ttl(Duration::from_secs(3601));
    let long = TokenAuthorizer::new(s, "Long", long);
    let one = api("One");
    guard(&one, "long", MethodOptions::new().authorizer(&long));
    guard(&api("Two"), "long", MethodOptions::new().authorizer(&long));
    let unused = TokenAuthorizerProps::new(&judge).identity_header("X Token");
    let _ = TokenAuthorizer::new(s, "Unused", unused).authorizer_arn();
    let minute = Duration::from_secs(60);
    let unknown = RequestAuthorizerProps::uncached(&judge).results_cache_ttl(minute);
    let unknown = RequestAuthorizer::new(s, "Unknown", unknown);
    guard(&one, "unknown", MethodOptions::new().authorizer(&unknown));
    let nameless = RequestAuthorizerProps::new(&judge, IdentitySource::query_string(""));
    let nameless = RequestAuthorizer::new(s, "Nameless", nameless);
    guard(&one, "nameless", MethodOptions::new().authorizer(&nameless));
    let first = CognitoUserPoolsAuthorizerProps::new(pool(0));
    let many = (1..=1000).fold(first, |props, n| props.user_pool(pool(n)));
    let many = CognitoUserPoolsAuthorizer::new(s, "Many", many);
    guard(&one, "many", MethodOptions::new().authorizer(&many));
    for n in 0..7 {
        let users = CognitoUserPoolsAuthorizerProps::new(pool(n));
        let users = CognitoUserPoolsAuthorizer::new(s, &format!("Users{n}"), users);
        guard(&one, &format!("users{n}"), MethodOptions::new().authorizer(&users));
    }
}

fn with(s: &Stack, id: &str, props: RestApiProps) -> RestApi {
    let api = RestApi::new(s, id, props);
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    api
}

fn stage(api: &RestApi) -> UsagePlanPerApiStage {
    UsagePlanPerApiStage::new(&api.deployment_stage().unwrap())
}

pub(crate) fn usage_plans(s: &Stack) {
    let one = with(s, "One", RestApiProps::new());
    let two = RestApi::new(s, "Two", RestApiProps::new());
    let needs_key = MethodOptions::new().api_key_required(true);
    let get = two.root().add_method_with(HttpMethod::Get, MockIntegration::new(204), needs_key);
    let plan = |id: &str, props| UsagePlan::new(s, id, props);
    let quota = |limit, period| UsagePlanProps::new().quota(QuotaSettings::new(limit, period));
    plan("NoRequests", quota(0, Period::Day));
    let late = |period, days| QuotaSettings::new(1, period).offset(days);
    plan("LateInTheDay", UsagePlanProps::new().quota(late(Period::Day, 1)));
    plan("LateInTheWeek", UsagePlanProps::new().quota(late(Period::Week, 7)));
    plan("LateInTheMonth", UsagePlanProps::new().quota(late(Period::Month, 28)));
    let negative = ThrottleSettings::new(-1.0, 1);
    plan("Negative", UsagePlanProps::new().throttle(negative));
    let wrong = stage(&one).throttle(&get, ThrottleSettings::new(f64::NAN, 1));
    let basic = plan("Basic", UsagePlanProps::new().api_stage(wrong));
    basic.add_api_stage(stage(&one));
    let more = plan("More", UsagePlanProps::new().api_stage(stage(&one)));
    let key = one.add_api_key("Key", ApiKeyOptions::new());
    basic.add_api_key(&key);
    more.add_api_key(&key);
    basic.add_api_key(&key);
    let many = ApiKey::new(s, "Many", ApiKeyProps::new());
    for n in 0..11 {
        plan(&format!("Plan{n}"), UsagePlanProps::new()).add_api_key(&many);
    }
    let open = SecretValue::unsafe_plain_text("short");
    ApiKey::new(s, "Open", ApiKeyProps::new().value(open).api_key_name(""));
    let imported = UsagePlan::from_usage_plan_id(s, "Imported", "p123");
    imported.add_api_stage(stage(&one));
}

pub(crate) fn access(s: &Stack) {
    let endpoint = EndpointConfiguration::regional().vpc_endpoint("vpce-0123456789abcdef0");
    with(s, "NotPrivate", RestApiProps::new().endpoint_configuration(endpoint));
    let edge = RestApiProps::new()
        .endpoint_configuration(EndpointType::Edge)
        .security_policy(SecurityPolicy::Tls13Only);
    with(s, "Edge", edge);
    let mode = RestApiProps::new().endpoint_access_mode(EndpointAccessMode::Basic);
    with(s, "NoPolicy", mode);
    let regional = RestApiProps::new().security_policy(SecurityPolicy::Tls12PfsEdge);
    with(s, "Regional", regional);

    let long = with(s, "Long", RestApiProps::new());
    for n in 0..250 {
        let statement = PolicyStatement::allow()
            .sid(format!("Caller{n}"))
            .actions(["execute-api:Invoke"])
            .resource("execute-api:/*")
            .principal(&Principal::account("111122223333"));
        long.add_to_resource_policy(statement);
    }
    long.add_to_resource_policy(PolicyStatement::allow().actions(["Invoke"]));
    let imported = RestApi::from_rest_api_id(s, "Imported", "a1b2c3d4e5");
    imported.grant_invoke_from_vpc_endpoints_only(["vpce-0123456789abcdef0"]);
    let _ = imported.root();

    let api = with(s, "Api", RestApiProps::new());
    let denied = || GatewayResponseOptions::new(ResponseType::AccessDenied);
    api.add_gateway_response("Denied", denied().status_code(99).header("X-Reason", "'policy'"));
    api.add_gateway_response("Again", denied());
    let stage = api.deployment_stage().unwrap();
    let acl = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/orders/1";
    for id in ["Firewall", "Another"] {
        WebAclAssociation::new(s, id, WebAclAssociationProps::new(&stage, acl));
    }
    let origins = ["https://a.example", "https://b.example"];
    let several = CorsOptions::new(origins).on_errors();
    api.root().add_cors_preflight(several.clone().allow_credentials());
    api.root().add_resource("orders").add_cors_preflight(several);
}
