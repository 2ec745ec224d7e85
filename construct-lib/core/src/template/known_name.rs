//! What `Ref` gives of a resource with a fixed name, and who can do with that
//! text instead of the resource.

use super::expand::Expanded;
use super::resource::Resource;
use super::visit::property;
use crate::token::{Expr, Props, replace_ref};

/// Resource types whose `Ref` is the name that the program gave, and the
/// property that holds it.
const NAMED: &[(&str, &str)] = &[
    ("AWS::ApiGateway::Stage", "StageName"),
    ("AWS::ApiGatewayV2::Stage", "StageName"),
    ("AWS::DynamoDB::GlobalTable", "TableName"),
    ("AWS::DynamoDB::Table", "TableName"),
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::Lambda::Function", "FunctionName"),
    ("AWS::Logs::LogGroup", "LogGroupName"),
    ("AWS::S3::Bucket", "BucketName"),
];

/// Properties that AWS only keeps: what they name need not be there when the
/// resource is made.
const KEPT: &[(&str, &str)] = &[
    ("AWS::IAM::ManagedPolicy", "PolicyDocument"),
    ("AWS::IAM::Policy", "PolicyDocument"),
    ("AWS::Lambda::Function", "Environment"),
    ("AWS::SSM::Parameter", "Value"),
];

/// What `Ref` gives of `resource`, when that is known now.
pub(crate) fn known_name<'a>(
    resource: &'a Resource,
    expanded: Option<&'a Expanded>,
) -> Option<&'a Expr> {
    let name = resource.type_name();
    let (_, property_name) = NAMED.iter().find(|(ty, _)| *ty == name)?;
    property(resource, expanded, property_name).filter(|e| e.as_str().is_some())
}

/// `resource` with the text `name` instead of `Ref` to `target`, where it only
/// keeps that text.
pub(crate) fn with_known_name(
    resource: &Resource,
    expanded: Option<&Expanded>,
    target: u32,
    name: &Expr,
) -> Option<Expanded> {
    let ty = resource.type_name();
    let (_, kept) = KEPT.iter().find(|(known, _)| *known == ty)?;
    let new = replace_ref(property(resource, expanded, kept)?, target, name);
    match expanded {
        None => {
            let mut overlay = Props::new();
            overlay.put(*kept, new);
            Some(Expanded::Overlay(overlay))
        }
        Some(Expanded::Overlay(overlay)) => {
            let mut overlay = overlay.clone();
            overlay.put(*kept, new);
            Some(Expanded::Overlay(overlay))
        }
        Some(Expanded::Whole(whole)) => {
            let mut whole = whole.clone();
            let properties = whole.iter_mut().find(|(key, _)| key == "Properties");
            if let Some((_, Expr::Map(all))) = properties {
                all.iter_mut().filter(|(key, _)| key == kept).for_each(|(_, e)| *e = new.clone());
            }
            Some(Expanded::Whole(whole))
        }
    }
}
