//! Schemas: from JSON Schema draft 4, which models have, and from OpenAPI 3.0,
//! to the dialect of OpenAPI 3.1.

use construct_document::{Content, Element, Map};

use super::json::{IntoElement, function, is_true, list, object, shown, text, texts};
use super::security::component_name;
use super::template::{Resource, entries, reference};

/// The schemas of a document.
#[derive(Default)]
pub(super) struct Schemas {
    all: Map,
    /// The names of components by what a method may call a model: its logical
    /// id, or its name.
    names: Vec<(String, String)>,
    models: Vec<(String, Element)>,
}

impl Schemas {
    /// Remembers a model; it is written when an operation names it.
    pub(super) fn model(&mut self, model: Resource<'_>) {
        let name = component_name(model.text("Name").unwrap_or(model.id));
        self.names.push((model.id.to_owned(), name.clone()));
        if let Some(own) = model.text("Name") {
            self.names.push((own.to_owned(), name.clone()));
        }
        if let Some(schema) = model.get("Schema") {
            self.models.push((name, schema.clone()));
        }
    }

    pub(super) fn into_map(self) -> Map {
        self.all
    }

    /// Where the schema of a model stands; nothing when there is none to show.
    fn place(&mut self, model: &Element) -> Option<String> {
        let wanted = reference(model).or_else(|| model.as_text())?;
        let known = self.names.iter().find(|(name, _)| name == wanted);
        let name = match (known, wanted) {
            (Some((_, name)), _) => name.clone(),
            // API Gateway has these two in every API; the first says nothing.
            (None, "Error") => {
                let message = object([("message", object([("type", text("string"))]))]);
                let error = object([("type", text("object")), ("properties", message)]);
                self.all.set("Error", error);
                return Some(address("Error"));
            }
            (None, _) => return None,
        };
        self.write(&name);
        Some(address(&name))
    }

    fn write(&mut self, name: &str) {
        if self.all.get(name).is_some() {
            return;
        }
        let Some((_, schema)) = self.models.iter().find(|(model, _)| model == name) else {
            return;
        };
        let schema = schema.clone();
        // Holds the place, for a schema that refers to itself.
        self.all.set(name, Map::new().into_element());
        let own: Vec<(String, String)> = entries(schema.get("definitions"))
            .map(|(definition, _)| (definition.to_owned(), self.free_name(name, definition)))
            .collect();
        let written = {
            let mut refer = |target: &Element| self.target(target, &own);
            convert(&schema, &mut refer)
        };
        self.all.set(name, written);
        for (definition, component) in &own {
            if let Some(schema) = schema.get("definitions").and_then(|all| all.get(definition)) {
                let mut refer = |target: &Element| self.target(target, &own);
                let written = convert(schema, &mut refer);
                self.all.set(component.clone(), written);
            }
        }
    }

    /// The name of a component for a definition inside a model.
    fn free_name(&mut self, model: &str, definition: &str) -> String {
        let plain = component_name(definition);
        let is_taken =
            self.all.get(&plain).is_some() || self.models.iter().any(|(m, _)| *m == plain);
        let name = if is_taken && plain != model { format!("{model}.{plain}") } else { plain };
        if self.all.get(&name).is_none() {
            self.all.set(name.clone(), Map::new().into_element());
        }
        name
    }

    /// Where `$ref` of a model leads in the document.
    fn target(&mut self, target: &Element, own: &[(String, String)]) -> String {
        if let Some(path) = target.as_text().and_then(|t| t.strip_prefix("#/definitions/")) {
            let wanted = path.replace("~1", "/").replace("~0", "~");
            let found = own.iter().find(|(definition, _)| *definition == wanted);
            return address(found.map_or(path, |(_, component)| component));
        }
        if target.as_text() == Some("#") {
            return "#".to_owned();
        }
        model_of(target).and_then(|model| self.place(&model)).unwrap_or_else(|| shown(target))
    }
}

fn address(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

/// The model that the address in a `$ref` ends with: its name, or `Ref` to it.
fn model_of(address: &Element) -> Option<Element> {
    let after = |text: &str| text.rsplit_once("/models/").map(|(_, name)| name.to_owned());
    if let Some(address) = address.as_text() {
        return Some(text(after(address)?));
    }
    match function(address)? {
        ("Fn::Join", arguments) => {
            let parts = arguments.as_list()?.get(1)?.as_list()?;
            let last = parts.last()?;
            match last.as_text() {
                Some(end) => Some(text(after(end)?)),
                None => Some(last.clone()),
            }
        }
        ("Fn::Sub", source) => {
            let source = source.as_text().or_else(|| source.as_list()?.first()?.as_text())?;
            let name = after(source)?;
            let id = name.strip_prefix("${").and_then(|name| name.strip_suffix('}'));
            Some(id.map_or_else(|| text(name.clone()), |id| object([("Ref", text(id))])))
        }
        _ => None,
    }
}

/// The content of a body by its media types, for what has a model with something to say.
pub(super) fn modelled<'a>(
    models: impl Iterator<Item = (&'a str, &'a Element)>,
    schemas: &mut Schemas,
) -> Map {
    let mut content = Map::new();
    for (media_type, model) in models {
        let media = match schemas.place(model) {
            Some(place) => object([("schema", object([("$ref", text(place))]))]),
            None => Map::new().into_element(),
        };
        content.set(media_type, media);
    }
    content
}

/// A schema in the dialect of OpenAPI 3.1; `refer` says where `$ref` leads.
pub(super) fn convert(schema: &Element, refer: &mut dyn FnMut(&Element) -> String) -> Element {
    let Some(map) = schema.as_map() else {
        return schema.clone();
    };
    let mut all = Map::new();
    for entry in map.entries() {
        keyword(&mut all, entry.key(), entry.value(), map, refer);
    }
    if is_true(map.get("nullable")) {
        nullable(&mut all);
    }
    all.into_element()
}

fn keyword(
    all: &mut Map,
    keyword: &str,
    value: &Element,
    beside: &Map,
    refer: &mut dyn FnMut(&Element) -> String,
) {
    match keyword {
        "$ref" => all.set("$ref", text(refer(value))),
        // Definitions are components of their own, and the dialect is the document's.
        "$schema" | "id" | "definitions" | "nullable" => {}
        "exclusiveMinimum" | "exclusiveMaximum" => {
            let bound = if keyword == "exclusiveMinimum" { "minimum" } else { "maximum" };
            match (value.content(), beside.get(bound)) {
                (Content::Bool(true), Some(bound)) => all.set(keyword, bound.clone()),
                (Content::Bool(_), _) => {}
                _ => all.set(keyword, value.clone()),
            }
        }
        "minimum" if is_true(beside.get("exclusiveMinimum")) => {}
        "maximum" if is_true(beside.get("exclusiveMaximum")) => {}
        "items" if value.as_list().is_some() => {
            let items = value.as_list().unwrap_or_default();
            all.set("prefixItems", list(items.iter().map(|item| convert(item, refer))));
        }
        "additionalItems" => match value.content() {
            Content::Map(_) => all.set("items", convert(value, refer)),
            _ => all.set("items", value.clone()),
        },
        "dependencies" => dependencies(all, value, refer),
        "items" | "additionalProperties" | "not" | "contains" | "propertyNames" => {
            all.set(keyword, convert(value, refer));
        }
        "allOf" | "anyOf" | "oneOf" => {
            let branches = value.as_list().unwrap_or_default();
            all.set(keyword, list(branches.iter().map(|branch| convert(branch, refer))));
        }
        "properties" | "patternProperties" => {
            let mut named = Map::new();
            for (name, schema) in entries(Some(value)) {
                named.set(name, convert(schema, refer));
            }
            all.set(keyword, named.into_element());
        }
        _ => all.set(keyword, super::json::plain(value)),
    }
}

fn dependencies(all: &mut Map, value: &Element, refer: &mut dyn FnMut(&Element) -> String) {
    let (mut schemas, mut required) = (Map::new(), Map::new());
    for (name, dependency) in entries(Some(value)) {
        match dependency.as_list() {
            Some(_) => required.set(name, dependency.clone()),
            None => schemas.set(name, convert(dependency, refer)),
        }
    }
    for (keyword, named) in [("dependentSchemas", schemas), ("dependentRequired", required)] {
        if !named.is_empty() {
            all.set(keyword, named.into_element());
        }
    }
}

/// What OpenAPI 3.0 says with `nullable`.
fn nullable(all: &mut Map) {
    let null = "null";
    match all.get("type").map(Element::content) {
        Some(Content::Text(kind)) => {
            let kinds = texts([kind.as_str(), null]);
            all.set("type", kinds);
        }
        Some(Content::List(kinds)) if !kinds.contains(&text(null)) => {
            let kinds = list(kinds.iter().cloned().chain([text(null)]));
            all.set("type", kinds);
        }
        _ => {}
    }
    let Some(values) = all.get("enum").and_then(Element::as_list) else {
        return;
    };
    let is_null = |value: &Element| *value.content() == Content::Null;
    if !values.iter().any(is_null) {
        let values = list(values.iter().cloned().chain([Content::Null.into()]));
        all.set("enum", values);
    }
}
