//! Two resources of one type cannot be the same thing.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::view::{Findings, Item, View, text};
use crate::error::codes;

/// By type: the properties that together name one thing in an account and region.
const IDENTIFIERS: &[(&str, &[&str])] = &[
    ("AWS::ApiGateway::Method", &["RestApiId", "ResourceId", "HttpMethod"]),
    ("AWS::ApiGateway::Resource", &["RestApiId", "ParentId", "PathPart"]),
    ("AWS::ApiGateway::Stage", &["RestApiId", "StageName"]),
    ("AWS::ApiGatewayV2::Route", &["ApiId", "RouteKey"]),
    ("AWS::ApiGatewayV2::Stage", &["ApiId", "StageName"]),
    ("AWS::CloudWatch::Alarm", &["AlarmName"]),
    ("AWS::DynamoDB::GlobalTable", &["TableName"]),
    ("AWS::DynamoDB::Table", &["TableName"]),
    ("AWS::ECR::Repository", &["RepositoryName"]),
    ("AWS::ECS::Cluster", &["ClusterName"]),
    ("AWS::Events::EventBus", &["Name"]),
    ("AWS::IAM::Group", &["GroupName"]),
    ("AWS::IAM::InstanceProfile", &["InstanceProfileName"]),
    ("AWS::IAM::ManagedPolicy", &["ManagedPolicyName"]),
    ("AWS::IAM::Role", &["RoleName"]),
    ("AWS::IAM::User", &["UserName"]),
    ("AWS::KMS::Alias", &["AliasName"]),
    ("AWS::Kinesis::Stream", &["Name"]),
    ("AWS::Lambda::Alias", &["FunctionName", "Name"]),
    ("AWS::Lambda::Function", &["FunctionName"]),
    ("AWS::Logs::LogGroup", &["LogGroupName"]),
    ("AWS::S3::Bucket", &["BucketName"]),
    ("AWS::SNS::Topic", &["TopicName"]),
    ("AWS::SQS::Queue", &["QueueName"]),
    ("AWS::SSM::Parameter", &["Name"]),
    ("AWS::SecretsManager::Secret", &["Name"]),
    ("AWS::StepFunctions::StateMachine", &["StateMachineName"]),
];

pub(super) fn check(view: &View<'_>, findings: &mut Findings<'_, '_>) {
    let mut named: Vec<(usize, u64, Item<'_>)> = Vec::new();
    for item in view.all().filter(|item| !item.is_conditional()) {
        let found = IDENTIFIERS.binary_search_by(|(ty, _)| (*ty).cmp(item.type_name()));
        if let Ok(at) = found
            && let Some(hash) = identity(view, item, IDENTIFIERS[at].1)
        {
            named.push((at, hash, item));
        }
    }
    named.sort_by_key(|(at, hash, item)| (*at, *hash, item.node));
    for pair in named.windows(2) {
        let [(at, hash, first), (other_at, other_hash, second)] = pair else {
            continue;
        };
        let (ty, properties) = IDENTIFIERS[*at];
        let equal = |name: &&str| match (first.get(name), second.get(name)) {
            (Some(a), Some(b)) => text(a) == text(b) && view.named(a) == view.named(b),
            _ => false,
        };
        if (at, hash) == (other_at, other_hash)
            && properties.iter().all(equal)
            && findings.begin(*second)
        {
            findings.error(
                codes::DUPLICATE_NAME,
                properties.last().unwrap_or(&"Name"),
                format_args!("`{}` is the same `{ty}`", view.path(*first)),
                "give one of them another name, or leave the name to CloudFormation",
            );
        }
    }
}

/// A number for what identifies a resource; nothing when deployment decides about it.
fn identity<'a>(view: &View<'a>, item: Item<'a>, properties: &[&str]) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for name in properties {
        let expr = item.get(name)?;
        match text(expr) {
            Some(text) => text.hash(&mut hasher),
            None => view.named(expr)?.hash(&mut hasher),
        }
    }
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::IDENTIFIERS;

    #[test]
    fn types_are_sorted_for_the_search() {
        assert!(IDENTIFIERS.is_sorted_by_key(|(ty, _)| *ty));
        assert!(super::super::RULES.is_sorted_by_key(|(ty, _)| *ty));
    }
}
