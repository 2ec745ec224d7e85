//! Where policy documents stand, and of which kind they are.

use super::policy::{self, Kind};
use super::view::{Findings, Item, View, field, items};

/// By type: the path to its documents, where `*` is any item of a list.
const PLACES: &[(&str, &str, Kind)] = &[
    ("AWS::ECR::Repository", "RepositoryPolicyText", Kind::Repository),
    ("AWS::IAM::Group", "Policies.*.PolicyDocument", Kind::Identity),
    ("AWS::IAM::GroupPolicy", "PolicyDocument", Kind::Identity),
    ("AWS::IAM::ManagedPolicy", "PolicyDocument", Kind::Identity),
    ("AWS::IAM::Policy", "PolicyDocument", Kind::Identity),
    ("AWS::IAM::Role", "AssumeRolePolicyDocument", Kind::Trust),
    ("AWS::IAM::Role", "Policies.*.PolicyDocument", Kind::Identity),
    ("AWS::IAM::RolePolicy", "PolicyDocument", Kind::Identity),
    ("AWS::IAM::User", "Policies.*.PolicyDocument", Kind::Identity),
    ("AWS::IAM::UserPolicy", "PolicyDocument", Kind::Identity),
    ("AWS::KMS::Key", "KeyPolicy", Kind::Resource),
    ("AWS::OpenSearchService::Domain", "AccessPolicies", Kind::Resource),
    ("AWS::S3::BucketPolicy", "PolicyDocument", Kind::Resource),
    ("AWS::SNS::TopicPolicy", "PolicyDocument", Kind::Resource),
    ("AWS::SQS::QueuePolicy", "PolicyDocument", Kind::Resource),
    ("AWS::SSO::PermissionSet", "InlinePolicy", Kind::Identity),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", Kind::Resource),
];

pub(super) fn check(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let name = item.type_name();
    let first = PLACES.partition_point(|(ty, ..)| *ty < name);
    for (_, path, kind) in PLACES[first..].iter().take_while(|(ty, ..)| *ty == name) {
        match path.split_once(".*.") {
            None => {
                if let Some(document) = item.get(path) {
                    policy::check(view, document, *kind, path, findings);
                }
            }
            Some((list, inner)) => {
                let all = item.get(list).and_then(items).unwrap_or_default();
                for (at, one) in all.iter().enumerate() {
                    if let Some(document) = field(one, inner) {
                        policy::check(
                            view,
                            document,
                            *kind,
                            &format!("{list}.{at}.{inner}"),
                            findings,
                        );
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn types_are_sorted_for_the_search() {
        assert!(super::PLACES.is_sorted_by_key(|(ty, ..)| *ty));
    }
}
