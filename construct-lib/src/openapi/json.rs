//! Making and reading values of documents.

use construct_document::{Content, Element, Map};

/// A text.
pub(super) fn text(text: impl Into<String>) -> Element {
    Content::Text(text.into()).into()
}

/// A list.
pub(super) fn list(items: impl IntoIterator<Item = Element>) -> Element {
    Content::List(items.into_iter().collect()).into()
}

/// A list of texts.
pub(super) fn texts<'a>(items: impl IntoIterator<Item = &'a str>) -> Element {
    list(items.into_iter().map(text))
}

/// An object of these entries.
pub(super) fn object<const N: usize>(entries: [(&str, Element); N]) -> Element {
    let mut map = Map::new();
    for (key, value) in entries {
        map.set(key, value);
    }
    map.into_element()
}

/// From a map to the value that it is.
pub(super) trait IntoElement {
    fn into_element(self) -> Element;
}

impl IntoElement for Map {
    fn into_element(self) -> Element {
        Content::Map(self).into()
    }
}

/// `true`.
pub(super) fn yes() -> Element {
    Content::Bool(true).into()
}

/// Whether a value is `true`; a template may hold it as a text.
pub(super) fn is_true(value: Option<&Element>) -> bool {
    match value.map(Element::content) {
        Some(Content::Bool(is)) => *is,
        Some(Content::Text(text)) => text == "true",
        _ => false,
    }
}

/// A function of CloudFormation: its name and what is given to it.
pub(super) fn function(value: &Element) -> Option<(&str, &Element)> {
    let [entry] = value.as_map()?.entries() else {
        return None;
    };
    let name = entry.key();
    (name == "Ref" || name.starts_with("Fn::")).then(|| (name, entry.value()))
}

/// A value with a name in braces for all that only the deployment knows.
pub(super) fn plain(value: &Element) -> Element {
    if function(value).is_some() {
        return text(shown(value));
    }
    match value.content() {
        Content::List(items) => list(items.iter().map(plain)),
        Content::Map(map) => {
            let mut all = Map::new();
            for entry in map.entries() {
                all.set(entry.key(), plain(entry.value()));
            }
            all.into_element()
        }
        _ => value.clone(),
    }
}

/// A value as a text for people.
pub(super) fn shown(value: &Element) -> String {
    let Some((name, argument)) = function(value) else {
        return match value.content() {
            Content::Text(text) => text.clone(),
            Content::Bool(is) => is.to_string(),
            Content::Int(number) => number.to_string(),
            Content::Number(number) => number.to_string(),
            Content::Null | Content::List(_) | Content::Map(_) => String::new(),
        };
    };
    match (name, argument.content()) {
        ("Ref", Content::Text(id)) => format!("{{{id}}}"),
        ("Fn::Sub", Content::Text(text)) => text.replace("${", "{"),
        ("Fn::Sub", Content::List(items)) => {
            items.first().map(shown).unwrap_or_default().replace("${", "{")
        }
        ("Fn::GetAtt", Content::List(items)) => {
            format!("{{{}}}", items.iter().map(shown).collect::<Vec<_>>().join("."))
        }
        ("Fn::Join", Content::List(items)) => match &items[..] {
            [delimiter, parts] => {
                let parts = parts.as_list().unwrap_or_default().iter().map(shown);
                parts.collect::<Vec<_>>().join(delimiter.as_text().unwrap_or_default())
            }
            _ => String::new(),
        },
        _ => format!("{{{name}}}"),
    }
}
