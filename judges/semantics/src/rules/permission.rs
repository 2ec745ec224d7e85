//! What the rules about permissions of functions share.

use crate::api::{self, Target};
use crate::template::{Resource, Template};
use crate::text::Text;

/// A permission that lets API Gateway call a function.
#[derive(Debug)]
pub(super) struct ApiPermission<'a> {
    /// The resource.
    pub(super) resource: Resource<'a>,
    /// The function, when it is one of the template.
    pub(super) target: Option<Target>,
    /// The pattern of callers.
    pub(super) source: Option<Text>,
}

/// The principal of a permission as text.
pub(super) fn principal(template: &Template<'_>, permission: Resource<'_>) -> String {
    permission
        .get("Principal")
        .map(|value| Text::of(template, value).to_string())
        .unwrap_or_default()
}

/// Whether a principal is a service.
pub(super) fn is_service(principal: &str, name: &str) -> bool {
    principal.strip_prefix(name).is_some_and(|rest| {
        matches!(rest, ".amazonaws.com" | ".amazonaws.com.cn" | ".${AWS::URLSuffix}")
    })
}

/// The permissions that let API Gateway call functions.
pub(super) fn of_apis<'a>(template: &Template<'a>) -> Vec<ApiPermission<'a>> {
    template
        .of_kind("AWS::Lambda::Permission")
        .filter(|p| is_service(&principal(template, *p), "apigateway"))
        .map(|resource| ApiPermission {
            resource,
            target: resource.get("FunctionName").and_then(|v| api::target(template, v)),
            source: resource.get("SourceArn").map(|v| Text::of(template, v)),
        })
        .collect()
}
