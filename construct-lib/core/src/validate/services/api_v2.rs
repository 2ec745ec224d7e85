//! HTTP and WebSocket APIs: what only one of both has, and what their parts
//! need together.

use std::borrow::Cow;

use super::view::{Findings, Item, View, deep, entries, flag, items, text};
use crate::error::codes;
use crate::token::Expr;

/// The protocol of the API that a part belongs to, when the template shows it.
fn protocol<'a>(view: &View<'a>, item: Item<'_>) -> Option<Cow<'a, str>> {
    let api = view.target_of(item.get("ApiId"), "AWS::ApiGatewayV2::Api")?;
    api.get("ProtocolType").and_then(text)
}

fn missing(name: &str, what: &str, findings: &mut Findings<'_, '_>) {
    findings.error(codes::MISSING_PROPERTY, name, what, format!("set `{name}`"));
}

/// What only one protocol has, by property.
fn only(item: Item<'_>, protocol: &str, names: &[(&str, &str)], findings: &mut Findings<'_, '_>) {
    for (name, wanted) in names {
        let given = item.get(name).filter(|expr| flag(Some(expr)) != Some(false));
        if given.is_some() && *wanted != protocol {
            let kind = if *wanted == "HTTP" { "HTTP" } else { "WebSocket" };
            findings.error(
                codes::API_MISMATCH,
                name,
                format_args!("{kind} APIs have it, and this API is of another kind"),
                "take it away",
            );
        }
    }
}

pub(super) fn api(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let cors = item.get("CorsConfiguration");
    let origins = deep(cors, &["AllowOrigins"]).and_then(items).unwrap_or_default();
    if flag(deep(cors, &["AllowCredentials"])) == Some(true)
        && deep(cors, &["AllowCredentials"]).is_some()
        && origins.iter().any(|origin| text(origin).as_deref() == Some("*"))
    {
        findings.error(
            codes::API_MISMATCH,
            "CorsConfiguration.AllowCredentials",
            "credentials do not go with every origin",
            "list the origins, or allow no credentials",
        );
    }
    let Some(protocol) = item.get("ProtocolType").and_then(text) else {
        return;
    };
    let own = [
        ("ApiKeySelectionExpression", "WEBSOCKET"),
        ("CorsConfiguration", "HTTP"),
        ("DisableSchemaValidation", "WEBSOCKET"),
    ];
    only(item, &protocol, &own, findings);
    let selection = item.get("RouteSelectionExpression");
    if protocol == "WEBSOCKET" && selection.is_none() {
        missing(
            "RouteSelectionExpression",
            "a WebSocket API finds the route of a message by it",
            findings,
        );
    }
    if protocol == "HTTP"
        && let Some(selection) = selection.and_then(text)
        && !matches!(
            &*selection,
            "${request.method} ${request.path}" | "$request.method $request.path"
        )
    {
        findings.error(
            codes::API_MISMATCH,
            "RouteSelectionExpression",
            "an HTTP API finds routes by verb and path alone",
            "take it away",
        );
    }
}

/// The parameters that an action of another service needs.
const SUBTYPES: &[(&str, &[&str])] = &[
    ("AppConfig-GetConfiguration", &["Application", "ClientId", "Configuration", "Environment"]),
    ("EventBridge-PutEvents", &["Detail", "DetailType", "Source"]),
    ("Kinesis-PutRecord", &["Data", "PartitionKey", "StreamName"]),
    ("SQS-DeleteMessage", &["QueueUrl", "ReceiptHandle"]),
    ("SQS-PurgeQueue", &["QueueUrl"]),
    ("SQS-ReceiveMessage", &["QueueUrl"]),
    ("SQS-SendMessage", &["MessageBody", "QueueUrl"]),
    ("StepFunctions-StartExecution", &["StateMachineArn"]),
    ("StepFunctions-StartSyncExecution", &["StateMachineArn"]),
    ("StepFunctions-StopExecution", &["ExecutionArn"]),
];

pub(super) fn integration(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let through = item.get("ConnectionType").and_then(text);
    if through.as_deref() == Some("VPC_LINK") && item.get("ConnectionId").is_none() {
        missing("ConnectionId", "a connection through a VPC needs the link", findings);
    }
    if through.as_deref() == Some("INTERNET") && item.get("ConnectionId").is_some() {
        findings.error(
            codes::API_MISMATCH,
            "ConnectionType",
            "`INTERNET` does not go through a VPC link, and one is named",
            "use `VPC_LINK`, or name no link",
        );
    }
    let kind = item.get("IntegrationType").and_then(text);
    let is_proxy = kind.as_deref() == Some("HTTP_PROXY");
    if is_proxy && item.get("IntegrationUri").is_none() {
        missing("IntegrationUri", "a proxy passes requests on to it", findings);
    }
    let subtype = item.get("IntegrationSubtype");
    match protocol(view, item).as_deref() {
        Some("HTTP") => {
            if let Some(kind) = kind.as_deref()
                && !matches!(kind, "AWS_PROXY" | "HTTP_PROXY")
            {
                findings.error(
                    codes::API_MISMATCH,
                    "IntegrationType",
                    format_args!("HTTP APIs have `AWS_PROXY` and `HTTP_PROXY`, not `{kind}`"),
                    "use a proxy, or another kind of API",
                );
            }
            if is_proxy && item.get("IntegrationMethod").is_none() {
                missing("IntegrationMethod", "a proxy passes requests on with it", findings);
            }
            let version = item.get("PayloadFormatVersion");
            if version.is_none() && kind.as_deref() == Some("AWS_PROXY") {
                missing(
                    "PayloadFormatVersion",
                    "an HTTP API needs it for AWS's services",
                    findings,
                );
            }
            if subtype.is_some() {
                service(item, findings);
            } else if is_proxy {
                mappings(item, findings);
            }
        }
        Some("WEBSOCKET") => {
            let own = [("IntegrationSubtype", "HTTP"), ("PayloadFormatVersion", "HTTP")];
            // The documents of AWS have `1.0` there, which changes nothing.
            let is_plain =
                item.get("PayloadFormatVersion").and_then(text).as_deref() == Some("1.0");
            only(item, "WEBSOCKET", &own[..if is_plain { 1 } else { 2 }], findings);
        }
        _ => {}
    }
}

/// An integration that is an action of another service.
fn service(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(subtype) = item.get("IntegrationSubtype").and_then(text) else {
        return;
    };
    let Some((_, needed)) = SUBTYPES.iter().find(|(name, _)| *name == subtype) else {
        findings.warning(
            codes::UNKNOWN_VALUE,
            "IntegrationSubtype",
            format_args!("`{subtype}` is no action that this version knows of HTTP APIs"),
            "see AWS's list of them, or acknowledge this if it is new",
        );
        return;
    };
    if item.get("CredentialsArn").is_none() {
        missing("CredentialsArn", "the action is done with a role", findings);
    }
    if let Some(version) = item.get("PayloadFormatVersion").and_then(text)
        && version != "1.0"
    {
        findings.error(
            codes::API_MISMATCH,
            "PayloadFormatVersion",
            format_args!("`{subtype}` has the version 1.0 alone, not {version}"),
            "use `1.0`",
        );
    }
    let given = item.get("RequestParameters").map_or(Some(&[][..]), entries);
    for name in needed.iter().filter(|_| given.is_some()) {
        if !given.unwrap_or_default().iter().any(|(own, _)| own == *name) {
            missing(&format!("RequestParameters.{name}"), "the action needs it", findings);
        }
    }
}

/// What a proxy changes: `append:header.NAME`, `overwrite:path`, `remove:querystring.NAME`.
fn mappings(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    for (name, _) in item.get("RequestParameters").and_then(entries).unwrap_or_default() {
        let known = name.split_once(':').is_some_and(|(change, place)| {
            matches!(change, "append" | "overwrite" | "remove")
                && (place == "path"
                    || place.starts_with("header.")
                    || place.starts_with("querystring."))
        });
        if !known {
            findings.error(
                codes::PATTERN_MISMATCH,
                format_args!("RequestParameters.{name}"),
                "a change begins with `append:`, `overwrite:` or `remove:`, and goes on with `header.NAME`, `querystring.NAME` or `path`",
                "correct its name",
            );
        }
    }
}

pub(super) fn authorizer(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(kind) = item.get("AuthorizerType").and_then(text) else {
        return;
    };
    let protocol = protocol(view, item);
    match &*kind {
        "JWT" => {
            if item.get("JwtConfiguration").is_none() {
                missing("JwtConfiguration", "tokens are checked against it", findings);
            } else if entries_of(item, "JwtConfiguration")
                .is_some_and(|jwt| !jwt.iter().any(|(name, _)| name == "Issuer"))
            {
                missing("JwtConfiguration.Issuer", "tokens are of an issuer", findings);
            }
            if item.get("IdentitySource").is_none() {
                missing("IdentitySource", "it says where the token is", findings);
            }
            if protocol.as_deref() == Some("WEBSOCKET") {
                findings.error(
                    codes::API_MISMATCH,
                    "AuthorizerType",
                    "a WebSocket API does not check tokens",
                    "let a function do it: `REQUEST`",
                );
            }
        }
        "REQUEST" => {
            if item.get("AuthorizerUri").is_none() {
                missing("AuthorizerUri", "a function decides", findings);
            }
            let version = item.get("AuthorizerPayloadFormatVersion");
            if protocol.as_deref() == Some("HTTP") && version.is_none() {
                missing("AuthorizerPayloadFormatVersion", "an HTTP API needs it", findings);
            }
            if item.get("EnableSimpleResponses").is_some()
                && flag(item.get("EnableSimpleResponses")) == Some(true)
                && version.and_then(text).as_deref() == Some("1.0")
            {
                findings.error(
                    codes::API_MISMATCH,
                    "EnableSimpleResponses",
                    "simple answers are of the version 2.0",
                    "set `AuthorizerPayloadFormatVersion` to `2.0`",
                );
            }
        }
        _ => {}
    }
    if protocol.as_deref() == Some("WEBSOCKET")
        && item.get("AuthorizerResultTtlInSeconds").is_some()
    {
        let own = [("AuthorizerResultTtlInSeconds", "HTTP")];
        only(item, "WEBSOCKET", &own, findings);
    }
    sources(item, protocol.as_deref(), findings);
}

fn entries_of<'a>(item: Item<'a>, name: &str) -> Option<&'a [(crate::token::Key, Expr)]> {
    item.get(name).and_then(entries)
}

/// Where an authorizer looks: in other words for each protocol.
fn sources(item: Item<'_>, protocol: Option<&str>, findings: &mut Findings<'_, '_>) {
    let begins: &[&str] = match protocol {
        Some("HTTP") => &["$request.", "$context.", "$stageVariables."],
        Some("WEBSOCKET") => &["route.request.", "context.", "stageVariables."],
        _ => return,
    };
    let all = item.get("IdentitySource").and_then(items).unwrap_or_default();
    for (at, source) in all.iter().enumerate() {
        if let Some(source) = text(source)
            && !begins.iter().any(|begin| source.starts_with(begin))
        {
            findings.error(
                codes::PATTERN_MISMATCH,
                format_args!("IdentitySource.{at}"),
                format_args!("`{source}` begins with none of `{}`", begins.join("`, `")),
                format!("write `{}…`", begins[0]),
            );
        }
    }
}

pub(super) fn route(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    guarded(view, item, findings);
    if let Some((target, None)) = item.get("Target").and_then(|target| view.named(target)) {
        let path = view.all().find(|other| other.node == target).map(|other| view.path(other));
        findings.error(
            codes::WRONG_REFERENCE,
            "Target",
            format_args!("`{}` alone is no target", path.unwrap_or_default()),
            "write `integrations/` before the id of the integration",
        );
    }
    let key = item.get("RouteKey").and_then(text);
    match (protocol(view, item).as_deref(), key) {
        (Some("HTTP"), Some(key)) => {
            only(item, "HTTP", &[("ApiKeyRequired", "WEBSOCKET")], findings);
            let verbs = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
            let known = key == "$default"
                || key
                    .split_once(' ')
                    .is_some_and(|(verb, path)| verbs.contains(&verb) && path.starts_with('/'));
            if !known {
                findings.error(
                    codes::PATTERN_MISMATCH,
                    "RouteKey",
                    format_args!("`{key}` is neither `$default` nor a verb and a path"),
                    "write it like `GET /users/{id}`",
                );
            }
        }
        (Some("WEBSOCKET"), Some(key)) => {
            let kind = item.get("AuthorizationType").and_then(text);
            if key != "$connect" && kind.as_deref().is_some_and(|kind| kind != "NONE") {
                findings.error(
                    codes::API_MISMATCH,
                    "AuthorizationType",
                    format_args!("only `$connect` is authorized, not `{key}`"),
                    "authorize who connects; what was found out is in the context of each message",
                );
            }
        }
        _ => {}
    }
}

/// The authorizer of a route is of the type that the route asks for.
fn guarded(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let kind = item.get("AuthorizationType");
    let Some(kind) = kind.map_or(Some(Cow::Borrowed("NONE")), text) else {
        return;
    };
    let wanted = match &*kind {
        "CUSTOM" => Some("REQUEST"),
        "JWT" => Some("JWT"),
        _ => None,
    };
    let id = item.get("AuthorizerId");
    match wanted {
        Some(_) if id.is_none() => {
            missing("AuthorizerId", "this type of authorization needs an authorizer", findings)
        }
        None if id.is_some() => findings.warning(
            codes::API_MISMATCH,
            "AuthorizerId",
            format_args!(
                "`{kind}` asks no authorizer, and one is named: the route is not guarded by it"
            ),
            "set `AuthorizationType` to `CUSTOM` or `JWT`, or name none",
        ),
        _ => {}
    }
    let authorizer = view.target_of(id, "AWS::ApiGatewayV2::Authorizer");
    let own = authorizer.and_then(|authorizer| authorizer.get("AuthorizerType")).and_then(text);
    if let (Some(wanted), Some(own)) = (wanted, own)
        && wanted != own
    {
        findings.error(
            codes::API_MISMATCH,
            "AuthorizationType",
            format_args!("`{kind}` does not go with an authorizer of type `{own}`"),
            "use `JWT` for tokens, and `CUSTOM` for functions",
        );
    }
    let scopes = item.get("AuthorizationScopes").and_then(items).unwrap_or_default();
    if !scopes.is_empty() && kind != "JWT" {
        findings.warning(
            codes::API_MISMATCH,
            "AuthorizationScopes",
            format_args!("tokens have scopes, and `{kind}` looks at none"),
            "take them away, or use `JWT`",
        );
    }
}

pub(super) fn stage(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let by_itself = item.get("AutoDeploy").is_some() && flag(item.get("AutoDeploy")) == Some(true);
    if by_itself && item.get("DeploymentId").is_some() {
        findings.warning(
            codes::EXCLUSIVE_PROPERTIES,
            "DeploymentId",
            "a stage that deploys by itself makes deployments of its own",
            "take away one of both",
        );
    }
    let log = item.get("AccessLogSettings");
    if log.and_then(entries).is_some_and(|log| !log.iter().any(|(name, _)| name == "Format")) {
        missing("AccessLogSettings.Format", "it says what a line of the log holds", findings);
    }
    match protocol(view, item).as_deref() {
        Some("HTTP") => {
            for name in ["LoggingLevel", "DataTraceEnabled"] {
                let value = deep(item.get("DefaultRouteSettings"), &[name]).and_then(text);
                if value.is_some_and(|value| !matches!(&*value, "OFF" | "false")) {
                    findings.error(
                        codes::API_MISMATCH,
                        format_args!("DefaultRouteSettings.{name}"),
                        "HTTP APIs write access logs, and no others",
                        "take it away, and set `AccessLogSettings`",
                    );
                }
            }
        }
        Some("WEBSOCKET")
            if item.get("StageName").and_then(text).as_deref() == Some("$default") =>
        {
            findings.error(
                codes::API_MISMATCH,
                "StageName",
                "only an HTTP API has the stage `$default`",
                "give it a name, which is part of the URL",
            );
        }
        _ => {}
    }
}
