//! No function behind it: queue, bus, state machine, load balancer, another
//! site, with parameters mapped.

use std::time::Duration;

use construct_lib::apigatewayv2::{
    AccessLogField, AccessLogFormat, AccessLogSettings, HttpAlbIntegration, HttpApi, HttpApiProps,
    HttpEventBridgeIntegration, HttpMethod, HttpSqsIntegration, HttpStage, HttpStageProps,
    HttpStepFunctionsIntegration, HttpUrlIntegration, MappingValue, ParameterMapping, StageOptions,
    VpcLink, VpcLinkProps,
};
use construct_lib::cfn::refs::EventsEventBusArn;
use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::logs::{LogGroup, LogGroupProps, RetentionDays};
use construct_lib::{App, CfnResource, Expr, Node, RemovalPolicy, Stack, StackProps, Value};

use super::{Judged, state_machine};

pub(super) const APP: Judged = Judged {
    name: "http-integrations",
    build,
    differs: &[(
        "/ApiPOSTeventsPutDD245E47/Properties/RequestParameters/EventBusName",
        "a bus is named, not given by its ARN",
    )],
};

const LISTENER: &str = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/inner/1234567890123456/1234567890123456";

fn build(app: &App) {
    let s = Stack::new(app, "Gate", StackProps::new());
    let api = HttpApi::new(&s, "Api", HttpApiProps::new().without_default_stage());
    let group = LogGroupProps::new().retention(RetentionDays::OneMonth);
    let access = LogGroup::new(&s, "Access", group.removal_policy(RemovalPolicy::Destroy));
    let format = AccessLogFormat::json([
        ("requestId", AccessLogField::REQUEST_ID),
        ("status", AccessLogField::STATUS),
    ]);
    let log = AccessLogSettings::new(&access).format(format);
    let options = StageOptions::new().access_log(log);
    let props = HttpStageProps::new(&api).stage_name("prod").options(options);
    HttpStage::new(&s, "Stage", props);

    let queue = CfnQueue::new(&Node::new(&s, "Work"), "Resource", CfnQueueProps::new());
    queue.apply_removal_policy(RemovalPolicy::Destroy);
    let bus = CfnResource::new(&Node::new(&s, "Bus"), "Resource", "AWS::Events::EventBus");
    bus.add_property_override("Name", Expr::text("GateBus0D80EC76"));
    let bus = Value::<EventsEventBusArn>::of(bus.att_expr("Arn"));

    let post = [HttpMethod::Post];
    let send = HttpSqsIntegration::send_message("Send", queue.attr_arn(), queue.ref_());
    api.add_routes("/work", post, send);
    let mapping = ParameterMapping::new()
        .custom("Source", MappingValue::custom("gate"))
        .custom("DetailType", MappingValue::request_header("X-Type"))
        .custom("Detail", MappingValue::whole_request_body());
    let put = HttpEventBridgeIntegration::new("Put", bus).parameter_mapping(mapping);
    api.add_routes("/events", post, put);
    let later = state_machine(&s, "Later");
    let start = HttpStepFunctionsIntegration::start_execution("Start", later);
    api.add_routes("/jobs", post, start);
    let now = state_machine(&s, "Now");
    let ask = HttpStepFunctionsIntegration::start_sync_execution("Ask", now);
    api.add_routes("/ask", post, ask);

    let props = VpcLinkProps::new(["subnet-12345678", "subnet-87654321"])
        .vpc_link_name("inner")
        .security_groups(["sg-12345678"]);
    let link = VpcLink::new(&s, "Link", props);
    let mapping = ParameterMapping::new()
        .append_header("x-tenant", MappingValue::context_variable("authorizer.tenant"))
        .overwrite_path(MappingValue::request_path_param("proxy"))
        .remove_query_string("debug");
    let inner = HttpAlbIntegration::new("Inner", LISTENER, &link).parameter_mapping(mapping);
    api.add_routes("/inner/{proxy+}", [HttpMethod::Any], inner);
    let site = HttpUrlIntegration::new("Site", "https://example.com/site");
    api.add_routes("/site", [HttpMethod::Get], site.timeout(Duration::from_secs(5)));
}
