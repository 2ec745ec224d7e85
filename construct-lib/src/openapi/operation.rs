//! Operations, and the paths that they stand under.

use construct_document::{Element, Map};

use super::json::{IntoElement, list, object, text, texts, yes};

/// The verbs that OpenAPI has places for, in the order in which they are written.
const VERBS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One operation of an API.
#[derive(Default)]
pub(super) struct Operation {
    pub(super) id: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) description: Option<String>,
    pub(super) parameters: Vec<Element>,
    pub(super) body: Option<Element>,
    pub(super) responses: Map,
    /// Who may call it; each entry is one scheme with its scopes, and all hold together.
    pub(super) security: Vec<(String, Vec<String>)>,
}

/// All paths of an API.
#[derive(Default)]
pub(super) struct Paths {
    all: Vec<Path>,
    ids: Vec<String>,
}

struct Path {
    path: String,
    /// Verbs that are answered but not described.
    hidden: Vec<String>,
    verbs: Vec<(String, Element)>,
}

impl Paths {
    /// The verb is answered by the API itself, and no operation of its own.
    pub(super) fn hide(&mut self, path: &str, verb: &str) {
        self.at(path).hidden.push(verb.to_lowercase());
    }

    /// Adds an operation, `ANY` as all verbs that are not there yet: whoever
    /// adds it does so after the others.
    pub(super) fn add(&mut self, path: &str, verb: &str, operation: &Operation) {
        let verb = verb.to_lowercase();
        // No API of AWS answers `TRACE`, so `ANY` does not mean it.
        let verbs: Vec<&str> = if verb == "any" { VERBS[..7].to_vec() } else { vec![&verb] };
        for verb in &verbs {
            let at = self.at(path);
            let is_taken = at.hidden.iter().any(|v| v == verb)
                || at.verbs.iter().any(|(v, _)| v == verb)
                || !VERBS.contains(verb);
            if is_taken {
                continue;
            }
            let id = match &operation.id {
                Some(id) if verbs.len() > 1 => format!("{verb}{}", capitalized(id)),
                Some(id) => id.clone(),
                None => generated_id(verb, path),
            };
            let id = self.distinct(&id);
            let element = operation.to_element(path, id);
            let verb = (*verb).to_owned();
            self.at(path).verbs.push((verb, element));
        }
    }

    fn at(&mut self, path: &str) -> &mut Path {
        let shown = shown_path(path);
        let found = self.all.iter().position(|p| p.path == shown);
        let index = found.unwrap_or_else(|| {
            self.all.push(Path { path: shown, hidden: Vec::new(), verbs: Vec::new() });
            self.all.len() - 1
        });
        &mut self.all[index]
    }

    fn distinct(&mut self, id: &str) -> String {
        let mut name = id.to_owned();
        let mut number = 2;
        while self.ids.contains(&name) {
            name = format!("{id}{number}");
            number += 1;
        }
        self.ids.push(name.clone());
        name
    }

    /// The tags that operations have, each once.
    pub(super) fn tags(&self) -> impl Iterator<Item = &str> {
        let mut seen: Vec<&str> = Vec::new();
        for path in self.all.iter().filter(|path| !path.verbs.is_empty()) {
            if let Some(tag) = tag(&path.path)
                && !seen.contains(&tag)
            {
                seen.push(tag);
            }
        }
        seen.into_iter()
    }
}

impl IntoElement for Paths {
    fn into_element(self) -> Element {
        let mut paths = Map::new();
        for path in self.all {
            if path.verbs.is_empty() {
                continue;
            }
            let mut item = Map::new();
            for verb in VERBS {
                if let Some((_, operation)) = path.verbs.iter().find(|(v, _)| v == verb) {
                    item.set(verb, operation.clone());
                }
            }
            paths.set(path.path, item.into_element());
        }
        paths.into_element()
    }
}

impl Operation {
    fn to_element(&self, path: &str, id: String) -> Element {
        let mut operation = Map::new();
        if let Some(tag) = tag(path) {
            operation.set("tags", texts([tag]));
        }
        for (key, value) in [("summary", &self.summary), ("description", &self.description)] {
            if let Some(value) = value {
                operation.set(key, text(value));
            }
        }
        operation.set("operationId", text(id));
        let parameters: Vec<Element> =
            path_parameters(path).chain(self.parameters.iter().cloned()).collect();
        if !parameters.is_empty() {
            operation.set("parameters", list(parameters));
        }
        if let Some(body) = &self.body {
            operation.set("requestBody", body.clone());
        }
        let mut responses = self.responses.clone();
        if responses.is_empty() {
            responses.set("default", object([("description", text("What the handler answers"))]));
        }
        operation.set("responses", responses.into_element());
        if !self.security.is_empty() {
            let mut requirement = Map::new();
            for (scheme, scopes) in &self.security {
                requirement.set(scheme, texts(scopes.iter().map(String::as_str)));
            }
            operation.set("security", list([requirement.into_element()]));
        }
        operation.into_element()
    }
}

/// Parameters of paths are always required.
fn path_parameters(path: &str) -> impl Iterator<Item = Element> + '_ {
    path.split('/').filter_map(parameter_of).map(|name| {
        let greedy = name.ends_with('+');
        let mut parameter = Map::new();
        parameter.set("name", text(name.trim_end_matches('+')));
        parameter.set("in", text("path"));
        if greedy {
            parameter.set("description", text("The rest of the path, of one part or more"));
        }
        parameter.set("required", yes());
        parameter.set("schema", object([("type", text("string"))]));
        parameter.into_element()
    })
}

/// The name between the braces.
fn parameter_of(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// A path as OpenAPI writes it: it knows no parameter for several parts.
fn shown_path(path: &str) -> String {
    path.replace("+}", "}")
}

/// Operations are grouped by the first part of their path.
fn tag(path: &str) -> Option<&str> {
    path.split('/').find(|part| !part.is_empty() && parameter_of(part).is_none())
}

/// `getOrdersById` for `GET /orders/{id}`.
fn generated_id(verb: &str, path: &str) -> String {
    let mut id = verb.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        match parameter_of(part) {
            Some(name) => id.push_str(&format!("By{}", words(name))),
            None => id.push_str(&words(part)),
        }
    }
    if id == verb { format!("{verb}Root") } else { id }
}

/// Letters and digits alone, each word with a capital.
fn words(text: &str) -> String {
    text.split(|c: char| !c.is_ascii_alphanumeric()).map(capitalized).collect()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
