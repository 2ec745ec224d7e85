//! The operations of an HTTP API.

use super::json::shown;
use super::operation::{Operation, Paths};
use super::security::{Schemes, authorizer_id, identity_sources};
use super::template::{Resource, Resources};

/// Adds all routes of the API.
pub(super) fn operations(
    resources: &Resources<'_>,
    api: Resource<'_>,
    paths: &mut Paths,
    schemes: &mut Schemes,
) {
    let mut routes: Vec<(&str, &str, Resource<'_>)> = resources
        .referring("AWS::ApiGatewayV2::Route", "ApiId", api.id)
        .filter_map(|route| {
            let (verb, path) = split(route.text("RouteKey")?)?;
            Some((verb, path, route))
        })
        .collect();
    // An API made of a target alone has one route, and it takes all.
    let is_quick = routes.is_empty() && api.get("Target").is_some();
    routes
        .sort_by_key(|(verb, _, route)| (*verb == "ANY", route.text("RouteKey") == Some(DEFAULT)));
    for (verb, path, route) in routes {
        let security = security(resources, route, schemes);
        let id = route.text("OperationName").map(str::to_owned);
        paths.add(path, verb, &Operation { id, security, ..Operation::default() });
    }
    if is_quick && let Some((verb, path)) = split(api.text("RouteKey").unwrap_or(DEFAULT)) {
        paths.add(path, verb, &Operation::default());
    }
}

/// The route for all that no other route takes.
const DEFAULT: &str = "$default";

/// The verb and the path of a route key.
fn split(key: &str) -> Option<(&str, &str)> {
    if key == DEFAULT { Some(("ANY", "/{proxy+}")) } else { key.split_once(' ') }
}

fn security(
    resources: &Resources<'_>,
    route: Resource<'_>,
    schemes: &mut Schemes,
) -> Vec<(String, Vec<String>)> {
    let authorizer = authorizer_id(route).and_then(|id| resources.find(id));
    match (route.text("AuthorizationType"), authorizer) {
        (Some("AWS_IAM"), _) => vec![schemes.iam()],
        (Some("CUSTOM"), Some(authorizer)) => {
            schemes.lambda(authorizer, &identity_sources(authorizer.get("IdentitySource")))
        }
        (Some("JWT"), Some(authorizer)) => {
            let configuration = authorizer.get("JwtConfiguration");
            let issuer = configuration.and_then(|c| c.get("Issuer")?.as_text());
            let scopes: Vec<String> = route.list("AuthorizationScopes").iter().map(shown).collect();
            vec![schemes.token(authorizer, issuer, &scopes)]
        }
        _ => Vec::new(),
    }
}
