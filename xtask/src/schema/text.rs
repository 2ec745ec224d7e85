//! How the facts of one service look as text.

use super::rule;
use crate::{
    error::{Context, Error, Result},
    spec::facts::{Object, Property, Resource, Service, Shape},
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The types that take whatever a user's own provider takes.
const OPEN: &[&str] = &["AWS::CloudFormation::CustomResource"];

pub(super) fn service(service: &Service) -> Result<String> {
    let mut text = format!(
        "# {}, written by `cargo xtask codegen`: do not edit by hand. See construct-lib/schema/README.md.\n",
        service.namespace
    );
    for (name, resource) in &service.resources {
        let full = format!("{}::{name}", service.namespace);
        write(&full, name, resource, &mut text).context(full)?;
    }
    Ok(text)
}

fn write(full: &str, name: &str, resource: &Resource, text: &mut String) -> Result<()> {
    text.push_str(&format!("= {name}\n"));
    if !resource.reference.is_empty() {
        text.push_str(&format!("^ {}\n", resource.reference.join(" ")));
    }
    if !resource.attributes.is_empty() {
        let all: Vec<String> = resource.attributes.iter().map(attribute).collect();
        text.push_str(&format!("@ {}\n", all.join(" ")));
    }
    if OPEN.contains(&full) {
        text.push_str("+\n");
    }
    let read_only = marked(resource, "readOnlyNested");
    let deprecated = marked(resource, "deprecated");
    let marks = Marks { read_only: &read_only, deprecated: &deprecated };
    object("", &resource.body, &marks, text)?;
    for (name, nested) in &resource.types {
        text.push_str(&format!(". {name}\n"));
        object(name, nested, &marks, text).context(format_args!("type `{name}`"))?;
    }
    Ok(())
}

fn attribute((name, property): (&String, &Property)) -> String {
    let mark = match property.shape {
        Shape::List(_) => "[]",
        Shape::Json | Shape::Map(_) | Shape::Object(_) | Shape::Tag => "?",
        Shape::String | Shape::Integer | Shape::Number | Shape::Boolean => "",
    };
    let same = match &property.shape {
        Shape::List(item) => item.strings("targets"),
        _ => property.strings("targets"),
    };
    let sign = if same.is_empty() { "" } else { "=" };
    format!("{name}{mark}{sign}{}", same.join("|"))
}

/// Properties that a resource's lists of paths name, as owner and name.
struct Marks<'a> {
    read_only: &'a BTreeSet<(String, String)>,
    deprecated: &'a BTreeSet<(String, String)>,
}

/// Where the paths of a list lead: the nested type and its property.
fn marked(resource: &Resource, fact: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let paths = resource.facts.get(fact).and_then(Value::as_array).into_iter().flatten();
    for path in paths.filter_map(Value::as_str) {
        let steps: Vec<&str> = path.split('/').filter(|step| *step != "*").collect();
        let Some((last, parents)) = steps.split_last() else {
            continue;
        };
        let owner = parents.iter().try_fold(String::new(), |owner, step| {
            let object =
                if owner.is_empty() { &resource.body } else { resource.types.get(&owner)? };
            nested_name(&object.properties.get(*step)?.shape)
        });
        found.extend(owner.map(|owner| (owner, (*last).to_owned())));
    }
    found
}

fn nested_name(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Object(name) => Some(name.clone()),
        Shape::List(item) | Shape::Map(item) => nested_name(&item.shape),
        _ => None,
    }
}

fn object(owner: &str, object: &Object, marks: &Marks<'_>, text: &mut String) -> Result<()> {
    for (name, property) in &object.properties {
        if name.contains([' ', '*', '!', '~'])
            || name.len() < 2 && !name.as_bytes().iter().all(u8::is_ascii_alphanumeric)
        {
            return Err(Error::new(format!("the name `{name}` has no place in a table")));
        }
        let key = (owner.to_owned(), name.clone());
        let mut flags = String::new();
        for (is_marked, flag) in [
            (object.required.contains(name), '*'),
            (marks.read_only.contains(&key), '!'),
            (marks.deprecated.contains(&key), '~'),
        ] {
            flags.extend(is_marked.then_some(flag));
        }
        let shape = shape(property).context(format_args!("`{name}`"))?;
        text.push_str(&format!("{name}{flags} {shape}\n"));
    }
    for line in rule::lines(&object.rules)? {
        text.push_str(&format!("? {line}\n"));
    }
    Ok(())
}

fn shape(property: &Property) -> Result<String> {
    let facts = &property.facts;
    let (word, inner) = match &property.shape {
        Shape::String => ("str".to_owned(), None),
        Shape::Integer => ("int".to_owned(), None),
        Shape::Number => ("num".to_owned(), None),
        Shape::Boolean => ("bool".to_owned(), None),
        Shape::Json => ("json".to_owned(), None),
        Shape::Tag => ("tag".to_owned(), None),
        Shape::Object(name) => (format!("obj:{name}"), None),
        Shape::List(item) => ("list".to_owned(), Some(item)),
        Shape::Map(item) => ("map".to_owned(), Some(item)),
    };
    let mut words = vec![word];
    words.extend(range(facts)?);
    if let Some(factor) = facts.get("multipleOf") {
        words.push(format!("%{factor}"));
    }
    if facts.get("uniqueItems") == Some(&Value::Bool(true)) {
        words.push("unique".to_owned());
    }
    let keys = property.strings("uniqueKeys");
    if !keys.is_empty() {
        words.push(format!("by:{}", keys.join("|")));
    }
    if let Some(values) = facts.get("enum").and_then(Value::as_array) {
        let sign = if facts.contains_key("caseInsensitive") { '~' } else { '=' };
        let mut values: Vec<String> = values.iter().map(|v| escape(&literal(v))).collect();
        values.sort_unstable();
        values.dedup();
        words.push(format!("{sign}{}", values.join("|")));
    }
    let targets = property.strings("targets");
    if !targets.is_empty() && !facts.contains_key("otherTargets") {
        words.push(format!(">{}", targets.join("|")));
    }
    for fact in ["pattern", "keyPattern"] {
        if let Some(pattern) = facts.get(fact).and_then(Value::as_str) {
            words.push(format!("/{}/", escape_pattern(pattern)));
        }
    }
    if let Some(inner) = inner {
        words.push(shape(inner)?);
    }
    Ok(words.join(" "))
}

/// `1..5` of whichever pair of limits the type has.
fn range(facts: &Map<String, Value>) -> Result<Option<String>> {
    let limit = |names: &[&str]| names.iter().find_map(|name| facts.get(*name));
    // Exclusive limits are known of whole numbers only, where the next one is the limit.
    let exclusive = |name: &str, step: i64| -> Result<Option<Value>> {
        let Some(value) = facts.get(name) else {
            return Ok(None);
        };
        let whole = value.as_i64().context(format_args!("`{name}` is no whole number"))?;
        Ok(Some(Value::from(whole + step)))
    };
    let low = limit(&["minimum", "minLength", "minItems", "minProperties"]).cloned();
    let high = limit(&["maximum", "maxLength", "maxItems", "maxProperties"]).cloned();
    let low = low.or(exclusive("exclusiveMinimum", 1)?);
    let high = high.or(exclusive("exclusiveMaximum", -1)?);
    // Nothing is shorter than nothing.
    let counted =
        ["minLength", "minItems", "minProperties"].iter().any(|name| facts.contains_key(*name));
    let low = low.filter(|low| !(counted && low.as_i64() == Some(0)));
    if low.is_none() && high.is_none() {
        return Ok(None);
    }
    let text = |value: Option<Value>| value.map(|value| literal(&value)).unwrap_or_default();
    Ok(Some(format!("{}..{}", text(low), text(high))))
}

/// A scalar as a template's text would have it.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A text as one word.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_control() || " |()\\".contains(c) {
            out.push_str(&format!("\\x{:02x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// A pattern as one word: what a regular expression may write otherwise is written so.
pub(super) fn escape_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        if c.is_ascii_control() || c == ' ' {
            // `\ ` is a blank: the backslash must not stand before another.
            let backslashes = out.len() - out.trim_end_matches('\\').len();
            if backslashes % 2 == 1 {
                out.pop();
            }
            out.push_str(&format!("\\x{:02x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// All patterns of a resource as the table has them.
pub(super) fn patterns(resource: &Resource) -> Vec<String> {
    let mut all = Vec::new();
    for object in std::iter::once(&resource.body).chain(resource.types.values()) {
        for property in object.properties.values() {
            let mut at = Some(property);
            while let Some(property) = at {
                for fact in ["pattern", "keyPattern"] {
                    all.extend(
                        property.facts.get(fact).and_then(Value::as_str).map(escape_pattern),
                    );
                }
                at = match &property.shape {
                    Shape::List(item) | Shape::Map(item) => Some(item),
                    _ => None,
                };
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_in_a_pattern_stays_one_word() {
        assert_eq!(escape_pattern("^[a b]\\ $"), "^[a\\x20b]\\x20$");
        assert_eq!(escape_pattern("a\\\\ b\n"), "a\\\\\\x20b\\x0a");
    }
}
