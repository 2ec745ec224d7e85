use std::collections::BTreeSet;

use serde_json::Value;

use super::{Rule, Sink};
use crate::api;
use crate::arn;
use crate::iam::{self, Permissions, Statement, action_like};
use crate::pattern::like;
use crate::template::{Resource, Template, visit};
use crate::text::{Symbol, Text};

/// The role of an integration may do what the integration does, to what it
/// does it to, and nothing else.
///
/// The role is assumed for every caller of the API. Without the action the
/// caller gets status 500; with more, a mistake in a mapping reaches more.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html>
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html>
pub(super) const RULE: Rule = Rule { name: "integration-role", check };

/// What the integrations of HTTP APIs do, by their subtype.
const SUBTYPES: [(&str, &str); 10] = [
    ("AppConfig-GetConfiguration", "appconfig:GetConfiguration"),
    ("EventBridge-PutEvents", "events:PutEvents"),
    ("Kinesis-PutRecord", "kinesis:PutRecord"),
    ("SQS-DeleteMessage", "sqs:DeleteMessage"),
    ("SQS-PurgeQueue", "sqs:PurgeQueue"),
    ("SQS-ReceiveMessage", "sqs:ReceiveMessage"),
    ("SQS-SendMessage", "sqs:SendMessage"),
    ("StepFunctions-StartExecution", "states:StartExecution"),
    ("StepFunctions-StartSyncExecution", "states:StartSyncExecution"),
    ("StepFunctions-StopExecution", "states:StopExecution"),
];

/// What the actions of a service are done to.
const TARGETS: [(&str, &str); 8] = [
    ("dynamodb", "AWS::DynamoDB::Table"),
    ("events", "AWS::Events::EventBus"),
    ("firehose", "AWS::KinesisFirehose::DeliveryStream"),
    ("kinesis", "AWS::Kinesis::Stream"),
    ("s3", "AWS::S3::Bucket"),
    ("sns", "AWS::SNS::Topic"),
    ("sqs", "AWS::SQS::Queue"),
    ("states", "AWS::StepFunctions::StateMachine"),
];

/// What an integration does with its role.
struct Need<'a> {
    owner: &'a str,
    role: Resource<'a>,
    /// The action, or the service alone when a path says what is done.
    action: String,
    /// The resource of the template that it is done to.
    target: Option<&'a str>,
}

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let needs = needs(template);
    let mut roles: Vec<Resource<'_>> = Vec::new();
    for need in &needs {
        if !roles.iter().any(|role| role.id == need.role.id) {
            roles.push(need.role);
        }
        let permissions = iam::permissions_of(template, need.role);
        let on = need.target.map(|id| format!(" on `{id}`")).unwrap_or_default();
        sink.expect(allowed(template, &permissions, need), need.owner, || {
            format!("`{}` does not allow it `{}`{on}", need.role.id, need.action)
        });
    }
    for role in roles {
        let own: Vec<_> = needs.iter().filter(|need| need.role.id == role.id).collect();
        if only_integrations_use(template, role) {
            for statement in iam::permissions_of(template, role).statements {
                too_much(template, role, statement, &own, sink);
            }
        }
    }
}

fn needs<'a>(template: &Template<'a>) -> Vec<Need<'a>> {
    let mut found = Vec::new();
    let role_of = |value: Option<&Value>| {
        let role = value.and_then(|v| template.reference(v)).and_then(|id| template.resource(id));
        role.filter(|role| role.kind == "AWS::IAM::Role")
    };
    for method in template.of_kind("AWS::ApiGateway::Method") {
        let Some(role) = role_of(method.get("Integration.Credentials")) else {
            continue;
        };
        let uri = method.get("Integration.Uri");
        let done = uri.and_then(|uri| of_uri(template, uri));
        let value = method.get("Integration").unwrap_or(&Value::Null);
        found.extend(done.map(|(action, target)| {
            let target = target.or_else(|| named(template, value, &action));
            Need { owner: method.id, role, action, target }
        }));
    }
    for integration in template.of_kind("AWS::ApiGatewayV2::Integration") {
        let Some(role) = role_of(integration.get("CredentialsArn")) else {
            continue;
        };
        let subtype = integration.text("IntegrationSubtype");
        let done = match subtype {
            Some(subtype) => SUBTYPES
                .iter()
                .find(|(name, _)| *name == subtype)
                .map(|(_, action)| ((*action).to_owned(), None)),
            None => integration.get("IntegrationUri").and_then(|uri| of_uri(template, uri)),
        };
        let value = integration.body.get("Properties").unwrap_or(&Value::Null);
        found.extend(done.map(|(action, target)| {
            let target = target.or_else(|| named(template, value, &action));
            Need { owner: integration.id, role, action, target }
        }));
    }
    found
}

/// What a URI like `arn:aws:apigateway:REGION:SERVICE:action/ACTION` does.
fn of_uri<'a>(template: &Template<'a>, uri: &Value) -> Option<(String, Option<&'a str>)> {
    if let Some(target) = api::target(template, uri) {
        let function = template.resource(&target.function)?;
        return Some(("lambda:InvokeFunction".to_owned(), Some(function.id)));
    }
    let text = Text::of(template, uri);
    let parts: Vec<String> =
        text.split(':', 6).into_iter().map(|part| Text(part.to_vec()).to_string()).collect();
    let [_, _, gateway, _region, service, what] = parts.as_slice() else {
        return None;
    };
    if gateway != "apigateway" {
        return None;
    }
    let service = match service.rsplit('.').next()? {
        "email" => "ses",
        "iotdata" => "iot",
        service => service,
    };
    match what.strip_prefix("action/") {
        Some(action) => Some((format!("{service}:{}", action.split('&').next()?), None)),
        None => Some((format!("{service}:"), None)),
    }
}

/// The resource of the action's service that an integration names.
fn named<'a>(template: &Template<'a>, integration: &Value, action: &str) -> Option<&'a str> {
    let service = action.split(':').next()?;
    let (_, kind) = TARGETS.iter().find(|(own, _)| *own == service)?;
    let mut found = BTreeSet::new();
    visit(integration, &mut |reference| {
        let resource = reference.target().and_then(|(id, _)| template.resource(id));
        found.extend(resource.filter(|r| r.kind == *kind).map(|r| r.id));
    });
    if found.len() == 1 { found.pop_first() } else { None }
}

/// How a policy may name a resource as a whole.
fn names_of(template: &Template<'_>, id: &str) -> Vec<Text> {
    let own = |symbol| Text(vec![symbol]);
    let mut names =
        vec![own(Symbol::Ref(id.to_owned())), own(Symbol::Att(id.to_owned(), "Arn".to_owned()))];
    names.extend(arn::of_resource(template, id));
    names
}

fn allowed(template: &Template<'_>, permissions: &Permissions<'_>, need: &Need<'_>) -> bool {
    if need.action.ends_with(':') || need.target.is_none() {
        return permissions.unknown
            || !permissions.managed.is_empty()
            || permissions
                .statements
                .iter()
                .filter(|s| s.allows())
                .any(|s| s.actions().iter().any(|pattern| covers(pattern, &need.action)));
    }
    // The names of AWS's own policies are not looked into here.
    !permissions.managed.is_empty()
        || names_of(template, need.target.unwrap_or_default())
            .iter()
            .any(|name| permissions.allow(template, &need.action, name))
}

/// Whether a pattern of actions has this action, or one of this service.
fn covers(pattern: &str, action: &str) -> bool {
    match action.strip_suffix(':') {
        Some(_) => pattern == "*" || pattern.starts_with(action),
        None => action_like(pattern, action),
    }
}

/// Whether nothing but integrations and authorizers uses a role.
fn only_integrations_use(template: &Template<'_>, role: Resource<'_>) -> bool {
    let users =
        template.resources().filter(|r| template.references_of(r.id).any(|id| id == role.id));
    users.map(|user| user.kind).all(|kind| {
        matches!(
            kind,
            "AWS::ApiGateway::Method"
                | "AWS::ApiGatewayV2::Integration"
                | "AWS::IAM::Policy"
                | "AWS::IAM::ManagedPolicy"
                | "AWS::IAM::RolePolicy"
        )
    })
}

fn too_much(
    template: &Template<'_>,
    role: Resource<'_>,
    statement: Statement<'_>,
    needs: &[&Need<'_>],
    sink: &mut Sink<'_>,
) {
    // What is encrypted needs the key as well.
    let is_key = |action: &&str| action.starts_with("kms:");
    if !statement.allows() {
        return;
    }
    for action in statement.actions().into_iter().filter(|action| !is_key(action)) {
        let used: Vec<_> = needs.iter().filter(|need| covers(action, &need.action)).collect();
        sink.expect(!used.is_empty(), role.id, || {
            format!("allows `{action}`, which no integration with this role does")
        });
        let wide = action.contains('*') && used.iter().all(|need| !need.action.ends_with(':'));
        if wide && !used.is_empty() {
            sink.find(role.id, format!("allows `{action}`, more than its integrations do"));
        }
        let targets: Option<Vec<&str>> = used.iter().map(|need| need.target).collect();
        let Some(targets) = targets.filter(|targets| !targets.is_empty()) else {
            continue;
        };
        for resource in statement.resources(template) {
            let is_part = |name: &Text| {
                resource.0.strip_prefix(name.0.as_slice()).is_some_and(|rest| {
                    rest.is_empty() || matches!(rest[0], Symbol::Char('/' | ':'))
                })
            };
            let meant = targets
                .iter()
                .flat_map(|id| names_of(template, id))
                .any(|name| is_part(&name) || like(&resource.0, &name.0));
            sink.expect(meant, role.id, || {
                format!("allows `{action}` on `{resource}`, which no integration uses")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with};

    const STATEMENT: &str = "/Resources/SendPolicy/Properties/PolicyDocument/Statement/0";

    #[test]
    fn a_role_that_may_do_just_that_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_another_action() {
        let template = with(&format!("{STATEMENT}/Action"), json!("sqs:ReceiveMessage"));
        let found = RULE.finds(&template);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], "Send: `SendRole` does not allow it `sqs:SendMessage` on `Work`");
        assert!(found[1].contains("allows `sqs:ReceiveMessage`, which no"), "{found:?}");
    }

    #[test]
    fn fails_for_another_queue() {
        let queue = json!("arn:aws:sqs:eu-west-1:111122223333:other");
        let found = RULE.finds(&with(&format!("{STATEMENT}/Resource"), queue));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[1].contains(":other`, which no integration uses"), "{found:?}");
    }

    #[test]
    fn fails_for_more_than_is_needed() {
        let template = with(&format!("{STATEMENT}/Action"), json!("sqs:*"));
        RULE.fails(&template, "SendRole", "`sqs:*`, more than");
    }

    #[test]
    fn a_role_that_others_use_may_do_more() {
        let template = with(&format!("{STATEMENT}/Action"), json!("sqs:*"));
        let pipe = json!({ "Type": "AWS::Pipes::Pipe", "Properties": { "RoleArn": { "Fn::GetAtt": ["SendRole", "Arn"] } } });
        RULE.passes(&edited(template, "/Resources/Pipe", Some(pipe)));
    }

    #[test]
    fn fails_for_a_table_that_a_template_of_a_request_names() {
        let put = |table: &str| {
            json!({
                "Type": "AWS", "IntegrationHttpMethod": "POST",
                "Credentials": { "Fn::GetAtt": ["SendRole", "Arn"] },
                "Uri": { "Fn::Sub": "arn:aws:apigateway:${AWS::Region}:dynamodb:action/PutItem" },
                "RequestTemplates": { "application/json": { "Fn::Sub": format!("{{\"TableName\":\"${{{table}}}\"}}") } },
            })
        };
        let template = with("/Resources/Options/Properties/Integration", put("Table"));
        RULE.fails(&template, "Options", "`dynamodb:PutItem` on `Table`");
        let allowed = json!({ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": { "Fn::GetAtt": ["Table", "Arn"] } });
        let at = "/Resources/SendPolicy/Properties/PolicyDocument/Statement/-";
        RULE.passes(&edited(template, at, Some(allowed)));
    }

    #[test]
    fn fails_for_a_function_that_may_not_be_called() {
        let credentials = json!({ "Fn::GetAtt": ["SendRole", "Arn"] });
        let template = with("/Resources/ChatCall/Properties/CredentialsArn", credentials);
        RULE.fails(&template, "ChatCall", "`lambda:InvokeFunction` on `Function`");
    }
}
