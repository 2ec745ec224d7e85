use super::{Rule, Sink};
use crate::iam;
use crate::template::Template;

/// An action that works on resources is not allowed on all of them.
///
/// `*` is every table of the account. Actions that AWS defines without
/// resources can have nothing else.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege>
pub(super) const RULE: Rule = Rule { name: "iam-wide-resource", check };

/// Actions that cannot be narrowed although AWS names resources for them, and why.
const ALLOWED: [(&str, &str); 5] = [
    (
        "ec2:CreateNetworkInterface",
        "Lambda makes interfaces in subnets that have no ARN in the template",
    ),
    ("ec2:DeleteNetworkInterface", "the interface that Lambda makes is not known beforehand"),
    ("ec2:AssignPrivateIpAddresses", "the interface that Lambda makes is not known beforehand"),
    ("ec2:UnassignPrivateIpAddresses", "the interface that Lambda makes is not known beforehand"),
    ("dynamodb:ListStreams", "its only resource is the account's list of streams"),
];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for statement in iam::all_identity_statements(template).into_iter().filter(|s| s.allows()) {
        if !statement.resources(template).iter().any(iam::is_all) {
            continue;
        }
        for name in statement.actions() {
            let narrow = name != "*"
                && iam::expand(name)
                    .unwrap_or_default()
                    .iter()
                    .all(|action| action.types().next().is_none());
            let allowed = ALLOWED.iter().any(|(allowed, _)| *allowed == name);
            sink.expect(narrow || allowed, statement.owner, || {
                format!("`{name}` is allowed on every resource")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ALLOWED, RULE};
    use crate::iam;
    use crate::testing::{good, with};

    const STATEMENT: &str = "/Resources/Policy/Properties/PolicyDocument/Statement/1";

    #[test]
    fn actions_without_resources_may_have_all() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_actions_that_have_resources() {
        let resource = format!("{STATEMENT}/Resource");
        let found = RULE.finds(&with(&resource, json!("*")));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`dynamodb:GetItem`"), "{found:?}");
        let all = json!({ "Effect": "Allow", "Action": "*", "Resource": ["*"] });
        RULE.fails(&with(STATEMENT, all), "Policy", "`*`");
    }

    #[test]
    fn what_is_allowed_exists() {
        for (name, reason) in ALLOWED {
            assert_eq!(iam::expand(name).map(|found| found.len()), Some(1), "{name}: {reason}");
        }
    }
}
