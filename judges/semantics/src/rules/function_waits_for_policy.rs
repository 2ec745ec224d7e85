use super::{Rule, Sink};
use crate::iam;
use crate::template::Template;

/// A function is made after the policies of its role.
///
/// What feeds the function starts as soon as it exists, and an event source
/// mapping is refused while the role may not read the source.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html>
pub(super) const RULE: Rule = Rule { name: "function-waits-for-policy", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for function in template.of_kind("AWS::Lambda::Function") {
        let Some(role) = function.get("Role").and_then(|v| template.reference(v)) else {
            continue;
        };
        let before = template.before(function.id);
        for policy in iam::policies_of(template, role) {
            // A policy that names the function cannot come first.
            if !template.before(policy.id).contains(function.id) {
                sink.expect(before.contains(policy.id), function.id, || {
                    format!("does not wait for `{}`", policy.id)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn waiting_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_waiting() {
        RULE.fails(&without("/Resources/Function/DependsOn"), "Function", "`Policy`");
    }

    #[test]
    fn a_policy_that_names_the_function_comes_after_it() {
        let statement = json!({ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": { "Fn::GetAtt": ["Function", "Arn"] } });
        let mut template =
            with("/Resources/Policy/Properties/PolicyDocument/Statement/-", statement);
        template["Resources"]["Function"]["DependsOn"] = json!([]);
        assert_eq!(RULE.finds(&template), [""; 0]);
    }
}
