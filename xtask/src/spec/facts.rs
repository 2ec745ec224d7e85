//! The snapshot's data model: what `xtask/spec/cfn/<service>.json` says.
//!
//! Only facts: names, types, constraints and relations. Descriptions never enter.

use crate::error::{Context, Error, Result};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// All resource types of one CloudFormation namespace.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Service {
    /// `AWS::DynamoDB`.
    pub(crate) namespace: String,
    /// By the last part of the type's name: `Table`.
    pub(crate) resources: BTreeMap<String, Resource>,
}

/// One resource type.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Resource {
    /// What a template may set.
    pub(crate) body: Object,
    /// Nested types, by the name that the AWS CDK gives them.
    pub(crate) types: BTreeMap<String, Object>,
    /// What `Fn::GetAtt` yields.
    pub(crate) attributes: BTreeMap<String, Property>,
    /// The properties whose values `Ref` yields, joined by `|` when there are several.
    pub(crate) reference: Vec<String>,
    /// The property that holds tags, and its shape: `standard`, `map` or `asg`.
    pub(crate) tags: Option<(String, String)>,
    /// Whether deleting it loses data.
    pub(crate) stateful: bool,
    /// `primaryIdentifier`, `createOnly`, `arn` and what else later steps need.
    pub(crate) facts: Map<String, Value>,
}

/// An object with named properties.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Object {
    pub(crate) properties: BTreeMap<String, Property>,
    pub(crate) required: BTreeSet<String>,
    /// Rules between its properties: `oneOf`, `dependentRequired` …
    pub(crate) rules: Map<String, Value>,
}

/// One property: its shape, and what else is known of its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Property {
    pub(crate) shape: Shape,
    /// `enum`, `enumName`, `pattern`, `minLength`, `targets` …
    pub(crate) facts: Map<String, Value>,
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    String,
    Integer,
    Number,
    Boolean,
    /// Anything.
    Json,
    /// The `Key`/`Value` pair that nearly every service uses.
    Tag,
    /// A nested type of the same resource.
    Object(String),
    List(Box<Property>),
    Map(Box<Property>),
}

impl Shape {
    fn keyword(&self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Json => "json",
            Self::Tag => "tag",
            Self::Object(_) => "object",
            Self::List(_) => "list",
            Self::Map(_) => "map",
        }
    }
}

impl Property {
    pub(crate) fn new(shape: Shape) -> Self {
        Self { shape, facts: Map::new() }
    }

    /// The strings of a list-valued fact.
    pub(crate) fn strings(&self, fact: &str) -> Vec<String> {
        let items = self.facts.get(fact).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut map = self.facts.clone();
        map.insert("type".to_owned(), self.shape.keyword().into());
        match &self.shape {
            Shape::Object(name) => drop(map.insert("name".to_owned(), name.as_str().into())),
            Shape::List(item) | Shape::Map(item) => {
                drop(map.insert("items".to_owned(), item.to_json()))
            }
            _ => {}
        }
        Value::Object(map)
    }

    pub(crate) fn from_json(value: &Value) -> Result<Self> {
        let mut facts = value.as_object().context("a property is an object")?.clone();
        let keyword = facts.remove("type").context("a property has a `type`")?;
        let mut items = || -> Result<Box<Self>> {
            let items = facts.remove("items").context("a list or map has `items`")?;
            Ok(Box::new(Self::from_json(&items)?))
        };
        let shape = match keyword.as_str().unwrap_or_default() {
            "string" => Shape::String,
            "integer" => Shape::Integer,
            "number" => Shape::Number,
            "boolean" => Shape::Boolean,
            "json" => Shape::Json,
            "tag" => Shape::Tag,
            "list" => Shape::List(items()?),
            "map" => Shape::Map(items()?),
            "object" => {
                let name = facts.remove("name").context("an object has a `name`")?;
                Shape::Object(name.as_str().unwrap_or_default().to_owned())
            }
            other => return Err(Error::new(format!("unknown type `{other}`"))),
        };
        Ok(Self { shape, facts })
    }
}

impl Object {
    fn to_json(&self) -> Map<String, Value> {
        let mut map = self.rules.clone();
        map.insert("properties".to_owned(), properties_to_json(&self.properties));
        if !self.required.is_empty() {
            map.insert("required".to_owned(), json!(self.required));
        }
        map
    }

    fn from_json(map: &mut Map<String, Value>) -> Result<Self> {
        let properties = properties_from_json(map.remove("properties").as_ref())?;
        let required = strings(map.remove("required").as_ref());
        for name in &required {
            let known = properties.contains_key(name);
            known.then_some(()).context(format_args!("required `{name}` is no property"))?;
        }
        let mut rules = Map::new();
        for rule in RULES {
            if let Some(value) = map.remove(*rule) {
                rules.insert((*rule).to_owned(), value);
            }
        }
        Ok(Self { properties, required: required.into_iter().collect(), rules })
    }
}

/// The rules between the properties of one object.
pub(crate) const RULES: &[&str] = &[
    "anyOf",
    "dependentExcluded",
    "dependentRequired",
    "oneOf",
    "requiredOr",
    "requiredXor",
    "rules",
];

impl Resource {
    fn to_json(&self) -> Value {
        let mut map = self.body.to_json();
        map.extend(self.facts.clone());
        let types = self.types.iter().map(|(name, object)| (name.clone(), object.to_json().into()));
        map.insert("types".to_owned(), Value::Object(types.collect()));
        map.insert("attributes".to_owned(), properties_to_json(&self.attributes));
        map.insert("ref".to_owned(), json!(self.reference));
        if let Some((property, shape)) = &self.tags {
            map.insert("tags".to_owned(), json!({"property": property, "shape": shape}));
        }
        if self.stateful {
            map.insert("stateful".to_owned(), true.into());
        }
        Value::Object(map)
    }

    fn from_json(value: &Value) -> Result<Self> {
        let mut map = value.as_object().context("a resource is an object")?.clone();
        let body = Object::from_json(&mut map)?;
        let mut types = BTreeMap::new();
        for (name, value) in
            map.remove("types").as_ref().and_then(Value::as_object).into_iter().flatten()
        {
            let mut object = value.as_object().context(format_args!("type `{name}`"))?.clone();
            types.insert(
                name.clone(),
                Object::from_json(&mut object).context(format_args!("type `{name}`"))?,
            );
        }
        let attributes = properties_from_json(map.remove("attributes").as_ref())?;
        let reference = strings(map.remove("ref").as_ref());
        let tags = map.remove("tags").map(|tags| {
            let text = |key: &str| tags[key].as_str().unwrap_or_default().to_owned();
            (text("property"), text("shape"))
        });
        let stateful = map.remove("stateful") == Some(Value::Bool(true));
        Ok(Self { body, types, attributes, reference, tags, stateful, facts: map })
    }

    /// Calls `visit` with every property of the resource and its nested types, and its owner's
    /// name: empty for the resource itself.
    pub(crate) fn each_property(&mut self, visit: &mut impl FnMut(&str, &str, &mut Property)) {
        for (name, property) in &mut self.body.properties {
            visit("", name, property);
        }
        for (owner, object) in &mut self.types {
            for (name, property) in &mut object.properties {
                visit(owner, name, property);
            }
        }
    }
}

impl Service {
    pub(crate) fn to_json(&self) -> Value {
        let resources =
            self.resources.iter().map(|(name, resource)| (name.clone(), resource.to_json()));
        json!({"namespace": self.namespace, "resources": Value::Object(resources.collect())})
    }

    pub(crate) fn from_json(value: &Value) -> Result<Self> {
        let namespace =
            value["namespace"].as_str().context("a service has a `namespace`")?.to_owned();
        let mut resources = BTreeMap::new();
        for (name, value) in value["resources"].as_object().context("a service has `resources`")? {
            let resource =
                Resource::from_json(value).context(format_args!("{namespace}::{name}"))?;
            resources.insert(name.clone(), resource);
        }
        Ok(Self { namespace, resources })
    }
}

/// The file, feature and module name of a namespace: `AWS::DynamoDB` is `dynamodb`.
pub(crate) fn service_name(namespace: &str) -> String {
    namespace.strip_prefix("AWS::").unwrap_or(namespace).replace("::", "_").to_lowercase()
}

fn properties_to_json(properties: &BTreeMap<String, Property>) -> Value {
    Value::Object(
        properties.iter().map(|(name, property)| (name.clone(), property.to_json())).collect(),
    )
}

fn properties_from_json(value: Option<&Value>) -> Result<BTreeMap<String, Property>> {
    let mut properties = BTreeMap::new();
    for (name, value) in value.and_then(Value::as_object).into_iter().flatten() {
        properties
            .insert(name.clone(), Property::from_json(value).context(format_args!("`{name}`"))?);
    }
    Ok(properties)
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}
