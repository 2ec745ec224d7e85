//! The AWS CDK's service specification: type names, relations, `Ref`, ARNs and tags.

use crate::error::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;

/// The database of `@aws-cdk/aws-service-spec`, indexed for look-ups.
#[derive(Debug)]
pub(crate) struct Database {
    /// By CloudFormation type.
    resources: BTreeMap<String, Value>,
    /// By the database's own id.
    types: BTreeMap<String, Value>,
}

impl Database {
    pub(crate) fn new(mut root: Value) -> Result<Self> {
        let mut index = |table: &str, key: &str| -> Result<BTreeMap<String, Value>> {
            let entities = root["schema"][table]["entities"].take();
            let Value::Array(entities) = entities else {
                return Err(crate::Error::new(format!("the database has no table `{table}`")));
            };
            let entry = |entity: Value| {
                let id =
                    entity[key].as_str().context(format_args!("{table}: `{key}` is missing"))?;
                Ok((id.to_owned(), entity))
            };
            entities.into_iter().map(entry).collect()
        };
        let types = index("typeDefinition", "$id")?;
        let resources = index("resource", "cloudFormationType")?;
        Ok(Self { resources, types })
    }

    /// The entity of a CloudFormation type.
    pub(crate) fn resource(&self, type_name: &str) -> Option<&Value> {
        self.resources.get(type_name)
    }

    /// The nested type that a property type refers to.
    pub(crate) fn referenced(&self, property_type: Option<&Value>) -> Option<&Value> {
        let id = property_type?["reference"]["$ref"].as_str()?;
        self.types.get(id)
    }
}

/// The property type's keyword: `string`, `ref`, `array` …
pub(crate) fn keyword(property_type: Option<&Value>) -> &str {
    property_type.and_then(|value| value["type"].as_str()).unwrap_or_default()
}

/// The type by which people know a property.
///
/// Where AWS renamed a nested type, emptied it or made it one of several forms, the AWS CDK keeps
/// the first one in its interface, and so the name that stands in documentation and programs.
pub(crate) fn type_of(property: &Value) -> &Value {
    let current = &property["type"];
    let first = property["previousTypes"].as_array().and_then(|types| types.first());
    match first {
        Some(first) if stays(first, current) => first,
        _ => current,
    }
}

fn stays(first: &Value, current: &Value) -> bool {
    let element = |list: &Value| keyword(list.get("element")).to_owned();
    match (keyword(Some(first)), keyword(Some(current))) {
        ("ref", "ref" | "json" | "union") => true,
        ("array", "array") => matches!(
            (&element(first)[..], &element(current)[..]),
            ("ref", "ref" | "union") | ("tag", "ref")
        ),
        // A list is new beside the text or the list of objects that was there.
        ("array", "union") => true,
        ("string", "union") => {
            let members = current["types"].as_array().into_iter().flatten();
            members.clone().any(|member| keyword(Some(member)) == "array")
        }
        _ => false,
    }
}

/// The resources and properties whose values a property takes: `AWS::IAM::Role.Arn`.
pub(crate) fn targets(property: Option<&Value>) -> Vec<String> {
    let refs =
        property.and_then(|value| value["relationshipRefs"].as_array()).into_iter().flatten();
    refs.filter_map(|target| {
        let (ty, name) = (target["cloudFormationType"].as_str()?, target["propertyName"].as_str()?);
        Some(format!("{ty}.{name}"))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_renamed_or_emptied_type_keeps_its_first_name() {
        let (a, b) = (json!({"type": "ref", "id": "A"}), json!({"type": "ref", "id": "B"}));
        let (json, text, tag) =
            (json!({"type": "json"}), json!({"type": "string"}), json!({"type": "tag"}));
        let list = |element: &Value| json!({"type": "array", "element": element});
        let union = |members: &[&Value]| json!({"type": "union", "types": members});
        for (first, current, stays) in [
            (&a, &b, true),
            (&a, &json, true),
            (&list(&a), &list(&b), true),
            (&list(&tag), &list(&b), true),
            (&list(&a), &union(&[&json, &list(&a)]), true),
            (&text, &union(&[&text, &list(&text)]), true),
            // What was open and is described now is what people need.
            (&json, &a, false),
            (&list(&a), &list(&tag), false),
            (&text, &union(&[&text, &json]), false),
        ] {
            let property = json!({"type": current, "previousTypes": [first]});
            assert_eq!(type_of(&property), if stays { first } else { current });
        }
    }
}
