//! What DynamoDB refuses of a table.

use super::attribute::Attribute;
use super::billing::Billing;
use super::index::{GlobalSecondaryIndex, Projection};
use super::props::TableProps;
use super::throughput::MaxThroughput;
use crate::check::{self, Name};
use crate::error::codes;
use crate::{Diagnostic, Node};

const TABLE: Name = Name { of: "a table", length: 3..=255, punctuation: "_-." };

const INDEX: Name = Name { of: "an index", length: 3..=255, punctuation: "_-." };

const LOCAL_INDEXES: usize = 5;
/// AWS raises it on request.
const GLOBAL_INDEXES: usize = 20;
/// Of all indexes together.
const PROJECTED: usize = 100;
/// Of each part of a key.
const KEY_ATTRIBUTES: usize = 4;
/// What a table that is paid for each request has ready by itself.
const WARM: (u32, u32) = (12_000, 4_000);

pub(super) fn props<T>(node: &Node, props: &TableProps<T>) {
    common(node, props);
    capacity(node, props);
    throughput(node, props, props.billing);
    if let Some(source) = &props.import_source {
        source.check(node);
    }
    if props.global_indexes.iter().any(|index| index.replicated_capacity.is_some()) {
        node.report(
            Diagnostic::error(
                codes::CAPACITY_OUT_OF_RANGE,
                "an index has a capacity for several regions, but its table is in one",
            )
            .help("use `GlobalSecondaryIndex::capacity`, and scale it with `Table::auto_scale_…`"),
        );
    }
}

/// What holds for tables of one region and of several.
pub(super) fn common<T>(node: &Node, props: &TableProps<T>) {
    TABLE.check_value(node, &props.name);
    check::retained_name(node, &props.name, props.removal_policy);
    keys(node, props);
    indexes(node, props);
    if let Some(days) = props.recovery_days {
        recovery(node, days);
    }
}

pub(super) fn recovery(node: &Node, days: u8) {
    if !(1..=35).contains(&days) {
        node.report(
            Diagnostic::error(
                codes::RECOVERY_PERIOD_OUT_OF_RANGE,
                format!("a table can be restored to a point in the last 1 to 35 days, got {days}"),
            )
            .help("35 days are the most, and cost no more than one"),
        );
    }
}

fn capacity<T>(node: &Node, props: &TableProps<T>) {
    let own = props.global_indexes.iter().filter_map(|i| i.capacity);
    match props.billing {
        Billing::Provisioned { read, write } => {
            if [(read, write)].into_iter().chain(own).any(|(r, w)| r == 0 || w == 0) {
                node.report(
                    Diagnostic::error(
                        codes::CAPACITY_OUT_OF_RANGE,
                        "provisioned capacity must be at least 1, got 0",
                    )
                    .help("use `Billing::OnDemand` to pay per request"),
                );
            }
        }
        Billing::OnDemand => {
            if let Some((read, write)) = own.into_iter().next() {
                node.report(
                    Diagnostic::error(
                        codes::CAPACITY_OUT_OF_RANGE,
                        format!("an index has a capacity of {read} and {write}, but its table is paid per request"),
                    )
                    .help("leave it out, or use `Billing::Provisioned` for the table"),
                );
            }
        }
    }
}

fn keys<T>(node: &Node, props: &TableProps<T>) {
    let mut seen: Vec<&Attribute> = Vec::new();
    for key in props.used_attributes() {
        if key.name.is_empty() || key.name.len() > 255 {
            report(node, format!("`{}` is not the name of a key", key.name), "use 1 to 255 bytes");
        }
        match seen.iter().find(|a| a.name == key.name) {
            Some(first) if first.ty != key.ty => report(
                node,
                format!(
                    "the key `{}` is a {} in one place and a {} in another",
                    key.name,
                    first.ty.describe(),
                    key.ty.describe()
                ),
                "an attribute has one type in a table and all its indexes",
            ),
            Some(_) => {}
            None => seen.push(key),
        }
    }
    let is_same =
        |a: &Attribute, b: &Option<Attribute>| b.as_ref().is_some_and(|b| a.name == b.name);
    if is_same(&props.partition_key, &props.sort_key) {
        report(
            node,
            "an attribute is both partition key and sort key".into(),
            "use two attributes, or no sort key",
        );
    }
    props.global_indexes.iter().for_each(|index| index_keys(node, index));
    if !props.local_indexes.is_empty() && props.sort_key.is_none() {
        report(
            node,
            "a table with local secondary indexes has no sort key".into(),
            "add one with `TableProps::sort_key`, or use a global secondary index",
        );
    }
}

fn index_keys(node: &Node, index: &GlobalSecondaryIndex) {
    let name = &index.name;
    let mut seen: Vec<&str> = Vec::new();
    for (key, _) in index.keys() {
        if seen.contains(&&*key.name) {
            report(
                node,
                format!("the attribute `{}` is twice in the key of the index `{name}`", key.name),
                "name each attribute once",
            );
        }
        seen.push(&key.name);
    }
    for (part, keys) in [("partition", &index.partition_keys), ("sort", &index.sort_keys)] {
        if keys.len() > KEY_ATTRIBUTES {
            report(
                node,
                format!(
                    "the {part} key of the index `{name}` takes at most {KEY_ATTRIBUTES} attributes, got {}",
                    keys.len()
                ),
                "leave some out, or put two values into one attribute",
            );
        }
    }
}

pub(super) fn throughput<T>(node: &Node, props: &TableProps<T>, billing: Billing) {
    let indexes = || props.global_indexes.iter();
    let out_of_range = |message: String, help: &'static str| {
        node.report(Diagnostic::error(codes::CAPACITY_OUT_OF_RANGE, message).help(help));
    };
    let max = [props.max].into_iter().chain(indexes().map(|i| i.max));
    if max.clone().any(|max| max.read == Some(0) || max.write == Some(0)) {
        out_of_range(
            "the most requests in a second must be at least 1, got 0".into(),
            "leave it out for as many as the account has",
        );
    }
    let warm = props.warm.into_iter().chain(indexes().filter_map(|i| i.warm));
    match billing {
        Billing::Provisioned { .. } => {
            if max.clone().any(MaxThroughput::is_set) {
                out_of_range(
                    "a table with a provisioned capacity has a maximum throughput".into(),
                    "the capacity is the maximum: leave it out, or use `Billing::OnDemand`",
                );
            }
        }
        Billing::OnDemand => {
            for warm in warm {
                let low = |units: Option<u32>, least| units.filter(|units| *units < least);
                let found = low(warm.read, WARM.0).or_else(|| low(warm.write, WARM.1));
                if let Some(units) = found {
                    out_of_range(
                        format!(
                            "a warm throughput begins at {} reads and {} writes in a second, got {units}",
                            WARM.0, WARM.1
                        ),
                        "leave it out: that much is there by itself",
                    );
                }
            }
        }
    }
}

fn indexes<T>(node: &Node, props: &TableProps<T>) {
    let count = props.global_indexes.len();
    if count > GLOBAL_INDEXES {
        node.report(
            Diagnostic::warning(
                codes::INVALID_INDEX,
                format!(
                    "a table takes {GLOBAL_INDEXES} global secondary indexes unless AWS raised the quota, got {count}"
                ),
            )
            .help("ask AWS for more, or let one index answer several questions"),
        );
    }
    let projections = props
        .global_indexes
        .iter()
        .map(|i| &i.projection)
        .chain(props.local_indexes.iter().map(|i| &i.projection));
    let included: usize = projections
        .map(|projection| match projection {
            Projection::Include(names) => names.len(),
            Projection::All | Projection::KeysOnly => 0,
        })
        .sum();
    if included > PROJECTED {
        node.report(
            Diagnostic::error(
                codes::INVALID_INDEX,
                format!(
                    "the indexes of a table include at most {PROJECTED} attributes together, got {included}"
                ),
            )
            .help("use `Projection::All` for the largest"),
        );
    }

    let count = props.local_indexes.len();
    if count > LOCAL_INDEXES {
        node.report(
            Diagnostic::error(
                codes::INVALID_INDEX,
                format!(
                    "a table takes at most {LOCAL_INDEXES} local secondary indexes, got {count}"
                ),
            )
            .help("use global secondary indexes"),
        );
    }
    let global = props.global_indexes.iter().map(|i| (&i.name, &i.projection));
    let local = props.local_indexes.iter().map(|i| (&i.name, &i.projection));
    let mut names: Vec<&str> = Vec::new();
    for (name, projection) in global.chain(local) {
        INDEX.check(node, name);
        if names.contains(&&**name) {
            node.report(
                Diagnostic::error(
                    codes::DUPLICATE_INDEX,
                    format!("two indexes of the table are named `{name}`"),
                )
                .help("rename one of them"),
            );
        }
        names.push(name);
        if matches!(projection, Projection::Include(names) if names.is_empty()) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_INDEX,
                    format!("the index `{name}` includes some attributes, but names none"),
                )
                .help("name them, or use `Projection::KeysOnly`"),
            );
        }
    }
}

fn report(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_KEYS, message).help(help));
}
