use super::{Rule, Sink};
use crate::schema::{self, Problem};
use crate::template::Template;

/// A resource has the properties that its type requires.
///
/// CloudFormation refuses it: "Property validation failure".
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html>
pub(super) const RULE: Rule = Rule { name: "required-property", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for resource in template.resources() {
        schema::walk(resource, &mut |path, problem| {
            sink.look();
            if let Some((Problem::Missing, message)) = problem {
                sink.find(resource.id, format!("`{path}` {message}"));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{good, without};

    #[test]
    fn all_of_them_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_when_one_is_missing_at_any_depth() {
        RULE.fails(&without("/Resources/Function/Properties/Role"), "Function", "`Role`");
        RULE.fails(&without("/Resources/Authorizer/Properties/Type"), "Authorizer", "`Type`");
        let nested = "/Resources/Table/Properties/AttributeDefinitions/0/AttributeType";
        RULE.fails(&without(nested), "Table", "`AttributeDefinitions[].AttributeType`");
    }
}
