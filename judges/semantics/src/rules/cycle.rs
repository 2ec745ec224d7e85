use std::collections::BTreeSet;

use super::{Rule, Sink};
use crate::template::Template;

/// No resource waits for itself.
///
/// CloudFormation refuses the template: "Circular dependency between resources".
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html>
pub(super) const RULE: Rule = Rule { name: "cycle", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let mut told = BTreeSet::new();
    for resource in template.resources() {
        let before = template.before(resource.id);
        let circle = before.contains(resource.id);
        sink.expect(!circle || told.contains(resource.id), resource.id, || {
            let others: Vec<&str> = before
                .iter()
                .copied()
                .filter(|other| template.before(other).contains(resource.id))
                .collect();
            format!("waits for itself, through {}", others.join(", "))
        });
        if circle {
            told.extend(
                before.into_iter().filter(|other| template.before(other).contains(resource.id)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn an_order_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_once_for_each_circle() {
        RULE.fails(
            &with("/Resources/Role/DependsOn", json!("Function")),
            "Function",
            "through Function, Policy, Role",
        );
        RULE.fails(&with("/Resources/Table/DependsOn", json!(["Table"])), "Table", "itself");
    }
}
