use serde_json::Value;

use super::{Rule, Sink, permission};
use crate::template::{Resource, Template, items};
use crate::text::Text;

/// The trust policy of a role names the service of what uses the role.
///
/// The service assumes the role; without its name in the policy, creating the
/// user of the role fails, or its first call does.
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html>
pub(super) const RULE: Rule = Rule { name: "trust-policy-service", check };

/// What uses a role, by which property, as which service. `[]` goes through a list.
const USERS: [(&str, &str, &str); 22] = [
    ("AWS::ApiGateway::Account", "CloudWatchRoleArn", "apigateway"),
    ("AWS::ApiGateway::Authorizer", "AuthorizerCredentials", "apigateway"),
    ("AWS::ApiGateway::Method", "Integration.Credentials", "apigateway"),
    ("AWS::ApiGatewayV2::Authorizer", "AuthorizerCredentialsArn", "apigateway"),
    ("AWS::ApiGatewayV2::Integration", "CredentialsArn", "apigateway"),
    ("AWS::AppSync::DataSource", "ServiceRoleArn", "appsync"),
    ("AWS::EC2::InstanceProfile", "Roles.[]", "ec2"),
    ("AWS::Events::ApiDestination", "InvocationRoleArn", "events"),
    ("AWS::Events::Rule", "RoleArn", "events"),
    ("AWS::Events::Rule", "Targets.[].RoleArn", "events"),
    ("AWS::IAM::InstanceProfile", "Roles.[]", "ec2"),
    ("AWS::KinesisFirehose::DeliveryStream", "S3DestinationConfiguration.RoleARN", "firehose"),
    (
        "AWS::KinesisFirehose::DeliveryStream",
        "ExtendedS3DestinationConfiguration.RoleARN",
        "firehose",
    ),
    ("AWS::Lambda::Function", "Role", "lambda"),
    ("AWS::Logs::Destination", "RoleArn", "logs"),
    ("AWS::Logs::SubscriptionFilter", "RoleArn", "logs"),
    ("AWS::Pipes::Pipe", "RoleArn", "pipes"),
    ("AWS::S3::Bucket", "ReplicationConfiguration.Role", "s3"),
    ("AWS::SNS::Subscription", "SubscriptionRoleArn", "sns"),
    ("AWS::SNS::Topic", "DeliveryStatusLogging.[].SuccessFeedbackRoleArn", "sns"),
    ("AWS::Scheduler::Schedule", "Target.RoleArn", "scheduler"),
    ("AWS::StepFunctions::StateMachine", "RoleArn", "states"),
];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for (kind, path, service) in USERS {
        for user in template.of_kind(kind) {
            for value in values(user, path) {
                let role = template.reference(value).and_then(|id| template.resource(id));
                if let Some(role) = role.filter(|r| r.kind == "AWS::IAM::Role") {
                    sink.expect(trusts(template, role, service), role.id, || {
                        format!("`{}` uses it, but its trust policy does not let `{service}.amazonaws.com` assume it", user.id)
                    });
                }
            }
        }
    }
}

fn values<'a>(resource: Resource<'a>, path: &str) -> Vec<&'a Value> {
    let mut found: Vec<&Value> = resource.body.get("Properties").into_iter().collect();
    for part in path.split('.') {
        found = found
            .into_iter()
            .flat_map(|value| {
                if part == "[]" {
                    items(Some(value))
                } else {
                    value.get(part).into_iter().collect()
                }
            })
            .collect();
    }
    found
}

fn trusts(template: &Template<'_>, role: Resource<'_>, service: &str) -> bool {
    items(role.get("AssumeRolePolicyDocument.Statement")).into_iter().any(|statement| {
        let principals = statement.get("Principal").and_then(|p| p.get("Service"));
        statement.get("Effect").and_then(Value::as_str) == Some("Allow")
            && items(statement.get("Action"))
                .into_iter()
                .filter_map(Value::as_str)
                .any(|a| matches!(a, "sts:AssumeRole" | "sts:*"))
            && items(principals)
                .into_iter()
                .any(|p| permission::is_service(&Text::of(template, p).to_string(), service))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    const STATEMENT: &str = "/Resources/Role/Properties/AssumeRolePolicyDocument/Statement/0";

    #[test]
    fn the_service_of_the_user_is_well() {
        RULE.passes(&good());
        let services = json!({ "Service": ["edgelambda.amazonaws.com", { "Fn::Sub": "lambda.${AWS::URLSuffix}" }] });
        RULE.passes(&with(&format!("{STATEMENT}/Principal"), services));
    }

    #[test]
    fn fails_for_another_service() {
        let template =
            with(&format!("{STATEMENT}/Principal"), json!({ "Service": "ec2.amazonaws.com" }));
        RULE.fails(&template, "Role", "`lambda.amazonaws.com`");
    }

    #[test]
    fn fails_for_another_action_or_effect() {
        RULE.fails(
            &with(&format!("{STATEMENT}/Action"), json!("sts:TagSession")),
            "Role",
            "Function",
        );
        RULE.fails(&with(&format!("{STATEMENT}/Effect"), json!("Deny")), "Role", "Function");
    }

    #[test]
    fn a_list_of_targets_is_looked_through() {
        let rule = json!({ "Type": "AWS::Events::Rule", "Properties": { "Targets": [
            { "Id": "1", "Arn": "arn", "RoleArn": { "Fn::GetAtt": ["Role", "Arn"] } },
        ] } });
        RULE.fails(&with("/Resources/Nightly", rule), "Role", "`events.amazonaws.com`");
    }
}
