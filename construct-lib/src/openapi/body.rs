//! The document of an API that was itself made of a document.

use construct_document::{Element, Map};

use super::api::VERSION;
use super::json::{IntoElement, function, list, plain, text};
use super::schema::convert;
use super::security;
use super::template::entries;

/// The extensions that say how API Gateway answers, which clients need not know.
const EXTENSIONS: &str = "x-amazon-apigateway-";
/// Says that a key is a signature or a token.
const AUTH_TYPE: &str = "x-amazon-apigateway-authtype";

/// What was given, in OpenAPI 3.1, without what only API Gateway reads, and
/// with the servers that there are.
pub(super) fn document(
    body: &Element,
    name: &str,
    servers: Element,
) -> Result<Element, &'static str> {
    if function(body).is_some() {
        return Err("what it is made of is known only at deployment");
    }
    if body.get("swagger").is_some() {
        return Err("it is made of a document in Swagger 2.0, which is not converted");
    }
    let mut document = Map::new();
    document.set("openapi", text(VERSION));
    let mut info = Map::new();
    info.set("title", text(name));
    info.set("version", text("1.0.0"));
    for (key, value) in entries(body.get("info")) {
        info.set(key, plain(value));
    }
    document.set("info", info.into_element());
    document.set("servers", servers);
    for (key, value) in entries(Some(body)) {
        if !matches!(key, "openapi" | "info" | "servers") && !key.starts_with(EXTENSIONS) {
            document.set(key, walk(key, value));
        }
    }
    Ok(document.into_element())
}

/// Any part of a document but schemas.
fn walk(at: &str, value: &Element) -> Element {
    if function(value).is_some() || matches!(at, "example" | "default" | "value") {
        return plain(value);
    }
    if let Some(items) = value.as_list() {
        return list(items.iter().map(|item| walk("", item)));
    }
    let Some(map) = value.as_map() else {
        return value.clone();
    };
    if at == "schema" {
        return schema(value);
    }
    let mut all = Map::new();
    for entry in map.entries() {
        let (key, value) = (entry.key(), entry.value());
        let is_hidden = (key.starts_with(EXTENSIONS) && key != AUTH_TYPE)
            || (key == "options" && is_preflight(value));
        if is_hidden {
            continue;
        }
        let written = match at {
            "schemas" => schema(value),
            "securitySchemes" => scheme(value),
            _ => walk(key, value),
        };
        all.set(key, written);
    }
    all.into_element()
}

/// An answer to what browsers ask first, which is no operation for clients.
fn is_preflight(operation: &Element) -> bool {
    let integration = operation.get("x-amazon-apigateway-integration");
    let kind = integration.and_then(|i| i.get("type")?.as_text());
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("mock"))
        && entries(operation.get("responses")).any(|(_, response)| {
            entries(response.get("headers")).any(|(name, _)| name == "Access-Control-Allow-Methods")
        })
}

fn schema(value: &Element) -> Element {
    convert(value, &mut |target| super::json::shown(target))
}

/// A token is said by `oauth2` without flows there, which only API Gateway understands.
fn scheme(value: &Element) -> Element {
    let is_token = value.get("type").and_then(Element::as_text) == Some("oauth2")
        && value.get("flows").is_none();
    if !is_token {
        return walk("", value);
    }
    let authorizer = value.get("x-amazon-apigateway-authorizer");
    let issuer = authorizer.and_then(|a| a.get("jwtConfiguration")?.get("issuer")?.as_text());
    security::token(issuer)
}
