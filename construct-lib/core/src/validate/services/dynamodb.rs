//! Tables: keys, indexes and what they are billed for.

use std::borrow::Cow;

use super::view::{Findings, Item, View, always, deep, field, items, text};
use crate::error::codes;
use crate::token::Expr;

/// The most attributes that one index includes.
const PROJECTED: usize = 20;

pub(super) fn table(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    keys(item, findings);
    capacity(item, findings);
}

pub(super) fn global_table(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    keys(item, findings);
}

/// One key of the table or of an index.
struct KeyPart<'a> {
    path: String,
    name: Cow<'a, str>,
    kind: Option<Cow<'a, str>>,
}

/// The indexes of a table with their paths.
fn indexes<'a>(item: Item<'a>) -> impl Iterator<Item = (String, &'a Expr)> {
    let lists = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
    lists.into_iter().flat_map(move |name| {
        let list = item.get(name).and_then(items).unwrap_or_default();
        list.iter().enumerate().map(move |(at, index)| (format!("{name}.{at}"), index))
    })
}

/// The parts of one key; nothing when deployment decides about any.
fn key_schema<'a>(path: &str, expr: Option<&'a Expr>) -> Option<Vec<KeyPart<'a>>> {
    let parts = items(expr?)?.iter().enumerate().map(|(at, part)| {
        Some(KeyPart {
            path: format!("{path}.{at}"),
            name: text(field(part, "AttributeName")?)?,
            kind: field(part, "KeyType").and_then(text),
        })
    });
    parts.collect()
}

fn keys(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let mut all: Option<Vec<KeyPart<'_>>> = Some(Vec::new());
    let mut add = |found: Option<Vec<KeyPart<'_>>>, findings: &mut Findings<'_, '_>| {
        if let Some(parts) = &found {
            order(parts, findings);
        }
        // One key that is not known leaves open which attributes are used.
        match (&mut all, found) {
            (Some(all), Some(parts)) => all.extend(parts.into_iter().map(|part| KeyPart {
                name: Cow::Owned(part.name.into_owned()),
                kind: None,
                path: part.path,
            })),
            (all, _) => *all = None,
        }
    };
    add(key_schema("KeySchema", item.get("KeySchema")), findings);
    for list in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        if item.get(list).is_some_and(|expr| items(expr).is_none()) {
            add(None, findings);
        }
    }
    for (path, index) in indexes(item) {
        let path = format!("{path}.KeySchema");
        add(key_schema(&path, field(index, "KeySchema")), findings);
        projection(path.trim_end_matches(".KeySchema"), index, findings);
    }
    let Some(definitions) = item.get("AttributeDefinitions").and_then(items) else {
        return;
    };
    let names: Option<Vec<Cow<'_, str>>> =
        definitions.iter().map(|one| text(field(one, "AttributeName")?)).collect();
    if let (Some(names), Some(all)) = (names, all) {
        fit(&names, &all, findings);
    }
}

/// Every key is a defined attribute, and every defined attribute a key.
fn fit(names: &[Cow<'_, str>], keys: &[KeyPart<'_>], findings: &mut Findings<'_, '_>) {
    for key in keys.iter().filter(|key| !names.contains(&key.name)) {
        findings.error(
            codes::TABLE_KEYS,
            &key.path,
            format_args!("the key `{}` is not among the attribute definitions", key.name),
            "add it to `AttributeDefinitions` with its type",
        );
    }
    for (at, name) in names.iter().enumerate() {
        if !keys.iter().any(|key| key.name == *name) {
            findings.error(
                codes::TABLE_KEYS,
                format_args!("AttributeDefinitions.{at}"),
                format_args!("the attribute `{name}` is no key of the table or of an index"),
                "define only attributes that are keys; items may have others without a definition",
            );
        }
    }
}

/// The hash keys come first, then the range keys.
fn order(parts: &[KeyPart<'_>], findings: &mut Findings<'_, '_>) {
    let is = |part: &KeyPart<'_>, kind: &str| part.kind.as_deref() == Some(kind);
    let Some(first) = parts.first() else {
        return;
    };
    let late_hash = parts
        .windows(2)
        .find(|pair| is(&pair[0], "RANGE") && is(&pair[1], "HASH"))
        .map(|pair| &pair[1]);
    let wrong = late_hash.or_else(|| is(first, "RANGE").then_some(first));
    // Several hash keys are for global indexes only.
    let second = parts.get(1).filter(|part| is(part, "HASH") && !part.path.starts_with("Global"));
    if let Some(part) = wrong.or(second) {
        findings.error(
            codes::TABLE_KEYS,
            &part.path,
            format_args!("`{}` has the wrong key type for its place", part.name),
            "a key has one `HASH` part, then at most one `RANGE` part",
        );
    }
}

/// Attributes are named where, and only where, the projection includes some.
fn projection(path: &str, index: &Expr, findings: &mut Findings<'_, '_>) {
    let Some(projection) = field(index, "Projection") else {
        return;
    };
    let Some(kind) = field(projection, "ProjectionType").and_then(text) else {
        return;
    };
    let named = field(projection, "NonKeyAttributes");
    if kind == "INCLUDE" && named.is_none() {
        findings.error(
            codes::INDEX_PROJECTION,
            format_args!("{path}.Projection"),
            "`INCLUDE` needs the attributes that it includes",
            "name them in `NonKeyAttributes`",
        );
    }
    if let Some(list) = named.and_then(items).filter(|list| list.len() > PROJECTED) {
        findings.error(
            codes::INDEX_PROJECTION,
            format_args!("{path}.Projection.NonKeyAttributes"),
            format_args!("an index includes at most {PROJECTED} attributes, not {}", list.len()),
            "include fewer, or project `ALL`",
        );
    }
    if matches!(&*kind, "ALL" | "KEYS_ONLY") && always(named) {
        findings.error(
            codes::INDEX_PROJECTION,
            format_args!("{path}.Projection.NonKeyAttributes"),
            format_args!("`{kind}` takes no list of attributes"),
            "leave the list out, or use `INCLUDE`",
        );
    }
}

/// Indexes have capacity of their own when the table has.
fn capacity(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let mode = match item.get("BillingMode") {
        Some(mode) => text(mode),
        None => Some(Cow::Borrowed("PROVISIONED")),
    };
    let Some(indexes) = item.get("GlobalSecondaryIndexes").and_then(items) else {
        return;
    };
    for (at, index) in indexes.iter().enumerate() {
        let given = field(index, "ProvisionedThroughput");
        match mode.as_deref() {
            Some("PROVISIONED") if given.is_none() && super::view::entries(index).is_some() => {
                findings.error(
                    codes::TABLE_CAPACITY,
                    format_args!("GlobalSecondaryIndexes.{at}"),
                    "an index of a table with provisioned capacity needs its own",
                    "set its `ProvisionedThroughput`, or `BillingMode` to `PAY_PER_REQUEST`",
                );
            }
            Some("PAY_PER_REQUEST") if always(given) => {
                // Zero is what AWS itself shows for such a table.
                let read = deep(given, &["ReadCapacityUnits"]).and_then(super::view::number);
                if read != Some(0) {
                    findings.error(
                        codes::TABLE_CAPACITY,
                        format_args!("GlobalSecondaryIndexes.{at}.ProvisionedThroughput"),
                        "an index of a table that pays per request has no capacity",
                        "leave it out, or set `BillingMode` to `PROVISIONED`",
                    );
                }
            }
            _ => {}
        }
    }
}
