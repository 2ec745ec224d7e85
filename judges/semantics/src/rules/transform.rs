use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Template, items};

/// A template names the transforms that it needs, and AWS's transforms are
/// needed.
///
/// Without it CloudFormation refuses the functions and types that only the
/// transform knows. One too many asks whoever deploys for
/// `CAPABILITY_AUTO_EXPAND`.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html>
pub(super) const RULE: Rule = Rule { name: "transform", check };

const LANGUAGE_EXTENSIONS: &str = "AWS::LanguageExtensions";
const SERVERLESS: &str = "AWS::Serverless-2016-10-31";

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let named: Vec<&str> =
        items(template.value.get("Transform")).into_iter().filter_map(Value::as_str).collect();
    let extension = ["Conditions", "Resources", "Outputs"]
        .iter()
        .find_map(|section| extension_in(template.value.get(section)?));
    let serverless = template.resources().find(|r| r.kind.starts_with("AWS::Serverless::"));
    for (transform, reason) in [
        (LANGUAGE_EXTENSIONS, extension),
        (SERVERLESS, serverless.map(|r| format!("`{}`", r.kind))),
    ] {
        let is_named = named.contains(&transform);
        match reason {
            Some(reason) => sink.expect(is_named, "Transform", || {
                format!("{reason} needs the transform `{transform}`")
            }),
            // Another macro may write what needs it.
            None => sink.expect(!is_named || named.len() > 1, "Transform", || {
                format!("nothing needs the transform `{transform}`")
            }),
        }
    }
}

/// What only the language extensions know, in a part of a template.
fn extension_in(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => list.iter().find_map(extension_in),
        Value::Object(map) => map.iter().find_map(|(name, argument)| {
            let is_extension = match name.as_str() {
                "Fn::Length" | "Fn::ToJsonString" => true,
                "Fn::FindInMap" => argument.get(3).is_some(),
                // Only texts stand here otherwise.
                "DeletionPolicy" | "UpdateReplacePolicy" => argument.is_object(),
                _ => name.starts_with("Fn::ForEach::"),
            };
            if is_extension { Some(format!("`{name}`")) } else { extension_in(argument) }
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::RULE;
    use crate::testing::{edited, good, with};

    const PLACE: &str = "/Resources/Table/Properties/TableName";

    fn extended(transform: Value) -> Value {
        edited(with(PLACE, json!({ "Fn::ToJsonString": {} })), "/Transform", Some(transform))
    }

    #[test]
    fn what_is_needed_is_named() {
        RULE.passes(&good());
        RULE.passes(&extended(json!("AWS::LanguageExtensions")));
        RULE.passes(&extended(json!(["Own", "AWS::LanguageExtensions"])));
        RULE.passes(&with("/Transform", json!(["Own", "AWS::LanguageExtensions"])));
        RULE.passes(&with(PLACE, json!({ "Fn::FindInMap": ["Sizes", "a", "b"] })));
    }

    #[test]
    fn fails_without_it() {
        RULE.fails(&extended(Value::Null), "Transform", "`Fn::ToJsonString` needs");
        RULE.fails(&extended(json!(["Own"])), "Transform", "AWS::LanguageExtensions");
        for value in [
            json!({ "Fn::Length": [] }),
            json!({ "Fn::FindInMap": ["Sizes", "a", "b", { "DefaultValue": 1 }] }),
            json!([{ "Fn::ForEach::Loop": [] }]),
        ] {
            RULE.fails(&with(PLACE, value), "Transform", "needs");
        }
        let policy = json!({ "Ref": "Stage" });
        RULE.fails(&with("/Resources/Table/DeletionPolicy", policy), "Transform", "needs");
        let kind = json!("AWS::Serverless::Function");
        RULE.fails(&with("/Resources/Function/Type", kind), "Transform", "Serverless-2016-10-31");
    }

    #[test]
    fn fails_for_one_that_nothing_needs() {
        for transform in ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"] {
            RULE.fails(&with("/Transform", json!(transform)), "Transform", "nothing needs");
        }
    }
}
