//! Statements that say the same of different things become one, as the CDK merges them.

use std::borrow::Cow;

use super::principal::STAR;
use super::statement::{PolicyStatement, push};

/// Merges whatever can be merged without a change of meaning.
///
/// Whole passes are repeated until one changes nothing. The order decides
/// which of several possible merges is made, so it is the CDK's.
pub(super) fn merge(statements: &[PolicyStatement]) -> Vec<Cow<'_, PolicyStatement>> {
    let mut all: Vec<Cow<'_, PolicyStatement>> = statements.iter().map(Cow::Borrowed).collect();
    while pass(&mut all, &combine) {}
    drop_identical(all)
}

/// The statements as they are, each once.
pub(super) fn distinct(statements: &[PolicyStatement]) -> Vec<Cow<'_, PolicyStatement>> {
    let mut kept: Vec<Cow<'_, PolicyStatement>> = Vec::with_capacity(statements.len());
    for statement in statements {
        // Lists are written as they were given, so another order is another statement.
        let is_written_alike = |k: &PolicyStatement| {
            is_identical(k, statement)
                && k.actions == statement.actions
                && k.resources == statement.resources
                && k.principals == statement.principals
        };
        if !kept.iter().any(|k| is_written_alike(k)) {
            kept.push(Cow::Borrowed(statement));
        }
    }
    kept
}

/// The largest statement that is made of smaller ones when a document is to be divided.
const LARGEST: usize = 2_000;

/// As [`merge`] for a document that is to be divided: nothing is merged into
/// what would be hard to find a place for, and without `minimize` only what is equal.
pub(super) fn merge_for_division(
    statements: &[PolicyStatement],
    minimize: bool,
) -> Vec<Cow<'_, PolicyStatement>> {
    let mut all: Vec<Cow<'_, PolicyStatement>> = statements.iter().map(Cow::Borrowed).collect();
    if minimize {
        let small = |a: &PolicyStatement, b: &PolicyStatement| {
            combine(a, b).filter(|merged| merged.estimate() <= LARGEST)
        };
        while pass(&mut all, &small) {}
        all
    } else {
        drop_identical(all)
    }
}

/// What makes one statement of two, where it can.
type Combine<'a> = dyn Fn(&PolicyStatement, &PolicyStatement) -> Option<PolicyStatement> + 'a;

/// Compares each statement with all that follow it; whether any two were merged.
fn pass(all: &mut Vec<Cow<'_, PolicyStatement>>, combine: &Combine<'_>) -> bool {
    let before = all.len();
    let mut i = 0;
    while i < all.len() {
        let mut j = i + 1;
        while j < all.len() {
            match combine(&all[i], &all[j]) {
                Some(merged) => {
                    all[i] = Cow::Owned(merged);
                    drop(all.remove(j));
                }
                None => j += 1,
            }
        }
        i += 1;
    }
    all.len() < before
}

/// Drops what is written like an earlier one, which a statement with an id can be.
fn drop_identical(all: Vec<Cow<'_, PolicyStatement>>) -> Vec<Cow<'_, PolicyStatement>> {
    let mut kept: Vec<Cow<'_, PolicyStatement>> = Vec::with_capacity(all.len());
    for statement in all {
        if !kept.iter().any(|k| is_identical(k, &statement)) {
            kept.push(statement);
        }
    }
    kept
}

fn is_identical(a: &PolicyStatement, b: &PolicyStatement) -> bool {
    a.effect == b.effect
        && a.sid == b.sid
        && a.conditions == b.conditions
        && a.not_actions == b.not_actions
        && a.not_resources == b.not_resources
        && a.not_principals == b.not_principals
        && same(&a.actions, &b.actions)
        && same(&a.resources, &b.resources)
        && same(&a.principals, &b.principals)
}

/// One statement that means what both mean, when there is one.
///
/// Of actions, resources and principals at most one may differ: the union
/// over two would allow combinations that neither allowed.
fn combine(a: &PolicyStatement, b: &PolicyStatement) -> Option<PolicyStatement> {
    let alike = a.effect == b.effect
        && a.sid.is_none()
        && b.sid.is_none()
        && a.conditions == b.conditions
        && same(&a.not_actions, &b.not_actions)
        && same(&a.not_resources, &b.not_resources)
        && same(&a.not_principals, &b.not_principals)
        // The star that means everyone does not fit into a list with others.
        && is_star(a) == is_star(b);
    let equal_sets = [
        same(&a.actions, &b.actions),
        same(&a.resources, &b.resources),
        same(&a.principals, &b.principals),
    ];
    if !alike || equal_sets.iter().filter(|equal| **equal).count() < 2 {
        return None;
    }
    let mut merged = a.clone();
    add(&mut merged.actions, &b.actions);
    add(&mut merged.resources, &b.resources);
    add(&mut merged.principals, &b.principals);
    Some(merged)
}

/// Whether two lists without doubles hold the same, in any order.
fn same<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    a.len() == b.len() && a.iter().all(|x| b.contains(x))
}

fn add<T: PartialEq + Clone>(all: &mut Vec<T>, more: &[T]) {
    for one in more {
        push(all, one.clone());
    }
}

fn is_star(statement: &PolicyStatement) -> bool {
    statement.principals.iter().any(|(kind, _)| *kind == STAR)
}
