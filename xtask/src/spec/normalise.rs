//! Turns one resource schema into facts: structure from the schema, names from the AWS CDK.

use super::{
    cdk::{self, Database},
    facts::{Object, Property, RULES, Resource, Shape},
    flatten::{Flat, flatten},
    nested::{ANONYMOUS, Merge},
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Normalises the schema of one resource type.
pub(crate) fn resource(
    schema: &Value,
    database: &Database,
    stateful: &BTreeSet<String>,
) -> Resource {
    let type_name = schema["typeName"].as_str().unwrap_or_default();
    let entity = database.resource(type_name);
    let mut walk = Walk { root: schema, database, types: BTreeMap::new(), seen: BTreeSet::new() };
    let flat = flatten(schema, schema);
    let read_only = paths(schema, "readOnlyProperties");
    let mut body = walk.object("", &flat, entity);
    body.properties.retain(|name, _| !read_only.contains(name));
    body.required.retain(|name| body.properties.contains_key(name));
    let attributes = walk.attributes(&read_only, entity);
    let mut resource = Resource { body, types: walk.types, attributes, ..Resource::default() };
    resource.reference = reference(schema, entity);
    resource.tags = tags(schema, entity, &resource.body);
    describe_tags(&mut resource);
    resource.stateful = stateful.contains(type_name)
        || entity.is_some_and(|entity| entity["isStateful"] == Value::Bool(true));
    resource.facts = resource_facts(schema, entity, &read_only);
    drop_known_replacements(&mut resource);
    super::nested::name_anonymous(&mut resource);
    super::nested::drop_unused(&mut resource);
    resource
}

struct Walk<'a> {
    root: &'a Value,
    database: &'a Database,
    types: BTreeMap<String, Object>,
    /// Type and definition that were walked already: definitions refer to themselves.
    seen: BTreeSet<(String, String)>,
}

/// Where a schema stands: which property of which type, and what the AWS CDK says of it.
#[derive(Clone, Copy)]
struct Place<'p> {
    owner: &'p str,
    name: &'p str,
    cdk: Option<&'p Value>,
}

impl Walk<'_> {
    fn object(&mut self, owner: &str, flat: &Flat, entity: Option<&Value>) -> Object {
        let mut properties = BTreeMap::new();
        for (name, schema) in flat.properties().into_iter().flatten() {
            let known =
                entity.map(|entity| &entity["properties"][name]).filter(|known| known.is_object());
            let place = Place { owner, name, cdk: known.map(cdk::type_of) };
            let mut property = self.property(schema, place);
            for target in cdk::targets(known) {
                super::references::add_target(&mut property, target);
            }
            // The AWS CDK knows of replacements that the schema's `createOnlyProperties` lack.
            if owner.is_empty()
                && let Some(replacement) =
                    known.and_then(|known| known["causesReplacement"].as_str())
            {
                property.facts.insert("replacement".to_owned(), replacement.into());
            }
            properties.insert(name.clone(), property);
        }
        let mut required = flat.required();
        required.retain(|name| properties.contains_key(name));
        Object { properties, required, rules: rules(flat) }
    }

    fn property(&mut self, schema: &Value, place: Place<'_>) -> Property {
        let flat = flatten(self.root, schema);
        let shape = self.shape(&flat, place);
        let mut facts = Map::new();
        for key in facts_of(&shape) {
            if let Some(value) =
                flat.keywords.get(*key).filter(|value| **value != Value::Bool(false))
            {
                facts.insert((*key).to_owned(), value.clone());
            }
        }
        if shape == Shape::String {
            string_facts(&flat, place.cdk, &mut facts);
        }
        if let Shape::Map(_) = shape {
            let patterns = flat.keywords.get("patternProperties").and_then(Value::as_object);
            if let Some(pattern) = patterns.and_then(|patterns| patterns.keys().next()) {
                facts.insert("keyPattern".to_owned(), pattern.as_str().into());
            }
        }
        let mut property = Property { shape, facts };
        for target in &flat.targets {
            super::references::add_target(&mut property, target.clone());
        }
        property
    }

    fn shape(&mut self, flat: &Flat, place: Place<'_>) -> Shape {
        let kinds = flat.kinds();
        match kinds.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["string"] if flat.keywords.get("format") == Some(&json!("json")) => Shape::Json,
            ["string"] => Shape::String,
            ["integer"] => Shape::Integer,
            ["number"] => Shape::Number,
            ["boolean"] => Shape::Boolean,
            ["array"] => match flat.keywords.get("items") {
                Some(items) => self.list(items, place),
                None => self.by_cdk(place),
            },
            ["object"] if flat.properties().is_some() => self.nested(flat, place),
            ["object"] => match map_values(flat) {
                Some(values) => {
                    let element = pick(place.cdk, "map").map(|map| &map["element"]);
                    Shape::Map(Box::new(self.property(&values, Place { cdk: element, ..place })))
                }
                None => self.by_cdk(place),
            },
            // Several types, or none: only the AWS CDK can tell which of them people write.
            _ if flat.properties().is_some() => self.nested(flat, place),
            _ => match self.by_cdk(place) {
                Shape::Json => scalar_of(&kinds),
                shape => shape,
            },
        }
    }

    fn list(&mut self, items: &Value, place: Place<'_>) -> Shape {
        let element = pick(place.cdk, "array").map(|list| &list["element"]);
        Shape::List(Box::new(self.property(items, Place { cdk: element, ..place })))
    }

    /// An object with properties: a nested type of its own, or the common tag.
    fn nested(&mut self, flat: &Flat, place: Place<'_>) -> Shape {
        let mut keys: Vec<&str> =
            flat.properties().into_iter().flatten().map(|entry| entry.0.as_str()).collect();
        keys.sort_unstable();
        let entity = self.database.referenced(pick(place.cdk, "ref"));
        let given =
            entity.and_then(|entity| entity["name"].as_str()).or(flat.definition.as_deref());
        let is_tag = cdk::keyword(place.cdk) == "tag" || given == Some("Tag");
        if is_tag && keys == ["Key", "Value"] {
            return Shape::Tag;
        }
        let name = match given {
            Some(name) => type_name(name),
            None => {
                format!("{ANONYMOUS}{}/{}", place.owner.trim_start_matches(ANONYMOUS), place.name)
            }
        };
        let origin =
            flat.definition.clone().unwrap_or_else(|| format!("{}/{}", place.owner, place.name));
        if self.seen.insert((name.clone(), origin)) {
            let object = self.object(&name, flat, entity);
            self.types.entry(name.clone()).merge(object);
        }
        Shape::Object(name)
    }

    /// The shape that the AWS CDK gives to a property which the schema leaves open.
    fn by_cdk(&mut self, place: Place<'_>) -> Shape {
        let keyword = cdk::keyword(place.cdk);
        let element = place.cdk.map(|known| &known["element"]);
        match keyword {
            "string" | "date-time" => Shape::String,
            "integer" => Shape::Integer,
            "number" => Shape::Number,
            "boolean" => Shape::Boolean,
            "tag" => Shape::Tag,
            "array" | "map" => {
                let items = Box::new(Property::new(self.by_cdk(Place { cdk: element, ..place })));
                if keyword == "array" { Shape::List(items) } else { Shape::Map(items) }
            }
            "ref" => self.nested_by_cdk(place.cdk),
            _ => Shape::Json,
        }
    }

    fn nested_by_cdk(&mut self, known: Option<&Value>) -> Shape {
        let Some(entity) = self.database.referenced(known) else {
            return Shape::Json;
        };
        let Some(name) = entity["name"].as_str().map(type_name) else {
            return Shape::Json;
        };
        if self.seen.insert((name.clone(), String::new())) {
            let mut object = Object::default();
            for (key, known) in entity["properties"].as_object().into_iter().flatten() {
                let place = Place { owner: &name, name: key, cdk: Some(cdk::type_of(known)) };
                let mut property = Property::new(self.by_cdk(place));
                for target in cdk::targets(Some(known)) {
                    super::references::add_target(&mut property, target);
                }
                if known["required"] == Value::Bool(true) {
                    object.required.insert(key.clone());
                }
                object.properties.insert(key.clone(), property);
            }
            self.types.entry(name.clone()).merge(object);
        }
        Shape::Object(name)
    }

    /// What `Fn::GetAtt` yields: the read-only properties, and what the AWS CDK adds to them.
    fn attributes(
        &self,
        read_only: &BTreeSet<String>,
        entity: Option<&Value>,
    ) -> BTreeMap<String, Property> {
        let mut attributes = BTreeMap::new();
        let mut walk =
            Walk { root: self.root, types: BTreeMap::new(), seen: BTreeSet::new(), ..*self };
        for (name, known) in
            entity.and_then(|entity| entity["attributes"].as_object()).into_iter().flatten()
        {
            let place = Place { owner: "", name, cdk: Some(&known["type"]) };
            attributes.insert(name.clone(), Property::new(attribute_shape(walk.by_cdk(place))));
        }
        for path in read_only.iter().filter(|path| !path.contains('*')) {
            let mut schema = Value::Null;
            for (depth, step) in path.split('/').enumerate() {
                let parent = if depth == 0 { self.root } else { &schema };
                let flat = flatten(self.root, parent);
                schema =
                    flat.properties().and_then(|map| map.get(step)).cloned().unwrap_or_default();
            }
            let property = walk.property(&schema, Place { owner: "", name: path, cdk: None });
            if schema.is_object() {
                let facts =
                    property.facts.into_iter().filter(|(key, _)| key == "targets").collect();
                let attribute = Property { shape: attribute_shape(property.shape), facts };
                attributes.insert(path.replace('/', "."), attribute);
            }
        }
        attributes
    }
}

/// CloudFormation hands out text, numbers and lists; an object comes as it is.
fn attribute_shape(shape: Shape) -> Shape {
    match shape {
        Shape::List(item) => Shape::List(Box::new(Property::new(attribute_shape(item.shape)))),
        Shape::Object(_) | Shape::Map(_) | Shape::Tag => Shape::Json,
        scalar => scalar,
    }
}

/// A number or a flag that may also be written as text is a number or a flag.
fn scalar_of(kinds: &[String]) -> Shape {
    let others: Vec<&str> =
        kinds.iter().map(String::as_str).filter(|kind| *kind != "string").collect();
    match others[..] {
        ["integer"] => Shape::Integer,
        ["number"] => Shape::Number,
        ["boolean"] => Shape::Boolean,
        [] if !kinds.is_empty() => Shape::String,
        _ => Shape::Json,
    }
}

/// The value schema of a free-form map.
fn map_values(flat: &Flat) -> Option<Value> {
    let patterns = flat.keywords.get("patternProperties").and_then(Value::as_object);
    let by_pattern = patterns.and_then(|patterns| patterns.values().next());
    let additional = flat.keywords.get("additionalProperties").filter(|value| value.is_object());
    by_pattern.or(additional).cloned()
}

/// The one member of kind `keyword` of the CDK's type, which may be a union.
fn pick<'v>(known: Option<&'v Value>, keyword: &str) -> Option<&'v Value> {
    let known = known?;
    if cdk::keyword(Some(known)) == keyword {
        return Some(known);
    }
    let mut members =
        known["types"].as_array()?.iter().filter(|member| cdk::keyword(Some(member)) == keyword);
    members.next().filter(|_| members.next().is_none())
}

/// A nested type's name as a Rust identifier: only letters, digits and `_`, first letter large.
fn type_name(name: &str) -> String {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let mut chars = name.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + chars.as_str())
        .unwrap_or_default()
}

fn facts_of(shape: &Shape) -> &'static [&'static str] {
    match shape {
        Shape::String => &["pattern", "minLength", "maxLength"],
        Shape::Integer | Shape::Number => {
            &["enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
        }
        Shape::List(_) => &["minItems", "maxItems", "uniqueItems", "uniqueKeys"],
        Shape::Map(_) | Shape::Object(_) => &["minProperties", "maxProperties"],
        Shape::Json | Shape::Boolean | Shape::Tag => &[],
    }
}

fn string_facts(flat: &Flat, known: Option<&Value>, facts: &mut Map<String, Value>) {
    let format = flat.keywords.get("format").and_then(Value::as_str);
    if let Some(format @ ("date-time" | "timestamp" | "uri" | "ipv4-network" | "ipv6-network")) =
        format
    {
        facts.insert("format".to_owned(), format.into());
    }
    let allowed = known.and_then(|known| known["allowedValues"].as_array());
    let insensitive = flat.keywords.get("enumCaseInsensitive").and_then(Value::as_array);
    let own = flat.keywords.get("enum").and_then(Value::as_array);
    // The case-insensitive lists are in lower case; the AWS CDK has them as AWS writes them.
    let values = own.or(allowed).or(insensitive);
    let values: Vec<&Value> =
        values.into_iter().flatten().filter(|value| value.is_string()).collect();
    if values.is_empty() {
        return;
    }
    facts.insert("enum".to_owned(), json!(values));
    if insensitive.is_some() {
        facts.insert("caseInsensitive".to_owned(), true.into());
    }
    if let Some(definition) = &flat.definition {
        facts.insert("enumName".to_owned(), type_name(definition).into());
    }
}

/// The rules between the properties of one object.
fn rules(flat: &Flat) -> Map<String, Value> {
    let mut rules = Map::new();
    for rule in RULES {
        let own = flat.keywords.get(&format!("rule.{rule}")).or_else(|| flat.keywords.get(*rule));
        if let Some(value) = own {
            rules.insert((*rule).to_owned(), value.clone());
        }
    }
    let dependencies = flat.keywords.get("dependencies").and_then(Value::as_object);
    for (name, needs) in dependencies.into_iter().flatten().filter(|entry| entry.1.is_array()) {
        let all = rules.entry("dependentRequired").or_insert_with(|| json!({}));
        all[name] = needs.clone();
    }
    rules
}

/// `/properties/A/B` as `A/B`.
fn paths(schema: &Value, keyword: &str) -> BTreeSet<String> {
    let paths = schema[keyword].as_array().into_iter().flatten().filter_map(Value::as_str);
    paths.map(|path| path.trim_start_matches("/properties/").to_owned()).collect()
}

fn reference(schema: &Value, entity: Option<&Value>) -> Vec<String> {
    let known = entity.and_then(|entity| {
        entity["cfnRefIdentifier"].as_array().or_else(|| entity["primaryIdentifier"].as_array())
    });
    match known {
        Some(names) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        None => {
            let names = schema["primaryIdentifier"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            names.map(|path| path.trim_start_matches("/properties/").to_owned()).collect()
        }
    }
}

fn tags(schema: &Value, entity: Option<&Value>, body: &Object) -> Option<(String, String)> {
    let known = entity.map(|entity| &entity["tagInformation"]).and_then(|tags| {
        Some((tags["tagPropertyName"].as_str()?.to_owned(), tags["variant"].as_str()?.to_owned()))
    });
    let own = || {
        let name = schema["tagging"]["tagProperty"].as_str()?.trim_start_matches("/properties/");
        match &body.properties.get(name)?.shape {
            Shape::List(item) if item.shape == Shape::Tag => {
                Some((name.to_owned(), "standard".to_owned()))
            }
            Shape::Map(_) => Some((name.to_owned(), "map".to_owned())),
            _ => None,
        }
    };
    known.or_else(own).filter(|(name, _)| body.properties.contains_key(name))
}

/// Tags that the schema leaves open are texts by their keys, where it is known that they are a map.
fn describe_tags(resource: &mut Resource) {
    if let Some((name, shape)) = &resource.tags
        && shape == "map"
        && let Some(property) = resource.body.properties.get_mut(name)
        && property.shape == Shape::Json
    {
        property.shape = Shape::Map(Box::new(Property::new(Shape::String)));
    }
}

/// Leaves the AWS CDK's word on replacement only where the schema has none.
fn drop_known_replacements(resource: &mut Resource) {
    let known = |name: &str| {
        let lists = ["createOnly", "conditionalCreateOnly"].map(|list| resource.facts.get(list));
        lists.into_iter().flatten().filter_map(Value::as_array).flatten().any(|path| path == name)
    };
    for (name, property) in &mut resource.body.properties {
        if known(name) {
            property.facts.remove("replacement");
        }
    }
}

fn resource_facts(
    schema: &Value,
    entity: Option<&Value>,
    read_only: &BTreeSet<String>,
) -> Map<String, Value> {
    let mut facts = Map::new();
    let mut put = |name: &str, paths: BTreeSet<String>| {
        if !paths.is_empty() {
            facts.insert(name.to_owned(), json!(paths));
        }
    };
    put("createOnly", paths(schema, "createOnlyProperties"));
    put("conditionalCreateOnly", paths(schema, "conditionalCreateOnlyProperties"));
    put("writeOnly", paths(schema, "writeOnlyProperties"));
    put("deprecated", paths(schema, "deprecatedProperties"));
    // What is inside a list has no `Fn::GetAtt`, yet a template must not set it.
    put("readOnlyNested", read_only.iter().filter(|path| path.contains('*')).cloned().collect());
    let identifier =
        schema["primaryIdentifier"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let identifier: Vec<&str> =
        identifier.map(|path| path.trim_start_matches("/properties/")).collect();
    facts.insert("primaryIdentifier".to_owned(), json!(identifier));
    if schema["replacementStrategy"] == "delete_then_create" {
        facts.insert("deletesBeforeCreating".to_owned(), true.into());
    }
    if let Some(arn) = entity.and_then(|entity| entity["arnTemplate"].as_str()) {
        facts.insert("arn".to_owned(), arn.into());
    }
    facts
}
