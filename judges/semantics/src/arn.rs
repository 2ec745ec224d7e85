//! ARNs of the template's own resources.

use serde_json::Value;

use crate::facts;
use crate::template::Template;
use crate::text::{Symbol, Text};

/// A text in which references that give ARNs are written out.
///
/// `Fn::GetAtt: [Table, Arn]` becomes `arn:P:dynamodb:R:A:table/Table`, so that
/// it can be compared with a pattern, and told from an index.
pub(crate) fn written_out(template: &Template<'_>, value: &Value) -> Text {
    let mut text = Text::default();
    for symbol in Text::of(template, value).0 {
        let arn = match &symbol {
            Symbol::Ref(id) => of_reference(template, id, None),
            Symbol::Att(id, name) => of_reference(template, id, Some(name)),
            _ => None,
        };
        match arn {
            Some(arn) => text = text.then(&arn),
            None => text.0.push(symbol),
        }
    }
    text
}

/// The ARN of a resource, when its type has one that is known.
pub(crate) fn of_resource(template: &Template<'_>, id: &str) -> Option<Text> {
    let kind = match template.resource(id)?.kind {
        // Its attributes are those of the table in the stack's region.
        "AWS::DynamoDB::GlobalTable" => "AWS::DynamoDB::Table",
        kind => kind,
    };
    let format = facts::resource_type(kind)?.get("arn")?.as_str()?;
    Some(filled(format, id))
}

fn of_reference(template: &Template<'_>, id: &str, attribute: Option<&str>) -> Option<Text> {
    let resource = template.resource(id)?;
    let own = || of_resource(template, id);
    match (resource.kind, attribute) {
        // The attribute is the ARN that actions on streams of the group need.
        ("AWS::Logs::LogGroup", Some("Arn")) => Some(own()?.then_str(":*")),
        ("AWS::DynamoDB::GlobalTable" | "AWS::DynamoDB::Table", Some("StreamArn")) => Some(
            own()?.then_str("/stream/").then(&Text(vec![Symbol::Ref(format!("{id}.StreamLabel"))])),
        ),
        (
            "AWS::Lambda::Alias" | "AWS::Lambda::Version",
            None | Some("AliasArn" | "FunctionArn"),
        ) => {
            let function = template.reference(resource.get("FunctionName")?)?;
            let qualifier = Text(vec![Symbol::Ref(id.to_owned())]);
            Some(of_resource(template, function)?.then_str(":").then(&qualifier))
        }
        (_, Some("Arn")) => own(),
        (kind, Some(name)) if arn_attribute(kind) == Some(name) => own(),
        (kind, None) if arn_attribute(kind).is_some() && arn_attribute(kind) == by_ref(kind) => {
            own()
        }
        _ => None,
    }
}

/// The attribute that gives the ARN, where its name is not `Arn`.
fn arn_attribute(kind: &str) -> Option<&'static str> {
    match kind {
        "AWS::SNS::Topic" => Some("TopicArn"),
        "AWS::IAM::ManagedPolicy" => Some("PolicyArn"),
        _ => None,
    }
}

/// The only attribute that `Ref` gives.
fn by_ref(kind: &str) -> Option<&'static str> {
    facts::resource_type(kind)?["ref"][0].as_str()
}

/// A format with the pseudo parameters and a resource's name filled in.
fn filled(format: &str, id: &str) -> Text {
    let mut text = Text::default();
    for part in crate::text::sub_parts(format) {
        text = match part {
            crate::text::SubPart::Literal(literal) => text.then_str(literal),
            crate::text::SubPart::Variable(name) => {
                let symbol = match name {
                    "Partition" => "AWS::Partition",
                    "Region" => "AWS::Region",
                    "Account" => "AWS::AccountId",
                    _ => id,
                };
                text.then(&Text(vec![Symbol::Ref(symbol.to_owned())]))
            }
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_to_arns_are_written_out() {
        let template = json!({ "Resources": {
            "T": { "Type": "AWS::DynamoDB::Table" },
            "W": { "Type": "AWS::DynamoDB::GlobalTable" },
            "G": { "Type": "AWS::Logs::LogGroup" },
            "N": { "Type": "AWS::SNS::Topic" },
            "F": { "Type": "AWS::Lambda::Function" },
            "L": { "Type": "AWS::Lambda::Alias", "Properties": { "FunctionName": { "Ref": "F" } } },
        } });
        let template = Template::new(&template);
        let at = "${AWS::Region}:${AWS::AccountId}";
        for (value, expected) in [
            (json!({ "Fn::GetAtt": ["T", "Arn"] }), format!("dynamodb:{at}:table/${{T}}")),
            (json!({ "Fn::GetAtt": ["W", "Arn"] }), format!("dynamodb:{at}:table/${{W}}")),
            (
                json!({ "Fn::Sub": "${T.Arn}/index/*" }),
                format!("dynamodb:{at}:table/${{T}}/index/*"),
            ),
            (
                json!({ "Fn::GetAtt": ["T", "StreamArn"] }),
                format!("dynamodb:{at}:table/${{T}}/stream/${{T.StreamLabel}}"),
            ),
            (json!({ "Fn::GetAtt": ["G", "Arn"] }), format!("logs:{at}:log-group:${{G}}:*")),
            (json!({ "Ref": "N" }), format!("sns:{at}:${{N}}")),
            (json!({ "Ref": "L" }), format!("lambda:{at}:function:${{F}}:${{L}}")),
        ] {
            let expected = format!("arn:${{AWS::Partition}}:{expected}");
            assert_eq!(written_out(&template, &value).to_string(), expected);
        }
        assert_eq!(written_out(&template, &json!({ "Ref": "T" })).to_string(), "${T}");
    }
}
