use serde_json::Value;

use super::{Rule, Sink};
use crate::arn;
use crate::iam::{self, Permissions};
use crate::template::{Resource, Template};
use crate::text::{Symbol, Text};

/// The role of a function allows what the function's own settings make it do.
///
/// Writing its log, sending traces, living in a VPC, reading the queue or
/// stream it is fed from, sending failed events on; and it may do something
/// with each table, bucket, queue and topic that an environment variable names.
/// Without it the function runs and its log stays empty, or creating the
/// mapping fails.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html>
/// <https://docs.aws.amazon.com/lambda/latest/dg/permissions-executionrole-update.html>
pub(super) const RULE: Rule = Rule { name: "iam-missing-action", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for function in template.of_kind("AWS::Lambda::Function") {
        let role = function
            .get("Role")
            .and_then(|v| template.reference(v))
            .and_then(|id| template.resource(id));
        let Some(role) = role.filter(|r| r.kind == "AWS::IAM::Role") else {
            continue;
        };
        let permissions = iam::permissions_of(template, role);
        for (action, resource) in needs(template, function) {
            sink.expect(permissions.allow(template, action, &resource), function.id, || {
                format!("its role does not allow `{action}` on {resource}")
            });
        }
        named(template, function, &permissions, sink);
    }
}

/// The actions that a function's settings need, with what they are done to.
fn needs(template: &Template<'_>, function: Resource<'_>) -> Vec<(&'static str, Text)> {
    let all = || Text::literal("*");
    let mut found = Vec::new();
    let stream =
        log_group(template, function).then_str(":log-stream:").then(&Text::unknown("a stream"));
    found.push(("logs:CreateLogStream", stream.clone()));
    found.push(("logs:PutLogEvents", stream));
    if function.text("TracingConfig.Mode") == Some("Active") {
        found.push(("xray:PutTraceSegments", all()));
        found.push(("xray:PutTelemetryRecords", all()));
    }
    if function.get("VpcConfig.SubnetIds").is_some() {
        for action in [
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DeleteNetworkInterface",
        ] {
            found.push((action, all()));
        }
    }
    if let Some(target) = function.get("DeadLetterConfig.TargetArn") {
        found.extend(sending(template, target));
    }
    for mapping in template.of_kind("AWS::Lambda::EventSourceMapping") {
        if template.names(mapping.get("FunctionName"), function.id)
            && let Some(source) = mapping.get("EventSourceArn")
        {
            found.extend(reading(template, source));
            if let Some(target) = mapping.get("DestinationConfig.OnFailure.Destination") {
                found.extend(sending(template, target));
            }
        }
    }
    found
}

/// The group that a function writes to; Lambda's own name when none is given.
fn log_group(template: &Template<'_>, function: Resource<'_>) -> Text {
    let group = function.get("LoggingConfig.LogGroup");
    if let Some(arn) =
        group.and_then(|g| template.reference(g)).and_then(|id| arn::of_resource(template, id))
    {
        return arn;
    }
    let own = Text(vec![Symbol::Ref(function.id.to_owned())]);
    let name =
        group.map_or_else(|| Text::literal("/aws/lambda/").then(&own), |g| Text::of(template, g));
    let pseudo = |name: &str| Text(vec![Symbol::Ref(format!("AWS::{name}"))]);
    Text::literal("arn:")
        .then(&pseudo("Partition"))
        .then_str(":logs:")
        .then(&pseudo("Region"))
        .then_str(":")
        .then(&pseudo("AccountId"))
        .then_str(":log-group:")
        .then(&name)
}

fn kind_of<'a>(template: &Template<'a>, value: &Value) -> Option<&'a str> {
    Some(template.resource(template.reference(value)?)?.kind)
}

fn sending(template: &Template<'_>, target: &Value) -> Vec<(&'static str, Text)> {
    let arn = arn::written_out(template, target);
    match kind_of(template, target) {
        Some("AWS::SQS::Queue") => vec![("sqs:SendMessage", arn)],
        Some("AWS::SNS::Topic") => vec![("sns:Publish", arn)],
        _ => Vec::new(),
    }
}

fn reading(template: &Template<'_>, source: &Value) -> Vec<(&'static str, Text)> {
    let arn = arn::written_out(template, source);
    let actions: &[&str] = match kind_of(template, source) {
        Some("AWS::SQS::Queue") => {
            &["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        }
        Some("AWS::DynamoDB::Table") => {
            &["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
        }
        _ => &[],
    };
    actions.iter().map(|action| (*action, arn.clone())).collect()
}

/// Looks at the resources that environment variables name.
fn named(
    template: &Template<'_>,
    function: Resource<'_>,
    permissions: &Permissions<'_>,
    sink: &mut Sink<'_>,
) {
    let variables = function.get("Environment.Variables").and_then(Value::as_object);
    for (name, value) in variables.into_iter().flatten() {
        let Some(target) = template.reference(value).and_then(|id| template.resource(id)) else {
            continue;
        };
        let service = match target.kind {
            "AWS::DynamoDB::Table" => "dynamodb:",
            "AWS::S3::Bucket" => "s3:",
            "AWS::SQS::Queue" => "sqs:",
            "AWS::SNS::Topic" => "sns:",
            _ => continue,
        };
        if let Some(arn) = arn::of_resource(template, target.id) {
            sink.expect(permissions.allow_anything(template, service, &arn), function.id, || {
                format!("`{name}` names `{}`, but its role allows nothing on it", target.id)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::RULE;
    use crate::testing::{edited, good, with, without};

    const STATEMENTS: &str = "/Resources/Policy/Properties/PolicyDocument/Statement";

    #[test]
    fn a_role_that_allows_all_of_it_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_writing_the_log() {
        let template = with(&format!("{STATEMENTS}/0/Action"), json!("logs:CreateLogStream"));
        RULE.fails(&template, "Function", "`logs:PutLogEvents`");
        let template =
            with(&format!("{STATEMENTS}/0/Resource"), json!("arn:aws:logs:*:*:log-group:other:*"));
        assert_eq!(RULE.finds(&template).len(), 2);
        let template = without("/Resources/Function/Properties/LoggingConfig");
        assert_eq!(RULE.finds(&template).len(), 2);
    }

    #[test]
    fn fails_without_sending_traces() {
        assert_eq!(RULE.finds(&without(&format!("{STATEMENTS}/2"))).len(), 2);
    }

    #[test]
    fn fails_for_a_table_that_nothing_may_be_done_with() {
        let template = without(&format!("{STATEMENTS}/1"));
        RULE.fails(&template, "Function", "`TABLE` names `Table`");
    }

    #[test]
    fn fails_in_a_vpc_without_interfaces() {
        let template =
            with("/Resources/Function/Properties/VpcConfig", json!({ "SubnetIds": ["s"] }));
        assert_eq!(RULE.finds(&template).len(), 3);
        let managed = json!([{ "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole" }]);
        RULE.passes(&edited(
            template,
            "/Resources/Role/Properties/ManagedPolicyArns",
            Some(managed),
        ));
    }

    #[test]
    fn fails_for_a_queue_that_it_cannot_read() {
        let template = with("/Resources/Queue", json!({ "Type": "AWS::SQS::Queue" }));
        let mapping = json!({ "Type": "AWS::Lambda::EventSourceMapping", "Properties": {
            "FunctionName": { "Ref": "Function" }, "EventSourceArn": { "Fn::GetAtt": ["Queue", "Arn"] } } });
        let template = edited(template, "/Resources/Mapping", Some(mapping));
        let found = RULE.finds(&template);
        assert_eq!(found.len(), 3, "{found:?}");
        let allowed = json!({ "Effect": "Allow", "Action": ["sqs:Get*", "sqs:ReceiveMessage", "sqs:DeleteMessage"],
            "Resource": { "Fn::GetAtt": ["Queue", "Arn"] } });
        RULE.passes(&edited(template, &format!("{STATEMENTS}/-"), Some(allowed)));
    }

    #[test]
    fn a_managed_policy_elsewhere_may_allow_all() {
        let template = without(&format!("{STATEMENTS}/1"));
        let policies: Value = json!([{ "Ref": "Stage" }]);
        RULE.passes(&edited(
            template,
            "/Resources/Role/Properties/ManagedPolicyArns",
            Some(policies),
        ));
    }
}
