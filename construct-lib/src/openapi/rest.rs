//! The operations of a REST API.

use construct_document::{Element, Map};

use super::json::{IntoElement, is_true, object, text, yes};
use super::operation::{Operation, Paths};
use super::schema::{Schemas, modelled};
use super::security::{Schemes, authorizer_id, identity_sources, issuer_of_user_pool};
use super::template::{Resource, Resources, entries, reference};

/// Adds all methods of the API.
pub(super) fn operations(
    resources: &Resources<'_>,
    api: Resource<'_>,
    paths: &mut Paths,
    schemes: &mut Schemes,
    schemas: &mut Schemas,
) {
    for model in resources.referring("AWS::ApiGateway::Model", "RestApiId", api.id) {
        schemas.model(model);
    }
    let mut methods: Vec<(String, Resource<'_>)> = resources
        .referring("AWS::ApiGateway::Method", "RestApiId", api.id)
        .filter_map(|method| Some((path_of(resources, method.get("ResourceId")?)?, method)))
        .collect();
    // `ANY` is for the verbs that have no method of their own.
    methods.sort_by_key(|(_, method)| method.text("HttpMethod") == Some("ANY"));
    for (path, method) in &methods {
        let verb = method.text("HttpMethod").unwrap_or_default();
        if is_preflight(*method) {
            paths.hide(path, verb);
            continue;
        }
        let operation = operation(resources, *method, path, schemes, schemas);
        paths.add(path, verb, &operation);
    }
}

/// The path of a resource: the API's root, or its part below its parent.
fn path_of(resources: &Resources<'_>, id: &Element) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let mut at = reference(id);
    while let Some(id) = at {
        let resource = resources.find(id)?;
        parts.push(resource.text("PathPart")?);
        // A circle of parents is no tree, and CloudFormation refuses it.
        if parts.len() > DEEPEST {
            return None;
        }
        at = reference(resource.get("ParentId")?);
    }
    parts.reverse();
    Some(format!("/{}", parts.join("/")))
}

const DEEPEST: usize = 300;

/// An answer to what browsers ask first, which is no operation for clients.
fn is_preflight(method: Resource<'_>) -> bool {
    let integration = method.get("Integration");
    let kind = integration.and_then(|i| i.get("Type")?.as_text());
    let mut responses = method.list("MethodResponses").iter();
    method.text("HttpMethod") == Some("OPTIONS")
        && kind == Some("MOCK")
        && responses.any(|response| {
            let mut names = entries(response.get("ResponseParameters"));
            names.any(|(name, _)| name.ends_with("Access-Control-Allow-Methods"))
        })
}

fn operation(
    resources: &Resources<'_>,
    method: Resource<'_>,
    path: &str,
    schemes: &mut Schemes,
    schemas: &mut Schemas,
) -> Operation {
    let validator = method.reference("RequestValidatorId").and_then(|id| resources.find(id));
    let validates = |what| is_true(validator.and_then(|v| v.get(what)));
    let (summary, description) = documented(resources, method, path);
    Operation {
        id: method.text("OperationName").map(str::to_owned),
        summary,
        description,
        parameters: method.entries("RequestParameters").filter_map(parameter).collect(),
        body: request_body(method, validates("ValidateRequestBody"), schemas),
        responses: responses(method, schemas),
        security: security(resources, method, schemes),
    }
}

/// What a documentation part of the method says.
fn documented(
    resources: &Resources<'_>,
    method: Resource<'_>,
    path: &str,
) -> (Option<String>, Option<String>) {
    let Some(api) = method.reference("RestApiId") else {
        return (None, None);
    };
    let verb = method.text("HttpMethod");
    let mut parts = resources.referring("AWS::ApiGateway::DocumentationPart", "RestApiId", api);
    let part = parts.find(|part| {
        let at = |key| part.get("Location").and_then(|l| l.get(key)?.as_text());
        at("Type") == Some("METHOD") && at("Path") == Some(path) && at("Method") == verb
    });
    let properties = part.and_then(|part| {
        construct_document::Document::parse_json("part", part.text("Properties")?).ok()
    });
    let say = |key| Some(properties.as_ref()?.root().get(key)?.as_text()?.to_owned());
    (say("summary"), say("description"))
}

/// Parameters of the path are in the path, and some headers OpenAPI says elsewhere.
fn parameter((name, required): (&str, &Element)) -> Option<Element> {
    let (place, name) = name.strip_prefix("method.request.")?.split_once('.')?;
    let is_said_elsewhere =
        ["accept", "authorization", "content-type"].contains(&&*name.to_lowercase());
    let (place, is_list) = match place {
        "querystring" => ("query", false),
        "multivaluequerystring" => ("query", true),
        "header" if !is_said_elsewhere => ("header", false),
        "multivalueheader" if !is_said_elsewhere => ("header", true),
        _ => return None,
    };
    let string = object([("type", text("string"))]);
    let schema = match is_list {
        true => object([("type", text("array")), ("items", string)]),
        false => string,
    };
    let mut parameter = Map::new();
    parameter.set("name", text(name));
    parameter.set("in", text(place));
    if is_true(Some(required)) {
        parameter.set("required", yes());
    }
    parameter.set("schema", schema);
    Some(parameter.into_element())
}

fn request_body(method: Resource<'_>, required: bool, schemas: &mut Schemas) -> Option<Element> {
    let content = modelled(method.entries("RequestModels"), schemas);
    if content.is_empty() {
        return None;
    }
    let mut body = Map::new();
    body.set("content", content.into_element());
    if required {
        body.set("required", yes());
    }
    Some(body.into_element())
}

fn responses(method: Resource<'_>, schemas: &mut Schemas) -> Map {
    let mut all = Map::new();
    for response in method.list("MethodResponses") {
        let Some(status) = response.get("StatusCode").map(super::json::shown) else {
            continue;
        };
        let mut one = Map::new();
        one.set("description", text(reason(&status)));
        let mut headers = Map::new();
        for (name, _) in entries(response.get("ResponseParameters")) {
            if let Some(name) = name.strip_prefix("method.response.header.")
                && name.to_lowercase() != "content-type"
            {
                let schema = object([("type", text("string"))]);
                headers.set(name, object([("schema", schema)]));
            }
        }
        if !headers.is_empty() {
            one.set("headers", headers.into_element());
        }
        let content = modelled(entries(response.get("ResponseModels")), schemas);
        if !content.is_empty() {
            one.set("content", content.into_element());
        }
        all.set(status, one.into_element());
    }
    all
}

/// What a status means.
fn reason(status: &str) -> &'static str {
    match status {
        "200" => "OK",
        "201" => "Created",
        "202" => "Accepted",
        "204" => "No content",
        "301" => "Moved permanently",
        "302" => "Found",
        "303" => "See other",
        "304" => "Not modified",
        "400" => "Bad request",
        "401" => "Unauthorized",
        "403" => "Forbidden",
        "404" => "Not found",
        "405" => "Method not allowed",
        "409" => "Conflict",
        "413" => "Content too large",
        "415" => "Unsupported media type",
        "422" => "Unprocessable content",
        "429" => "Too many requests",
        "500" => "Internal server error",
        "502" => "Bad gateway",
        "503" => "Service unavailable",
        "504" => "Gateway timeout",
        _ => "An answer of this status",
    }
}

fn security(
    resources: &Resources<'_>,
    method: Resource<'_>,
    schemes: &mut Schemes,
) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    let authorizer = authorizer_id(method).and_then(|id| resources.find(id));
    match (method.text("AuthorizationType"), authorizer) {
        (Some("AWS_IAM"), _) => all.push(schemes.iam()),
        (Some("CUSTOM"), Some(authorizer)) => {
            let sources = identity_sources(authorizer.get("IdentitySource"));
            all.extend(schemes.lambda(authorizer, &sources));
        }
        (Some("COGNITO_USER_POOLS"), Some(authorizer)) => {
            let pools = authorizer.list("ProviderARNs");
            let issuer = match pools {
                [only] => issuer_of_user_pool(only),
                _ => None,
            };
            let scopes = method.list("AuthorizationScopes").iter().map(super::json::shown);
            let scopes: Vec<String> = scopes.collect();
            all.push(schemes.token(authorizer, issuer.as_deref(), &scopes));
        }
        _ => {}
    }
    if is_true(method.get("ApiKeyRequired")) {
        all.push(schemes.api_key());
    }
    all
}
