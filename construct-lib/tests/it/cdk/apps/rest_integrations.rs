//! No function behind it but one that streams: HTTP, mock, `DynamoDB`, Step
//! Functions, a VPC link.

use std::time::Duration;

use construct_lib::apigateway::{
    AwsIntegration, HttpIntegration, HttpMethod, IntegrationMapping, IntegrationParameter,
    IntegrationResponse, LambdaIntegration, MethodOptions, MethodResponse, MockIntegration, Model,
    PassthroughBehavior, RequestContext, RequestParameter, ResponseTransferMode, RestApi,
    RestApiProps, StepFunctionsIntegration, VpcLink, VpcLinkProps,
};
use construct_lib::iam::{PolicyStatement, Principal, Role, RoleProps};
use construct_lib::{App, Expr, Stack, StackProps, intrinsic};

use super::{Judged, function, handler, state_machine, table};

pub(super) const APP: Judged = Judged { name: "rest-integrations", build, differs: &[] };

const JSON: &str = "application/json";

fn build(app: &App) {
    let s = Stack::new(app, "Gate", StackProps::new());
    let items = table(&s, "Items");
    let stream = function(&s, "Stream", handler());
    let api = RestApi::new(&s, "Api", RestApiProps::new());
    let root = api.root();
    let health = IntegrationMapping::new()
        .request_template(JSON, r#"{"statusCode":200}"#)
        .response(IntegrationResponse::new(200).template(JSON, r#"{"ok":true}"#));
    let answer = MethodResponse::new(200).model(JSON, Model::EMPTY);
    let answers = MethodOptions::new().method_response(answer);
    root.add_method_with(HttpMethod::Get, MockIntegration::mapped(health), answers);

    let site = HttpIntegration::new("https://example.com/v1").timeout(Duration::from_secs(5));
    root.add_resource("proxy").add_method(HttpMethod::Get, site);

    let failed = IntegrationResponse::new(502)
        .selection_pattern(r"5\d{2}")
        .template(JSON, r#"{"message":"upstream"}"#);
    let mapping =
        IntegrationMapping::new().response(IntegrationResponse::new(200)).response(failed);
    let fetch = HttpIntegration::new("https://example.com/items/{id}")
        .without_proxy(mapping)
        .http_method(HttpMethod::Get)
        .request_parameter(IntegrationParameter::path("id"), RequestParameter::path("id"))
        .cache_key_parameters([RequestParameter::path("id")])
        .cache_namespace("items");
    let options = MethodOptions::new()
        .required_request_parameter(RequestParameter::path("id"))
        .method_response(MethodResponse::new(200))
        .method_response(MethodResponse::new(502));
    let one = root.add_resource("fetch").add_resource("{id}");
    one.add_method_with(HttpMethod::Get, fetch, options);

    let gateway = Principal::service("apigateway.amazonaws.com");
    let put = Role::new(&s, "PutRole", RoleProps::new(gateway));
    let statement = PolicyStatement::allow().actions(["dynamodb:PutItem"]);
    put.add_to_policy(statement.resource(items.table_arn()));
    let template = intrinsic::concat([
        Expr::text(r#"{"TableName":""#),
        Expr::from(items.table_name()),
        Expr::text(r#"","Item":{"id":{"S":"$input.path('$.id')"}}}"#),
    ]);
    let mapping = IntegrationMapping::new()
        .passthrough_behavior(PassthroughBehavior::Never)
        .request_template(JSON, template)
        .response(IntegrationResponse::new(201).header("Location", "/items"))
        .response(IntegrationResponse::new(400).selection_pattern(r"4\d{2}"));
    let item =
        AwsIntegration::action("dynamodb", "PutItem").credentials_role(&put).mapping(mapping);
    let options = MethodOptions::new()
        .method_response(MethodResponse::new(201).header("Location"))
        .method_response(MethodResponse::new(400));
    root.add_resource("items").add_method_with(HttpMethod::Post, item, options);

    let machine = state_machine(&s, "Machine");
    let fields = [RequestContext::HttpMethod, RequestContext::RequestId];
    let start =
        StepFunctionsIntegration::start_execution(machine).request_context(fields).headers(true);
    root.add_resource("jobs").add_method(HttpMethod::Post, start);

    let balancer = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/inner/1234567890123456";
    let link = VpcLink::new(&s, "Link", VpcLinkProps::new().target(balancer));
    let inner = HttpIntegration::new("http://inner.elb.eu-west-1.amazonaws.com")
        .http_method(HttpMethod::Any)
        .vpc_link(&link);
    root.add_resource("inner").add_method(HttpMethod::Any, inner);

    let streamed = LambdaIntegration::new(&stream)
        .response_transfer_mode(ResponseTransferMode::Stream)
        .timeout(Duration::from_secs(300));
    root.add_resource("stream").add_method(HttpMethod::Get, streamed);
}
