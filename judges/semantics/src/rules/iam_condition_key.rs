use serde_json::Value;

use super::{Rule, Sink};
use crate::iam;
use crate::template::Template;

/// A condition's key is one that an action of the statement knows.
///
/// A key that is never in a request makes the condition never true, or, with
/// `…IfExists`, always.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
pub(super) const RULE: Rule = Rule { name: "iam-condition-key", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for statement in iam::all_identity_statements(template) {
        let actions: Option<Vec<_>> = statement.actions().into_iter().map(iam::expand).collect();
        let (Some(actions), Some(operators)) =
            (actions, statement.value.get("Condition").and_then(Value::as_object))
        else {
            continue;
        };
        for key in operators.values().filter_map(Value::as_object).flat_map(|keys| keys.keys()) {
            // The global keys go with every action; those of EC2 are not kept.
            if key.starts_with("aws:") || key.starts_with("ec2:") {
                continue;
            }
            let known = actions
                .iter()
                .flatten()
                .any(|action| action.keys().any(|known| same_key(known, key)));
            sink.expect(known, statement.owner, || {
                format!("no action of the statement has the key `{key}`")
            });
        }
    }
}

/// Whether a key is a known one; `service:ResourceTag/${TagKey}` is known for any tag.
fn same_key(known: &str, key: &str) -> bool {
    match known.split_once("${") {
        Some((start, _)) => key.get(..start.len()).is_some_and(|k| k.eq_ignore_ascii_case(start)),
        None => known.eq_ignore_ascii_case(key),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    const CONDITION: &str = "/Resources/Policy/Properties/PolicyDocument/Statement/1/Condition";

    #[test]
    fn keys_of_the_actions_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_a_key_of_no_action() {
        for key in ["dynamodb:LeadingKey", "s3:prefix"] {
            RULE.fails(&with(CONDITION, json!({ "StringEquals": { key: "x" } })), "Policy", key);
        }
    }
}
