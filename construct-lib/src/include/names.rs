//! What the names in an included template stand for.

use std::collections::BTreeMap;

use construct_core::{Expr, NodeId};

/// The elements of a template by their logical ids there.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Parameters and resources, which share their names.
    pub(super) values: BTreeMap<String, Bound>,
    pub(super) conditions: BTreeMap<String, NodeId>,
    pub(super) mappings: BTreeMap<String, NodeId>,
    /// Whether macros or loops can add elements that are not known here.
    pub(super) is_open: bool,
}

/// What `Ref` yields.
#[derive(Debug, Clone)]
pub(super) enum Bound {
    /// A parameter or a resource.
    Element(NodeId),
    /// The value that replaces a parameter.
    Value(Expr),
}

/// The name that differs in the fewest letters, if that is few.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = 1 + name.len() / 5;
    let all = known.filter(|k| k.len().abs_diff(name.len()) <= limit);
    let (distance, found) = all.map(|k| (distance(name, k), k)).min()?;
    (distance <= limit).then_some(found)
}

/// How many letters must be added, removed or changed, whatever their case.
fn distance(a: &str, b: &str) -> usize {
    let lower = |t: &str| t.chars().map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    let (a, b) = (lower(a), lower(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_told_from_another_name() {
        let known = ["Table", "Topic", "OrdersQueue"];
        assert_eq!(nearest("table", known.into_iter()), Some("Table"));
        assert_eq!(nearest("OrderQueue", known.into_iter()), Some("OrdersQueue"));
        assert_eq!(nearest("Bucket", known.into_iter()), None);
    }
}
