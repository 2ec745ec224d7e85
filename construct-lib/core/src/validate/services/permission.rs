//! Who may call a function.

use super::view::{Findings, Item, View, text};
use crate::error::codes;

/// The service that calls for a resource of each type.
const CALLERS: &[(&str, &str)] = &[
    ("AWS::ApiGateway::RestApi", "apigateway"),
    ("AWS::ApiGatewayV2::Api", "apigateway"),
    ("AWS::Cognito::UserPool", "cognito-idp"),
    ("AWS::Config::ConfigRule", "config"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "elasticloadbalancing"),
    ("AWS::Events::Rule", "events"),
    ("AWS::IoT::TopicRule", "iot"),
    ("AWS::Logs::LogGroup", "logs"),
    ("AWS::S3::Bucket", "s3"),
    ("AWS::SNS::Topic", "sns"),
];

pub(super) fn permission(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(source) = item.get("SourceArn") else {
        return;
    };
    let Some((target, _)) = view.target(source) else {
        return;
    };
    let caller = CALLERS.iter().find(|(ty, _)| *ty == target.type_name()).map(|(_, name)| *name);
    let principal = item.get("Principal").and_then(text);
    if let (Some(caller), Some(principal)) = (caller, principal)
        && !is_service(&principal, caller)
    {
        findings.warning(
            codes::PERMISSION_SOURCE,
            "Principal",
            format_args!(
                "`{principal}` is allowed to call, but `{caller}.amazonaws.com` calls for `{}`",
                view.path(target)
            ),
            format!("set it to `{caller}.amazonaws.com`"),
        );
    }
    // The ARN of a bucket does not tell whose it is.
    if target.type_name() == "AWS::S3::Bucket" && item.get("SourceAccount").is_none() {
        findings.warning(
            codes::PERMISSION_SOURCE,
            "SourceAccount",
            "the ARN of a bucket names no account, so a later owner of its name may call",
            "set it to the account that owns the bucket, mostly `AWS::AccountId`",
        );
    }
}

/// `logs.amazonaws.com`, or with a region in between, also of another partition.
fn is_service(principal: &str, name: &str) -> bool {
    let suffix = principal.find(".amazonaws.com").map(|at| &principal[..at]);
    // An account or a role may call on its own.
    let Some(service) = suffix else {
        return true;
    };
    service == name || service.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
}
