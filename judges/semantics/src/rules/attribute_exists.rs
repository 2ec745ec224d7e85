use serde_json::Value;

use super::{Rule, Sink};
use crate::facts;
use crate::template::{Reference, Template, entries, visit};

/// `Fn::GetAtt` names an attribute that the type of the resource has.
///
/// CloudFormation refuses the template when the stack is made.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-getatt.html>
pub(super) const RULE: Rule = Rule { name: "attribute-exists", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for section in ["Resources", "Outputs"] {
        for (id, value) in entries(template.value, section) {
            visit(value, &mut |reference| {
                let Reference::Att(target, name) = reference else { return };
                let Some(resource) = template.resource(target) else { return };
                if let Some(facts) = facts::resource_type(resource.kind) {
                    let known = facts["attributes"].get(name).is_some_and(Value::is_object);
                    sink.expect(known, id, || {
                        format!("{} has no attribute `{name}`", resource.kind)
                    });
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn attributes_of_the_type_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_one_that_the_type_lacks() {
        for value in
            [json!({ "Fn::GetAtt": ["Table", "Name"] }), json!({ "Fn::Sub": "${Table.Name}" })]
        {
            RULE.fails(
                &with("/Outputs/Url/Value", value),
                "Url",
                "AWS::DynamoDB::Table has no attribute `Name`",
            );
        }
    }
}
