//! Policies of a template, and what they allow.

use serde_json::Value;

use crate::arn;
use crate::facts;
use crate::pattern::{Glob, globs, intersects, like};
use crate::template::{Resource, Template, items};
use crate::text::{SubPart, Symbol, Text, sub_parts};

/// A statement of a policy that says what its holder may do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement<'a> {
    /// The resource whose property holds it.
    pub(crate) owner: &'a str,
    /// The statement.
    pub(crate) value: &'a Value,
}

impl<'a> Statement<'a> {
    /// Whether it allows.
    pub(crate) fn allows(&self) -> bool {
        self.value.get("Effect").and_then(Value::as_str) == Some("Allow")
    }

    /// The actions that are literals.
    pub(crate) fn actions(&self) -> Vec<&'a str> {
        let found = items(self.value.get("Action"));
        found.into_iter().filter_map(Value::as_str).collect()
    }

    /// The patterns of the resources, written out.
    pub(crate) fn resources(&self, template: &Template<'_>) -> Vec<Text> {
        items(self.value.get("Resource"))
            .into_iter()
            .map(|resource| arn::written_out(template, resource))
            .collect()
    }
}

fn statements_of<'a>(owner: &'a str, document: Option<&'a Value>) -> Vec<Statement<'a>> {
    items(document.and_then(|d| d.get("Statement")))
        .into_iter()
        .map(|value| Statement { owner, value })
        .collect()
}

/// The statements that a resource writes into policies of identities.
pub(crate) fn identity_statements<'a>(resource: Resource<'a>) -> Vec<Statement<'a>> {
    match resource.kind {
        "AWS::IAM::Policy"
        | "AWS::IAM::ManagedPolicy"
        | "AWS::IAM::RolePolicy"
        | "AWS::IAM::UserPolicy"
        | "AWS::IAM::GroupPolicy" => statements_of(resource.id, resource.get("PolicyDocument")),
        "AWS::IAM::Role" | "AWS::IAM::User" | "AWS::IAM::Group" => items(resource.get("Policies"))
            .into_iter()
            .flat_map(|policy| statements_of(resource.id, policy.get("PolicyDocument")))
            .collect(),
        _ => Vec::new(),
    }
}

/// All statements of policies of identities.
pub(crate) fn all_identity_statements<'a>(template: &Template<'a>) -> Vec<Statement<'a>> {
    template.resources().flat_map(identity_statements).collect()
}

/// All statements of policies that stand at what they protect, trust policies included.
pub(crate) fn all_resource_statements<'a>(template: &Template<'a>) -> Vec<Statement<'a>> {
    let mut found = Vec::new();
    for resource in template.resources() {
        let path = match resource.kind {
            "AWS::IAM::Role" => "AssumeRolePolicyDocument",
            "AWS::KMS::Key" => "KeyPolicy",
            "AWS::S3::BucketPolicy" | "AWS::SQS::QueuePolicy" | "AWS::SNS::TopicPolicy" => {
                "PolicyDocument"
            }
            "AWS::ApiGateway::RestApi" => "Policy",
            "AWS::DynamoDB::Table" => "ResourcePolicy.PolicyDocument",
            "AWS::Logs::LogGroup" => "ResourcePolicyDocument",
            "AWS::Events::EventBusPolicy" => "Statement",
            _ => continue,
        };
        found.extend(statements_of(resource.id, resource.get(path)));
    }
    found
}

/// What a role may do, as far as a template tells.
#[derive(Debug)]
pub(crate) struct Permissions<'a> {
    /// The statements of its policies.
    pub(crate) statements: Vec<Statement<'a>>,
    /// The names of AWS's managed policies.
    pub(crate) managed: Vec<String>,
    /// Whether it has a managed policy that the template does not show.
    pub(crate) unknown: bool,
}

/// The policies attached to a role that are resources of their own.
pub(crate) fn policies_of<'a>(template: &Template<'a>, role: &str) -> Vec<Resource<'a>> {
    template
        .resources()
        .filter(|r| match r.kind {
            "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy" => items(r.get("Roles"))
                .into_iter()
                .any(|named| template.reference(named) == Some(role)),
            "AWS::IAM::RolePolicy" => template.names(r.get("RoleName"), role),
            _ => false,
        })
        .collect()
}

/// What a role may do.
pub(crate) fn permissions_of<'a>(template: &Template<'a>, role: Resource<'a>) -> Permissions<'a> {
    let mut found =
        Permissions { statements: identity_statements(role), managed: Vec::new(), unknown: false };
    for policy in policies_of(template, role.id) {
        found.statements.extend(identity_statements(policy));
    }
    for managed in items(role.get("ManagedPolicyArns")) {
        let policy = template.reference(managed).and_then(|id| template.resource(id));
        let text = Text::of(template, managed).to_string();
        match (policy, text.split_once(":aws:policy/")) {
            (Some(policy), _) => found.statements.extend(identity_statements(policy)),
            (None, Some((_, name))) => {
                let name = name.rsplit('/').next().unwrap_or(name);
                found.unknown |= managed_actions(name).is_none();
                found.managed.push(name.to_owned());
            }
            (None, None) => found.unknown = true,
        }
    }
    found
}

/// What those of AWS's managed policies allow, on all resources, that functions are given.
fn managed_actions(name: &str) -> Option<&'static [&'static str]> {
    const LOGS: &[&str] = &["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
    Some(match name {
        "AWSLambdaBasicExecutionRole" => LOGS,
        "AWSLambdaVPCAccessExecutionRole" => &[
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:DeleteNetworkInterface",
            "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses",
        ],
        "AWSXRayDaemonWriteAccess" | "AWSXrayWriteOnlyAccess" => &[
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
            "xray:GetSamplingStatisticSummaries",
        ],
        "CloudWatchLambdaInsightsExecutionRolePolicy" => LOGS,
        "AWSLambdaSQSQueueExecutionRole" => &[
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
        ],
        "AWSLambdaDynamoDBExecutionRole" => &[
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
        ],
        _ => return None,
    })
}

impl Permissions<'_> {
    /// Whether an action on a resource is allowed. A managed policy that the template does not show may allow all.
    pub(crate) fn allow(&self, template: &Template<'_>, action: &str, resource: &Text) -> bool {
        self.unknown
            || self
                .managed
                .iter()
                .any(|name| managed_actions(name).is_some_and(|actions| actions.contains(&action)))
            || self.statements.iter().filter(|s| s.allows()).any(|s| {
                s.actions().iter().any(|pattern| action_like(pattern, action))
                    && s.resources(template).iter().any(|p| like(&p.0, &resource.0))
            })
    }

    /// Whether any action of a service is allowed on a resource or a part of it.
    pub(crate) fn allow_anything(
        &self,
        template: &Template<'_>,
        service: &str,
        resource: &Text,
    ) -> bool {
        let parts = resource.clone().then_str("/*");
        self.unknown
            || self.statements.iter().filter(|s| s.allows()).any(|s| {
                s.actions().iter().any(|a| *a == "*" || a.starts_with(service))
                    && s.resources(template).iter().any(|pattern| {
                        let pattern = globs(pattern);
                        intersects(&pattern, &globs(resource))
                            || intersects(&pattern, &globs(&parts))
                    })
            })
    }
}

/// Whether a pattern of actions has this action. Case does not count.
pub(crate) fn action_like(pattern: &str, action: &str) -> bool {
    if !pattern.contains(['*', '?']) {
        return pattern.eq_ignore_ascii_case(action);
    }
    let lower = |text: &str| Text::literal(&text.to_ascii_lowercase()).0;
    like(&lower(pattern), &lower(action))
}

/// An action of the service authorization reference.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Action {
    /// Its facts.
    pub(crate) facts: &'static Value,
    /// The types of resource of the service.
    pub(crate) resources: &'static Value,
}

/// The actions that a pattern like `s3:Get*` names. None: the service is not in the reference we keep.
pub(crate) fn expand(pattern: &str) -> Option<Vec<Action>> {
    let (prefix, names) = pattern.split_once(':')?;
    let service = facts::service(prefix)?;
    let actions = service["actions"].as_object()?;
    Some(
        actions
            .iter()
            .filter(|(name, _)| action_like(names, name))
            .map(|(_, facts)| Action { facts, resources: &service["resources"] })
            .collect(),
    )
}

impl Action {
    /// The types of resource that the action works on.
    pub(crate) fn types(&self) -> impl Iterator<Item = &'static str> {
        let types = self.facts.get("types").and_then(Value::as_array);
        types.into_iter().flatten().filter_map(Value::as_str)
    }

    /// The condition keys of the action and of the resources it works on.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> {
        let resources = self.resources;
        let of_types = self.types().filter_map(move |kind| resources[kind].get("keys"));
        self.facts
            .get("keys")
            .into_iter()
            .chain(of_types)
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(Value::as_str)
    }

    /// Whether a pattern of resources can reach one that this action works on.
    pub(crate) fn reaches(&self, pattern: &Text) -> bool {
        if self.types().next().is_none() {
            return is_all(pattern)
                || matches!(
                    pattern.0.as_slice(),
                    [Symbol::Unknown(_) | Symbol::Att(..) | Symbol::Ref(_)]
                );
        }
        let pattern = globs_of_resource(pattern);
        self.types().any(|kind| {
            let Some(format) = self.resources[kind]["arn"].as_str() else {
                return true;
            };
            // Most actions on a group of logs need the form that ends with `:*`; a function may be called by a qualifier.
            let longer = match kind {
                "log-group" => format!("{format}:*"),
                "function" => format!("{format}:${{Qualifier}}"),
                _ => format.to_owned(),
            };
            intersects(&pattern, &globs_of_format(format))
                || intersects(&pattern, &globs_of_format(&longer))
        })
    }
}

/// Whether a pattern is `*`.
pub(crate) fn is_all(pattern: &Text) -> bool {
    pattern.0 == [Symbol::Char('*')]
}

/// The pieces of a pattern; one that is a single unknown may be anything.
fn globs_of_resource(pattern: &Text) -> Vec<Glob> {
    match pattern.0.as_slice() {
        [Symbol::Ref(_)] => vec![Glob::Any],
        _ => globs(pattern),
    }
}

/// The pieces of an ARN's format.
fn globs_of_format(format: &str) -> Vec<Glob> {
    let mut pieces = Vec::new();
    for part in sub_parts(format) {
        match part {
            SubPart::Literal(text) => pieces.extend(text.chars().map(|c| match c {
                '*' => Glob::Any,
                c => Glob::Char(c),
            })),
            SubPart::Variable(name) => pieces.push(match name {
                "ObjectName" | "ApiSpecificResourcePath" | "StreamLabel" => Glob::Any,
                "Alias"
                | "LogGroupName"
                | "LogStreamName"
                | "ParameterNameWithoutLeadingSlash"
                | "SecretId" => Glob::Path,
                name if name.ends_with("WithPath") => Glob::Path,
                _ => Glob::Name,
            }),
        }
    }
    pieces
}
