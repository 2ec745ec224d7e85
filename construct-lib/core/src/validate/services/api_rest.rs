//! REST APIs: what methods, authorizers, stages and domain names need together.

use super::view::{Findings, Item, View, always, deep, entries, field, items, text};
use crate::error::codes;
use crate::token::Expr;

pub(super) fn rest_api(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let configuration = item.get("EndpointConfiguration");
    let types = deep(configuration, &["Types"]).and_then(items);
    let known: Option<Vec<_>> = types.map(|all| all.iter().filter_map(text).collect());
    let is_private = known.as_ref().map(|types| types.iter().any(|ty| *ty == "PRIVATE"));
    if is_private == Some(false)
        && deep(configuration, &["VpcEndpointIds"]).is_some_and(|ids| items(ids) != Some(&[]))
    {
        findings.error(
            codes::API_MISMATCH,
            "EndpointConfiguration.VpcEndpointIds",
            "only a private API is reached through endpoints of a VPC",
            "use the type `PRIVATE`, or name no endpoint",
        );
    }
    let described = ["Body", "BodyS3Location"].iter().any(|name| item.get(name).is_some());
    if is_private == Some(true) && item.get("Policy").is_none() && !described {
        findings.warning(
            codes::MISSING_PROPERTY,
            "Policy",
            "a private API without a policy refuses every caller, and cannot be deployed",
            "allow `execute-api:Invoke`, by the endpoint or the VPC that calls",
        );
    }
}

/// What each type of integration needs.
const NEEDED: [(&str, &[&str]); 4] = [
    ("AWS", &["IntegrationHttpMethod", "Uri"]),
    ("AWS_PROXY", &["IntegrationHttpMethod", "Uri"]),
    ("HTTP", &["IntegrationHttpMethod", "Uri"]),
    ("HTTP_PROXY", &["IntegrationHttpMethod", "Uri"]),
];

pub(super) fn method(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let authorization = item.get("AuthorizationType").and_then(text);
    if item.get("AuthorizationScopes").and_then(items).is_some_and(|scopes| !scopes.is_empty())
        && authorization.as_deref().is_some_and(|kind| kind != "COGNITO_USER_POOLS")
    {
        findings.warning(
            codes::API_MISMATCH,
            "AuthorizationScopes",
            "scopes are looked at where user pools authorize, and nowhere else",
            "take them away, or use `COGNITO_USER_POOLS`",
        );
    }
    for (name, _) in item.get("RequestParameters").and_then(entries).unwrap_or_default() {
        let place = name.strip_prefix("method.request.").and_then(|rest| rest.split_once('.'));
        let known = place.is_some_and(|(place, name)| {
            matches!(
                place,
                "header" | "path" | "querystring" | "multivaluequerystring" | "multivalueheader"
            ) && !name.is_empty()
        });
        if !known {
            findings.error(
                codes::PATTERN_MISMATCH,
                format_args!("RequestParameters.{name}"),
                "a parameter is called `method.request.PLACE.NAME`, with `path`, `querystring` or `header` for the place",
                "correct its name",
            );
        }
    }
    if let Some(integration) = item.get("Integration") {
        self::integration(integration, findings);
        answers(item, integration, findings);
    }
}

fn integration(integration: &Expr, findings: &mut Findings<'_, '_>) {
    let kind = field(integration, "Type").and_then(text);
    let needed = NEEDED.iter().find(|(ty, _)| Some(*ty) == kind.as_deref());
    for name in needed.into_iter().flat_map(|(_, names)| names.iter()) {
        if field(integration, name).is_none() {
            findings.error(
                codes::MISSING_PROPERTY,
                format_args!("Integration.{name}"),
                "an integration that calls something needs it",
                "set it, or use the type `MOCK`",
            );
        }
    }
    let through = field(integration, "ConnectionType").and_then(text);
    if through.as_deref() == Some("VPC_LINK") && field(integration, "ConnectionId").is_none() {
        findings.error(
            codes::MISSING_PROPERTY,
            "Integration.ConnectionId",
            "a connection through a VPC needs the link",
            "name a VPC link",
        );
    }
    let mode = field(integration, "ResponseTransferMode").and_then(text);
    if mode.as_deref() == Some("STREAM")
        && let Some(kind) = kind.filter(|kind| !kind.ends_with("_PROXY"))
    {
        findings.error(
            codes::API_MISMATCH,
            "Integration.ResponseTransferMode",
            format_args!("`{kind}` does not stream"),
            "use `AWS_PROXY` or `HTTP_PROXY`, or answer at once",
        );
    }
}

/// The answers of an integration are among those of its method, with the
/// headers that they map.
fn answers(item: Item<'_>, integration: &Expr, findings: &mut Findings<'_, '_>) {
    let declared = item.get("MethodResponses").map_or(Some(&[][..]), items);
    let given = field(integration, "IntegrationResponses").and_then(items).unwrap_or_default();
    for (at, answer) in given.iter().enumerate() {
        let place = format!("Integration.IntegrationResponses.{at}");
        let mapped = field(answer, "ResponseParameters").and_then(entries).unwrap_or_default();
        for (name, value) in mapped {
            if let Some(value) = text(value)
                && !is_mapped(&value)
            {
                findings.error(
                    codes::PATTERN_MISMATCH,
                    format_args!("{place}.ResponseParameters.{name}"),
                    format_args!("`{value}` is neither in quotes nor the name of something mapped"),
                    format!("write `'{value}'` for a fixed text"),
                );
            }
        }
        let (Some(status), Some(declared)) = (field(answer, "StatusCode").and_then(text), declared)
        else {
            continue;
        };
        let codes: Option<Vec<_>> =
            declared.iter().map(|one| field(one, "StatusCode").and_then(text)).collect();
        let Some(at) = codes.map(|codes| codes.iter().position(|code| *code == status)) else {
            continue;
        };
        let Some(own) = at.map(|at| &declared[at]) else {
            findings.warning(
                codes::API_MISMATCH,
                format_args!("{place}.StatusCode"),
                format_args!("the method has no answer with status {status}"),
                "add it to `MethodResponses`",
            );
            continue;
        };
        let headers = match field(own, "ResponseParameters") {
            None => &[][..],
            Some(headers) => match entries(headers) {
                Some(headers) => headers,
                None => continue,
            },
        };
        for (name, _) in mapped {
            if !headers.iter().any(|(own, _)| own == name) {
                findings.error(
                    codes::API_MISMATCH,
                    format_args!("{place}.ResponseParameters.{name}"),
                    format_args!("the method's answer with status {status} does not have it"),
                    "add it to the `ResponseParameters` of this answer in `MethodResponses`",
                );
            }
        }
    }
}

fn is_mapped(value: &str) -> bool {
    value.starts_with('\'')
        || ["integration.response.", "context.", "stageVariables."]
            .iter()
            .any(|begin| value.starts_with(begin))
}

pub(super) fn authorizer(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(kind) = item.get("Type").and_then(text) else {
        return;
    };
    let needed: &[&str] = match &*kind {
        "TOKEN" => &["AuthorizerUri", "IdentitySource"],
        "REQUEST" => &["AuthorizerUri"],
        "COGNITO_USER_POOLS" => &["IdentitySource", "ProviderARNs"],
        _ => &[],
    };
    for name in needed.iter().filter(|name| item.get(name).is_none()) {
        findings.error(
            codes::MISSING_PROPERTY,
            name,
            format_args!("an authorizer of type `{kind}` needs it"),
            format!("set `{name}`"),
        );
    }
}

pub(super) fn gateway_response(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    for (name, _) in item.get("ResponseParameters").and_then(entries).unwrap_or_default() {
        let places = ["header.", "path.", "querystring."];
        let place = name.strip_prefix("gatewayresponse.");
        if !place.is_some_and(|place| places.iter().any(|known| place.starts_with(known))) {
            findings.error(
                codes::PATTERN_MISMATCH,
                format_args!("ResponseParameters.{name}"),
                "a header of the gateway's own answer is called `gatewayresponse.header.NAME`",
                "correct its name",
            );
        }
    }
}

pub(super) fn deployment(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    if always(item.get("StageDescription")) && item.get("StageName").is_none() {
        findings.error(
            codes::MISSING_PROPERTY,
            "StageName",
            "`StageDescription` is about a stage, and none is named",
            "set `StageName`, or make the stage a resource of its own",
        );
    }
}

pub(super) fn stage(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    for (at, setting) in
        item.get("MethodSettings").and_then(items).unwrap_or_default().iter().enumerate()
    {
        let Some(path) = field(setting, "ResourcePath").and_then(text) else {
            continue;
        };
        let rest = path.strip_prefix('/').unwrap_or_default();
        if rest.contains('/') {
            findings.error(
                codes::PATTERN_MISMATCH,
                format_args!("MethodSettings.{at}.ResourcePath"),
                format_args!("in `{path}` only the first `/` stands for itself"),
                format!("write `/{}`", path.replace('/', "~1")),
            );
        }
    }
    for (name, _) in item.get("Variables").and_then(entries).unwrap_or_default() {
        if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            findings.error(
                codes::PATTERN_MISMATCH,
                format_args!("Variables.{name}"),
                "the name of a stage variable has letters, digits and `_` alone",
                "give it another name",
            );
        }
    }
}

pub(super) fn domain_name(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let types = deep(item.get("EndpointConfiguration"), &["Types"]).and_then(items);
    let Some(kind) = types.and_then(|types| text(types.first()?)) else {
        return;
    };
    let wanted = match &*kind {
        "REGIONAL" => ["RegionalCertificateArn", "RegionalCertificateName"],
        "EDGE" => ["CertificateArn", "CertificateName"],
        _ => return,
    };
    if wanted.iter().all(|name| item.get(name).is_none()) {
        findings.error(
            codes::MISSING_PROPERTY,
            wanted[0],
            format_args!("a domain name of type `{kind}` needs it"),
            "name the certificate",
        );
    }
}
