//! What does not fit into the policy of a role goes on in managed policies.

use construct_core::{Construct, Expr, NodeId};

use super::document::PolicyDocument;
use super::managed_policy::{ManagedPolicy, ManagedPolicyProps};
use super::merge;
use super::role::Role;
use super::statement::PolicyStatement;
use crate::Node;

/// How much goes into the policies that belong to a role, of the 10,240
/// characters that IAM takes: sizes are estimates.
const INLINE: usize = 10_000;
/// More than the word `Resource` takes with what is around it.
const HEAD: usize = 20;
/// How much goes into one managed policy, of the 6,144 that IAM takes.
const MANAGED: usize = 6_000;

/// The document of a role's policy, when what does not fit is in managed
/// policies `OverflowPolicy1` and so on beside it. For those `waiting` waits, too.
pub(super) fn divide(policy: &Node, document: &PolicyDocument, waiting: &[NodeId]) -> Expr {
    let Some(role) = policy.scope().and_then(|scope| Role::at(&scope)) else {
        return document.to_expr();
    };
    let others = role.estimate_of_others(policy);
    let (own, rest) = split(document, INLINE.saturating_sub(others));
    for (index, document) in rest.into_iter().enumerate() {
        let id = format!("OverflowPolicy{}", index + 1);
        let made = role.node().try_child(&id).and_then(|node| ManagedPolicy::at(&node));
        let overflow = made.unwrap_or_else(|| {
            let about = format!("Part of the policies for {}", role.node().path());
            let props = ManagedPolicyProps::new().description(about).role(&role);
            ManagedPolicy::new(&role, &id, props)
        });
        overflow.set_document(document);
        for id in waiting {
            if let Some(construct) = policy.find(*id) {
                construct.add_dependency(&overflow);
            }
        }
    }
    own.to_expr()
}

/// What stays, and what goes into managed policies, each filled up before the next one.
fn split(document: &PolicyDocument, most: usize) -> (PolicyDocument, Vec<PolicyDocument>) {
    let mut own = document.without_statements();
    let mut size = 0;
    let mut rest: Vec<(usize, PolicyDocument)> = Vec::new();
    for statement in merge::merge_for_division(document.statements(), document.is_minimized()) {
        let needed = statement.estimate();
        // As the CDK has it, what stays is less than the limit, and what goes is at most that.
        if size + needed < most {
            size += needed;
            own.add_statement(statement.into_owned());
            continue;
        }
        for part in parts(statement.into_owned()) {
            let needed = part.estimate();
            let free = rest.iter_mut().find(|(size, _)| size + needed <= MANAGED);
            match free {
                Some((size, document)) => {
                    *size += needed;
                    document.add_statement(part);
                }
                None => rest.push((needed, document.without_statements().statement(part))),
            }
        }
    }
    (own, rest.into_iter().map(|(_, document)| document).collect())
}

/// A statement, or several that together say the same of its resources when
/// one is too large for any managed policy.
fn parts(statement: PolicyStatement) -> Vec<PolicyStatement> {
    if statement.estimate() <= MANAGED || statement.resources.len() < 2 {
        return vec![statement];
    }
    let (resources, empty) = statement.split_off_resources();
    let mut all = vec![empty.clone()];
    let mut size = empty.estimate();
    for resource in resources {
        let needed = PolicyStatement::estimate_resource(&resource);
        if size + needed > MANAGED - HEAD {
            size = empty.estimate();
            all.push(empty.clone());
        }
        size += needed;
        if let Some(last) = all.last_mut() {
            last.resources.push(resource);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bucket: usize) -> PolicyStatement {
        let arn = format!("arn:aws:s3:::bucket-with-a-rather-long-name-{bucket:04}/*");
        PolicyStatement::allow().actions([format!("s3:Action{bucket}")]).resource(arn)
    }

    #[test]
    fn what_fits_stays_and_each_managed_policy_is_filled_before_the_next() {
        for count in [1, 50, 100, 400] {
            let all = (0..count).map(read).fold(PolicyDocument::new(), PolicyDocument::statement);
            let (own, rest) = split(&all, INLINE);
            assert!(own.estimate() < INLINE);
            assert!(rest.iter().all(|d| d.estimate() <= MANAGED));
            assert_eq!(rest.is_empty(), all.estimate() < INLINE);
            let full = rest.iter().rev().skip(1);
            assert!(full.into_iter().all(|d| d.estimate() + read(0).estimate() > MANAGED));
            let kept =
                own.statements().len() + rest.iter().map(|d| d.statements().len()).sum::<usize>();
            assert_eq!(kept, count);
        }
    }

    #[test]
    fn a_statement_that_fits_nowhere_is_divided_by_its_resources() {
        let arns: Vec<String> =
            (0..200).map(|n| format!("arn:aws:s3:::{}/{n}", "x".repeat(80))).collect();
        let large = PolicyStatement::allow().actions(["s3:GetObject"]).resources(arns.clone());
        let (own, rest) = split(&PolicyDocument::new().statement(large), INLINE);
        assert!(own.is_empty());
        assert!(rest.iter().all(|d| d.estimate() <= MANAGED));
        let named: Vec<&Expr> =
            rest.iter().flat_map(|d| d.statements()).flat_map(|s| &s.resources).collect();
        let named: Vec<&str> = named.into_iter().filter_map(Expr::as_str).collect();
        assert_eq!(named, arns);
    }
}
