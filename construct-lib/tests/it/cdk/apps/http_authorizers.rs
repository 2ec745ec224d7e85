//! Who may call: tokens of an issuer and of a user pool, a function, IAM; two
//! stages, a domain.

use std::time::Duration;

use construct_lib::apigatewayv2::{
    ApiMapping, ApiMappingProps, CorsPreflightOptions, DomainMappingOptions, DomainName,
    DomainNameProps, HttpApi, HttpApiProps, HttpIamAuthorizer, HttpIdentitySource,
    HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaIntegration, HttpLambdaResponseType,
    HttpMethod, HttpRouteAuthorizer, HttpRouteOptions, HttpStage, HttpStageProps,
    HttpUserPoolAuthorizer, StageOptions,
};
use construct_lib::cfn::refs::{CognitoUserPoolClientId, CognitoUserPoolId};
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::{
    App, CfnOutput, CfnOutputProps, CfnResource, Expr, Node, Stack, StackProps, Value,
};

use super::{CERTIFICATE, Judged, function, handler};

pub(super) const APP: Judged = Judged { name: "http-authorizers", build, differs: &[] };

fn guarded(by: &(impl HttpRouteAuthorizer + Clone + 'static)) -> HttpRouteOptions {
    HttpRouteOptions::new().authorizer(by)
}

fn build(app: &App) {
    let s = Stack::new(app, "Orders", StackProps::new());
    let main = function(&s, "Handler", handler());
    let check = function(&s, "Check", handler());
    let pool = CfnResource::new(&s, "Pool", "AWS::Cognito::UserPool");
    pool.add_property_override("UserPoolName", Expr::text("orders"));
    let pool = Value::<CognitoUserPoolId>::of(pool.ref_expr());
    let client = CfnResource::new(&s, "Client", "AWS::Cognito::UserPoolClient");
    client.add_property_override("UserPoolId", Expr::from(pool.clone()));
    let client = Value::<CognitoUserPoolClientId>::of(client.ref_expr());

    let props = DomainNameProps::new("orders.example.com", CERTIFICATE);
    let domain = DomainName::new(&s, "Domain", props);
    let cors = CorsPreflightOptions::new(["https://example.com"])
        .allow_methods([HttpMethod::Get, HttpMethod::Post])
        .allow_headers(["authorization", "content-type"])
        .allow_credentials()
        .expose_headers(["x-request-id"])
        .max_age(Duration::from_secs(3600));
    let mapping = DomainMappingOptions::new(&domain).mapping_key("v1");
    let props = HttpApiProps::new()
        .api_name("orders")
        .description("Orders")
        .cors_preflight(cors)
        .disable_execute_api_endpoint()
        .default_stage(StageOptions::new().domain_mapping(mapping));
    let api = HttpApi::new(&s, "Api", props);

    let call = HttpLambdaIntegration::new("Call", &main);
    let users = HttpUserPoolAuthorizer::new("Users", pool, [client]);
    let issuer = HttpJwtAuthorizer::new("Issuer", "https://login.example.com", ["orders", "admin"]);
    let ask = HttpLambdaAuthorizer::new("Ask", &check)
        .response_type(HttpLambdaResponseType::Simple)
        .identity_source([HttpIdentitySource::header("X-Tenant")])
        .results_cache_ttl(Duration::from_secs(60));
    let reads = guarded(&users).authorization_scopes(["orders/read"]);
    api.add_routes_with("/orders", [HttpMethod::Get, HttpMethod::Post], &call, reads);
    api.add_routes_with("/orders/{id}", [HttpMethod::Get], &call, guarded(&issuer));
    api.add_routes_with("/orders/{id}", [HttpMethod::Put], &call, guarded(&ask));
    let signed = guarded(&HttpIamAuthorizer);
    let removals = api.add_routes_with("/orders/{id}", [HttpMethod::Delete], &call, signed);
    api.add_routes("/health", [HttpMethod::Any], &call);

    let admin = Role::new(&s, "Admin", RoleProps::new(Principal::account("111122223333")));
    removals[0].grant_invoke(&admin);
    let options =
        StageOptions::new().throttling(10.0, 20).variable("color", "green").detailed_metrics();
    let props = HttpStageProps::new(&api).stage_name("beta").options(options);
    let beta = HttpStage::new(&api, "Beta", props);
    let props = ApiMappingProps::new(&beta, &domain).api_mapping_key("beta");
    ApiMapping::new(&s, "BetaMapping", props);
    alias(&s, &domain);
    let url = api.default_stage().unwrap().domain_url();
    CfnOutput::new(&s, "Url", CfnOutputProps::new(url));
}

/// The record that leads to the domain, as the CDK's construct of level 2 makes it.
fn alias(s: &Stack, domain: &DomainName) {
    let node = Node::new(s, "Alias");
    let record = CfnResource::new(&node, "Resource", "AWS::Route53::RecordSet");
    for (name, value) in [
        ("AliasTarget.DNSName", Expr::from(domain.regional_domain_name())),
        ("AliasTarget.HostedZoneId", Expr::from(domain.regional_hosted_zone_id())),
        ("HostedZoneId", Expr::text("Z0123456789ABCDEFGHIJ")),
        ("Name", Expr::text("orders.example.com.")),
        ("Type", Expr::text("A")),
    ] {
        record.add_property_override(name, value);
    }
}
