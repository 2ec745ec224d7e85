//! Where an API is reached.

use construct_document::{Element, Map};

use super::api::ApiKind;
use super::json::{IntoElement, is_true, list, object, text};
use super::template::{Resource, Resources};

/// The servers of an API: its own domains, and the address that AWS gives it,
/// whose parts only the deployment knows.
pub(super) fn of(resources: &Resources<'_>, api: Resource<'_>, kind: ApiKind) -> Element {
    let mut servers = domains(resources, api, kind);
    let is_open = !is_true(api.get("DisableExecuteApiEndpoint"));
    if is_open || servers.is_empty() {
        let mut names = stages(resources, api, kind);
        if names.is_empty() {
            names.push(match kind {
                ApiKind::Rest => "{stage}",
                ApiKind::Http | ApiKind::WebSocket => "$default",
            });
        }
        servers.extend(names.into_iter().map(|name| execute_api(api, name)));
    }
    list(servers)
}

fn stages<'a>(resources: &Resources<'a>, api: Resource<'a>, kind: ApiKind) -> Vec<&'a str> {
    let (stage, property) = match kind {
        ApiKind::Rest => ("AWS::ApiGateway::Stage", "RestApiId"),
        ApiKind::Http | ApiKind::WebSocket => ("AWS::ApiGatewayV2::Stage", "ApiId"),
    };
    let all = resources.referring(stage, property, api.id);
    all.map(|stage| stage.text("StageName").unwrap_or("{stage}")).collect()
}

/// The domains whose names are known.
fn domains(resources: &Resources<'_>, api: Resource<'_>, kind: ApiKind) -> Vec<Element> {
    let mappings: Vec<(Resource<'_>, &str)> = match kind {
        ApiKind::Rest => {
            let base = resources.referring("AWS::ApiGateway::BasePathMapping", "RestApiId", api.id);
            let mapped = resources.referring("AWS::ApiGatewayV2::ApiMapping", "ApiId", api.id);
            base.map(|m| (m, "BasePath")).chain(mapped.map(|m| (m, "ApiMappingKey"))).collect()
        }
        ApiKind::Http | ApiKind::WebSocket => {
            let mapped = resources.referring("AWS::ApiGatewayV2::ApiMapping", "ApiId", api.id);
            mapped.map(|m| (m, "ApiMappingKey")).collect()
        }
    };
    let named = mappings.into_iter().filter_map(|(mapping, path)| {
        let domain = mapping.text("DomainName").or_else(|| {
            let domain = resources.find(mapping.reference("DomainName")?)?;
            domain.text("DomainName")
        })?;
        let path = mapping.text(path).unwrap_or_default();
        let url = format!("https://{domain}/{path}");
        Some(object([("url", text(url.trim_end_matches('/')))]))
    });
    named.collect()
}

fn execute_api(api: Resource<'_>, stage: &str) -> Element {
    let path = if stage == "$default" { String::new() } else { format!("/{stage}") };
    let mut variables = Map::new();
    let shown_id = format!("The id that AWS gives the API `{}`", api.id);
    variables.set("apiId", variable("api-id", &shown_id));
    variables.set("region", variable("us-east-1", "The region that the API is deployed to"));
    if stage == "{stage}" {
        variables.set("stage", variable("prod", "The stage that serves the API"));
    }
    object([
        ("url", text(format!("https://{{apiId}}.execute-api.{{region}}.amazonaws.com{path}"))),
        ("variables", variables.into_element()),
    ])
}

fn variable(default: &str, description: &str) -> Element {
    object([("default", text(default)), ("description", text(description))])
}
