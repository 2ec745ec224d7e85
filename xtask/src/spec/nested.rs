//! Nested types of one resource: merging places, naming what has no name, dropping what is unused.

use super::facts::{Object, Property, Resource, Shape};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// Marks the provisional name of a type that neither the schema nor the AWS CDK names:
/// `?Owner/Property`.
pub(crate) const ANONYMOUS: char = '?';

/// Joins the description of a type found at one more place with what is known already.
pub(crate) trait Merge {
    fn merge(self, object: Object);
}

impl Merge for Entry<'_, String, Object> {
    fn merge(self, object: Object) {
        match self {
            Entry::Vacant(entry) => drop(entry.insert(object)),
            Entry::Occupied(mut entry) => merge_objects(entry.get_mut(), object),
        }
    }
}

/// Accepts what either accepts: required is what both require, a constraint holds if both have it.
fn merge_objects(into: &mut Object, other: Object) {
    for (name, property) in other.properties {
        match into.properties.entry(name) {
            Entry::Vacant(entry) => drop(entry.insert(property)),
            Entry::Occupied(mut entry) => merge_properties(entry.get_mut(), property),
        }
    }
    into.required.retain(|name| other.required.contains(name));
    into.rules.retain(|rule, value| other.rules.get(rule) == Some(value));
}

fn merge_properties(into: &mut Property, other: Property) {
    for target in other.strings("targets") {
        super::references::add_target(into, target);
    }
    for fact in ["enum", "enumName"] {
        // One place that lists the values is enough: text is accepted anyway.
        if let Some(value) = other.facts.get(fact) {
            into.facts.entry(fact).or_insert_with(|| value.clone());
        }
    }
    into.facts.retain(|fact, value| {
        matches!(fact.as_str(), "targets" | "enum" | "enumName")
            || other.facts.get(fact) == Some(value)
    });
    if into.shape == Shape::Json {
        into.shape = other.shape;
    }
}

/// Gives anonymous types their names: that of the property, in the singular for a list.
///
/// A type of the same name and shape is the same type; another shape puts the owner's name in
/// front. The deepest go first, so that shapes compare by final names.
pub(crate) fn name_anonymous(resource: &mut Resource) {
    let mut pending: Vec<String> =
        resource.types.keys().filter(|name| name.starts_with(ANONYMOUS)).cloned().collect();
    pending.sort_by_key(|name| (std::cmp::Reverse(name.matches('/').count()), name.clone()));
    for provisional in pending {
        let Some(object) = resource.types.remove(&provisional) else {
            continue;
        };
        let mut path = provisional.trim_start_matches(ANONYMOUS).rsplit('/').map(capitalised);
        let property = path.next().unwrap_or_default();
        let mut name =
            if is_listed(resource, &provisional) { singular(&property) } else { property };
        for owner in path.chain(std::iter::repeat("Nested".to_owned())) {
            match resource.types.get(&name) {
                Some(existing) if !same_shape(existing, &object) => name = owner + &name,
                _ => break,
            }
        }
        resource.types.entry(name.clone()).or_insert(object);
        rename(resource, &provisional, &name);
    }
}

fn same_shape(a: &Object, b: &Object) -> bool {
    let shapes = |object: &Object| -> BTreeMap<String, Value> {
        let entries =
            object.properties.iter().map(|(name, property)| (name.clone(), bare(property)));
        entries.collect()
    };
    a.required == b.required && shapes(a) == shapes(b)
}

/// A property's JSON without its constraints.
fn bare(property: &Property) -> Value {
    let inner = match &property.shape {
        Shape::List(item) => Shape::List(Box::new(Property::new(item.shape.clone()))),
        Shape::Map(item) => Shape::Map(Box::new(Property::new(item.shape.clone()))),
        other => other.clone(),
    };
    Property::new(inner).to_json()
}

fn is_listed(resource: &mut Resource, name: &str) -> bool {
    let mut listed = false;
    resource.each_property(&mut |_, _, property| {
        if let Shape::List(item) = &property.shape {
            listed |= item.shape == Shape::Object(name.to_owned());
        }
    });
    listed
}

fn rename(resource: &mut Resource, from: &str, to: &str) {
    fn apply(property: &mut Property, from: &str, to: &str) {
        match &mut property.shape {
            Shape::Object(name) if name == from => to.clone_into(name),
            Shape::List(item) | Shape::Map(item) => apply(item, from, to),
            _ => {}
        }
    }
    resource.each_property(&mut |_, _, property| apply(property, from, to));
}

/// Drops nested types that only read-only properties reach.
pub(crate) fn drop_unused(resource: &mut Resource) {
    fn reach(property: &Property, types: &BTreeMap<String, Object>, used: &mut BTreeSet<String>) {
        match &property.shape {
            Shape::Object(name) if used.insert(name.clone()) => {
                for property in
                    types.get(name).into_iter().flat_map(|object| object.properties.values())
                {
                    reach(property, types, used);
                }
            }
            Shape::List(item) | Shape::Map(item) => reach(item, types, used),
            _ => {}
        }
    }
    let mut used = BTreeSet::new();
    for property in resource.body.properties.values() {
        reach(property, &resource.types, &mut used);
    }
    resource.types.retain(|name, _| used.contains(name));
}

pub(crate) fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + chars.as_str())
        .unwrap_or_default()
}

/// The name of one element of a list: `Architectures` has an `Architecture`.
pub(crate) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "tches", "nches", "rches", "tuses", "xes"] {
        if name.ends_with(ending) {
            return name[..name.len() - 2].to_owned();
        }
    }
    let keeps = ["ss", "us", "is"].iter().any(|ending| name.ends_with(ending));
    match name.strip_suffix('s') {
        Some(stem) if !keeps && stem.len() > 1 => stem.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::facts::Service;
    use serde_json::json;

    /// A resource with two anonymous types that want the name `Rule`.
    fn resource(first: &str, second: &str) -> Resource {
        let list = |name: &str| json!({"type": "list", "items": {"type": "object", "name": name}});
        let body = |property: &str| json!({"properties": {property: {"type": "string"}}});
        let service = json!({"namespace": "AWS::Fake", "resources": {"Thing": {
            "properties": {"First": {"type": "object", "name": "First"}, "Second": {"type": "object", "name": "Second"}},
            "types": {
                "First": {"properties": {"Rules": list("?First/Rules")}},
                "Second": {"properties": {"Rules": list("?Second/Rules")}},
                "?First/Rules": body(first),
                "?Second/Rules": body(second),
            },
        }}});
        let service = Service::from_json(&service);
        let mut resource = service
            .ok()
            .and_then(|mut service| service.resources.remove("Thing"))
            .unwrap_or_default();
        name_anonymous(&mut resource);
        resource
    }

    fn names(resource: &Resource) -> Vec<&str> {
        resource.types.keys().map(String::as_str).collect()
    }

    #[test]
    fn types_of_one_name_and_shape_are_one_type() {
        assert_eq!(names(&resource("A", "A")), ["First", "Rule", "Second"]);
    }

    #[test]
    fn types_of_one_name_and_two_shapes_are_told_apart_by_their_owner() {
        assert_eq!(names(&resource("A", "B")), ["First", "Rule", "Second", "SecondRule"]);
    }

    #[test]
    fn one_element_of_a_list_is_singular() {
        let cases = [
            ("Architectures", "Architecture"),
            ("Policies", "Policy"),
            ("Addresses", "Address"),
            ("Statuses", "Status"),
            ("Prefixes", "Prefix"),
            ("Status", "Status"),
            ("Access", "Access"),
            ("Caches", "Cache"),
            ("Images", "Image"),
        ];
        for (many, one) in cases {
            assert_eq!(singular(many), one);
        }
    }
}
