//! Templates made comparable: what stands elsewhere without a meaning of its own.

use construct_lib::document::{Content, Element, Entry, Map, Position};

/// A template without what an include does not keep, each of it on purpose:
///
/// - The order of sections, and of the attributes of a resource or an output.
///   That of elements is kept, and of everything inside an attribute, except
///   that loops and macros stand behind the elements of their section.
/// - Empty `Properties`, `Metadata` and sections, which say nothing.
/// - `null`, which CloudFormation refuses; `Fn::GetAZs` takes it for the empty text.
/// - `Fn::Sub` with an object of no variables, which becomes its text.
/// - `DependsOn` as a text, and `Fn::GetAtt` as one text: these become lists.
/// - A single transform in a list.
pub(super) fn normal(template: &Element) -> Element {
    let Some(root) = template.as_map() else {
        return template.clone();
    };
    let mut sections = Vec::new();
    for section in root.entries() {
        let value = match section.key() {
            "Resources" => elements(section.value(), resource),
            "Outputs" => elements(section.value(), |output| sorted(plain(output))),
            "Parameters" | "Mappings" | "Conditions" | "Rules" => elements(section.value(), plain),
            "Transform" => one_or_more(section.value()),
            "Metadata" => without_null(section.value()),
            _ => plain(section.value()),
        };
        let is_empty = value.as_map().is_some_and(Map::is_empty);
        if (!is_empty || section.key() == "Resources") && *value.content() != Content::Null {
            sections.push(entry(section.key(), value));
        }
    }
    sorted(of_entries(sections))
}

fn entry(key: &str, value: Element) -> Entry {
    Entry::new(key.to_owned(), Position::default(), value)
}

fn of_entries(entries: Vec<Entry>) -> Element {
    let mut map = Map::new();
    entries.into_iter().for_each(|e| {
        let key = e.key().to_owned();
        map.set(key, e.into_value());
    });
    Content::Map(map).into()
}

fn elements(section: &Element, each: impl Fn(&Element) -> Element) -> Element {
    let Some(map) = section.as_map() else {
        return section.clone();
    };
    let is_function = |e: &&Entry| e.key().starts_with("Fn::");
    let (functions, elements): (Vec<&Entry>, Vec<&Entry>) =
        map.entries().iter().partition(is_function);
    let elements = elements.into_iter().map(|e| entry(e.key(), each(e.value())));
    let functions = functions.into_iter().map(|e| entry(e.key(), plain(e.value())));
    of_entries(elements.chain(functions).collect())
}

fn resource(resource: &Element) -> Element {
    let Some(map) = resource.as_map() else {
        return resource.clone();
    };
    let mut attributes = Vec::new();
    for attribute in map.entries() {
        let value = match (attribute.key(), attribute.value().content()) {
            ("DependsOn", Content::Text(_)) => {
                Content::List(vec![attribute.value().clone()]).into()
            }
            _ => plain(attribute.value()),
        };
        let is_empty = match value.content() {
            Content::Map(map) => map.is_empty(),
            Content::List(list) => list.is_empty() && attribute.key() == "DependsOn",
            content => *content == Content::Null,
        };
        if !is_empty {
            attributes.push(entry(attribute.key(), value));
        }
    }
    sorted(of_entries(attributes))
}

fn one_or_more(transform: &Element) -> Element {
    match transform.as_list() {
        Some([only]) => only.clone(),
        _ => transform.clone(),
    }
}

/// A value without `null`, and with attributes as lists.
fn plain(value: &Element) -> Element {
    match value.content() {
        Content::List(items) => {
            let items = items.iter().filter(|i| *i.content() != Content::Null);
            Content::List(items.map(plain).collect()).into()
        }
        Content::Map(map) => {
            if let [only] = map.entries()
                && only.key() == "Fn::GetAtt"
                && let Some((resource, attribute)) =
                    only.value().as_text().and_then(|t| t.split_once('.'))
            {
                let parts = vec![Element::from(resource), Element::from(attribute)];
                return of_entries(vec![entry("Fn::GetAtt", Content::List(parts).into())]);
            }
            if let [only] = map.entries()
                && let ("Fn::GetAZs", Content::Null) = (only.key(), only.value().content())
            {
                return of_entries(vec![entry("Fn::GetAZs", "".into())]);
            }
            if let [only] = map.entries()
                && let ("Fn::Sub", Some([text, variables])) = (only.key(), only.value().as_list())
                && variables.as_map().is_some_and(Map::is_empty)
            {
                return of_entries(vec![entry("Fn::Sub", text.clone())]);
            }
            let entries = map.entries().iter().filter(|e| *e.value().content() != Content::Null);
            of_entries(entries.map(|e| entry(e.key(), plain(e.value()))).collect())
        }
        _ => value.clone(),
    }
}

fn without_null(value: &Element) -> Element {
    match value.content() {
        Content::List(items) => {
            let items = items.iter().filter(|i| *i.content() != Content::Null);
            Content::List(items.map(without_null).collect()).into()
        }
        Content::Map(map) => {
            let entries = map.entries().iter().filter(|e| *e.value().content() != Content::Null);
            of_entries(entries.map(|e| entry(e.key(), without_null(e.value()))).collect())
        }
        _ => value.clone(),
    }
}

fn sorted(value: Element) -> Element {
    match value.into_content() {
        Content::Map(map) => {
            let mut entries = map.into_entries();
            entries.sort_by(|a, b| a.key().cmp(b.key()));
            of_entries(entries)
        }
        content => content.into(),
    }
}
