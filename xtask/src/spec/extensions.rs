//! Rules between the properties of one resource, beyond what its schema says: from cfn-lint's
//! extension schemas and from the conditions inside the resource schemas.
//!
//! `xtask/spec/README.md` documents the subset of JSON schema in which they are kept.

use super::extensions_scan::{Extension, scan};
use crate::{
    error::{Context, Result},
    json,
};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The longest rule that is kept, in bytes of its JSON: longer ones are lists of versions and
/// instance classes, which age faster than anybody updates.
const LONGEST: usize = 6_000;

/// Keywords that a rule may use, besides those that nest schemas.
const PLAIN: &[&str] = &[
    "const",
    "dependentExcluded",
    "dependentRequired",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "required",
    "type",
];

/// Keywords that hold one schema, and those that hold a list of them.
const ONE: &[&str] = &["contains", "else", "if", "items", "not", "propertyNames", "then"];
const SEVERAL: &[&str] = &["allOf", "anyOf", "oneOf"];

/// What says nothing about a template.
const SILENT: &[&str] =
    &["$comment", "$schema", "additionalProperties", "definitions", "description", "title"];

/// All rules of the sources, by resource type.
#[derive(Debug, Default)]
pub(crate) struct Extensions {
    by_type: BTreeMap<String, Vec<Value>>,
    /// By rule id: what is not in the snapshot, and why.
    pub(crate) left_out: Map<String, Value>,
}

impl Extensions {
    /// Reads the rules beside `schemas`, the folder of cfn-lint's schemas.
    pub(crate) fn read(schemas: &Path) -> Result<Self> {
        let package = schemas.ancestors().nth(2).context("the schemas lie in a package")?;
        let mut files = Vec::new();
        collect(&package.join("rules").join("resources"), &mut files)?;
        let mut all = Self::default();
        for file in files {
            let text = fs::read_to_string(&file).context(file.display())?;
            for extension in scan(&text) {
                let file = schemas.join("extensions").join(&extension.folder).join(&extension.file);
                all.add(&extension, &json::read(&file)?);
            }
        }
        Ok(all)
    }

    fn add(&mut self, extension: &Extension, schema: &Value) {
        let mut leave = |why: &str| {
            let bytes = schema.to_string().len();
            let file = format!("{}/{}", extension.folder, extension.file);
            self.left_out
                .insert(extension.id.clone(), json!({"file": file, "bytes": bytes, "why": why}));
        };
        if extension.places.is_empty() {
            return leave("its place is computed");
        }
        let short = match simplify(schema, schema, false) {
            Ok(short) => short,
            Err(keyword) => return leave(&reason(&keyword)),
        };
        if short.to_string().len() > LONGEST {
            return leave("a long list of versions or classes");
        }
        if is_empty(&short) {
            return leave("only a format of the whole value");
        }
        for (type_name, at) in &extension.places {
            let rule = rule(Some(&extension.id), at, &short);
            self.by_type.entry(type_name.to_owned()).or_default().push(rule);
        }
    }

    /// The rules of one type: those of the extensions, then those inside its own schema.
    pub(crate) fn rules(&self, type_name: &str, schema: &Value) -> Vec<Value> {
        let mut rules = self.by_type.get(type_name).cloned().unwrap_or_default();
        rules.sort_by_key(|rule| rule["id"].as_str().map(str::to_owned));
        let mut own: Vec<(String, Value)> = Vec::new();
        inside(schema, schema, &mut Vec::new(), &mut Vec::new(), &mut own);
        rules.extend(own.iter().map(|(at, schema)| rule(None, at, schema)));
        rules
    }
}

fn reason(keyword: &str) -> String {
    match keyword {
        "cfnGather" | "$data" => {
            "compares resources: checked by our own code or not at all".to_owned()
        }
        region if region.contains('-') => "lists by region".to_owned(),
        keyword => format!("uses `{keyword}`"),
    }
}

/// One entry of `rules`: a schema of the resource's properties.
fn rule(id: Option<&str>, at: &str, schema: &Value) -> Value {
    let mut rule = at.rsplit('/').filter(|step| !step.is_empty()).fold(
        schema.clone(),
        |inner, step| match step {
            "*" => json!({"items": inner}),
            name => json!({"properties": {name: inner}}),
        },
    );
    if let Some(id) = id {
        rule["id"] = id.into();
        if id.starts_with('W') {
            rule["severity"] = "warning".into();
        }
    }
    rule
}

/// Keeps the subset. Fails with the first keyword that is not part of it.
///
/// What narrows a consequence may be left out, since the rule then only finds less; in a condition
/// (`if`, `not`) it must not.
fn simplify(root: &Value, schema: &Value, condition: bool) -> std::result::Result<Value, String> {
    let Some(map) = schema.as_object() else {
        return Ok(schema.clone());
    };
    if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
        let pointer = reference.trim_start_matches('#');
        let target = root.pointer(pointer).ok_or_else(|| "$ref".to_owned())?;
        return simplify(root, target, condition);
    }
    let mut short = Map::new();
    for (key, value) in map {
        let keyword = key.as_str();
        let condition = condition || matches!(keyword, "if" | "not" | "contains");
        let kept = match keyword {
            "properties" => named(root, value, condition)?,
            "enum" => distinct(value),
            "required" if !value.is_array() => continue,
            "format" if !condition => continue,
            _ if PLAIN.contains(&keyword) => value.clone(),
            _ if ONE.contains(&keyword) => simplify(root, value, condition)?,
            _ if SEVERAL.contains(&keyword) => several(root, keyword, value, condition)?,
            _ if SILENT.contains(&keyword) => continue,
            _ => return Err(keyword.to_owned()),
        };
        if !is_empty(&kept) {
            short.insert(key.clone(), kept);
        }
    }
    if !short.contains_key("then") && !short.contains_key("else") {
        short.remove("if");
    }
    one_type(&mut short);
    // A type alone repeats what the property's own type says.
    if !condition && short.len() == 1 && short.contains_key("type") {
        short.clear();
    }
    Ok(short.into())
}

/// Several types are alternatives, and `null` is no value of a template.
fn one_type(short: &mut Map<String, Value>) {
    let Some(Value::Array(types)) = short.get("type").cloned() else {
        return;
    };
    short.remove("type");
    let types: Vec<Value> = types.into_iter().filter(|kind| kind != "null").collect();
    let alternatives = types.into_iter().map(|kind| json!({"type": kind}));
    let alternatives = json!({"anyOf": alternatives.collect::<Vec<_>>()});
    match short.entry("allOf").or_insert_with(|| json!([])) {
        Value::Array(parts) => parts.push(alternatives),
        other => *other = json!([alternatives]),
    }
}

/// The schemas of named properties; those that accept everything are dropped.
fn named(root: &Value, value: &Value, condition: bool) -> std::result::Result<Value, String> {
    let mut properties = Map::new();
    for (name, property) in value.as_object().into_iter().flatten() {
        let property = simplify(root, property, condition)?;
        if !is_empty(&property) {
            properties.insert(name.clone(), property);
        }
    }
    Ok(properties.into())
}

fn several(
    root: &Value,
    keyword: &str,
    value: &Value,
    condition: bool,
) -> std::result::Result<Value, String> {
    let parts = value.as_array().into_iter().flatten();
    let parts = parts.map(|part| simplify(root, part, condition));
    let mut parts = parts.collect::<std::result::Result<Vec<_>, _>>()?;
    match keyword {
        "allOf" => parts.retain(|part| !is_empty(part)),
        // One alternative that accepts everything makes the others mean nothing.
        "anyOf" if parts.iter().any(is_empty) => parts.clear(),
        "oneOf" if parts.iter().any(is_empty) => return Err("oneOf".to_owned()),
        _ => {}
    }
    Ok(parts.into())
}

/// Whether a schema accepts everything.
fn is_empty(schema: &Value) -> bool {
    match schema {
        Value::Object(map) => map.is_empty(),
        Value::Array(items) => items.is_empty(),
        other => *other == Value::Bool(true),
    }
}

/// Values that CloudFormation takes for the same are listed once: `6081` and `"6081"`.
fn distinct(values: &Value) -> Value {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut seen: Vec<String> = Vec::new();
    let mut kept: Vec<&Value> = Vec::new();
    for value in values.as_array().into_iter().flatten() {
        if !seen.contains(&text(value)) {
            seen.push(text(value));
            kept.push(value);
        }
    }
    json!(kept)
}

/// Finds the conditions inside a resource schema, with their places.
fn inside<'s>(
    root: &'s Value,
    schema: &'s Value,
    at: &mut Vec<String>,
    open: &mut Vec<&'s str>,
    found: &mut Vec<(String, Value)>,
) {
    let Some(map) = schema.as_object() else {
        return;
    };
    let wanted = ["if", "then", "else", "not"];
    let own: Map<String, Value> = map
        .iter()
        .filter(|(key, _)| wanted.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let parts = map.get("allOf").and_then(Value::as_array).into_iter().flatten();
    // Alternatives that `$ref` names are part of the shape, not a rule.
    let parts = parts.filter(|part| part.get("$ref").is_none());
    for part in parts.cloned().chain((!own.is_empty()).then(|| own.into())) {
        if let Ok(short) = simplify(root, &part, false)
            && is_conditional(&short)
        {
            found.push((at.join("/"), short));
        }
    }
    if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
        // A type that contains itself has the rule at its outermost place only.
        if !open.contains(&reference) {
            open.push(reference);
            if let Some(target) = root.pointer(reference.trim_start_matches('#')) {
                inside(root, target, at, open, found);
            }
            open.pop();
        }
    }
    let step = |schema: &'s Value,
                name: &str,
                at: &mut Vec<String>,
                open: &mut Vec<&'s str>,
                found: &mut Vec<(String, Value)>| {
        at.push(name.to_owned());
        inside(root, schema, at, open, found);
        at.pop();
    };
    for (name, property) in map.get("properties").and_then(Value::as_object).into_iter().flatten() {
        step(property, name, at, open, found);
    }
    if let Some(items) = map.get("items") {
        step(items, "*", at, open, found);
    }
}

/// Whether a part says more than which properties are required: that is known already.
fn is_conditional(schema: &Value) -> bool {
    let decisive = ["if", "not", "oneOf"];
    match schema {
        Value::Object(map) => {
            map.iter().any(|(key, value)| decisive.contains(&key.as_str()) || is_conditional(value))
        }
        Value::Array(items) => items.iter().any(is_conditional),
        _ => false,
    }
}

/// The Python files below a folder, in order.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).context(folder.display())? {
        entries.push(entry.context(folder.display())?.path());
    }
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "py") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extension(places: &[(&str, &str)]) -> Extension {
        Extension {
            id: "E1".to_owned(),
            folder: "aws_fake_thing".to_owned(),
            file: "rule.json".to_owned(),
            places: places.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
        }
    }

    /// The rules of `AWS::Fake::Thing` and what was left out, for one extension schema.
    fn kept(schema: &Value) -> (Vec<Value>, Map<String, Value>) {
        let mut all = Extensions::default();
        all.add(&extension(&[("AWS::Fake::Thing", "")]), schema);
        (all.rules("AWS::Fake::Thing", &json!({})), all.left_out)
    }

    fn named_rule(id: &str, mut schema: Value) -> Value {
        schema["id"] = id.into();
        if id.starts_with('W') {
            schema["severity"] = "warning".into();
        }
        schema
    }

    #[test]
    fn a_rule_keeps_its_id_and_loses_prose_formats_and_what_says_nothing() {
        let (rules, left) = kept(&json!({
            "description": "prose", "additionalProperties": true,
            "if": {"properties": {"Mode": {"enum": [1, "1"]}, "Any": true}, "required": ["Mode"]},
            "then": {"properties": {"A": {"format": "AWS::X"}, "B": {"type": "string"}, "C": false}, "required": true},
        }));
        let schema = json!({
            "if": {"properties": {"Mode": {"enum": [1]}}, "required": ["Mode"]},
            "then": {"properties": {"C": false}},
        });
        assert_eq!(rules, [named_rule("E1", schema)]);
        assert!(left.is_empty());
    }

    #[test]
    fn a_condition_that_cannot_be_kept_leaves_the_rule_out() {
        let (rules, left) = kept(&json!({
            "if": {"properties": {"A": {"format": "AWS::X"}}}, "then": {"required": ["B"]},
        }));
        assert!(rules.is_empty());
        assert_eq!(left["E1"]["why"], "uses `format`");
        let (_, left) = kept(&json!({"us-east-1": {"enum": ["a"]}}));
        assert_eq!(left["E1"]["why"], "lists by region");
        let (_, left) =
            kept(&json!({"then": {"enum": vec!["12345678"; 1], "pattern": "x".repeat(LONGEST)}}));
        assert_eq!(left["E1"]["why"], "a long list of versions or classes");
    }

    #[test]
    fn a_rule_about_a_nested_value_is_a_rule_about_the_properties() {
        let mut all = Extensions::default();
        let mut extension =
            extension(&[("AWS::Fake::Thing", "In/*/Deep"), ("AWS::Fake::Rule", "")]);
        extension.id = "W1".to_owned();
        all.add(&extension, &json!({"required": ["A"], "type": ["string", "null", "integer"]}));
        let types = json!([{"anyOf": [{"type": "string"}, {"type": "integer"}]}]);
        let inner = json!({"required": ["A"], "allOf": types});
        let nested = json!({"properties": {"In": {"items": {"properties": {"Deep": inner}}}}});
        assert_eq!(all.rules("AWS::Fake::Thing", &json!({})), [named_rule("W1", nested)]);
        assert_eq!(all.rules("AWS::Fake::Rule", &json!({})), [named_rule("W1", inner)]);
    }

    #[test]
    fn references_within_a_rule_are_followed() {
        let (rules, _) = kept(&json!({
            "definitions": {"Item": {"maxLength": 3}},
            "then": {"properties": {"A": {"items": {"$ref": "#/definitions/Item"}}}},
        }));
        assert_eq!(rules[0]["then"]["properties"]["A"]["items"], json!({"maxLength": 3}));
    }

    #[test]
    fn conditions_inside_a_resource_schema_are_found_wherever_they_stand() {
        let condition = json!({"if": {"required": ["A"]}, "then": {"required": ["B"]}});
        let mut index = condition.clone();
        index["properties"] = json!({"Sub": {"$ref": "#/definitions/Index"}});
        let schema = json!({
            "definitions": {"Index": index},
            "properties": {"Indexes": {"type": "array", "items": {"$ref": "#/definitions/Index"}}},
            "allOf": [condition, {"required": ["C"]}],
        });
        let rules = Extensions::default().rules("AWS::Fake::Thing", &schema);
        let nested = json!({"properties": {"Indexes": {"items": condition}}});
        assert_eq!(rules, [condition, nested]);
    }
}
