//! What stands before a REST API.

use std::time::Duration;

use construct_lib::apigateway::{
    ApiKey, ApiKeyOptions, ApiKeyProps, ApiKeySourceType, AuthorizationType, Authorizer,
    CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps, CorsOptions,
    EndpointConfiguration, EndpointType, GatewayResponse, GatewayResponseOptions,
    GatewayResponseProps, HttpMethod, IdentitySource, Integration, IntegrationConfig,
    IntegrationType, LambdaIntegration, Method, MethodOptions, Period, QuotaSettings,
    RateLimitedApiKey, RateLimitedApiKeyProps, RequestAuthorizer, RequestAuthorizerProps,
    ResponseType, RestApi, RestApiAttributes, RestApiProps, StageOptions, ThrottleSettings,
    TokenAuthorizer, TokenAuthorizerProps, UsagePlan, UsagePlanPerApiStage, UsagePlanProps,
    WebAclAssociation, WebAclAssociationProps,
};
use construct_lib::cfn::apigateway::{CfnClientCertificate, CfnClientCertificateProps};
use construct_lib::cfn::refs::CognitoUserPoolArn;
use construct_lib::iam::{
    Condition, ConditionKey, IpAddressKey, PolicyDocument, PolicyStatement, Principal, Role,
    RoleProps,
};
use construct_lib::lambda::{Code, Function, FunctionProps, Runtime};
use construct_lib::{
    CfnOutput, CfnOutputProps, CfnResource, Construct, IntoValue, SecretValue, Stack, Value,
};

use super::compare::{Program, check, program, refused};

/// A function that adds nothing to the template.
fn function(scope: &dyn Construct, id: &str) -> Function {
    let arn = format!("arn:aws:lambda:us-east-1:111122223333:function:{id}");
    Function::from_function_arn(scope, id, arn)
}

fn judge(s: &Stack) -> Function {
    function(s, "Judge")
}

fn handler(s: &Stack) -> LambdaIntegration {
    LambdaIntegration::new(&function(s, "Handler"))
}

/// What the CDK takes when no integration is given.
struct Mock;

impl Integration for Mock {
    fn bind(&self, _: &Method) -> IntegrationConfig {
        IntegrationConfig::new(IntegrationType::Mock)
    }
}

fn props() -> RestApiProps {
    RestApiProps::new()
}

fn with(s: &Stack, props: RestApiProps, options: MethodOptions) -> RestApi {
    let api = RestApi::new(s, "Api", props);
    api.root().add_method_with(HttpMethod::Get, handler(s), options);
    api
}

fn small(s: &Stack) -> RestApi {
    with(s, props(), MethodOptions::new())
}

fn guarded(s: &Stack, authorizer: &impl Authorizer) -> RestApi {
    with(s, props(), guard(authorizer))
}

fn guard(authorizer: &impl Authorizer) -> MethodOptions {
    MethodOptions::new().authorizer(authorizer)
}

fn token_props(s: &Stack) -> TokenAuthorizerProps {
    TokenAuthorizerProps::new(&judge(s))
}

fn token(s: &Stack, props: TokenAuthorizerProps) -> TokenAuthorizer {
    TokenAuthorizer::new(s, "Auth", props)
}

fn request(s: &Stack, props: RequestAuthorizerProps) {
    guarded(s, &RequestAuthorizer::new(s, "Auth", props));
}

fn users(s: &Stack, props: CognitoUserPoolsAuthorizerProps) -> CognitoUserPoolsAuthorizer {
    CognitoUserPoolsAuthorizer::new(s, "Users", props)
}

fn pool() -> CognitoUserPoolsAuthorizerProps {
    CognitoUserPoolsAuthorizerProps::new(pool_arn("Pool"))
}

fn pool_arn(id: &str) -> String {
    format!("arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_{id}")
}

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

fn private(s: &Stack) -> RestApi {
    with(s, props().endpoint_configuration(EndpointType::Private), MethodOptions::new())
}

/// Every call, by anyone.
fn invoke(statement: PolicyStatement) -> PolicyStatement {
    statement
        .actions(["execute-api:Invoke"])
        .resource("execute-api:/*")
        .principal(&Principal::any())
}

fn role(s: &Stack) -> Role {
    Role::new(s, "Role", RoleProps::new(Principal::service("apigateway")))
}

#[test]
fn what_stands_before_an_api_is_that_of_the_cdk() {
    check("rest-front", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[
    ("token: with another type", "an authorizer and a type are one choice"),
    ("token: with scopes", "scopes are part of an authorizer that knows them"),
    ("key: of an API without a stage", "the CDK fails; here the key names no stage"),
    ("plan: quota with a fraction", "a limit is a whole number"),
    ("endpoint: private by IPv4 alone", "only `dual_stack` can be asked for"),
    ("ARN: no slash", "the slash is added"),
];

const PROGRAMS: &[Program] = &[
    program("token", |s| drop(guarded(s, &token(s, token_props(s))))),
    program("token: everything", |s| {
        let props = token_props(s)
            .authorizer_name("bearers")
            .results_cache_ttl(Duration::from_secs(60))
            .validation_regex("^Bearer .+$")
            .identity_header("X-Token");
        guarded(s, &token(s, props));
    }),
    program("token: role", |s| {
        let props = token_props(s).assume_role(&role(s));
        guarded(s, &token(s, props));
    }),
    program("token: no cache", |s| {
        let props = token_props(s).results_cache_ttl(Duration::ZERO);
        guarded(s, &token(s, props));
    }),
    program("token: an hour", |s| {
        let props = token_props(s).results_cache_ttl(Duration::from_secs(3600));
        guarded(s, &token(s, props));
    }),
    refused("token: more than an hour", "authorizer-cache-out-of-range", |s| {
        let props = token_props(s).results_cache_ttl(Duration::from_secs(3601));
        guarded(s, &token(s, props));
    }),
    program("token: the function that answers judges, too", |s| {
        let function = function(s, "Handler");
        let authorizer = token(s, TokenAuthorizerProps::new(&function));
        let root = RestApi::new(s, "Api", props()).root();
        let handler = LambdaIntegration::new(&function);
        root.add_method_with(HttpMethod::Get, handler, guard(&authorizer));
    }),
    program("token: a function of this stack", |s| {
        let code = Code::inline("code");
        let code = FunctionProps::new(code, Runtime::Python313, "index.handler");
        let judge = Function::new(s, "Judge", code);
        let authorizer = token(s, TokenAuthorizerProps::new(&judge));
        let root = RestApi::new(s, "Api", props()).root();
        root.add_method_with(HttpMethod::Get, Mock, guard(&authorizer));
    }),
    program("token: two methods", |s| {
        let authorizer = token(s, token_props(s));
        let orders = guarded(s, &authorizer).root().add_resource("orders");
        orders.add_method_with(HttpMethod::Post, Mock, guard(&authorizer));
    }),
    program("token: below the API", |s| {
        let api = RestApi::new(s, "Api", props());
        let authorizer = TokenAuthorizer::new(&api, "Auth", token_props(s));
        api.root().add_method_with(HttpMethod::Get, handler(s), guard(&authorizer));
    }),
    refused("token: two APIs", "authorizer-of-another-api", |s| {
        let authorizer = token(s, token_props(s));
        guarded(s, &authorizer);
        let root = RestApi::new(s, "Other", props()).root();
        root.add_method_with(HttpMethod::Get, Mock, guard(&authorizer));
    }),
    refused("token: no method", "authorizer-unattached", |s| {
        token(s, token_props(s));
        small(s);
    }),
    program("request", |s| {
        let tenant = IdentitySource::header("X-Tenant");
        let props = RequestAuthorizerProps::new(&judge(s), tenant)
            .identity_source(IdentitySource::query_string("region"))
            .identity_source(IdentitySource::stage_variable("zone"))
            .identity_source(IdentitySource::context("identity.sourceIp"));
        request(s, props);
    }),
    program("request: everything", |s| {
        let tenant = IdentitySource::header("X-Tenant");
        let props = RequestAuthorizerProps::new(&judge(s), tenant)
            .authorizer_name("tenants")
            .results_cache_ttl(Duration::from_secs(60))
            .assume_role(&role(s));
        request(s, props);
    }),
    program("request: no cache", |s| request(s, RequestAuthorizerProps::uncached(&judge(s)))),
    refused("request: cache without sources", "invalid-identity-source", |s| {
        let minute = Duration::from_secs(60);
        request(s, RequestAuthorizerProps::uncached(&judge(s)).results_cache_ttl(minute));
    }),
    refused("request: source without a name", "invalid-identity-source", |s| {
        request(s, RequestAuthorizerProps::new(&judge(s), IdentitySource::header("")));
    }),
    program("cognito", |s| drop(guarded(s, &users(s, pool())))),
    program("cognito: everything", |s| {
        let props = pool()
            .user_pool(pool_arn("Staff"))
            .authorizer_name("users")
            .results_cache_ttl(Duration::ZERO)
            .identity_header("X-Token");
        guarded(s, &users(s, props));
    }),
    program("cognito: scopes", |s| {
        guarded(s, &users(s, pool()).with_scopes(["orders/read", "orders/write"]));
    }),
    program("cognito: a pool of this stack", |s| {
        let own = CfnResource::new(s, "Own", "AWS::Cognito::UserPool");
        let arn: Value<CognitoUserPoolArn> = own.get_att("Arn").cast();
        guarded(s, &users(s, CognitoUserPoolsAuthorizerProps::new(arn)));
    }),
    program("iam", |s| {
        let iam = MethodOptions::new().authorization_type(AuthorizationType::Iam);
        with(s, props(), iam);
    }),
    program("preflight is not guarded", |s| {
        let cors = props().default_cors_preflight(CorsOptions::new(["*"]));
        let authorizer = token(s, token_props(s));
        with(s, cors, guard(&authorizer));
    }),
    program("key", |s| drop(ApiKey::new(s, "Key", ApiKeyProps::new()))),
    program("key: everything", |s| {
        let stage = small(s).deployment_stage().unwrap();
        let props = ApiKeyProps::new()
            .api_key_name("partner")
            .description("For a partner")
            .customer_id("c-1")
            .disabled()
            .generate_distinct_id()
            .stage(&stage)
            .value(SecretValue::unsafe_plain_text("abcdefghijklmnopqrst"));
        ApiKey::new(s, "Key", props);
    }),
    program("key: of an API", |s| {
        let options = ApiKeyOptions::new().api_key_name("partner").description("For a partner");
        small(s).add_api_key("Key", options);
    }),
    program("key: imported", |s| {
        let key = ApiKey::from_api_key_id(s, "Key", "k123");
        output(s, "Arn", key.key_arn());
        // `add_usage_plan` would add the stage of the API.
        UsagePlan::new(&small(s), "Plan", UsagePlanProps::new()).add_api_key(&key);
    }),
    program("key: grants", |s| {
        let key = ApiKey::new(s, "Key", ApiKeyProps::new());
        key.grant_read(&role(s));
        let function = |id| Role::new(s, id, RoleProps::new(Principal::service("lambda")));
        key.grant_write(&function("Writer"));
        key.grant_read_write(&function("Both"));
    }),
    program("rate limited key", |s| {
        let stage = UsagePlanPerApiStage::new(&small(s).deployment_stage().unwrap());
        let props = RateLimitedApiKeyProps::new()
            .api_key_name("partner")
            .api_stage(stage)
            .quota(QuotaSettings::new(10_000, Period::Month))
            .throttle(ThrottleSettings::new(100.0, 200));
        RateLimitedApiKey::new(s, "Key", props);
    }),
    program("rate limited key without limits", |s| {
        RateLimitedApiKey::new(s, "Key", RateLimitedApiKeyProps::new());
    }),
    program("rate limited key in another plan", |s| {
        let quota = QuotaSettings::new(1, Period::Day);
        let key = RateLimitedApiKey::new(s, "Key", RateLimitedApiKeyProps::new().quota(quota));
        UsagePlan::new(s, "Plan", UsagePlanProps::new()).add_api_key(&key);
    }),
    program("plan", |s| drop(UsagePlan::new(s, "Plan", UsagePlanProps::new()))),
    program("plan: everything", |s| {
        let stage = UsagePlanPerApiStage::new(&small(s).deployment_stage().unwrap());
        let props = UsagePlanProps::new()
            .usage_plan_name("basic")
            .description("A thousand a week")
            .quota(QuotaSettings::new(1000, Period::Week).offset(2))
            .throttle(ThrottleSettings::new(0.5, 2))
            .api_stage(stage);
        UsagePlan::new(s, "Plan", props);
    }),
    program("plan: throttles of methods", |s| {
        let api = RestApi::new(s, "Api", props());
        let root = api.root().add_method(HttpMethod::Get, handler(s));
        let order = api.root().add_resource("orders").add_resource("{id}");
        let order = order.add_method(HttpMethod::Put, Mock);
        let stage = UsagePlanPerApiStage::new(&api.deployment_stage().unwrap())
            .throttle(&root, ThrottleSettings::new(1.0, 2))
            .throttle(&order, ThrottleSettings::new(3.0, 4));
        api.add_usage_plan("Plan", UsagePlanProps::new().api_stage(stage));
    }),
    program("plan: stages and keys are added", |s| {
        let api = small(s);
        let plan = UsagePlan::new(&api, "Plan", UsagePlanProps::new());
        plan.add_api_stage(UsagePlanPerApiStage::new(&api.deployment_stage().unwrap()));
        plan.add_api_key(&api.add_api_key("One", ApiKeyOptions::new()));
        plan.add_api_key(&ApiKey::new(s, "Two", ApiKeyProps::new()));
    }),
    program("plan: logical id of a key", |s| {
        let key = ApiKey::new(s, "Key", ApiKeyProps::new());
        UsagePlan::new(s, "Plan", UsagePlanProps::new()).add_api_key_as(&key, "PlanKey");
    }),
    program("plan: imported", |s| {
        let plan = UsagePlan::from_usage_plan_id(s, "Plan", "p123");
        plan.add_api_key(&ApiKey::new(s, "Key", ApiKeyProps::new()));
    }),
    program("key source", |s| {
        let props = props().api_key_source_type(ApiKeySourceType::Authorizer);
        with(s, props, MethodOptions::new());
    }),
    program("policy: a statement", |s| {
        small(s).add_to_resource_policy(invoke(PolicyStatement::allow()));
    }),
    program("policy: given and added", |s| {
        let given = PolicyDocument::new().statement(invoke(PolicyStatement::allow()));
        let api = with(s, props().policy(given), MethodOptions::new());
        let deny = invoke(PolicyStatement::deny());
        let elsewhere = deny.condition(Condition::not_ip_address(
            ConditionKey::<IpAddressKey>::new("aws:SourceIp"),
            "203.0.113.0/24",
        ));
        api.add_to_resource_policy(elsewhere);
    }),
    program("policy: endpoints of a VPC", |s| {
        private(s).grant_invoke_from_vpc_endpoints_only(["vpce-one", "vpce-two"]);
    }),
    program("policy: endpoints of a VPC, twice", |s| {
        let api = private(s);
        api.grant_invoke_from_vpc_endpoints_only(["vpce-one"]);
        api.grant_invoke_from_vpc_endpoints_only(["vpce-two"]);
    }),
    // The CDK says nothing, and adds nothing.
    refused("policy: of an imported API", "imported-construct", |s| {
        let api = RestApi::from_rest_api_id(s, "Api", "a123");
        api.add_to_resource_policy(invoke(PolicyStatement::allow()));
    }),
    program("endpoint: of a VPC", |s| {
        let endpoint = EndpointConfiguration::private().vpc_endpoint("vpce-one");
        with(s, props().endpoint_configuration(endpoint), MethodOptions::new());
    }),
    program("endpoint: dual stack", |s| {
        let endpoint = EndpointConfiguration::regional().dual_stack();
        with(s, props().endpoint_configuration(endpoint), MethodOptions::new());
    }),
    program("response: everything", |s| {
        let denied = GatewayResponseOptions::new(ResponseType::AccessDenied)
            .status_code(403)
            .header("X-Reason", "policy")
            .header_from("X-Path", "method.request.path.id")
            .template("application/json", r#"{"message":$context.error.messageString}"#);
        small(s).add_gateway_response("Denied", denied);
    }),
    program("response: the least", |s| {
        let late = GatewayResponseOptions::new(ResponseType::IntegrationTimeout);
        GatewayResponse::new(s, "Late", GatewayResponseProps::new(&small(s), late));
    }),
    program("response: every type", |s| {
        let api = small(s);
        for kind in RESPONSES {
            let options = GatewayResponseOptions::new(kind).status_code(418);
            api.add_gateway_response(&format!("Response{}", kind.name()), options);
        }
    }),
    program("import: by id", |s| {
        let api = RestApi::from_rest_api_id(s, "Api", "a123");
        let late = GatewayResponseOptions::new(ResponseType::IntegrationTimeout);
        api.add_gateway_response("Late", late);
        output(s, "Arn", api.arn_for_execute_api(HttpMethod::Any, "/*", "*"));
    }),
    refused("import: root of an id", "imported-construct", |s| {
        RestApi::from_rest_api_id(s, "Api", "a123").root().add_resource("orders");
    }),
    program("import: with its root", |s| {
        let attributes = RestApiAttributes::new("a123", "r123");
        let api = RestApi::from_rest_api_attributes(s, "Api", attributes);
        let root = api.root();
        root.add_method_with(HttpMethod::Get, Mock, guard(&users(s, pool())));
        root.add_resource("orders").add_method(HttpMethod::Get, Mock);
    }),
    program("import: cloned", |s| {
        let other = RestApi::from_rest_api_id(s, "Other", "a123");
        with(s, props().clone_from(&other), MethodOptions::new());
    }),
    program("ARN: any", |s| {
        output(s, "Arn", small(s).arn_for_execute_api(HttpMethod::Any, "/*", "*"));
    }),
    program("ARN: one", |s| {
        let api = small(s);
        let stage = api.deployment_stage().unwrap().stage_name();
        output(s, "Arn", api.arn_for_execute_api(HttpMethod::Post, "/orders", stage));
    }),
    program("client certificate", |s| {
        // The CDK has it at level 1 alone.
        let about = CfnClientCertificateProps::new().description("For the backend");
        let certificate = CfnClientCertificate::new(s, "Certificate", about);
        let stage = StageOptions::new().client_certificate_id(certificate.ref_());
        with(s, props().deploy_options(stage), MethodOptions::new());
    }),
    program("web ACL", |s| {
        let stage = small(s).deployment_stage().unwrap();
        let acl = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/orders/1";
        WebAclAssociation::new(s, "Firewall", WebAclAssociationProps::new(&stage, acl));
    }),
];

/// In the order of the CDK.
const RESPONSES: [ResponseType; 21] = [
    ResponseType::AccessDenied,
    ResponseType::ApiConfigurationError,
    ResponseType::AuthorizerFailure,
    ResponseType::AuthorizerConfigurationError,
    ResponseType::BadRequestParameters,
    ResponseType::BadRequestBody,
    ResponseType::Default4xx,
    ResponseType::Default5xx,
    ResponseType::ExpiredToken,
    ResponseType::InvalidSignature,
    ResponseType::IntegrationFailure,
    ResponseType::IntegrationTimeout,
    ResponseType::InvalidApiKey,
    ResponseType::MissingAuthenticationToken,
    ResponseType::QuotaExceeded,
    ResponseType::RequestTooLarge,
    ResponseType::ResourceNotFound,
    ResponseType::Throttled,
    ResponseType::Unauthorized,
    ResponseType::UnsupportedMediaType,
    ResponseType::WafFiltered,
];
