//! Statements that say the same of different things become one, as the CDK merges them.

use super::principal::Principal;
use super::statement::{PolicyStatement, push};
use construct_core::Expr;

/// Merges whatever can be merged without a change of meaning.
pub(super) fn merge(statements: &mut Vec<PolicyStatement>) {
    let mut i = 0;
    while i < statements.len() {
        let mut j = i + 1;
        let mut changed = false;
        while j < statements.len() {
            match combine(&statements[i], &statements[j]) {
                Some(merged) => {
                    statements[i] = merged;
                    drop(statements.remove(j));
                    changed = true;
                }
                None => j += 1,
            }
        }
        // What grew may now fit one that it did not fit before.
        i = if changed { 0 } else { i + 1 };
    }
    drop_identical(statements);
}

fn drop_identical(statements: &mut Vec<PolicyStatement>) {
    let mut kept: Vec<PolicyStatement> = Vec::with_capacity(statements.len());
    for statement in statements.drain(..) {
        push(&mut kept, statement);
    }
    *statements = kept;
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
        && same(&a.not_principals, &b.not_principals);
    let equal_sets = [
        same(&a.actions, &b.actions),
        same(&a.resources, &b.resources),
        same(&a.principals, &b.principals),
    ];
    // The star that means everyone does not fit into a list with others.
    let stars = is_star(&a.principals) == is_star(&b.principals);
    if !alike || !stars || equal_sets.iter().filter(|equal| **equal).count() < 2 {
        return None;
    }
    let mut merged = a.clone();
    b.actions
        .iter()
        .for_each(|e| push(&mut merged.actions, e.clone()));
    b.resources
        .iter()
        .for_each(|e| push(&mut merged.resources, e.clone()));
    b.principals
        .iter()
        .for_each(|e| push(&mut merged.principals, e.clone()));
    Some(merged)
}

fn same<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    a.len() == b.len() && a.iter().all(|x| b.contains(x))
}

fn is_star(principals: &[(&'static str, Expr)]) -> bool {
    principals.iter().any(|(kind, _)| *kind == Principal::STAR)
}
