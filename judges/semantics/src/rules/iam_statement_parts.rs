use serde_json::Value;

use super::{Rule, Sink};
use crate::iam;
use crate::template::Template;

/// A statement has the parts that its kind of policy asks for, and no others.
///
/// The policy of an identity names resources and no principal; a trust policy
/// names a principal and no resource. IAM refuses others when it is created.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>
pub(super) const RULE: Rule = Rule { name: "iam-statement-parts", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let has = |statement: &Value, name: &str| {
        statement.get(name).is_some() || statement.get(format!("Not{name}")).is_some()
    };
    for statement in iam::all_identity_statements(template) {
        let value = statement.value;
        sink.expect(has(value, "Action"), statement.owner, || {
            "a statement names no action".to_owned()
        });
        sink.expect(has(value, "Resource"), statement.owner, || {
            "a statement of an identity's policy names no resource".to_owned()
        });
        sink.expect(!has(value, "Principal"), statement.owner, || {
            "a statement of an identity's policy names a principal".to_owned()
        });
    }
    for role in template.of_kind("AWS::IAM::Role") {
        let trust = role.get("AssumeRolePolicyDocument.Statement");
        for statement in crate::template::items(trust) {
            sink.expect(has(statement, "Principal"), role.id, || {
                "a statement of a trust policy names no principal".to_owned()
            });
            sink.expect(!has(statement, "Resource"), role.id, || {
                "a statement of a trust policy names a resource".to_owned()
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    const POLICY: &str = "/Resources/Policy/Properties/PolicyDocument/Statement/0";
    const TRUST: &str = "/Resources/Role/Properties/AssumeRolePolicyDocument/Statement/0";

    #[test]
    fn the_parts_of_each_kind_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_when_a_part_is_missing() {
        RULE.fails(&without(&format!("{POLICY}/Action")), "Policy", "no action");
        RULE.fails(&without(&format!("{POLICY}/Resource")), "Policy", "no resource");
        RULE.fails(&without(&format!("{TRUST}/Principal")), "Role", "no principal");
    }

    #[test]
    fn fails_when_there_is_a_part_of_the_other_kind() {
        RULE.fails(&with(&format!("{POLICY}/Principal"), json!("*")), "Policy", "a principal");
        RULE.fails(&with(&format!("{TRUST}/Resource"), json!("*")), "Role", "a resource");
    }
}
