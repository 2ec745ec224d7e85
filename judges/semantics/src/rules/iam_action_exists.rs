use super::{Rule, Sink};
use crate::iam;
use crate::template::Template;

/// Each action of a policy is one that AWS knows; a pattern names at least one.
///
/// IAM accepts any name. A misspelt one allows nothing, and the first call is
/// denied.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
pub(super) const RULE: Rule = Rule { name: "iam-action-exists", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let mut statements = iam::all_identity_statements(template);
    statements.extend(iam::all_resource_statements(template));
    for statement in statements {
        for action in statement.actions().into_iter().filter(|action| *action != "*") {
            match iam::expand(action) {
                Some(found) => sink.expect(!found.is_empty(), statement.owner, || {
                    format!("`{action}` names no action")
                }),
                None => sink.expect(false, statement.owner, || {
                    format!("`{action}` is of a service that data/actions.json does not have")
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    const ACTION: &str = "/Resources/Policy/Properties/PolicyDocument/Statement/1/Action";

    #[test]
    fn known_actions_and_patterns_are_well() {
        RULE.passes(&good());
        RULE.passes(&with(ACTION, json!(["dynamodb:Get*", "DynamoDB:putitem", "*"])));
    }

    #[test]
    fn fails_for_a_name_that_aws_does_not_know() {
        RULE.fails(
            &with(ACTION, json!("dynamodb:FetchItem")),
            "Policy",
            "`dynamodb:FetchItem` names no action",
        );
        RULE.fails(
            &with(ACTION, json!("dynamodb:Fetch*")),
            "Policy",
            "`dynamodb:Fetch*` names no action",
        );
        RULE.fails(&with(ACTION, json!("dynamo:GetItem")), "Policy", "data/actions.json");
        let trust = "/Resources/Role/Properties/AssumeRolePolicyDocument/Statement/0/Action";
        RULE.fails(&with(trust, json!("sts:Assume")), "Role", "`sts:Assume`");
    }
}
