//! Walks the properties of a resource beside the facts of its type.

use serde_json::{Map, Value};

use crate::facts;
use crate::template::{Resource, single};

/// What is wrong with a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The type has no such property.
    Unknown,
    /// A property that AWS needs is not there.
    Missing,
    /// Not one of the values that AWS knows.
    NotInEnum,
    /// A list where a text is due, or the like.
    WrongShape,
}

/// Properties that `aws cloudformation package` takes as a path and replaces by where it uploaded the file.
const PACKAGED: [(&str, &str); 4] = [
    ("AWS::Lambda::Function", "Code"),
    ("AWS::Lambda::LayerVersion", "Content"),
    ("AWS::ApiGateway::RestApi", "BodyS3Location"),
    ("AWS::StepFunctions::StateMachine", "DefinitionS3Location"),
];

/// Sees each property of a resource with what is wrong with it, if anything.
pub(crate) type See<'s> = dyn FnMut(&str, Option<(Problem, String)>) + 's;

/// Shows all properties of a resource whose type is known to `see`.
pub(crate) fn walk(resource: Resource<'_>, see: &mut See<'_>) {
    let Some(facts) = facts::resource_type(resource.kind) else {
        return;
    };
    let empty = Value::Object(Map::new());
    let properties = resource.body.get("Properties").unwrap_or(&empty);
    let walker = Walker { kind: resource.kind, types: &facts["types"] };
    walker.object(facts, properties, "", see);
}

struct Walker<'a> {
    kind: &'a str,
    types: &'a Value,
}

impl Walker<'_> {
    fn object(&self, facts: &Value, value: &Value, path: &str, see: &mut See<'_>) {
        let Some(map) = value.as_object() else {
            see(path, Some((Problem::WrongShape, "is not an object".to_owned())));
            return;
        };
        for required in facts["required"].as_array().into_iter().flatten() {
            let name = required.as_str().unwrap_or_default();
            let problem =
                (!map.contains_key(name)).then(|| (Problem::Missing, "is required".to_owned()));
            see(&join(path, name), problem);
        }
        for (name, value) in map {
            let path = join(path, name);
            match facts["properties"].get(name) {
                Some(property) if self.is_packaged(&path, value) => {
                    debug_assert!(property.is_object(), "facts of a property");
                    see(&path, None);
                }
                Some(property) => self.value(property, value, &path, see),
                None => {
                    see(&path, Some((Problem::Unknown, format!("is not known to {}", self.kind))))
                }
            }
        }
    }

    fn is_packaged(&self, path: &str, value: &Value) -> bool {
        value.is_string() && PACKAGED.contains(&(self.kind, path))
    }

    fn value(&self, facts: &Value, value: &Value, path: &str, see: &mut See<'_>) {
        if let Some((name, argument)) = single(value) {
            if name == "Fn::If" {
                for branch in argument.as_array().into_iter().flatten().skip(1) {
                    self.value(facts, branch, path, see);
                }
                return;
            }
            if name == "Ref" || name.starts_with("Fn::") {
                return;
            }
        }
        let expected = facts["type"].as_str().unwrap_or("json");
        let well = match expected {
            "object" | "map" | "tag" => value.is_object(),
            "list" => value.is_array(),
            "boolean" | "integer" | "number" | "string" => !value.is_object() && !value.is_array(),
            _ => true,
        };
        if !well {
            see(path, Some((Problem::WrongShape, format!("is of another shape than {expected}"))));
            return;
        }
        see(path, Self::enum_problem(facts, value));
        match expected {
            "object" => {
                if let Some(facts) = facts["name"].as_str().and_then(|name| self.types.get(name)) {
                    self.object(facts, value, path, see);
                }
            }
            "list" => {
                for item in value.as_array().into_iter().flatten() {
                    self.value(&facts["items"], item, &join(path, "[]"), see);
                }
            }
            "map" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    self.value(&facts["items"], item, &join(path, key), see);
                }
            }
            _ => {}
        }
    }

    fn enum_problem(facts: &Value, value: &Value) -> Option<(Problem, String)> {
        let known = facts.get("enum")?.as_array()?;
        let text = value.as_str()?;
        (!known.iter().any(|k| k == text)).then(|| {
            let known: Vec<&str> = known.iter().filter_map(Value::as_str).collect();
            (Problem::NotInEnum, format!("`{text}` is none of {}", known.join(", ")))
        })
    }
}

fn join(path: &str, name: &str) -> String {
    match (path, name) {
        ("", name) => name.to_owned(),
        (path, "[]") => format!("{path}[]"),
        (path, name) => format!("{path}.{name}"),
    }
}
