//! Authorizers.

use std::time::Duration;

use construct_lib::apigateway::{
    AuthorizationType, CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps, CorsOptions,
    HttpMethod, IdentitySource, LambdaIntegration, MethodOptions, MockIntegration,
    RequestAuthorizer, RequestAuthorizerProps, RestApi, RestApiProps, TokenAuthorizer,
    TokenAuthorizerProps,
};
use construct_lib::cfn::apigateway::CfnAuthorizerProps;
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::testing::{Template, json};
use construct_lib::{App, CfnOutput, CfnOutputProps, Stack, StackProps};

use super::{answer, function};
use crate::support::{check_template, orders};

const POOL: &str = "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Example";

#[test]
fn authorizers() {
    let (_, stack) = orders();
    let judge = function(&stack, "Judge");
    let role = Role::new(&stack, "Caller", RoleProps::new(Principal::service("apigateway")));
    let bearers = TokenAuthorizerProps::new(&judge)
        .authorizer_name("bearers")
        .validation_regex("^Bearer [-0-9A-Za-z._]+$");
    let bearers = TokenAuthorizer::new(&stack, "Bearers", bearers);
    let tenants = RequestAuthorizerProps::new(&judge, IdentitySource::header("X-Tenant"))
        .identity_source(IdentitySource::context("identity.sourceIp"))
        .assume_role(&role);
    let tenants = RequestAuthorizer::new(&stack, "Tenants", tenants);
    let users = CognitoUserPoolsAuthorizer::new(
        &stack,
        "Users",
        CognitoUserPoolsAuthorizerProps::new(POOL).results_cache_ttl(Duration::from_secs(60)),
    );
    let cors = CorsOptions::new(["https://orders.example.com"]);
    let api = RestApi::new(&stack, "Api", RestApiProps::new().default_cors_preflight(cors));
    answer(&stack, &api, MethodOptions::new().authorizer(&bearers));
    let orders = api.root().add_resource("orders");
    let method = |verb, options| {
        orders.add_method_with(verb, MockIntegration::new(204), options);
    };
    method(HttpMethod::Get, MethodOptions::new().authorizer(&users));
    method(HttpMethod::Post, MethodOptions::new().authorizer(&users.with_scopes(["orders/write"])));
    method(HttpMethod::Put, MethodOptions::new().authorizer(&tenants));
    method(HttpMethod::Delete, MethodOptions::new().authorization_type(AuthorizationType::Iam));
    check_template("apigateway-authorizers", &stack);
}

fn api(stack: &Stack) -> RestApi {
    RestApi::new(stack, "Api", RestApiProps::new())
}

#[test]
fn one_permission_covers_methods_and_authorizers() {
    let (_, stack) = orders();
    let handler = function(&stack, "Handler");
    let bearers = TokenAuthorizer::new(&stack, "Bearers", TokenAuthorizerProps::new(&handler));
    let options = MethodOptions::new().authorizer(&bearers);
    let root = api(&stack).root();
    root.add_method_with(HttpMethod::Get, LambdaIntegration::new(&handler), options);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::Lambda::Permission", 1);
}

#[test]
fn a_role_that_calls_needs_no_permission_and_is_there_before_the_deployment() {
    let (_, stack) = orders();
    let role = Role::new(&stack, "Caller", RoleProps::new(Principal::service("apigateway")));
    let props = TokenAuthorizerProps::new(&function(&stack, "Judge")).assume_role(&role);
    let bearers = TokenAuthorizer::new(&stack, "Bearers", props);
    let options = MethodOptions::new().authorizer(&bearers);
    api(&stack).root().add_method_with(HttpMethod::Get, MockIntegration::new(204), options);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::Lambda::Permission", 0);
    let deployment = &template.find_resources("AWS::ApiGateway::Deployment")[0].1;
    assert!(deployment["DependsOn"].to_string().contains("BearersauthorizerInvokePolicy"));
}

/// The logical id of the deployment of an API with an authorizer.
fn deployment(change: fn(&TokenAuthorizer)) -> String {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let judge = function(&stack, "Judge");
    let bearers = TokenAuthorizer::new(&stack, "Bearers", TokenAuthorizerProps::new(&judge));
    answer(&stack, &api(&stack), MethodOptions::new().authorizer(&bearers));
    change(&bearers);
    let template = Template::from_stack(&stack);
    template.find_resources("AWS::ApiGateway::Deployment")[0].0.to_owned()
}

#[test]
fn a_change_of_an_authorizer_is_deployed() {
    let before = deployment(|_| {});
    let same = deployment(|_| {});
    assert_eq!(before, same);
    let after = deployment(|authorizer| {
        authorizer.patch(CfnAuthorizerProps::patch().authorizer_result_ttl_in_seconds(7));
    });
    assert_ne!(before, after);
}

#[test]
fn the_later_of_an_authorizer_and_a_type_is_taken() {
    let (_, stack) = orders();
    let users = CognitoUserPoolsAuthorizerProps::new(POOL);
    let users = CognitoUserPoolsAuthorizer::new(&stack, "Users", users);
    let root = api(&stack).root();
    let guarded = MethodOptions::new().authorization_type(AuthorizationType::Iam);
    let guarded = guarded.authorizer(&users);
    root.add_method_with(HttpMethod::Get, MockIntegration::new(204), guarded.clone());
    let open = guarded.authorization_type(AuthorizationType::None);
    root.add_method_with(HttpMethod::Head, MockIntegration::new(204), open);
    let template = Template::from_stack(&stack);
    let of = |verb, kind| json!({ "HttpMethod": verb, "AuthorizationType": kind });
    template.has_resource_properties("AWS::ApiGateway::Method", of("GET", "COGNITO_USER_POOLS"));
    template.has_resource_properties("AWS::ApiGateway::Method", of("HEAD", "NONE"));
    let open = template.find_resources("AWS::ApiGateway::Method");
    let open = open.iter().find(|(_, m)| m["Properties"]["HttpMethod"] == "HEAD").unwrap().1;
    assert!(open["Properties"].get("AuthorizerId").is_none());
}

#[test]
fn the_arn_of_an_authorizer_names_its_api() {
    let (_, stack) = orders();
    let judge = function(&stack, "Judge");
    let bearers = TokenAuthorizer::new(&stack, "Bearers", TokenAuthorizerProps::new(&judge));
    answer(&stack, &api(&stack), MethodOptions::new().authorizer(&bearers));
    CfnOutput::new(&stack, "Arn", CfnOutputProps::new(bearers.authorizer_arn()));
    let template = Template::from_stack(&stack);
    let arn = &template.to_json()["Outputs"]["Arn"]["Value"]["Fn::Join"][1];
    assert_eq!(arn[7]["Ref"], "ApiF70053CD");
    assert_eq!(arn[8], "/authorizers/");
}
