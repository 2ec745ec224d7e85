use super::{Rule, Sink};
use crate::facts;
use crate::template::Template;

/// The type of a resource is one that AWS has, where the snapshot knows the
/// service.
///
/// CloudFormation refuses the template: "Unrecognized resource types".
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html>
pub(super) const RULE: Rule = Rule { name: "known-type", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for resource in template.resources() {
        let well =
            facts::resource_type(resource.kind).is_some() || !facts::knows_service(resource.kind);
        sink.expect(well && !resource.kind.is_empty(), resource.id, || {
            format!("`{}` is no type", resource.kind)
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn types_of_aws_are_well() {
        RULE.passes(&good());
        RULE.passes(&with("/Resources/Table/Type", json!("Custom::Table")));
    }

    #[test]
    fn fails_for_another_type() {
        RULE.fails(&with("/Resources/Table/Type", json!("AWS::DynamoDB::Chair")), "Table", "Chair");
        RULE.fails(&with("/Resources/Table/Type", json!(1)), "Table", "no type");
    }
}
