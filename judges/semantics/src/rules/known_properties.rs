use super::{Rule, Sink};
use crate::schema::{self, Problem};
use crate::template::Template;

/// A resource has no property that its type does not know.
///
/// CloudFormation refuses it: "Encountered unsupported property".
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html>
pub(super) const RULE: Rule = Rule { name: "known-property", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for resource in template.resources() {
        schema::walk(resource, &mut |path, problem| {
            sink.look();
            if let Some((Problem::Unknown, message)) = problem {
                sink.find(resource.id, format!("`{path}` {message}"));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn properties_of_the_type_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_one_that_the_type_lacks_at_any_depth() {
        RULE.fails(&with("/Resources/Table/Properties/Colour", json!("red")), "Table", "`Colour`");
        let key = "/Resources/Table/Properties/AttributeDefinitions/0/Colour";
        RULE.fails(&with(key, json!("red")), "Table", "`AttributeDefinitions[].Colour`");
        let chosen = json!({ "Fn::If": ["IsProd", { "Mode": "Active", "Colour": "red" }, { "Ref": "AWS::NoValue" }] });
        RULE.fails(
            &with("/Resources/Function/Properties/TracingConfig", chosen),
            "Function",
            "`TracingConfig.Colour`",
        );
    }
}
