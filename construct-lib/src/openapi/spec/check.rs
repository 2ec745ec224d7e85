//! What a document lacks, and what API Gateway refuses in it.

use construct_core::Expr;

use super::attach::operations;
use super::finding::Findings;
use super::ignored::Ignored;
use super::plan::Target;
use super::schemas;
use super::tree::{VERBS, entries, find, get, items, text};
use crate::error::codes;

fn way(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

/// Whether the document is one that can be read on; reports why not.
pub(super) fn version(body: &Expr, target: Target, findings: &Findings<'_>) -> bool {
    let wrong = |at: &[&str], what: &str, help: &'static str| {
        findings.error(codes::OPENAPI_INVALID, &way(at), what, help);
        false
    };
    if !matches!(body, Expr::Map(_)) {
        return wrong(&[], "the document is not an object", "begin it with `openapi: 3.0.3`");
    }
    let swagger = get(body, "swagger").is_some();
    let version = text(body, if swagger { "swagger" } else { "openapi" });
    match version {
        Some("2.0") if swagger && target == Target::Rest => true,
        Some("2.0") if swagger => wrong(
            &["swagger"],
            "an HTTP API takes no Swagger 2.0",
            "convert the document to OpenAPI 3.0, or use a `SpecRestApi`",
        ),
        Some(v) if !swagger && (v.starts_with("3.0.") || v.starts_with("3.1.")) => true,
        Some(other) => wrong(
            &[if swagger { "swagger" } else { "openapi" }],
            &format!("API Gateway does not read version `{other}`"),
            "use OpenAPI 3.0 or 3.1",
        ),
        None => {
            wrong(&[], "the document does not say its version", "begin it with `openapi: 3.0.3`")
        }
    }
}

/// What the document as a whole must have.
pub(super) fn document(body: &Expr, target: Target, findings: &Findings<'_>) {
    let wrong = |at: &[&str], what: &str, help: &'static str| {
        findings.error(codes::OPENAPI_INVALID, &way(at), what, help);
    };
    if find(body, &["info", "title"]).is_none() {
        wrong(&["info"], "the document has no title", "set `info.title`");
    }
    let all = operations(body);
    if all.is_empty() {
        wrong(
            &["paths"],
            "the document has no operation, so it cannot be deployed",
            "add one below `paths`",
        );
    }
    for (i, found) in all.iter().enumerate() {
        let Some(id) = &found.id else {
            continue;
        };
        if let Some(first) = all[..i].iter().find(|other| other.id.as_ref() == Some(id)) {
            findings.error(
                codes::OPENAPI_INVALID,
                &found.way(),
                &format!("two operations have the id `{id}`"),
                format!(
                    "the other one is `{}` of `{}`, rename one of them",
                    first.verb, first.path
                ),
            );
        }
    }
    for (path, item) in get(body, "paths").map_or(&[][..], entries) {
        if path.starts_with("x-") {
            continue;
        }
        if path != "/$default" || target == Target::Rest {
            parts(path, findings);
        }
        parameters(body, path, item, findings);
    }
    if target == Target::Rest {
        siblings(body, findings);
    }
    let mut elsewhere: Vec<(Vec<String>, &str)> = Vec::new();
    references(body, &mut Vec::new(), &mut elsewhere);
    if let Some((first, address)) = elsewhere.first() {
        let more = match elsewhere.len() {
            1 => String::new(),
            count => format!(", and {} more references like it", count - 1),
        };
        findings.error(
            codes::OPENAPI_UNSUPPORTED,
            first,
            &format!("`{address}` is another document, which API Gateway does not read{more}"),
            "bring what it names into this document; tools call this bundling",
        );
    }
}

/// A parameter is a whole part of a path.
fn parts(path: &str, findings: &Findings<'_>) {
    let at = way(&["paths", path]);
    if !path.starts_with('/') {
        findings.error(
            codes::OPENAPI_INVALID,
            &at,
            &format!("the path `{path}` does not begin with `/`"),
            "put one before it",
        );
    }
    for part in path.split('/') {
        let is_parameter =
            part.starts_with('{') && part.ends_with('}') && part.matches('{').count() == 1;
        if !is_parameter && part.contains(['{', '}']) {
            findings.error(
                codes::OPENAPI_UNSUPPORTED,
                &at,
                &format!(
                    "`{part}` is neither a parameter nor a text, and API Gateway takes no mixture"
                ),
                "let the parameter be a part of the path of its own",
            );
        }
    }
}

/// Every parameter of a path is declared, at the path or at each operation.
fn parameters(body: &Expr, path: &str, item: &Expr, findings: &Findings<'_>) {
    let declares = |list: Option<&Expr>, name: &str| {
        items(list).iter().any(|parameter| {
            let parameter = resolved(body, parameter);
            text(parameter, "in") == Some("path") && text(parameter, "name") == Some(name)
        })
    };
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    for name in names.map(|name| name.trim_end_matches('+')) {
        if declares(get(item, "parameters"), name) {
            continue;
        }
        for (verb, operation) in
            entries(item).iter().filter(|(key, _)| VERBS[..8].contains(&&**key))
        {
            let is_elsewhere = get(operation, "$ref").is_some();
            if !is_elsewhere && !declares(get(operation, "parameters"), name) {
                findings.error(
                    codes::OPENAPI_INVALID,
                    &way(&["paths", path, verb]),
                    &format!("the parameter `{name}` of the path `{path}` is not declared"),
                    "declare it in `parameters` with `in: path` and `required: true`",
                );
            }
        }
    }
}

/// What a reference inside the document leads to, or the thing itself.
fn resolved<'b>(body: &'b Expr, value: &'b Expr) -> &'b Expr {
    let target = text(value, "$ref").and_then(|address| address.strip_prefix("#/"));
    let Some(target) = target else {
        return value;
    };
    let parts: Vec<String> =
        target.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    find(body, &parts).unwrap_or(value)
}

/// Below one resource of a REST API there is one parameter at most.
fn siblings(body: &Expr, findings: &Findings<'_>) {
    let mut seen: Vec<(String, &str)> = Vec::new();
    for (path, _) in get(body, "paths").map_or(&[][..], entries) {
        let mut before = String::new();
        for part in path.split('/').skip(1) {
            if part.starts_with('{') {
                match seen.iter().find(|(parent, _)| *parent == before) {
                    Some((_, other)) if *other != part => {
                        findings.error(
                            codes::OPENAPI_UNSUPPORTED,
                            &way(&["paths", path]),
                            &format!("`{before}/` has the parameters `{other}` and `{part}`, and a REST API takes one"),
                            "call both the same",
                        );
                        return;
                    }
                    Some(_) => {}
                    None => seen.push((before.clone(), part)),
                }
            }
            before.push('/');
            before.push_str(part);
        }
    }
}

/// Collects what leads out of the document: API Gateway reads one alone.
fn references<'b>(
    value: &'b Expr,
    at: &mut Vec<String>,
    elsewhere: &mut Vec<(Vec<String>, &'b str)>,
) {
    if let Some(address) = text(value, "$ref")
        && !address.starts_with('#')
        && !address.starts_with("https://apigateway.amazonaws.com/")
    {
        elsewhere.push((at.clone(), address));
    }
    let inner: Vec<(String, &Expr)> = match value {
        Expr::Map(entries) => entries.iter().map(|(key, inner)| (key.to_string(), inner)).collect(),
        Expr::List(items) => {
            items.iter().enumerate().map(|(i, inner)| (i.to_string(), inner)).collect()
        }
        _ => Vec::new(),
    };
    for (key, inner) in inner {
        if !matches!(&*key, "example" | "examples" | "default" | "enum") {
            at.push(key);
            references(inner, at, elsewhere);
            at.pop();
        }
    }
}

/// What API Gateway [does not know](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html).
pub(super) fn without_effect(body: &mut Expr, validates: bool, ignored: &mut Ignored) {
    const ANSWERS: &str = "API Gateway answers requests, and calls nobody by itself";
    const MODELS: &str = "request validation by API Gateway does not know it";
    for found in operations(body) {
        let operation = find(body, &["paths", &found.path, &found.verb]);
        if operation.is_some_and(|operation| get(operation, "callbacks").is_some()) {
            ignored.note("callbacks", ANSWERS, &found.way());
        }
    }
    if !validates {
        return;
    }
    let models = models_of_requests(body);
    schemas::each(body, &mut |schema, way| {
        let is_of_request = match way {
            [components, schemas, name, ..]
                if components == "components" && schemas == "schemas" =>
            {
                models.contains(name)
            }
            [definitions, name, ..] if definitions == "definitions" => models.contains(name),
            // Parameters are only checked for being there.
            way => way.iter().any(|part| part == "requestBody" || part == "requestBodies"),
        };
        for keyword in UNKNOWN {
            if is_of_request && get(schema, keyword).is_some() {
                ignored.note(keyword, MODELS, way);
            }
        }
    });
}

/// What request validation does not know of a model.
const UNKNOWN: [&str; 6] =
    ["discriminator", "exclusiveMinimum", "exclusiveMaximum", "maxItems", "minItems", "readOnly"];

/// The names of the models that bodies of requests are validated by.
fn models_of_requests(body: &Expr) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for operation in operations(body) {
        let operation = find(body, &["paths", &operation.path, &operation.verb]);
        // In Swagger 2.0 the body is one of the parameters.
        for key in ["requestBody", "parameters"] {
            if let Some(part) = operation.and_then(|operation| get(operation, key)) {
                named(resolved(body, part), &mut found);
            }
        }
    }
    let mut next = 0;
    while let Some(name) = found.get(next).cloned() {
        next += 1;
        for way in [&["components", "schemas", &*name][..], &["definitions", &*name]] {
            if let Some(model) = find(body, way) {
                named(model, &mut found);
            }
        }
    }
    found
}

/// Adds the names of the models that a value refers to.
fn named(value: &Expr, found: &mut Vec<String>) {
    if let Some(address) = text(value, "$ref") {
        let name = ["#/components/schemas/", "#/definitions/"]
            .iter()
            .find_map(|place| address.strip_prefix(place))
            .map(|name| name.replace("~1", "/").replace("~0", "~"));
        found.extend(name.filter(|name| !found.contains(name)));
    }
    match value {
        Expr::Map(entries) => entries.iter().for_each(|(_, inner)| named(inner, found)),
        Expr::List(items) => items.iter().for_each(|inner| named(inner, found)),
        _ => {}
    }
}
