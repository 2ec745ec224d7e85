//! Who may call: every kind of authorizer, and IAM.

use std::time::Duration;

use construct_lib::apigateway::{
    ApiKeySourceType, AuthorizationType, CognitoUserPoolsAuthorizer,
    CognitoUserPoolsAuthorizerProps, HttpMethod, IdentitySource, LambdaIntegration, MethodOptions,
    RequestAuthorizer, RequestAuthorizerProps, RestApi, RestApiProps, TokenAuthorizer,
    TokenAuthorizerProps,
};
use construct_lib::cfn::refs::CognitoUserPoolArn;
use construct_lib::iam::{PolicyStatement, Principal, Role, RoleProps};
use construct_lib::{App, CfnOutput, CfnOutputProps, CfnResource, Expr, Stack, StackProps, Value};

use super::{Judged, function, handler};

pub(super) const APP: Judged = Judged { name: "rest-authorizers", build, differs: &[] };

fn build(app: &App) {
    let s = Stack::new(app, "Orders", StackProps::new());
    let main = function(&s, "Handler", handler());
    let check = function(&s, "Check", handler());
    let guard = function(&s, "Guard", handler());
    let pool = CfnResource::new(&s, "Pool", "AWS::Cognito::UserPool");
    pool.add_property_override("UserPoolName", Expr::text("orders"));
    let props = RestApiProps::new().api_key_source_type(ApiKeySourceType::Authorizer);
    let api = RestApi::new(&s, "Api", props);
    let integration = LambdaIntegration::new(&main);

    let arn = Value::<CognitoUserPoolArn>::of(pool.att_expr("Arn"));
    let ten_minutes = Duration::from_secs(600);
    let props = CognitoUserPoolsAuthorizerProps::new(arn).results_cache_ttl(ten_minutes);
    let users = CognitoUserPoolsAuthorizer::new(&s, "Users", props);
    let props = TokenAuthorizerProps::new(&check)
        .validation_regex("^Bearer .+$")
        .results_cache_ttl(Duration::from_secs(60));
    let token = TokenAuthorizer::new(&s, "Token", props);
    let props = RequestAuthorizerProps::uncached(&guard)
        .identity_source(IdentitySource::header("X-Tenant"))
        .identity_source(IdentitySource::query_string("key"))
        .authorizer_name("by-request");
    let request = RequestAuthorizer::new(&s, "Request", props);

    let orders = api.root().add_resource("orders");
    let reads = MethodOptions::new().authorizer(&users.with_scopes(["orders/read"]));
    orders.add_method_with(HttpMethod::Get, integration.clone(), reads);
    let writes = MethodOptions::new().authorizer(&token);
    orders.add_method_with(HttpMethod::Post, integration.clone(), writes);
    let order = orders.add_resource("{id}");
    let asks = MethodOptions::new().authorizer(&request);
    order.add_method_with(HttpMethod::Get, integration.clone(), asks);
    let signed = MethodOptions::new().authorization_type(AuthorizationType::Iam);
    let delete = order.add_method_with(HttpMethod::Delete, integration.clone(), signed);
    let open = api.root().add_resource("health").add_method(HttpMethod::Get, integration);

    let admin = Role::new(&s, "Admin", RoleProps::new(Principal::account("111122223333")));
    let statement = PolicyStatement::allow().actions(["execute-api:Invoke"]);
    let calls = api.arn_for_execute_api(HttpMethod::Delete, "/orders/*", "prod");
    admin.add_to_policy(statement.resource(calls));
    delete.grant_execute(&admin);
    CfnOutput::new(&s, "Health", CfnOutputProps::new(open.method_arn()));
}
