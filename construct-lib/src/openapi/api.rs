//! The APIs of a template, and the document of each.

use construct_document::{Document, Element, Map, Problem};

use super::body;
use super::http;
use super::json::{IntoElement, list, object, text};
use super::operation::Paths;
use super::rest;
use super::schema::Schemas;
use super::security::Schemes;
use super::servers;
use super::template::{Resource, Resources};

/// The version of OpenAPI that is written.
pub(super) const VERSION: &str = "3.1.0";

/// What an API is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKind {
    /// A REST API, `AWS::ApiGateway::RestApi`.
    Rest,
    /// An HTTP API, `AWS::ApiGatewayV2::Api`.
    Http,
    /// A WebSocket API, which OpenAPI cannot describe.
    WebSocket,
}

/// One API of a template.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiDescription {
    logical_id: String,
    name: String,
    kind: ApiKind,
    document: Result<Element, &'static str>,
}

impl ApiDescription {
    /// Its logical id.
    #[must_use]
    pub fn logical_id(&self) -> &str {
        &self.logical_id
    }

    /// The name that AWS shows; the logical id when only the deployment knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which kind of API it is.
    #[must_use]
    pub fn kind(&self) -> ApiKind {
        self.kind
    }

    /// The document, to be written with [`to_json`](Element::to_json) or
    /// [`to_yaml`](Element::to_yaml); nothing for an API that has none.
    #[must_use]
    pub fn document(&self) -> Option<&Element> {
        self.document.as_ref().ok()
    }

    /// Why there is no document.
    #[must_use]
    pub fn why_not(&self) -> Option<&'static str> {
        self.document.as_ref().err().copied()
    }
}

/// The APIs of a template, in its order, each with its document.
///
/// The same template gives the same documents, byte for byte.
///
/// # Errors
///
/// When the text is no JSON or YAML.
pub fn describe(template: &str) -> Result<Vec<ApiDescription>, Problem> {
    let template = Document::parse("template", template)?;
    let resources = Resources::of(template.root());
    let rest = resources.of_type("AWS::ApiGateway::RestApi").map(|api| (api, ApiKind::Rest));
    let other = resources.of_type("AWS::ApiGatewayV2::Api").map(|api| {
        let is_socket = api.text("ProtocolType") == Some("WEBSOCKET");
        (api, if is_socket { ApiKind::WebSocket } else { ApiKind::Http })
    });
    Ok(rest.chain(other).map(|(api, kind)| one(&resources, api, kind)).collect())
}

fn one(resources: &Resources<'_>, api: Resource<'_>, kind: ApiKind) -> ApiDescription {
    let given = api.get("Body");
    let title = given.and_then(|body| body.get("info")?.get("title")?.as_text());
    let name = api.text("Name").or(title).unwrap_or(api.id).to_owned();
    let document = if kind == ApiKind::WebSocket {
        Err("OpenAPI describes requests and their answers, and a WebSocket API has messages")
    } else if let Some(body) = given {
        body::document(body, &name, servers::of(resources, api, kind))
    } else if api.get("BodyS3Location").is_some() {
        Err("it is made of a document in S3, which is not read")
    } else {
        Ok(of_resources(resources, api, kind, &name))
    };
    ApiDescription { logical_id: api.id.to_owned(), name, kind, document }
}

fn of_resources(
    resources: &Resources<'_>,
    api: Resource<'_>,
    kind: ApiKind,
    name: &str,
) -> Element {
    let mut paths = Paths::default();
    let mut schemes = Schemes::default();
    let mut schemas = Schemas::default();
    if kind == ApiKind::Rest {
        rest::operations(resources, api, &mut paths, &mut schemes, &mut schemas);
    } else {
        http::operations(resources, api, &mut paths, &mut schemes);
    }
    let mut info = Map::new();
    info.set("title", text(name));
    if let Some(description) = api.text("Description") {
        info.set("description", text(description));
    }
    info.set("version", text(api.text("Version").unwrap_or("1.0.0")));

    let mut document = Map::new();
    document.set("openapi", text(VERSION));
    document.set("info", info.into_element());
    document.set("servers", servers::of(resources, api, kind));
    let tags = paths.tags().map(|tag| object([("name", text(tag))]));
    let tags: Vec<Element> = tags.collect();
    if !tags.is_empty() {
        document.set("tags", list(tags));
    }
    document.set("paths", paths.into_element());
    let mut components = Map::new();
    for (key, all) in [("schemas", schemas.into_map()), ("securitySchemes", schemes.into_map())] {
        if !all.is_empty() {
            components.set(key, all.into_element());
        }
    }
    if !components.is_empty() {
        document.set("components", components.into_element());
    }
    document.into_element()
}
