//! How much API Gateway takes in one API, and in one text.
//!
//! See AWS on the quotas of
//! [REST](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html),
//! [HTTP](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html) and
//! [WebSocket](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html)
//! APIs. Whoever had one raised acknowledges the finding.

use std::collections::BTreeMap;

use super::view::{Findings, Item, View, entries, field, items, number, text};
use crate::error::codes;
use crate::token::Expr;

/// How many of something one API takes.
struct PerApi {
    ty: &'static str,
    /// The property that names the API.
    api: &'static str,
    what: &'static str,
    most: usize,
    /// Those that an API has without a resource.
    built_in: usize,
    help: &'static str,
}

const RAISED: &str = "divide the API, or acknowledge this once AWS raised the quota";

const PER_API: &[PerApi] = &[
    PerApi {
        ty: "AWS::ApiGateway::Authorizer",
        api: "RestApiId",
        what: "authorizers",
        most: 10,
        built_in: 0,
        help: RAISED,
    },
    PerApi {
        ty: "AWS::ApiGateway::DocumentationPart",
        api: "RestApiId",
        what: "parts of documentation",
        most: 2000,
        built_in: 0,
        help: RAISED,
    },
    PerApi {
        ty: "AWS::ApiGateway::Resource",
        api: "RestApiId",
        what: "resources, the root included",
        most: 300,
        built_in: 1,
        help: "answer a whole branch by one `{proxy+}` resource, divide the API, or acknowledge this once AWS raised the quota",
    },
    PerApi {
        ty: "AWS::ApiGateway::Stage",
        api: "RestApiId",
        what: "stages",
        most: 10,
        built_in: 0,
        help: RAISED,
    },
    PerApi {
        ty: "AWS::ApiGatewayV2::Authorizer",
        api: "ApiId",
        what: "authorizers",
        most: 10,
        built_in: 0,
        help: RAISED,
    },
    PerApi {
        ty: "AWS::ApiGatewayV2::Integration",
        api: "ApiId",
        what: "integrations",
        most: 300,
        built_in: 0,
        help: "let routes share an integration, or divide the API: this quota is not raised",
    },
    PerApi {
        ty: "AWS::ApiGatewayV2::Route",
        api: "ApiId",
        what: "routes",
        most: 300,
        built_in: 0,
        help: "answer a whole branch by one route that ends in `{proxy+}`, divide the API, or acknowledge this once AWS raised the quota",
    },
    PerApi {
        ty: "AWS::ApiGatewayV2::Stage",
        api: "ApiId",
        what: "stages",
        most: 10,
        built_in: 0,
        help: RAISED,
    },
];

/// What an account takes in one region, as far as one template can hold more.
const PER_REGION: &[(&str, &str, usize)] = &[
    ("AWS::ApiGateway::ClientCertificate", "client certificates", 60),
    ("AWS::ApiGateway::UsagePlan", "usage plans", 300),
    ("AWS::ApiGateway::VpcLink", "VPC links of REST APIs", 20),
];

/// The longest resource policy of a function, in bytes.
const POLICY: usize = 20_480;

/// What one permission takes of it, about: AWS writes a statement for each.
const STATEMENT: usize = 350;

/// Counts the permissions of each function, or of each of its aliases, which
/// together are its policy.
pub(super) fn permissions(view: &View<'_>, findings: &mut Findings<'_, '_>) {
    let most = POLICY / STATEMENT;
    let mut in_template: BTreeMap<u32, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for item in view.all() {
        if item.type_name() != "AWS::Lambda::Permission" || item.is_conditional() {
            continue;
        }
        let Some(function) = item.get("FunctionName") else {
            continue;
        };
        let count = match (view.named(function), text(function)) {
            (Some((node, _)), _) => in_template.entry(node).or_default(),
            (None, Some(name)) => by_name.entry(name.into_owned()).or_default(),
            (None, None) => continue,
        };
        *count += 1;
        // The first that is too many is told, and none of the others.
        if *count == most + 1 && findings.begin(item) {
            findings.whole(
                codes::API_QUOTA,
                format_args!(
                    "the policy of a function has at most {POLICY} bytes, which are about {most} permissions of {STATEMENT} bytes each, and the template has more for one function"
                ),
                "let one permission be for a whole API (`SourceArn` ends with `/*/*`), or divide the function",
            );
        }
    }
}

/// Counts the parts of each API of a template, and what stands beside APIs.
pub(super) fn check(view: &View<'_>, findings: &mut Findings<'_, '_>) {
    let mut counts: BTreeMap<(u32, usize), usize> = BTreeMap::new();
    let mut beside = [0; PER_REGION.len()];
    for item in view.all() {
        // Few templates have any, and all begin alike.
        if !item.type_name().starts_with("AWS::ApiGateway") {
            continue;
        }
        if let Some(at) = PER_REGION.iter().position(|(ty, ..)| *ty == item.type_name()) {
            beside[at] += 1;
            let (_, what, most) = PER_REGION[at];
            // The first that is too many is told, and none of the others.
            if beside[at] == most + 1 && findings.begin(item) {
                findings.whole(
                    codes::API_QUOTA,
                    format_args!("an account takes at most {most} {what} in one region, and the template has more"),
                    "share them between APIs, or acknowledge this once AWS raised the quota",
                );
            }
        }
        let found = PER_API.binary_search_by(|part| part.ty.cmp(item.type_name()));
        if let Ok(at) = found
            && let Some((api, _)) = item.get(PER_API[at].api).and_then(|api| view.named(api))
        {
            *counts.entry((api, at)).or_default() += 1;
        }
    }
    for ((api, at), count) in counts {
        let PerApi { what, most, built_in, help, .. } = PER_API[at];
        let count = count + built_in;
        if count > most
            && let Some(api) = view.all().find(|item| item.node == api)
            && findings.begin(api)
        {
            findings.whole(
                codes::API_QUOTA,
                format_args!("one API takes at most {most} {what}, got {count}"),
                help,
            );
        }
    }
}

/// The longest mapping template, in bytes.
const TEMPLATE: usize = 300 * 1024;

pub(super) fn method(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(integration) = item.get("Integration") else {
        return;
    };
    templates("Integration.RequestTemplates", field(integration, "RequestTemplates"), findings);
    let responses = field(integration, "IntegrationResponses").and_then(items);
    for (i, response) in responses.unwrap_or_default().iter().enumerate() {
        let place = format!("Integration.IntegrationResponses.{i}.ResponseTemplates");
        templates(&place, field(response, "ResponseTemplates"), findings);
    }
}

fn templates(place: &str, all: Option<&Expr>, findings: &mut Findings<'_, '_>) {
    for (name, template) in all.and_then(entries).unwrap_or_default() {
        at_most(
            &format!("{place}.{name}"),
            "a mapping template",
            "bytes",
            length(template),
            TEMPLATE,
            findings,
        );
    }
}

/// What a stage takes of stage variables, and how long their values are.
const VARIABLES: usize = 100;

/// The longest format of an access log, in bytes.
const FORMAT: usize = 3 * 1024;

pub(super) fn rest_stage(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let format = item.get("AccessLogSetting").and_then(|setting| field(setting, "Format"));
    stage("AccessLogSetting.Format", format, ("Variables", item.get("Variables"), 512), findings);
}

pub(super) fn stage_v2(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let format = item.get("AccessLogSettings").and_then(|settings| field(settings, "Format"));
    let variables = ("StageVariables", item.get("StageVariables"), 2048);
    stage("AccessLogSettings.Format", format, variables, findings);
}

fn stage(
    format_place: &str,
    format: Option<&Expr>,
    (name, variables, longest): (&str, Option<&Expr>, usize),
    findings: &mut Findings<'_, '_>,
) {
    let format = format.map_or(0, length);
    at_most(format_place, "the format of an access log", "bytes", format, FORMAT, findings);
    let variables = variables.and_then(entries).unwrap_or_default();
    at_most(name, "a stage", "variables", variables.len(), VARIABLES, findings);
    for (variable, value) in variables {
        let place = format!("{name}.{variable}");
        at_most(&place, "a stage variable", "characters", length(value), longest, findings);
    }
}

pub(super) fn usage_plan(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let stages = item.get("ApiStages").and_then(items).unwrap_or_default();
    for (i, stage) in stages.iter().enumerate() {
        let methods = field(stage, "Throttle").and_then(entries).unwrap_or_default();
        let place = format!("ApiStages.{i}.Throttle");
        at_most(
            &place,
            "a stage of a usage plan",
            "throttled methods",
            methods.len(),
            20,
            findings,
        );
    }
}

pub(super) fn route(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let scopes = item.get("AuthorizationScopes").and_then(items).unwrap_or_default();
    at_most("AuthorizationScopes", "a route", "scopes", scopes.len(), 10, findings);
}

pub(super) fn authorizer(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let jwt = item.get("JwtConfiguration").and_then(|jwt| field(jwt, "Audience"));
    let audience = jwt.and_then(items).unwrap_or_default();
    let place = "JwtConfiguration.Audience";
    at_most(place, "an authorizer", "audiences", audience.len(), 50, findings);
}

/// A WebSocket integration is waited for a second less than an HTTP one.
pub(super) fn integration(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let api = view.target_of(item.get("ApiId"), "AWS::ApiGatewayV2::Api");
    let protocol = api.and_then(|api| api.get("ProtocolType")).and_then(text);
    let wanted = item.get("TimeoutInMillis").and_then(number);
    if protocol.as_deref() == Some("WEBSOCKET")
        && let Some(wanted) = wanted
        && wanted > 29_000
    {
        findings.error(
            codes::API_QUOTA,
            "TimeoutInMillis",
            format_args!(
                "a WebSocket API waits at most 29,000 ms for an integration, got {wanted}"
            ),
            "answer at once, and send the result to the connection when it is there",
        );
    }
}

fn length(expr: &Expr) -> usize {
    text(expr).map_or(0, |text| text.len())
}

fn at_most(
    place: &str,
    of: &str,
    unit: &str,
    given: usize,
    most: usize,
    findings: &mut Findings<'_, '_>,
) {
    if given > most {
        findings.error(
            codes::API_QUOTA,
            place,
            format_args!("{of} has at most {most} {unit}, got {given}"),
            "use less: this quota is not raised",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::PER_API;

    #[test]
    fn types_are_sorted_for_the_search() {
        assert!(PER_API.is_sorted_by_key(|part| part.ty));
    }
}
