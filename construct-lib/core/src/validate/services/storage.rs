//! Buckets.

use super::view::{Findings, Item, View, field, items, number, text};
use crate::error::codes;

pub(super) fn bucket(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    if let Some(name) = item.get("BucketName").and_then(text)
        && let Some(what) = name_fault(&name)
    {
        findings.error(
            codes::BUCKET_NAME,
            "BucketName",
            format_args!("`{name}` {what}"),
            "use 3 to 63 lower-case letters, digits, `-` and `.`, first and last a letter or a digit",
        );
    }
    tierings(item, findings);
    events(item, findings);
}

/// What the names of events begin with.
const EVENTS: &[&str] = &[
    "s3:IntelligentTiering",
    "s3:LifecycleExpiration:",
    "s3:LifecycleTransition",
    "s3:ObjectAcl:Put",
    "s3:ObjectAnnotation",
    "s3:ObjectCreated:",
    "s3:ObjectRemoved:",
    "s3:ObjectRestore:",
    "s3:ObjectTagging:",
    "s3:ReducedRedundancyLostObject",
    "s3:Replication:",
    "s3:TestEvent",
];

fn events(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(configuration) = item.get("NotificationConfiguration") else {
        return;
    };
    for list in ["LambdaConfigurations", "QueueConfigurations", "TopicConfigurations"] {
        let all = field(configuration, list).and_then(items).unwrap_or_default();
        for (at, one) in all.iter().enumerate() {
            if let Some(event) = field(one, "Event").and_then(text)
                && !EVENTS.iter().any(|known| event.starts_with(known))
            {
                findings.warning(
                    codes::UNKNOWN_VALUE,
                    format_args!("NotificationConfiguration.{list}.{at}.Event"),
                    format_args!("`{event}` is no event that this version knows of S3"),
                    "see S3's list of events, or acknowledge this if it is new",
                );
            }
        }
    }
}

/// What S3 refuses in a name.
fn name_fault(name: &str) -> Option<&'static str> {
    let is_edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_inner = |c: char| is_edge(c) || c == '-' || c == '.';
    let numbers = name.split('.').filter(|part| part.parse::<u8>().is_ok());
    if !(3..=63).contains(&name.len()) {
        Some("does not have 3 to 63 characters")
    } else if !name.chars().all(is_inner) {
        Some("has a character that the name of a bucket must not have")
    } else if !(name.starts_with(is_edge) && name.ends_with(is_edge)) {
        Some("must begin and end with a letter or a digit")
    } else if name.contains("..") {
        Some("has two dots in a row")
    } else if numbers.count() == 4 && name.split('.').count() == 4 {
        Some("has the form of an IP address")
    } else if name.starts_with("xn--") || name.ends_with("-s3alias") {
        Some("begins or ends with what S3 keeps for itself")
    } else {
        None
    }
}

/// Objects go to each archive after a number of days that S3 limits.
fn tierings(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let list = item.get("IntelligentTieringConfigurations").and_then(items).unwrap_or_default();
    for (at, configuration) in list.iter().enumerate() {
        let tierings = field(configuration, "Tierings").and_then(items).unwrap_or_default();
        for (inner, tiering) in tierings.iter().enumerate() {
            let tier = field(tiering, "AccessTier").and_then(text);
            let least = match tier.as_deref() {
                Some("ARCHIVE_ACCESS") => 90,
                Some("DEEP_ARCHIVE_ACCESS") => 180,
                _ => continue,
            };
            let days = field(tiering, "Days").and_then(number);
            if let Some(days) = days.filter(|days| !(least..=730).contains(days)) {
                findings.error(
                    codes::STORAGE_TIER,
                    format_args!("IntelligentTieringConfigurations.{at}.Tierings.{inner}.Days"),
                    format_args!("objects go to this tier after {least} to 730 days, not {days}"),
                    "choose a number in that range",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::name_fault;

    #[test]
    fn names_are_what_s3_takes() {
        for good in ["abc", "orders-archive-2026", "www.example.com", "1.2.3", "a1.2.3.4.5"] {
            assert_eq!(name_fault(good), None, "{good}");
        }
        let bad = ["ab", "Orders", "a_b", "-ab", "ab-", "a..b", "192.168.5.4", "xn--abc", "a b"];
        for bad in bad {
            assert!(name_fault(bad).is_some(), "{bad}");
        }
    }
}
