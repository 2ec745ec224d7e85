//! One rule each about services that few templates use.

use super::view::{Findings, Item, View, deep, field, items, number, text};
use crate::error::codes;
use crate::token::Expr;

/// The days that a backup stays in cold storage at least.
const COLD: i64 = 90;

pub(super) fn backup_plan(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let rules = deep(item.get("BackupPlan"), &["BackupPlanRule"]).and_then(items);
    for (at, rule) in rules.into_iter().flatten().enumerate() {
        let days = |name: &str| deep(Some(rule), &["Lifecycle", name]).and_then(number);
        if let (Some(cold), Some(deleted)) =
            (days("MoveToColdStorageAfterDays"), days("DeleteAfterDays"))
            && deleted < cold + COLD
        {
            findings.error(
                codes::STORAGE_TIER,
                format_args!("BackupPlan.BackupPlanRule.{at}.Lifecycle.DeleteAfterDays"),
                format_args!(
                    "backups stay cold for at least {COLD} days, so they can be deleted after {} days, not {deleted}",
                    cold + COLD
                ),
                "delete later, or move to cold storage sooner",
            );
        }
    }
}

/// Each behaviour sends to an origin, or a group of them, that is there.
pub(super) fn distribution(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(config) = item.get("DistributionConfig") else {
        return;
    };
    let ids = |list: Option<&Expr>| -> Option<Vec<String>> {
        let Some(list) = list else {
            return Some(Vec::new());
        };
        let ids = items(list)?.iter().map(|one| Some(text(field(one, "Id")?)?.into_owned()));
        ids.collect()
    };
    let origins = ids(field(config, "Origins"));
    let groups = ids(deep(Some(config), &["OriginGroups", "Items"]));
    let (Some(mut known), Some(groups)) = (origins, groups) else {
        return;
    };
    known.extend(groups);
    let mut behaviours: Vec<(String, &Expr)> = Vec::new();
    behaviours
        .extend(field(config, "DefaultCacheBehavior").map(|b| ("DefaultCacheBehavior".into(), b)));
    let others = field(config, "CacheBehaviors").and_then(items).unwrap_or_default();
    behaviours.extend(others.iter().enumerate().map(|(at, b)| (format!("CacheBehaviors.{at}"), b)));
    for (path, behaviour) in behaviours {
        if let Some(target) = field(behaviour, "TargetOriginId").and_then(text)
            && !known.iter().any(|id| *id == target)
        {
            findings.error(
                codes::UNKNOWN_ORIGIN,
                format_args!("DistributionConfig.{path}.TargetOriginId"),
                format_args!("no origin has the id `{target}`"),
                format!("use one of `{}`", known.join("`, `")),
            );
        }
    }
}

/// An alarm acts through ARNs.
pub(super) fn alarm(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    for list in ["AlarmActions", "InsufficientDataActions", "OKActions"] {
        let actions = item.get(list).and_then(items).unwrap_or_default();
        for (at, action) in actions.iter().enumerate() {
            if let Some(action) = text(action).filter(|action| !action.starts_with("arn:")) {
                findings.error(
                    codes::WRONG_REFERENCE,
                    format_args!("{list}.{at}"),
                    format_args!("`{action}` is no ARN"),
                    "give the ARN of a topic, a function or another action",
                );
            }
        }
    }
}

pub(super) fn instance(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    image(item.get("ImageId"), "ImageId", findings);
}

pub(super) fn launch_template(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let id = deep(item.get("LaunchTemplateData"), &["ImageId"]);
    image(id, "LaunchTemplateData.ImageId", findings);
}

/// An image, unless its id is looked up at launch.
fn image(id: Option<&Expr>, path: &str, findings: &mut Findings<'_, '_>) {
    let Some(id) = id.and_then(text).filter(|id| !id.starts_with("resolve:ssm:")) else {
        return;
    };
    let digits = id.strip_prefix("ami-");
    let fits = digits.is_some_and(|d| {
        matches!(d.len(), 8 | 17) && d.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
    });
    if !fits {
        findings.error(
            codes::WRONG_REFERENCE,
            path,
            format_args!("`{id}` is no id of an image"),
            "it is `ami-` and 8 or 17 digits and small letters",
        );
    }
}

pub(super) fn parameter(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(name) = item.get("Name").and_then(text) else {
        return;
    };
    let plain = name.trim_start_matches('/').to_ascii_lowercase();
    if plain.starts_with("aws") || plain.starts_with("ssm") {
        findings.error(
            codes::PARAMETER_NAME,
            "Name",
            format_args!("`{name}` begins with what AWS keeps for itself"),
            "begin with something else than `aws` and `ssm`",
        );
    }
}
