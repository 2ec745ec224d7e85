use super::AppRule;
use crate::assembly::Assembly;
use crate::finding::Sink;
use crate::template::{Reference, entries, visit};

/// What is read of a nested stack, its template puts out.
///
/// `Fn::GetAtt` of a nested stack is `Outputs.` and the name of an output.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html>
pub(super) const RULE: AppRule = AppRule { name: "nested-outputs", check };

fn check(app: &Assembly<'_>, sink: &mut Sink<'_>) {
    for (file, template) in &app.templates {
        let Some(nested) = app.nested.get(file) else { continue };
        for section in ["Resources", "Outputs"] {
            for (id, value) in entries(template.value, section) {
                visit(value, &mut |reference| {
                    let Reference::Att(target, attribute) = reference else { return };
                    let Some(inner) = nested.get(target) else { return };
                    let outputs = app.templates.get(inner).and_then(|t| t.value.get("Outputs"));
                    let is_there = attribute
                        .strip_prefix("Outputs.")
                        .is_some_and(|name| outputs.and_then(|all| all.get(name)).is_some());
                    sink.expect(is_there, &format!("{file}/{id}"), || {
                        format!("`{target}` has no `{attribute}`")
                    });
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::apps::testing::{good, with, without};

    const READER: &str = "Data.template.json/Reader";

    #[test]
    fn what_is_put_out_may_be_read() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_what_is_not_put_out() {
        RULE.fails(
            &without("/templates/inner.template.json/Outputs/QueueArn"),
            READER,
            "no `Outputs.QueueArn`",
        );
        let endpoint = "/templates/Data.template.json/Resources/Reader/Properties/Endpoint";
        RULE.fails(
            &with(endpoint, json!({ "Fn::GetAtt": ["Inner", "QueueArn"] })),
            READER,
            "no `QueueArn`",
        );
        RULE.fails(
            &with(endpoint, json!({ "Fn::Sub": "${Inner.Outputs.Arn}" })),
            READER,
            "no `Outputs.Arn`",
        );
    }
}
