//! APIs of a template, and the ARNs by which they call functions.

use serde_json::{Map, Value};

use crate::template::{Resource, Template, single};
use crate::text::{Symbol, Text};

/// What verb a request of a method `ANY` may have.
const VERBS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// A function as an API or a permission names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    /// The logical id of the function.
    pub(crate) function: String,
    /// Its version or alias.
    pub(crate) qualifier: Option<Text>,
}

/// A call that an API can make.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Call {
    /// The logical id of the method, route or authorizer.
    pub(crate) owner: String,
    /// The logical id of the API.
    pub(crate) api: String,
    /// What is called.
    pub(crate) target: Target,
    /// By which ARN: what Lambda compares with `SourceArn`.
    pub(crate) arn: Text,
}

/// All calls that the APIs of a template can make to functions of it.
///
/// Calls with the credentials of a role are left out: Lambda then asks the
/// role's policy, not the function's.
pub(crate) fn calls(template: &Template<'_>) -> Vec<Call> {
    let mut found = Vec::new();
    for resource in template.resources() {
        match resource.kind {
            "AWS::ApiGateway::Method" => of_method(template, resource, &mut found),
            "AWS::ApiGateway::Authorizer" => {
                of_authorizer(template, resource, "RestApiId", "AuthorizerCredentials", &mut found);
            }
            "AWS::ApiGatewayV2::Route" => of_route(template, resource, &mut found),
            "AWS::ApiGatewayV2::Authorizer" => {
                of_authorizer(template, resource, "ApiId", "AuthorizerCredentialsArn", &mut found);
            }
            "AWS::ApiGatewayV2::Api" => of_quick_api(template, resource, &mut found),
            _ => {}
        }
        if matches!(resource.kind, "AWS::ApiGateway::RestApi" | "AWS::ApiGatewayV2::Api") {
            of_body(template, resource, &mut found);
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The function that a name, an ARN or an integration's URI means.
pub(crate) fn target(template: &Template<'_>, value: &Value) -> Option<Target> {
    target_of(template, &Text::of(template, value), 0)
}

fn target_of(template: &Template<'_>, text: &Text, depth: usize) -> Option<Target> {
    let mut symbols = text.0.as_slice();
    if let Some(start) = text.find(":lambda:path/") {
        symbols = &symbols[start..];
        let rest = Text(symbols.to_vec());
        let end =
            rest.find("/invocations").or_else(|| rest.find("/response-streaming-invocations"))?;
        symbols = &symbols[..end];
    }
    let (at, resource) = symbols.iter().enumerate().find_map(|(at, symbol)| match symbol {
        Symbol::Ref(id) | Symbol::Att(id, _) => {
            let resource = template.resource(id)?;
            resource.kind.starts_with("AWS::Lambda::").then_some((at, resource))
        }
        _ => None,
    })?;
    match resource.kind {
        "AWS::Lambda::Function" => {
            let rest = &symbols[at + 1..];
            let qualifier = rest.strip_prefix(&[Symbol::Char(':')]).map(|q| Text(q.to_vec()));
            Some(Target { function: resource.id.to_owned(), qualifier })
        }
        "AWS::Lambda::Alias" | "AWS::Lambda::Version" if depth < 3 => {
            let of = Text::of(template, resource.get("FunctionName")?);
            let qualifier = match resource.get("Name") {
                Some(name) => Text::of(template, name),
                None => Text(vec![Symbol::Att(resource.id.to_owned(), "Version".to_owned())]),
            };
            Some(Target { qualifier: Some(qualifier), ..target_of(template, &of, depth + 1)? })
        }
        _ => None,
    }
}

/// The ARN of something that an API does, after the API's id.
pub(crate) fn source_arn(api: &Text) -> Text {
    let pseudo = |name: &str| Text(vec![Symbol::Ref(format!("AWS::{name}"))]);
    Text::literal("arn:")
        .then(&pseudo("Partition"))
        .then_str(":execute-api:")
        .then(&pseudo("Region"))
        .then_str(":")
        .then(&pseudo("AccountId"))
        .then_str(":")
        .then(api)
}

fn api_arn(api: &str) -> Text {
    source_arn(&Text(vec![Symbol::Ref(api.to_owned())]))
}

/// The names of the stages of an API.
fn stages(template: &Template<'_>, api: &str) -> Vec<Text> {
    let mut found = Vec::new();
    for resource in template.resources() {
        let (property, test) = match resource.kind {
            "AWS::ApiGateway::Stage" | "AWS::ApiGateway::Deployment" => ("RestApiId", true),
            "AWS::ApiGatewayV2::Stage" => ("ApiId", false),
            _ => continue,
        };
        if !template.names(resource.get(property), api) {
            continue;
        }
        if let Some(name) = resource.get("StageName") {
            found.push(Text::of(template, name));
        }
        if test {
            // The console's "Test" button.
            found.push(Text::literal("test-invoke-stage"));
        }
    }
    if found.is_empty() {
        found.push(Text::unknown("a stage"));
    }
    found.sort();
    found.dedup();
    found
}

fn of_method(template: &Template<'_>, method: Resource<'_>, found: &mut Vec<Call>) {
    let Some(api) = method.get("RestApiId").and_then(|v| template.reference(v)) else {
        return;
    };
    let credentials = method.get("Integration.Credentials").is_some();
    let Some(target) = method
        .get("Integration.Uri")
        .filter(|_| !credentials)
        .and_then(|uri| target(template, uri))
    else {
        return;
    };
    let path = path_of(template, method);
    let own = |other: &Resource<'_>| other.get("ResourceId") == method.get("ResourceId");
    let taken: Vec<&str> = template
        .of_kind("AWS::ApiGateway::Method")
        .filter(own)
        .filter_map(|other| other.text("HttpMethod"))
        .collect();
    for stage in stages(template, api) {
        for verb in verbs(method.text("HttpMethod").unwrap_or("ANY"), &taken) {
            let arn = api_arn(api).then_str("/").then(&stage);
            found.push(Call {
                owner: method.id.to_owned(),
                api: api.to_owned(),
                target: target.clone(),
                arn: arn.then_str(&format!("/{verb}/")).then(&path),
            });
        }
    }
}

/// The verbs of a method. `ANY` has those that no other method of the place has.
fn verbs<'a>(verb: &'a str, taken: &[&str]) -> Vec<&'a str> {
    if verb.eq_ignore_ascii_case("ANY") {
        VERBS.into_iter().filter(|v| !taken.contains(v)).collect()
    } else {
        vec![verb]
    }
}

/// The path of a method, without the `/` at its beginning. What a request has
/// in the place of a parameter is not known.
fn path_of(template: &Template<'_>, method: Resource<'_>) -> Text {
    match path_parts(template, method) {
        Some(parts) => path_text(&parts.join("/")),
        None => Text::unknown("a path"),
    }
}

/// The parts of a method's path, unless a part of it is elsewhere.
pub(crate) fn path_parts<'a>(
    template: &Template<'a>,
    method: Resource<'a>,
) -> Option<Vec<&'a str>> {
    let mut parts = Vec::new();
    let mut next = method.get("ResourceId")?;
    loop {
        let at = template.resource(template.reference(next)?)?;
        match at.kind {
            "AWS::ApiGateway::RestApi" => break,
            // More than a path can have: a circle, which another rule reports.
            _ if parts.len() > 100 => return None,
            _ => {
                parts.push(at.text("PathPart")?);
                next = at.get("ParentId")?;
            }
        }
    }
    parts.reverse();
    Some(parts)
}

fn path_text(path: &str) -> Text {
    let mut text = Text::default();
    for (index, part) in path.split('/').enumerate() {
        if index > 0 {
            text = text.then_str("/");
        }
        text = if part.starts_with('{') {
            text.then(&Text::unknown("a path parameter"))
        } else {
            text.then_str(part)
        };
    }
    text
}

fn of_authorizer(
    template: &Template<'_>,
    authorizer: Resource<'_>,
    api: &str,
    credentials: &str,
    found: &mut Vec<Call>,
) {
    let Some(api) = authorizer.get(api).and_then(|v| template.reference(v)) else {
        return;
    };
    if authorizer.get(credentials).is_some() {
        return;
    }
    if let Some(target) = authorizer.get("AuthorizerUri").and_then(|uri| target(template, uri)) {
        let id = Text(vec![Symbol::Ref(authorizer.id.to_owned())]);
        found.push(Call {
            owner: authorizer.id.to_owned(),
            api: api.to_owned(),
            target,
            arn: api_arn(api).then_str("/authorizers/").then(&id),
        });
    }
}

fn of_route(template: &Template<'_>, route: Resource<'_>, found: &mut Vec<Call>) {
    let (Some(api), Some(key)) =
        (route.get("ApiId").and_then(|v| template.reference(v)), route.text("RouteKey"))
    else {
        return;
    };
    let integration = route.get("Target").and_then(|target| {
        let target = Text::of(template, target);
        target.0.iter().find_map(|symbol| match symbol {
            Symbol::Ref(id) => template.resource(id),
            _ => None,
        })
    });
    let Some(target) = integration
        .filter(|i| i.get("CredentialsArn").is_none())
        .and_then(|i| i.get("IntegrationUri"))
        .and_then(|uri| target(template, uri))
    else {
        return;
    };
    of_route_key(template, route.id, api, key, &target, found);
}

fn of_route_key(
    template: &Template<'_>,
    owner: &str,
    api: &str,
    key: &str,
    target: &Target,
    found: &mut Vec<Call>,
) {
    let ends: Vec<String> = match key.split_once(' ') {
        Some((verb, path)) => {
            verbs(verb, &[]).into_iter().map(|verb| format!("/{verb}{path}")).collect()
        }
        None => vec![format!("/{key}")],
    };
    for stage in stages(template, api) {
        for end in &ends {
            found.push(Call {
                owner: owner.to_owned(),
                api: api.to_owned(),
                target: target.clone(),
                arn: api_arn(api).then_str("/").then(&stage).then_str(end),
            });
        }
    }
}

/// An HTTP API made of one function, with `Target`.
fn of_quick_api(template: &Template<'_>, api: Resource<'_>, found: &mut Vec<Call>) {
    let uri = api.get("Target").filter(|_| api.get("CredentialsArn").is_none());
    if let Some(target) = uri.and_then(|uri| target(template, uri)) {
        let key = api.text("RouteKey").unwrap_or("$default");
        of_route_key(template, api.id, api.id, key, &target, found);
    }
}

/// An object of a document, or those that `Fn::If` chooses from.
fn branches(value: &Value) -> Vec<&Map<String, Value>> {
    match single(value) {
        Some(("Fn::If", argument)) => {
            let chosen = argument.as_array().into_iter().flatten().skip(1);
            chosen.flat_map(branches).filter(|object| !object.contains_key("Ref")).collect()
        }
        _ => value.as_object().into_iter().collect(),
    }
}

/// Whether a template shows all that an API calls: its document is not in a bucket or made by a macro.
pub(crate) fn shows_calls(api: Resource<'_>) -> bool {
    let body = api.get("Body").map(Value::to_string).unwrap_or_default();
    api.get("BodyS3Location").is_none() && !body.contains("\"Fn::Transform\"")
}

/// An API made of an OpenAPI document.
fn of_body(template: &Template<'_>, api: Resource<'_>, found: &mut Vec<Call>) {
    let rest = api.kind == "AWS::ApiGateway::RestApi";
    let paths = api.get("Body.paths").map(branches).unwrap_or_default();
    for (path, item) in paths.into_iter().flatten() {
        let methods = branches(item);
        let taken: Vec<String> =
            methods.iter().flat_map(|m| m.keys()).map(|verb| verb.to_ascii_uppercase()).collect();
        let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
        for (verb, operation) in methods.into_iter().flatten() {
            for operation in branches(operation) {
                let integration = operation.get("x-amazon-apigateway-integration");
                let Some(target) = integration
                    .filter(|i| i.get("credentials").is_none())
                    .and_then(|i| i.get("uri"))
                    .and_then(|uri| target(template, uri))
                else {
                    continue;
                };
                let any = verb == "x-amazon-apigateway-any-method";
                let verb = if any { "ANY".to_owned() } else { verb.to_ascii_uppercase() };
                for (stage, verb) in stages(template, api.id).iter().flat_map(|stage| {
                    verbs(&verb, &taken).into_iter().map(move |verb| (stage, verb))
                }) {
                    let arn = api_arn(api.id).then_str("/").then(stage);
                    let arn = match path.as_str() {
                        "$default" | "/$default" if !rest => arn.then_str("/$default"),
                        path if rest => arn.then_str(&format!("/{verb}")).then(&path_text(path)),
                        path => arn.then_str(&format!("/{verb}{path}")),
                    };
                    found.push(Call {
                        owner: api.id.to_owned(),
                        api: api.id.to_owned(),
                        target: target.clone(),
                        arn,
                    });
                }
            }
        }
    }
    for section in ["Body.securityDefinitions", "Body.components.securitySchemes"] {
        let schemes = api.get(section).and_then(Value::as_object);
        for (name, scheme) in schemes.into_iter().flatten() {
            let authorizer = scheme.get("x-amazon-apigateway-authorizer");
            let uri = authorizer
                .filter(|a| a.get("authorizerCredentials").is_none())
                .and_then(|a| a.get("authorizerUri"));
            if let Some(target) = uri.and_then(|uri| target(template, uri)) {
                let id = Text::unknown(&format!("the id of {name}"));
                found.push(Call {
                    owner: api.id.to_owned(),
                    api: api.id.to_owned(),
                    target,
                    arn: api_arn(api.id).then_str("/authorizers/").then(&id),
                });
            }
        }
    }
}
