//! `cargo xtask spec diff`: what changed between two snapshots, as a section of the changelog.

use super::facts::{Object, Property, Resource, Service, Shape};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// All services by name.
pub(crate) type Snapshot = BTreeMap<String, Service>;

/// The kinds of changes inside one resource type, in the order in which they are told.
const KINDS: [&str; 9] = [
    "added",
    "attributes added",
    "values added",
    "newly required",
    "no longer required",
    "of another type",
    "removed",
    "attributes removed",
    "values removed",
];

/// The changes of one resource type: places by kind.
#[derive(Default)]
struct Changes(BTreeMap<&'static str, Vec<String>>);

impl Changes {
    fn note(&mut self, kind: &'static str, place: impl Into<String>) {
        self.0.entry(kind).or_default().push(place.into());
    }
}

/// Writes the section. `title` says from what to what.
pub(crate) fn section(title: &str, old: &Snapshot, new: &Snapshot) -> String {
    let (before, after) = (types(old), types(new));
    let mut out = format!("### {title}\n\n");
    let mut item = |text: String| {
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "- {text}");
    };
    let added: Vec<&str> = new_keys(&before, &after);
    let removed: Vec<&str> = new_keys(&after, &before);
    for (word, from, to, names) in [("New", old, new, &added), ("Removed", new, old, &removed)] {
        let services: BTreeSet<&str> = to
            .iter()
            .filter(|(name, _)| !from.contains_key(*name))
            .map(|(_, service)| service.namespace.as_str())
            .collect();
        if !services.is_empty() {
            item(format!("{word} services ({}): {}.", services.len(), quoted(&services)));
        }
        if !names.is_empty() {
            item(format!("{word} resource types ({}): {}.", names.len(), quoted(names)));
        }
    }
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    let mut changed = Vec::new();
    for (name, resource) in &after {
        if let Some(earlier) = before.get(name) {
            let changes = compare(earlier, resource);
            for (kind, places) in &changes.0 {
                *totals.entry(kind).or_default() += places.len();
            }
            changed.push((name, changes));
        }
    }
    let counts: Vec<String> = KINDS
        .iter()
        .filter_map(|kind| totals.get(kind).map(|count| format!("{count} {kind}")))
        .collect();
    if counts.is_empty() && added.is_empty() && removed.is_empty() {
        item("Nothing changed.".to_owned());
    } else if !counts.is_empty() {
        item(format!("Properties: {}.", counts.join(", ")));
    }
    for (name, changes) in changed.iter().filter(|(_, changes)| !changes.0.is_empty()) {
        let parts = KINDS.iter().filter_map(|kind| {
            let places = changes.0.get(kind)?;
            Some(format!("{kind} {}", quoted(places)))
        });
        item(format!("`{name}`: {}.", parts.collect::<Vec<_>>().join("; ")));
    }
    out
}

/// Resource types by their full names.
fn types(snapshot: &Snapshot) -> BTreeMap<String, &Resource> {
    let mut types = BTreeMap::new();
    for service in snapshot.values() {
        for (name, resource) in &service.resources {
            types.insert(format!("{}::{name}", service.namespace), resource);
        }
    }
    types
}

fn new_keys<'a, V>(old: &BTreeMap<String, V>, new: &'a BTreeMap<String, V>) -> Vec<&'a str> {
    new.keys().filter(|key| !old.contains_key(*key)).map(String::as_str).collect()
}

fn quoted<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let names = names.into_iter().map(|name| {
        let (name, more) = name.as_ref().split_once(' ').unwrap_or((name.as_ref(), ""));
        format!("`{name}` {more}").trim_end().to_owned()
    });
    names.collect::<Vec<_>>().join(", ")
}

fn compare(old: &Resource, new: &Resource) -> Changes {
    let mut changes = Changes::default();
    objects("", &old.body, &new.body, &mut changes);
    for (name, object) in &new.types {
        // A new nested type is told with the property that takes it.
        if let Some(earlier) = old.types.get(name) {
            objects(&format!("{name}."), earlier, object, &mut changes);
        }
    }
    for name in new_keys(&old.attributes, &new.attributes) {
        changes.note("attributes added", name);
    }
    for name in new_keys(&new.attributes, &old.attributes) {
        changes.note("attributes removed", name);
    }
    changes
}

fn objects(owner: &str, old: &Object, new: &Object, changes: &mut Changes) {
    for (name, property) in &new.properties {
        let place = format!("{owner}{name}");
        match old.properties.get(name) {
            Some(earlier) => properties(&place, earlier, property, changes),
            None => changes.note("added", place.clone()),
        }
        match (old.required.contains(name), new.required.contains(name)) {
            (false, true) => changes.note("newly required", place),
            (true, false) => changes.note("no longer required", place),
            _ => {}
        }
    }
    for name in new_keys(&new.properties, &old.properties) {
        changes.note("removed", format!("{owner}{name}"));
    }
}

fn properties(place: &str, old: &Property, new: &Property, changes: &mut Changes) {
    let (was, now) = (shape(old), shape(new));
    if was != now {
        changes.note("of another type", format!("{place} ({was}, now {now})"));
        return;
    }
    let (was, now) = (values(old), values(new));
    let more: Vec<&String> = now.difference(&was).collect();
    let less: Vec<&String> = was.difference(&now).collect();
    // A list that appears takes nothing that was not taken before.
    if !more.is_empty() && !was.is_empty() {
        changes.note("values added", format!("{place} ({})", quoted(more)));
    }
    if !less.is_empty() && !now.is_empty() {
        changes.note("values removed", format!("{place} ({})", quoted(less)));
    }
}

fn values(property: &Property) -> BTreeSet<String> {
    match &property.shape {
        Shape::List(item) | Shape::Map(item) => values(item),
        _ => property.strings("enum").into_iter().collect(),
    }
}

fn shape(property: &Property) -> String {
    match &property.shape {
        Shape::String => "text".to_owned(),
        Shape::Integer => "integer".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Json => "anything".to_owned(),
        Shape::Tag => "tag".to_owned(),
        Shape::Object(name) => name.clone(),
        Shape::List(item) => format!("list of {}", shape(item)),
        Shape::Map(item) => format!("map of {}", shape(item)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn snapshot(services: &Value) -> Snapshot {
        let services = services.as_object().unwrap().iter();
        let read = |(name, resources): (&String, &Value)| {
            let service = json!({"namespace": format!("AWS::{name}"), "resources": resources});
            (name.to_lowercase(), Service::from_json(&service).unwrap())
        };
        services.map(read).collect()
    }

    fn old() -> Snapshot {
        snapshot(&json!({
            "Gone": {"Thing": {"properties": {}}},
            "Kept": {
                "Gone": {"properties": {}},
                "Same": {"properties": {"A": {"type": "string"}}},
                "Table": {
                    "properties": {
                        "Mode": {"type": "string", "enum": ["A", "B"]},
                        "Size": {"type": "string"},
                        "Old": {"type": "string"},
                        "Must": {"type": "string"},
                        "May": {"type": "string"},
                        "Part": {"type": "object", "name": "Part"},
                        "Known": {"type": "string"},
                    },
                    "required": ["Must"],
                    "types": {"Part": {"properties": {"X": {"type": "string"}}}},
                    "attributes": {"Arn": {"type": "string"}, "Id": {"type": "string"}},
                },
            },
        }))
    }

    fn new() -> Snapshot {
        snapshot(&json!({
            "Fresh": {"Thing": {"properties": {}}},
            "Kept": {
                "New": {"properties": {}},
                "Same": {"properties": {"A": {"type": "string", "pattern": "a"}}},
                "Table": {
                    "properties": {
                        "Mode": {"type": "string", "enum": ["B", "C"]},
                        "Size": {"type": "integer"},
                        "Must": {"type": "string"},
                        "May": {"type": "string"},
                        "Part": {"type": "object", "name": "Part"},
                        "More": {"type": "object", "name": "More"},
                        "Known": {"type": "string", "enum": ["X"]},
                    },
                    "required": ["May"],
                    "types": {
                        "Part": {"properties": {
                            "X": {"type": "string"},
                            "Ys": {"type": "list", "items": {"type": "string"}},
                        }},
                        "More": {"properties": {"Z": {"type": "string"}}},
                    },
                    "attributes": {"Arn": {"type": "string"}, "Url": {"type": "string"}},
                },
            },
        }))
    }

    #[test]
    fn a_section_tells_what_was_added_removed_and_changed() {
        let expected = "\
### Resource types

- New services (1): `AWS::Fresh`.
- New resource types (2): `AWS::Fresh::Thing`, `AWS::Kept::New`.
- Removed services (1): `AWS::Gone`.
- Removed resource types (2): `AWS::Gone::Thing`, `AWS::Kept::Gone`.
- Properties: 2 added, 1 attributes added, 1 values added, 1 newly required, 1 no longer required, 1 of another type, \
1 removed, 1 attributes removed, 1 values removed.
- `AWS::Kept::Table`: added `More`, `Part.Ys`; attributes added `Url`; values added `Mode` (`C`); newly required `May`; \
no longer required `Must`; of another type `Size` (text, now integer); removed `Old`; attributes removed `Id`; \
values removed `Mode` (`A`).
";
        assert_eq!(section("Resource types", &old(), &new()), expected);
    }

    #[test]
    fn nothing_is_said_to_have_changed_when_nothing_has() {
        assert_eq!(section("Same", &new(), &new()), "### Same\n\n- Nothing changed.\n");
    }
}
