use serde_json::Value;

use super::{Rule, Sink};
use crate::facts;
use crate::template::{Resource, Template};

/// What holds data says what becomes of it, when it is deleted and when it is
/// replaced.
///
/// Without the attributes the data goes with the resource, also when one
/// property changes that needs a replacement. `RetainExceptOnCreate` is for
/// deletion alone.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html>
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html>
pub(super) const RULE: Rule = Rule { name: "stateful-policies", check };

/// Types of services that the specification snapshot does not have.
const MORE: [&str; 12] = [
    "AWS::Cognito::UserPool",
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::EFS::FileSystem",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Kinesis::Stream",
    "AWS::Neptune::DBCluster",
    "AWS::OpenSearchService::Domain",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
    "AWS::SecretsManager::Secret",
];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for resource in template.resources().filter(is_stateful) {
        for (attribute, known) in [
            ("DeletionPolicy", &["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"][..]),
            ("UpdateReplacePolicy", &["Delete", "Retain", "Snapshot"][..]),
        ] {
            let value = resource.body.get(attribute).and_then(Value::as_str);
            sink.expect(value.is_some_and(|v| known.contains(&v)), resource.id, || match value {
                Some(value) => format!("{attribute} cannot be `{value}`"),
                None => format!("holds data, but has no {attribute}"),
            });
        }
    }
}

fn is_stateful(resource: &Resource<'_>) -> bool {
    let facts = facts::resource_type(resource.kind);
    facts.is_some_and(|facts| facts["stateful"] == true) || MORE.contains(&resource.kind)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn saying_both_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_when_one_is_missing_or_not_known() {
        RULE.fails(&without("/Resources/Table/DeletionPolicy"), "Table", "no DeletionPolicy");
        RULE.fails(
            &without("/Resources/Logs/UpdateReplacePolicy"),
            "Logs",
            "no UpdateReplacePolicy",
        );
        RULE.fails(
            &with("/Resources/Table/UpdateReplacePolicy", json!("RetainExceptOnCreate")),
            "Table",
            "cannot be",
        );
        let found =
            RULE.finds(&with("/Resources/Files", json!({ "Type": "AWS::EFS::FileSystem" })));
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
