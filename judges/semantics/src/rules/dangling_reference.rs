use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Reference, Template, entries, visit};

/// What a template names is in it: `Ref`, `Fn::GetAtt`, `Fn::Sub`,
/// `DependsOn`, `Fn::FindInMap`, conditions.
///
/// CloudFormation refuses the whole template.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-ref.html>
pub(super) const RULE: Rule = Rule { name: "dangling-reference", check };

const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let has =
        |section: &str, id: &str| template.value.get(section).and_then(|s| s.get(id)).is_some();
    for section in ["Conditions", "Resources", "Outputs", "Rules"] {
        for (id, value) in entries(template.value, section) {
            visit(value, &mut |reference| {
                let (well, what) = match reference {
                    Reference::Ref(name) => (
                        PSEUDO.contains(&name) || has("Parameters", name) || has("Resources", name),
                        format!("`{name}` is no parameter and no resource"),
                    ),
                    Reference::Att(name, _) => {
                        (has("Resources", name), format!("`{name}` is no resource"))
                    }
                    Reference::Map(name) => {
                        (has("Mappings", name), format!("`{name}` is no mapping"))
                    }
                    Reference::Condition(name) => {
                        (has("Conditions", name), format!("`{name}` is no condition"))
                    }
                };
                sink.expect(well, id, || what);
            });
            // A condition of a resource or output; in a policy the word means something else.
            if let Some(name) =
                value.get("Condition").and_then(Value::as_str).filter(|_| section != "Conditions")
            {
                sink.expect(has("Conditions", name), id, || format!("`{name}` is no condition"));
            }
        }
    }
    for resource in template.resources() {
        for name in resource.depends_on() {
            sink.expect(has("Resources", name), resource.id, || {
                format!("depends on `{name}`, which is no resource")
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
    fn what_is_there_may_be_named() {
        RULE.passes(&good());
        RULE.passes(&with(
            "/Resources/Table/Properties/TableName",
            json!({ "Fn::Sub": "${!Nobody}-${AWS::StackName}" }),
        ));
    }

    #[test]
    fn fails_for_each_way_to_name_nothing() {
        let place = "/Resources/Table/Properties/TableName";
        for value in [
            json!({ "Ref": "Nobody" }),
            json!({ "Fn::GetAtt": ["Nobody", "Arn"] }),
            json!({ "Fn::GetAtt": "Nobody.Arn" }),
            json!({ "Fn::Sub": "a-${Nobody}" }),
            json!({ "Fn::Sub": "a-${Nobody.Arn}" }),
            json!({ "Fn::Sub": ["a-${B}", { "B": { "Ref": "Nobody" } }] }),
            json!({ "Fn::FindInMap": ["Nobody", "a", "b"] }),
            json!({ "Fn::If": ["Nobody", "a", "b"] }),
        ] {
            RULE.fails(&with(place, value), "Table", "`Nobody`");
        }
        RULE.fails(
            &with("/Resources/Deployment/DependsOn/0", json!("Nobody")),
            "Deployment",
            "`Nobody`",
        );
        RULE.fails(&with("/Resources/Table/Condition", json!("Nobody")), "Table", "`Nobody`");
        RULE.fails(&with("/Outputs/Url/Condition", json!("Nobody")), "Url", "`Nobody`");
        RULE.fails(
            &with("/Conditions/IsTest", json!({ "Fn::Not": [{ "Condition": "Nobody" }] })),
            "IsTest",
            "`Nobody`",
        );
    }
}
