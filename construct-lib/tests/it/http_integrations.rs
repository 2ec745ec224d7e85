//! What answers the routes of HTTP APIs.

use construct_lib::Stack;
use construct_lib::apigatewayv2::{
    HttpAlbIntegration, HttpApi, HttpApiProps, HttpAppConfigIntegration,
    HttpEventBridgeIntegration, HttpIntegrationConfig, HttpKinesisIntegration,
    HttpLambdaIntegration, HttpMethod, HttpNlbIntegration, HttpRouteIntegration,
    HttpRouteIntegrationBindOptions, HttpRouteKey, HttpServiceDiscoveryIntegration,
    HttpSqsIntegration, HttpStepFunctionsIntegration, HttpUrlIntegration, IntegrationCredentials,
    IntegrationIdentity, MappingValue, ParameterMapping, PayloadFormatVersion,
    ResponseMappingValue, ResponseParameterMapping, StageOptions, VpcLink, VpcLinkProps,
};
use construct_lib::cfn::apigatewayv2::CfnVpcLinkProps;
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::{Template, json};

use crate::support::{check_template, orders};

fn api(stack: &Stack) -> HttpApi {
    let quiet = StageOptions::new().without_access_log();
    HttpApi::new(stack, "Api", HttpApiProps::new().default_stage(quiet))
}

fn handler(stack: &Stack) -> Function {
    Function::new(stack, "Handler", FunctionProps::rust("orders"))
}

fn add(api: &HttpApi, path: &'static str, integration: impl HttpRouteIntegration) {
    api.add_route(HttpRouteKey::with(path, HttpMethod::Post), integration);
}

const ALB: &str = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/a/1/2";
const NLB: &str = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/net/a/1/2";
const SERVICE: &str = "arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1";
const QUEUE: &str = "arn:aws:sqs:us-east-1:111122223333:jobs";
const QUEUE_URL: &str = "https://sqs.us-east-1.amazonaws.com/111122223333/jobs";
const MACHINE: &str = "arn:aws:states:us-east-1:111122223333:stateMachine:orders";
const BUS: &str = "arn:aws:events:us-east-1:111122223333:event-bus/orders";
const STREAM: &str = "arn:aws:kinesis:us-east-1:111122223333:stream/clicks";

#[test]
fn private_integrations() {
    let (_, stack) = orders();
    let props = VpcLinkProps::new(["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"]);
    let link = VpcLink::new(&stack, "Link", props.security_groups(["sg-0a1b2c3d4e5f60718"]));
    let api = api(&stack);
    let alb = HttpAlbIntegration::new("Alb", ALB, &link).method(HttpMethod::Post);
    add(&api, "/alb", alb);
    let nlb = HttpNlbIntegration::new("Nlb", NLB, &link).secure_server_name("orders.example.com");
    add(&api, "/nlb", nlb);
    add(&api, "/map", HttpServiceDiscoveryIntegration::new("Map", SERVICE, &link));
    check_template("http-api-private-integrations", &stack);
}

#[test]
fn functions_and_addresses() {
    let (_, stack) = orders();
    let api = api(&stack);
    let id = ResponseMappingValue::context_variable("requestId");
    let found = ResponseParameterMapping::new()
        .append_header("x-request-id", id)
        .overwrite_header("x-table", ResponseMappingValue::stage_variable("table"))
        .remove_header("server");
    let failed = ResponseParameterMapping::new().overwrite_status_code(404);
    let old = HttpLambdaIntegration::new("Old", &handler(&stack))
        .payload_format_version(PayloadFormatVersion::V1_0)
        .response_mapping(200, found)
        .response_mapping(500, failed);
    add(&api, "/old", old);
    let mapping = ParameterMapping::new()
        .overwrite_path(MappingValue::custom("/v2/${request.path.id}"))
        .append_header("x-user", MappingValue::context_variable("authorizer.claims.sub"))
        .remove_query_string("debug");
    let url = HttpUrlIntegration::new("Legacy", "https://legacy.example.com");
    add(&api, "/legacy/{id}", url.parameter_mapping(mapping));
    check_template("http-api-functions-and-addresses", &stack);
}

#[test]
fn services() {
    let (_, stack) = orders();
    let api = api(&stack);
    add(&api, "/send", HttpSqsIntegration::send_message("Send", QUEUE, QUEUE_URL));
    add(&api, "/receive", HttpSqsIntegration::receive_message("Receive", QUEUE, QUEUE_URL));
    add(&api, "/delete", HttpSqsIntegration::delete_message("Delete", QUEUE, QUEUE_URL));
    add(&api, "/purge", HttpSqsIntegration::purge_queue("Purge", QUEUE, QUEUE_URL));
    add(&api, "/start", HttpStepFunctionsIntegration::start_execution("Start", MACHINE));
    add(&api, "/wait", HttpStepFunctionsIntegration::start_sync_execution("Wait", MACHINE));
    add(&api, "/stop", HttpStepFunctionsIntegration::stop_execution("Stop", MACHINE));
    add(&api, "/event", HttpEventBridgeIntegration::new("Event", BUS));
    add(&api, "/click", HttpKinesisIntegration::new("Click", STREAM));
    let flags = HttpAppConfigIntegration::new(&stack, "Flags", "abc1234", "def5678", "ghi9012");
    add(&api, "/flags", flags);
    check_template("http-api-services", &stack);
}

#[test]
fn credentials_of_yours_need_no_role() {
    let (_, stack) = orders();
    let purge = HttpSqsIntegration::purge_queue("Purge", QUEUE, QUEUE_URL)
        .credentials(IntegrationCredentials::caller_identity());
    add(&api(&stack), "/purge", purge);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::IAM::Role", 0);
    let caller =
        json!({ "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":iam::*:user/*"]] });
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Integration",
        json!({ "CredentialsArn": caller, "IntegrationSubtype": "SQS-PurgeQueue" }),
    );
}

#[test]
fn a_mapping_of_yours_need_not_name_the_resource_again() {
    let (_, stack) = orders();
    let body = MappingValue::whole_request_body();
    let send = HttpSqsIntegration::send_message("Send", QUEUE, QUEUE_URL)
        .parameter_mapping(ParameterMapping::new().custom("MessageBody", body));
    add(&api(&stack), "/send", send);
    Template::from_stack(&stack).has_resource_properties(
        "AWS::ApiGatewayV2::Integration",
        json!({ "RequestParameters": { "MessageBody": "$request.body", "QueueUrl": QUEUE_URL } }),
    );
}

/// An integration that says something of the route it answers.
#[derive(Debug)]
struct Own(IntegrationIdentity);

impl HttpRouteIntegration for Own {
    fn identity(&self) -> &IntegrationIdentity {
        &self.0
    }

    fn bind(&self, options: &HttpRouteIntegrationBindOptions<'_>) -> HttpIntegrationConfig {
        let url = format!("https://example.com{}", options.route_key().path().unwrap_or("/"));
        HttpIntegrationConfig::http_proxy(url, options.route_key().method()).description("own")
    }
}

#[test]
fn an_integration_of_yours_is_bound_to_its_first_route() {
    let (_, stack) = orders();
    let own = Own(IntegrationIdentity::new("Own"));
    let api = api(&stack);
    add(&api, "/a", &own);
    add(&api, "/b", &own);
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::ApiGatewayV2::Integration", 1);
    template.has_resource_properties(
        "AWS::ApiGatewayV2::Integration",
        json!({ "Description": "own", "IntegrationUri": "https://example.com/a" }),
    );
}

/// Mappings that API Gateway would refuse, and links that are not of this app.
pub(crate) fn wrong_integrations(stack: &Stack) {
    let api = api(stack);
    let missing = ParameterMapping::new().custom("Datail", MappingValue::whole_request_body());
    let event = HttpEventBridgeIntegration::new("Event", BUS).parameter_mapping(missing);
    add(&api, "/event", event);
    let mapping = ResponseParameterMapping::new()
        .append_header("access-control-allow-origin", ResponseMappingValue::custom("*"));
    let url = HttpUrlIntegration::new("Url", "https://example.com");
    add(&api, "/url", url.response_mapping(101, mapping));
    let link = VpcLink::from_vpc_link_id(stack, "Link", "abc123");
    link.add_subnet("subnet-1");
    link.add_security_group("sg-1");
    link.patch(CfnVpcLinkProps::patch().name("orders"));
}
