//! What stands before a REST API.

use std::time::Duration;

use construct_lib::apigateway::{
    AuthorizationType, Authorizer, CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps,
    CorsOptions, HttpMethod, IdentitySource, Integration, IntegrationConfig, IntegrationType,
    LambdaIntegration, Method, MethodOptions, RequestAuthorizer, RequestAuthorizerProps, RestApi,
    RestApiProps, TokenAuthorizer, TokenAuthorizerProps,
};
use construct_lib::cfn::refs::CognitoUserPoolArn;
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::lambda::{Code, Function, FunctionProps, Runtime};
use construct_lib::{CfnResource, Construct, Stack, Value};

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

fn role(s: &Stack) -> Role {
    Role::new(s, "Role", RoleProps::new(Principal::service("apigateway")))
}

#[test]
fn what_stands_before_an_api_is_that_of_the_cdk() {
    check("rest-front", PROGRAMS, LEFT_OUT);
}

const LATER: &str = "comes with keys, policies and answers of the API itself";

const LEFT_OUT: &[(&str, &str)] = &[
    ("token: with another type", "an authorizer and a type are one choice"),
    ("token: with scopes", "scopes are part of an authorizer that knows them"),
    ("key", LATER),
    ("key: everything", LATER),
    ("key: of an API", LATER),
    ("key: of an API without a stage", LATER),
    ("key: imported", LATER),
    ("key: grants", LATER),
    ("rate limited key", LATER),
    ("rate limited key without limits", LATER),
    ("rate limited key in another plan", LATER),
    ("plan", LATER),
    ("plan: everything", LATER),
    ("plan: throttles of methods", LATER),
    ("plan: stages and keys are added", LATER),
    ("plan: logical id of a key", LATER),
    ("plan: imported", LATER),
    ("plan: quota with a fraction", LATER),
    ("key source", LATER),
    ("policy: a statement", LATER),
    ("policy: given and added", LATER),
    ("policy: endpoints of a VPC", LATER),
    ("policy: endpoints of a VPC, twice", LATER),
    ("policy: of an imported API", LATER),
    ("endpoint: of a VPC", LATER),
    ("endpoint: dual stack", LATER),
    ("endpoint: private by IPv4 alone", LATER),
    ("response: everything", LATER),
    ("response: the least", LATER),
    ("response: every type", LATER),
    ("import: by id", LATER),
    ("import: root of an id", LATER),
    ("import: with its root", LATER),
    ("import: cloned", LATER),
    ("ARN: any", LATER),
    ("ARN: one", LATER),
    ("ARN: no slash", LATER),
    ("web ACL", LATER),
    ("client certificate", LATER),
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
];
