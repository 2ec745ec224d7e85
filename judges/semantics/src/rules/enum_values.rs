use super::{Rule, Sink};
use crate::schema::{self, Problem};
use crate::template::Template;

/// A property that has one of a few values has one of those.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html>
pub(super) const RULE: Rule = Rule { name: "enum-value", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for resource in template.resources() {
        schema::walk(resource, &mut |path, problem| {
            sink.look();
            if let Some((Problem::NotInEnum, message)) = problem {
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
    fn known_values_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_another_value() {
        RULE.fails(
            &with("/Resources/Table/Properties/BillingMode", json!("FREE")),
            "Table",
            "`FREE` is none of PAY_PER_REQUEST",
        );
    }
}
