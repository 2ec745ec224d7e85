use super::AppRule;
use crate::assembly::Assembly;
use crate::finding::Sink;

/// A stack waits for stacks that are there, and not for itself; each has a
/// template; and no two have one name in one environment.
///
/// The command line deploys in the order of the manifest, and finds a stack
/// that is deployed already by its name.
pub(super) const RULE: AppRule = AppRule { name: "stack-dependencies", check };

fn check(app: &Assembly<'_>, sink: &mut Sink<'_>) {
    for (index, stack) in app.stacks.iter().enumerate() {
        let there = app.templates.contains_key(stack.file.as_str());
        sink.expect(there, stack.id, || format!("its template `{}` is not there", stack.file));
        for name in &stack.dependencies {
            sink.expect(app.stack(name).is_some(), stack.id, || {
                format!("waits for `{name}`, which is no stack")
            });
        }
        sink.expect(!app.before(stack).contains(stack.id), stack.id, || {
            "waits for itself".to_owned()
        });
        let twin = app.stacks[..index]
            .iter()
            .find(|other| other.name == stack.name && other.environment == stack.environment);
        sink.expect(twin.is_none(), stack.id, || {
            format!("`{}` has the same name in the same environment", twin.map_or("", |t| t.id))
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::apps::testing::{good, with, without};

    #[test]
    fn an_order_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_what_is_not_there() {
        RULE.fails(&with("/manifests/./Service/dependencies/0", json!("Dta")), "Service", "`Dta`");
        let file = "/templates/assembly-Dev~1DevData.template.json";
        RULE.fails(&without(file), "DevData", "not there");
    }

    #[test]
    fn fails_for_a_circle() {
        RULE.fails(&with("/manifests/./Data/dependencies", json!(["Data"])), "Data", "itself");
    }

    #[test]
    fn fails_for_two_stacks_of_one_name() {
        RULE.fails(&with("/manifests/./Service/stackName", json!("Data")), "Service", "same name");
    }
}
