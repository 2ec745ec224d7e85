use super::{Rule, Sink};
use crate::schema::{self, Problem};
use crate::template::Template;

/// A property that is a list is written as a list, an object as an object.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html>
pub(super) const RULE: Rule = Rule { name: "property-shape", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for resource in template.resources() {
        schema::walk(resource, &mut |path, problem| {
            sink.look();
            if let Some((Problem::WrongShape, message)) = problem {
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
    fn the_shapes_of_the_type_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_another_shape() {
        RULE.fails(
            &with("/Resources/Function/Properties/Timeout", json!(["10"])),
            "Function",
            "`Timeout` is of another shape than integer",
        );
        RULE.fails(
            &with("/Resources/Table/Properties/AttributeDefinitions", json!({})),
            "Table",
            "than list",
        );
        // Only the properties that the CLI uploads may be a path.
        RULE.fails(
            &with("/Resources/Function/Properties/LoggingConfig", json!("path")),
            "Function",
            "than object",
        );
    }
}
