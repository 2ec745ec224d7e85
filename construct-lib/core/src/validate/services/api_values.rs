//! What API Gateway takes for single properties, where the schemas say nothing:
//! lists of values, ranges, and the form of names.

use super::super::finding::listed;
use super::super::nearest::nearest;
use super::view::{Findings, Item, View, deep, entries, items, number, text};
use crate::error::codes;
use crate::token::Expr;

/// What a property takes.
enum Takes {
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A whole number in this range.
    Range(i64, i64),
    /// A text that this accepts; else what it should be.
    Form(fn(&str) -> bool, &'static str),
}

use Takes::{Form, OneOf, Range};

const VERBS: &[&str] = &["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
const CORS_VERBS: &[&str] = &["*", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
const LEVELS: &[&str] = &["ERROR", "INFO", "OFF"];
const VERSIONS: &[&str] = &["1.0", "2.0"];
const PASSING: &[&str] = &["NEVER", "WHEN_NO_MATCH", "WHEN_NO_TEMPLATES"];
const CONNECTIONS: &[&str] = &["INTERNET", "VPC_LINK"];
const CONTENTS: &[&str] = &["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"];
const CACHES: &[&str] = &["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"];
const ANSWERS: &[&str] = &[
    "ACCESS_DENIED",
    "API_CONFIGURATION_ERROR",
    "AUTHORIZER_CONFIGURATION_ERROR",
    "AUTHORIZER_FAILURE",
    "BAD_REQUEST_BODY",
    "BAD_REQUEST_PARAMETERS",
    "DEFAULT_4XX",
    "DEFAULT_5XX",
    "EXPIRED_TOKEN",
    "INTEGRATION_FAILURE",
    "INTEGRATION_TIMEOUT",
    "INVALID_API_KEY",
    "INVALID_SIGNATURE",
    "MISSING_AUTHENTICATION_TOKEN",
    "QUOTA_EXCEEDED",
    "REQUEST_TOO_LARGE",
    "RESOURCE_NOT_FOUND",
    "THROTTLED",
    "UNAUTHORIZED",
    "UNSUPPORTED_MEDIA_TYPE",
    "WAF_FILTERED",
];

const NAME: Takes = Form(is_alphanumeric, "letters and digits alone");
const STATUS: Takes = Form(is_status, "a status code of three digits");
const PART: Takes =
    Form(is_path_part, "one part of a path, or a parameter like `{id}` or `{proxy+}`");
const NO_SLASH: Takes = Form(|text| !text.starts_with('/'), "a path that begins without `/`");
const TRUST: Takes = Form(|text| text.starts_with("s3://"), "an address like `s3://bucket/key`");
const LOGS: Takes = Form(is_log_arn, "the ARN of a log group or of a stream of Firehose");
const REQUEST_ID: Takes = Form(has_request_id, "a format with `$context.requestId` in it");
const ORIGIN: Takes = Form(is_origin, "an origin like `https://example.com`, or `*`");
const STAGE: Takes = Form(is_stage_name, "letters, digits, `-` and `_`");

/// By type, sorted: the path of a property, where `*` is each item of a list or each value of a map.
const TABLE: &[(&str, &str, Takes)] = &[
    ("AWS::ApiGateway::Authorizer", "AuthorizerResultTtlInSeconds", Range(0, 3600)),
    ("AWS::ApiGateway::Authorizer", "Type", OneOf(&["COGNITO_USER_POOLS", "REQUEST", "TOKEN"])),
    ("AWS::ApiGateway::BasePathMapping", "BasePath", NO_SLASH),
    ("AWS::ApiGateway::DomainName", "EndpointConfiguration.Types.*", OneOf(TYPES)),
    ("AWS::ApiGateway::DomainName", "MutualTlsAuthentication.TruststoreUri", TRUST),
    ("AWS::ApiGateway::DomainName", "SecurityPolicy", Form(is_policy, POLICY)),
    ("AWS::ApiGateway::GatewayResponse", "ResponseType", OneOf(ANSWERS)),
    ("AWS::ApiGateway::GatewayResponse", "StatusCode", STATUS),
    (
        "AWS::ApiGateway::Method",
        "AuthorizationType",
        OneOf(&["AWS_IAM", "COGNITO_USER_POOLS", "CUSTOM", "NONE"]),
    ),
    ("AWS::ApiGateway::Method", "HttpMethod", OneOf(VERBS)),
    ("AWS::ApiGateway::Method", "Integration.IntegrationResponses.*.StatusCode", STATUS),
    ("AWS::ApiGateway::Method", "MethodResponses.*.StatusCode", STATUS),
    ("AWS::ApiGateway::Model", "Name", NAME),
    ("AWS::ApiGateway::Resource", "PathPart", PART),
    ("AWS::ApiGateway::RestApi", "ApiKeySourceType", OneOf(&["AUTHORIZER", "HEADER"])),
    ("AWS::ApiGateway::RestApi", "EndpointConfiguration.Types.*", OneOf(TYPES)),
    ("AWS::ApiGateway::RestApi", "MinimumCompressionSize", Range(0, 10_485_760)),
    ("AWS::ApiGateway::Stage", "AccessLogSetting.DestinationArn", LOGS),
    ("AWS::ApiGateway::Stage", "AccessLogSetting.Format", REQUEST_ID),
    ("AWS::ApiGateway::Stage", "CacheClusterSize", OneOf(CACHES)),
    ("AWS::ApiGateway::Stage", "MethodSettings.*.CacheTtlInSeconds", Range(0, 3600)),
    ("AWS::ApiGateway::Stage", "MethodSettings.*.LoggingLevel", OneOf(LEVELS)),
    ("AWS::ApiGateway::Stage", "StageName", STAGE),
    ("AWS::ApiGateway::UsagePlan", "Quota.Period", OneOf(&["DAY", "MONTH", "WEEK"])),
    ("AWS::ApiGatewayV2::Api", "CorsConfiguration.AllowMethods.*", OneOf(CORS_VERBS)),
    ("AWS::ApiGatewayV2::Api", "CorsConfiguration.AllowOrigins.*", ORIGIN),
    ("AWS::ApiGatewayV2::Api", "CorsConfiguration.MaxAge", Range(-1, 86_400)),
    ("AWS::ApiGatewayV2::Api", "ProtocolType", OneOf(&["HTTP", "WEBSOCKET"])),
    ("AWS::ApiGatewayV2::ApiMapping", "ApiMappingKey", NO_SLASH),
    ("AWS::ApiGatewayV2::Authorizer", "AuthorizerPayloadFormatVersion", OneOf(VERSIONS)),
    ("AWS::ApiGatewayV2::Authorizer", "AuthorizerResultTtlInSeconds", Range(0, 3600)),
    ("AWS::ApiGatewayV2::Authorizer", "AuthorizerType", OneOf(&["JWT", "REQUEST"])),
    ("AWS::ApiGatewayV2::DomainName", "MutualTlsAuthentication.TruststoreUri", TRUST),
    ("AWS::ApiGatewayV2::Integration", "ConnectionType", OneOf(CONNECTIONS)),
    ("AWS::ApiGatewayV2::Integration", "ContentHandlingStrategy", OneOf(CONTENTS)),
    (
        "AWS::ApiGatewayV2::Integration",
        "IntegrationType",
        OneOf(&["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"]),
    ),
    ("AWS::ApiGatewayV2::Integration", "PassthroughBehavior", OneOf(PASSING)),
    ("AWS::ApiGatewayV2::Integration", "PayloadFormatVersion", OneOf(VERSIONS)),
    ("AWS::ApiGatewayV2::Integration", "TimeoutInMillis", Range(50, 30_000)),
    ("AWS::ApiGatewayV2::Model", "Name", NAME),
    ("AWS::ApiGatewayV2::Route", "AuthorizationType", OneOf(&["AWS_IAM", "CUSTOM", "JWT", "NONE"])),
    ("AWS::ApiGatewayV2::RouteResponse", "RouteResponseKey", OneOf(&["$default"])),
    ("AWS::ApiGatewayV2::Stage", "AccessLogSettings.DestinationArn", LOGS),
    ("AWS::ApiGatewayV2::Stage", "AccessLogSettings.Format", REQUEST_ID),
    ("AWS::ApiGatewayV2::Stage", "DefaultRouteSettings.LoggingLevel", OneOf(LEVELS)),
    ("AWS::ApiGatewayV2::Stage", "StageName", STAGE),
];

const TYPES: &[&str] = &["EDGE", "PRIVATE", "REGIONAL"];
const POLICY: &str = "`TLS_1_2`, or one whose name begins with `SecurityPolicy_`";

/// Checks the values of one resource, and which type of resource its references are to.
pub(super) fn check(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let name = item.type_name();
    let first = TABLE.partition_point(|(ty, _, _)| *ty < name);
    for (_, path, takes) in TABLE[first..].iter().take_while(|(ty, _, _)| *ty == name) {
        let mut parts = path.split('.');
        if let Some(value) = parts.next().and_then(|first| item.get(first)) {
            let rest: Vec<&str> = parts.collect();
            let begin = path.split('.').next().unwrap_or_default();
            walk(value, &rest, begin, takes, findings);
        }
    }
    for (_, property, wanted) in REFERENCES.iter().filter(|(ty, _, _)| *ty == name) {
        if let Some((target, _)) = item.get(property).and_then(|value| view.target(value))
            && target.type_name() != *wanted
            && target.type_name().starts_with("AWS::ApiGateway")
        {
            findings.error(
                codes::WRONG_REFERENCE,
                property,
                format_args!(
                    "`{}` is a `{}`, but it takes a `{wanted}`",
                    view.path(target),
                    target.type_name()
                ),
                "refer to the other one",
            );
        }
    }
}

/// References between the parts of an API that would pass as texts.
const REFERENCES: &[(&str, &str, &str)] = &[
    ("AWS::ApiGateway::Method", "RequestValidatorId", "AWS::ApiGateway::RequestValidator"),
    ("AWS::ApiGateway::UsagePlanKey", "KeyId", "AWS::ApiGateway::ApiKey"),
    ("AWS::ApiGateway::UsagePlanKey", "UsagePlanId", "AWS::ApiGateway::UsagePlan"),
    ("AWS::ApiGatewayV2::IntegrationResponse", "IntegrationId", "AWS::ApiGatewayV2::Integration"),
    ("AWS::ApiGatewayV2::Route", "AuthorizerId", "AWS::ApiGatewayV2::Authorizer"),
    ("AWS::ApiGatewayV2::RouteResponse", "RouteId", "AWS::ApiGatewayV2::Route"),
    ("AWS::ApiGatewayV2::Stage", "DeploymentId", "AWS::ApiGatewayV2::Deployment"),
];

fn walk(value: &Expr, rest: &[&str], path: &str, takes: &Takes, findings: &mut Findings<'_, '_>) {
    match rest {
        [] => look_at(value, path, takes, findings),
        ["*", rest @ ..] => {
            for (at, one) in items(value).unwrap_or_default().iter().enumerate() {
                walk(one, rest, &format!("{path}.{at}"), takes, findings);
            }
            for (key, one) in entries(value).unwrap_or_default() {
                walk(one, rest, &format!("{path}.{key}"), takes, findings);
            }
        }
        [name, rest @ ..] => {
            if let Some(inner) = deep(Some(value), &[name]) {
                walk(inner, rest, &format!("{path}.{name}"), takes, findings);
            }
        }
    }
}

fn look_at(value: &Expr, path: &str, takes: &Takes, findings: &mut Findings<'_, '_>) {
    match takes {
        OneOf(values) => {
            if let Some(text) = text(value)
                && !values.contains(&&*text)
            {
                let known = values.iter().copied();
                let help = match nearest(&text, known.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => listed("it takes", known),
                };
                let what = format_args!("`{text}` is none of what API Gateway takes");
                findings.warning(codes::UNKNOWN_VALUE, path, what, help);
            }
        }
        Range(least, most) => {
            if let Some(number) = number(value)
                && !(*least..=*most).contains(&number)
            {
                let what = format_args!("{number} is not from {least} to {most}");
                findings.warning(codes::NUMBER_OUT_OF_RANGE, path, what, "give a number between");
            }
        }
        Form(accepts, wanted) => {
            if let Some(text) = text(value)
                && !accepts(&text)
            {
                let what = format_args!("`{text}` is not {wanted}");
                findings.warning(codes::PATTERN_MISMATCH, path, what, "give it this form");
            }
        }
    }
}

fn is_alphanumeric(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_status(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Odd characters are left to AWS, whose list grew; a `/`, a blank or half a pair of braces never goes.
fn is_path_part(text: &str) -> bool {
    let inner = match text.strip_prefix('{') {
        Some(rest) => rest.strip_suffix("+}").or_else(|| rest.strip_suffix('}')),
        None => Some(text),
    };
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['/', '?', '#', ' ', '{', '}']))
}

fn is_stage_name(text: &str) -> bool {
    text == "$default" || text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn is_policy(text: &str) -> bool {
    matches!(text, "TLS_1_0" | "TLS_1_2") || text.starts_with("SecurityPolicy_")
}

fn is_log_arn(text: &str) -> bool {
    matches!(text.split(':').nth(2), Some("logs" | "firehose"))
}

fn has_request_id(text: &str) -> bool {
    text.contains("$context.requestId") || text.contains("$context.extendedRequestId")
}

fn is_origin(text: &str) -> bool {
    text == "*" || text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn types_are_sorted_for_the_search() {
        assert!(TABLE.is_sorted_by_key(|(ty, path, _)| (*ty, *path)));
    }
}
