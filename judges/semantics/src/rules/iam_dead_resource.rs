use super::{Rule, Sink};
use crate::iam;
use crate::template::Template;

/// Each resource of a statement is one that an action of the statement works on.
///
/// One that is not shows that an action is missing, or that the resource is
/// left over.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
pub(super) const RULE: Rule = Rule { name: "iam-dead-resource", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for statement in iam::all_identity_statements(template).into_iter().filter(|s| s.allows()) {
        let actions: Option<Vec<_>> = statement.actions().into_iter().map(iam::expand).collect();
        // An action of a service that is not known may work on anything.
        let Some(actions) = actions.filter(|found| found.iter().any(|a| !a.is_empty())) else {
            continue;
        };
        for resource in statement.resources(template) {
            let reached = actions.iter().flatten().any(|action| action.reaches(&resource));
            sink.expect(reached, statement.owner, || {
                format!("no action of the statement does anything on `{resource}`")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    const STATEMENT: &str = "/Resources/Policy/Properties/PolicyDocument/Statement/1";

    #[test]
    fn resources_that_are_used_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_an_index_that_no_action_reads() {
        let template = with(&format!("{STATEMENT}/Action"), json!("dynamodb:GetItem"));
        RULE.fails(&template, "Policy", "table/${Table}/index/*");
    }
}
