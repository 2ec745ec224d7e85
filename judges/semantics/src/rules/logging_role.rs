use serde_json::Value;

use super::{Rule, Sink};
use crate::iam;
use crate::template::{Resource, Template, items};
use crate::text::{Symbol, Text};

/// A stage of a REST or WebSocket API that writes logs waits for the account's
/// role, when the template sets it, and that role may write logs.
///
/// The role is one for the account and region. Without it the stage is
/// refused: "CloudWatch Logs role ARN must be set in account settings". An
/// account that has one already needs nothing in the template.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html>
pub(super) const RULE: Rule = Rule { name: "logging-role", check };

const NEEDED: [&str; 3] = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let accounts: Vec<_> = template
        .of_kind("AWS::ApiGateway::Account")
        .filter(|account| account.get("CloudWatchRoleArn").is_some())
        .collect();
    for account in &accounts {
        let role = account.get("CloudWatchRoleArn").and_then(|v| template.reference(v));
        let role = role.and_then(|id| template.resource(id)).filter(|r| r.kind == "AWS::IAM::Role");
        if let Some(role) = role {
            sink.expect(may_log(template, role), account.id, || {
                format!("`{}` may not write logs", role.id)
            });
        }
    }
    for stage in template.resources().filter(|r| r.kind.ends_with("::Stage")) {
        if !accounts.is_empty() && writes_logs(template, stage) {
            let before = template.before(stage.id);
            let waits = accounts.iter().any(|account| before.contains(account.id));
            sink.expect(waits, stage.id, || {
                format!("writes logs, but does not wait for `{}`", accounts[0].id)
            });
        }
    }
}

/// Whether a stage writes logs with the account's role. The access logs of HTTP APIs need none.
fn writes_logs(template: &Template<'_>, stage: Resource<'_>) -> bool {
    let verbose = |settings: Option<&Value>| {
        let level = settings.and_then(|s| s.get("LoggingLevel")).and_then(Value::as_str);
        let trace = settings.and_then(|s| s.get("DataTraceEnabled"));
        level.is_some_and(|level| level != "OFF") || trace == Some(&Value::Bool(true))
    };
    match stage.kind {
        "AWS::ApiGateway::Stage" => {
            stage.get("AccessLogSetting").is_some()
                || items(stage.get("MethodSettings")).into_iter().any(|s| verbose(Some(s)))
        }
        "AWS::ApiGatewayV2::Stage" => {
            let api = stage.get("ApiId").and_then(|v| template.reference(v));
            let api = api.and_then(|id| template.resource(id));
            api.is_some_and(|api| api.text("ProtocolType") == Some("WEBSOCKET"))
                && (stage.get("AccessLogSettings").is_some()
                    || verbose(stage.get("DefaultRouteSettings")))
        }
        _ => false,
    }
}

fn may_log(template: &Template<'_>, role: Resource<'_>) -> bool {
    let permissions = iam::permissions_of(template, role);
    // The groups are named by API Gateway: any of them.
    let pseudo = |name: &str| Text(vec![Symbol::Ref(format!("AWS::{name}"))]);
    let stream = Text::literal("arn:")
        .then(&pseudo("Partition"))
        .then_str(":logs:")
        .then(&pseudo("Region"))
        .then_str(":")
        .then(&pseudo("AccountId"))
        .then_str(":log-group:")
        .then(&Text::unknown("a group and a stream"));
    permissions.managed.iter().any(|name| name == "AmazonAPIGatewayPushToCloudWatchLogs")
        || NEEDED.iter().all(|action| permissions.allow(template, action, &stream))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with, without};

    #[test]
    fn a_stage_that_waits_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_when_a_stage_does_not_wait() {
        RULE.fails(&without("/Resources/ApiStage/DependsOn"), "ApiStage", "`Account`");
        let template = with(
            "/Resources/ChatStage/Properties/DefaultRouteSettings",
            json!({ "LoggingLevel": "INFO" }),
        );
        RULE.fails(&template, "ChatStage", "`Account`");
        RULE.passes(&edited(template, "/Resources/ChatStage/DependsOn", Some(json!(["Account"]))));
    }

    #[test]
    fn fails_for_a_role_that_may_not_write() {
        let policies =
            json!(["arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole"]);
        let at = "/Resources/AccountRole/Properties/ManagedPolicyArns";
        RULE.passes(&with(at, policies));
        let own = |resource: &str| {
            json!([{ "PolicyName": "Logs", "PolicyDocument": { "Statement": [
            { "Effect": "Allow", "Action": "logs:*", "Resource": { "Fn::Sub": resource } } ] } }])
        };
        let inline = |resource| {
            let template = without(at);
            edited(template, "/Resources/AccountRole/Properties/Policies", Some(own(resource)))
        };
        RULE.passes(&inline("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*"));
        RULE.fails(&inline("arn:aws:logs:*:*:log-group:/other:*"), "Account", "`AccountRole`");
        let other = json!(["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"]);
        RULE.fails(&with(at, other), "Account", "`AccountRole`");
    }

    #[test]
    fn an_account_that_has_the_role_needs_no_resource() {
        let template = without("/Resources/Account");
        assert_eq!(RULE.finds(&template), Vec::<String>::new());
    }
}
