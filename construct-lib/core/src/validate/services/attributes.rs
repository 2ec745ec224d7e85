//! What stands beside the properties of a resource.

use super::view::{Findings, Item};
use crate::error::codes;
use crate::template::takes_snapshots;

/// The attributes that CloudFormation and its own macros know.
const KNOWN: &[&str] = &[
    "Condition",
    "Connectors",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "IgnoreGlobals",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
    "Version",
];

const POLICIES: &[&str] = &["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"];

pub(super) fn check(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(attributes) = item.attributes() else {
        return;
    };
    for (name, value) in &attributes.others {
        // A loop or a macro stands for other entries.
        let is_known = KNOWN.contains(&&**name) || name.starts_with("Fn::");
        let value = value.as_str();
        if !is_known {
            findings.attribute(
                codes::UNKNOWN_RESOURCE_ATTRIBUTE,
                name,
                "a resource has no such attribute",
                "look for a misspelling, or put a property into `Properties`",
            );
        } else if matches!(&**name, "DeletionPolicy" | "UpdateReplacePolicy")
            && let Some(policy) = value.filter(|policy| !POLICIES.contains(policy))
        {
            findings.attribute(
                codes::UNKNOWN_RESOURCE_ATTRIBUTE,
                name,
                format_args!("`{policy}` is no such policy"),
                "it is `Delete`, `Retain`, `RetainExceptOnCreate` or `Snapshot`",
            );
        }
    }
    let policies = [
        ("DeletionPolicy", attributes.deletion_policy),
        ("UpdateReplacePolicy", attributes.update_replace_policy),
    ];
    for (name, policy) in policies {
        let is_ours = item.type_name().starts_with("AWS::");
        if policy == Some("Snapshot") && is_ours && !takes_snapshots(item.type_name()) {
            findings.attribute(
                codes::SNAPSHOT_UNSUPPORTED,
                name,
                format_args!("`{}` has no snapshots", item.type_name()),
                "use `Retain` to keep it",
            );
        }
    }
}
