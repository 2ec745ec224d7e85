//! REST APIs: what belongs to one API names the same one.

use super::view::{Findings, Item, View, text};
use crate::error::codes;
use crate::token::Expr;

pub(super) fn stage(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let deployment = view.target_of(item.get("DeploymentId"), "AWS::ApiGateway::Deployment");
    if let Some(deployment) = deployment
        && differ(view, item.get("RestApiId"), deployment.get("RestApiId"))
    {
        findings.error(
            codes::API_MISMATCH,
            "DeploymentId",
            format_args!(
                "`{}` is a deployment of another API than this stage",
                view.path(deployment)
            ),
            "give both the same `RestApiId`",
        );
    }
}

pub(super) fn method(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let kind = item.get("AuthorizationType").and_then(text);
    let id = item.get("AuthorizerId");
    let wanted: &[&str] = match kind.as_deref() {
        Some("CUSTOM") => &["TOKEN", "REQUEST"],
        Some("COGNITO_USER_POOLS") => &["COGNITO_USER_POOLS"],
        _ => &[],
    };
    if let (Some(kind), None, [_, ..]) = (&kind, id, wanted) {
        findings.error(
            codes::API_MISMATCH,
            "AuthorizerId",
            format_args!("the authorization type `{kind}` needs an authorizer, and none is given"),
            "name one, or set `AuthorizationType` to `NONE` or `AWS_IAM`",
        );
    }
    let Some(authorizer) = view.target_of(id, "AWS::ApiGateway::Authorizer") else {
        return;
    };
    if differ(view, item.get("RestApiId"), authorizer.get("RestApiId")) {
        findings.error(
            codes::API_MISMATCH,
            "AuthorizerId",
            format_args!(
                "`{}` is an authorizer of another API than this method",
                view.path(authorizer)
            ),
            "give both the same `RestApiId`",
        );
    }
    if let (Some(kind), Some(own)) = (kind, authorizer.get("Type").and_then(text))
        && !wanted.is_empty()
        && !wanted.contains(&&*own)
    {
        findings.error(
            codes::API_MISMATCH,
            "AuthorizationType",
            format_args!(
                "`{kind}` does not go with `{}`, which is of type `{own}`",
                view.path(authorizer)
            ),
            "use `COGNITO_USER_POOLS` for user pools, and `CUSTOM` for functions",
        );
    }
}

/// An API is described by a document, or by its name and its protocol.
pub(super) fn http_api(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    if ["Body", "BodyS3Location"].iter().any(|name| item.get(name).is_some()) {
        return;
    }
    for name in ["Name", "ProtocolType"] {
        if item.get(name).is_none() {
            findings.error(
                codes::MISSING_PROPERTY,
                name,
                "an API that no document describes needs it",
                format!("set `{name}`, or `Body`"),
            );
        }
    }
}

/// Whether two references name two resources for certain.
fn differ(view: &View<'_>, a: Option<&Expr>, b: Option<&Expr>) -> bool {
    match (a.and_then(|a| view.named(a)), b.and_then(|b| view.named(b))) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}
