use std::collections::BTreeSet;

use super::{Rule, Sink};
use crate::template::Template;

/// `DependsOn` names nothing twice, and nothing that a reference orders already.
///
/// CloudFormation waits for what properties name. An entry more hides those
/// that matter.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html>
pub(super) const RULE: Rule = Rule { name: "redundant-depends-on", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for resource in template.resources() {
        let before = template.before_by_reference(resource.id);
        let mut seen = BTreeSet::new();
        for name in resource.depends_on() {
            sink.expect(!before.contains(name), resource.id, || {
                format!("a reference orders it after `{name}` already")
            });
            if !seen.insert(name) {
                sink.find(resource.id, format!("depends on `{name}` twice"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn what_no_reference_orders_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_what_a_reference_orders() {
        RULE.fails(&with("/Resources/Function/DependsOn/-", json!("Role")), "Function", "`Role`");
        RULE.fails(&with("/Resources/ApiStage/DependsOn", json!("Api")), "ApiStage", "`Api`");
        RULE.fails(&with("/Resources/Function/DependsOn/-", json!("Policy")), "Function", "twice");
    }
}
