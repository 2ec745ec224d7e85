//! What DynamoDB refuses of a table in several regions.

use super::billing::Billing;
use super::capacity::GlobalTableBilling;
use super::check;
use super::global_table_props::{GlobalTableEncryption, GlobalTableProps, MultiRegionConsistency};
use super::options::StreamView;
use super::replica::ReplicaTableProps;
use crate::error::codes;
use crate::{Diagnostic, Node, Stack};

/// The regions in which a strong table can be, which must be of one group.
const STRONG: [&[&str]; 3] = [
    &["us-east-1", "us-east-2", "us-west-2"],
    &["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
    &["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
];

pub(super) fn props<T>(node: &Node, props: &GlobalTableProps<T>) {
    check::common(node, &props.table);
    capacity(node, props);
    let region = Stack::of(node).and_then(|stack| stack.region().as_literal().map(str::to_owned));
    replicas(node, props, region.as_deref());
    keys(node, props, region.as_deref());
    if let MultiRegionConsistency::Strong { witness_region } = &props.consistency {
        strong(node, props, region.as_deref(), witness_region.as_deref());
    }
}

fn capacity<T>(node: &Node, props: &GlobalTableProps<T>) {
    let indexes = &props.table.global_indexes;
    let own = indexes.iter().filter_map(|index| index.replicated_capacity);
    let replicas = props.replicas.iter();
    let reads =
        replicas.flat_map(|r| r.read.into_iter().chain(r.indexes.iter().filter_map(|i| i.read)));
    let help = "leave it out, or use `GlobalTableBilling::Provisioned`";
    match props.billing {
        GlobalTableBilling::OnDemand => {
            if own.count() + reads.count() > 0 {
                out_of_range(
                    node,
                    "a replica or an index has a capacity, but its table is paid per request",
                    help,
                );
            }
        }
        GlobalTableBilling::Provisioned { read, write } => {
            read.check(node);
            write.check(node);
            own.for_each(|(read, write)| {
                read.check(node);
                write.check(node);
            });
            reads.for_each(|read| read.check(node));
            let max = props.table.max.is_set()
                || indexes.iter().any(|index| index.max.is_set())
                || props.replicas.iter().any(|replica| replica.max_read.is_some());
            if max {
                out_of_range(
                    node,
                    "a table with a provisioned capacity has a maximum throughput",
                    "the capacity is the maximum: leave it out",
                );
            }
        }
    }
    if indexes.iter().any(|index| index.capacity.is_some()) {
        out_of_range(
            node,
            "an index of a table in several regions has a fixed write capacity",
            "use `GlobalSecondaryIndex::replicated_capacity`",
        );
    }
    if props.billing == GlobalTableBilling::OnDemand {
        check::throughput(node, &props.table, Billing::OnDemand);
    }
}

fn replicas<T>(node: &Node, props: &GlobalTableProps<T>, region: Option<&str>) {
    if !props.replicas.is_empty() && region.is_none() {
        report(
            node,
            "a table has replicas, but its stack does not know its own region".into(),
            "name the region with `StackProps::environment`",
        );
    }
    let mut seen: Vec<&str> = Vec::new();
    for replica in &props.replicas {
        let of = replica.region.as_literal().unwrap_or_default();
        if Some(of) == region {
            report(
                node,
                format!("a replica is in `{of}`, where the table itself is"),
                "the stack's region has a replica by itself; leave this one out",
            );
        }
        if seen.contains(&of) {
            report(
                node,
                format!("two replicas are in `{of}`"),
                "a table has one replica in a region",
            );
        }
        seen.push(of);
        replica_options(node, props, replica);
    }
    let other_view = props.table.stream.filter(|view| *view != StreamView::NewAndOldImages);
    if let Some(view) = other_view.filter(|_| !props.replicas.is_empty()) {
        report(
            node,
            format!("the stream of a table with replicas has `{view:?}`"),
            "replicas tell each other both images: use `StreamView::NewAndOldImages`, or leave it out",
        );
    }
}

fn replica_options<T>(node: &Node, props: &GlobalTableProps<T>, replica: &ReplicaTableProps) {
    for index in &replica.indexes {
        let is_known = props.table.global_indexes.iter().any(|known| known.name == index.name);
        if !is_known {
            node.report(
                Diagnostic::error(
                    codes::UNKNOWN_INDEX,
                    format!("the table has no global index named `{}`", index.name),
                )
                .help("name an index of the table"),
            );
        }
    }
    if let Some(days) = replica.recovery_days {
        check::recovery(node, days);
    }
}

fn keys<T>(node: &Node, props: &GlobalTableProps<T>, region: Option<&str>) {
    let GlobalTableEncryption::CustomerManaged(keys) = &props.encryption else {
        return;
    };
    let has_key = |of: &str| keys.replicas.iter().any(|(key, _)| key == of);
    if region.is_some_and(has_key) {
        report(
            node,
            "a table has two keys in the stack's region".into(),
            "name keys by their ARN for other regions only",
        );
    }
    for of in props.replicas.iter().filter_map(|replica| replica.region.as_literal()) {
        if !has_key(of) {
            report(
                node,
                format!("nothing says with which key the replica in `{of}` is encrypted"),
                "name it with `GlobalTableKeys::replica_key_arn`",
            );
        }
    }
}

fn strong<T>(
    node: &Node,
    props: &GlobalTableProps<T>,
    region: Option<&str>,
    witness: Option<&str>,
) {
    let count = props.replicas.len() + 1;
    let expected = if witness.is_some() { 2 } else { 3 };
    if count != expected {
        let with = if witness.is_some() { "with" } else { "without" };
        report(
            node,
            format!(
                "a strong table {with} a witness takes {expected} replicas, the stack's region among them, got {count}"
            ),
            "use three replicas, or two and a witness",
        );
    }
    let others = props.replicas.iter().filter_map(|replica| replica.region.as_literal());
    let all: Vec<&str> = region.into_iter().chain(others).chain(witness).collect();
    if !STRONG.iter().any(|group| all.iter().all(|of| group.contains(of))) {
        let groups: Vec<String> = STRONG.iter().map(|group| group.join(", ")).collect();
        node.report(
            Diagnostic::error(
                codes::INVALID_REPLICA,
                format!("a strong table cannot be in {} together", all.join(", ")),
            )
            .help(format!("use regions of one group: {}", groups.join("; "))),
        );
    }
    let has_witness_twice = witness.is_some_and(|of| all.iter().filter(|a| **a == of).count() > 1);
    if has_witness_twice {
        report(
            node,
            "the witness of a strong table is where a replica is".into(),
            "put the witness into a third region",
        );
    }
    if props.table.time_to_live.is_some() {
        report(
            node,
            "a strong table has no time to live".into(),
            "leave it out, or use `MultiRegionConsistency::Eventual`",
        );
    }
    if !props.table.local_indexes.is_empty() {
        report(
            node,
            "a strong table has no local secondary indexes".into(),
            "use global secondary indexes",
        );
    }
}

fn out_of_range(node: &Node, message: &'static str, help: &'static str) {
    node.report(Diagnostic::error(codes::CAPACITY_OUT_OF_RANGE, message).help(help));
}

fn report(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_REPLICA, message).help(help));
}
