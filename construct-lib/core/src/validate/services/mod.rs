//! What services refuse although each value alone is fine: our own rules,
//! from AWS's documentation, for what no schema says.
//!
//! A rule looks only at what is certain before deployment. What it finds
//! names the resource and the property; one that finds too much is worse than
//! one that finds nothing.

mod actions;
mod api_gateway;
mod api_quotas;
mod api_rest;
mod api_v2;
mod api_values;
mod arn_pattern;
mod attributes;
mod condition_keys;
mod cron;
mod dynamodb;
mod event_source;
mod granted;
mod lambda;
mod messaging;
mod names;
mod network;
mod others;
mod permission;
mod policy;
mod policy_places;
mod read_json;
mod runtimes;
mod statement;
mod storage;
mod view;
mod workflow;

use super::Scope;
use crate::error::Diagnostic;
use crate::template::Resource;
use view::{Item, View};

/// A rule about the resources of one type.
type Rule = fn(&View<'_>, Item<'_>, &mut view::Findings<'_, '_>);

/// The rules by type, sorted; several may stand for one type.
const RULES: &[(&str, Rule)] = &[
    ("AWS::ApiGateway::Authorizer", api_rest::authorizer),
    ("AWS::ApiGateway::Deployment", api_rest::deployment),
    ("AWS::ApiGateway::DomainName", api_rest::domain_name),
    ("AWS::ApiGateway::GatewayResponse", api_rest::gateway_response),
    ("AWS::ApiGateway::Method", api_gateway::method),
    ("AWS::ApiGateway::Method", api_quotas::method),
    ("AWS::ApiGateway::Method", api_rest::method),
    ("AWS::ApiGateway::RestApi", api_rest::rest_api),
    ("AWS::ApiGateway::Stage", api_gateway::stage),
    ("AWS::ApiGateway::Stage", api_quotas::rest_stage),
    ("AWS::ApiGateway::Stage", api_rest::stage),
    ("AWS::ApiGateway::UsagePlan", api_quotas::usage_plan),
    ("AWS::ApiGatewayV2::Api", api_gateway::http_api),
    ("AWS::ApiGatewayV2::Api", api_v2::api),
    ("AWS::ApiGatewayV2::Authorizer", api_quotas::authorizer),
    ("AWS::ApiGatewayV2::Authorizer", api_v2::authorizer),
    ("AWS::ApiGatewayV2::Integration", api_quotas::integration),
    ("AWS::ApiGatewayV2::Integration", api_v2::integration),
    ("AWS::ApiGatewayV2::Route", api_quotas::route),
    ("AWS::ApiGatewayV2::Route", api_v2::route),
    ("AWS::ApiGatewayV2::Stage", api_quotas::stage_v2),
    ("AWS::ApiGatewayV2::Stage", api_v2::stage),
    ("AWS::AutoScaling::LaunchConfiguration", others::instance),
    ("AWS::Backup::BackupPlan", others::backup_plan),
    ("AWS::CloudFront::Distribution", others::distribution),
    ("AWS::CloudWatch::Alarm", others::alarm),
    ("AWS::DynamoDB::GlobalTable", dynamodb::global_table),
    ("AWS::DynamoDB::Table", dynamodb::table),
    ("AWS::EC2::Instance", others::instance),
    ("AWS::EC2::LaunchTemplate", others::launch_template),
    ("AWS::EC2::Subnet", network::subnet),
    ("AWS::EC2::VPC", network::vpc),
    ("AWS::Events::Rule", cron::rule),
    ("AWS::Lambda::EventSourceMapping", event_source::mapping),
    ("AWS::Lambda::Function", lambda::function),
    ("AWS::Lambda::Permission", permission::permission),
    ("AWS::Route53::RecordSet", network::record_set),
    ("AWS::S3::Bucket", storage::bucket),
    ("AWS::SNS::Subscription", messaging::subscription),
    ("AWS::SQS::Queue", messaging::queue),
    ("AWS::SSM::Parameter", others::parameter),
    ("AWS::StepFunctions::StateMachine", workflow::state_machine),
];

/// Checks the resources of one template.
pub(crate) fn check<'a>(
    scope: Scope<'a>,
    resources: Vec<(u32, &'a Resource)>,
    findings: &mut Vec<Diagnostic>,
) {
    let view = View::new(scope, resources);
    let mut findings = view::Findings::new(scope.arena, findings);
    for item in view.all() {
        if !findings.begin(item) {
            continue;
        }
        attributes::check(item, &mut findings);
        let name = item.type_name();
        if name.starts_with("AWS::ApiGateway") {
            api_values::check(&view, item, &mut findings);
        }
        let first = RULES.partition_point(|(ty, _)| *ty < name);
        for (_, rule) in RULES[first..].iter().take_while(|(ty, _)| *ty == name) {
            rule(&view, item, &mut findings);
        }
        if !findings.is_incomplete {
            policy_places::check(&view, item, &mut findings);
        }
    }
    names::check(&view, &mut findings);
    api_quotas::check(&view, &mut findings);
    api_quotas::permissions(&view, &mut findings);
    messaging::subscription_filters(&view, &mut findings);
}
