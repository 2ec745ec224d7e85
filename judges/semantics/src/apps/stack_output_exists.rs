use serde_json::Value;

use super::AppRule;
use crate::assembly::{Assembly, Stack, visit_functions};
use crate::finding::Sink;
use crate::template::entries;

/// `Fn::GetStackOutput` names an output that the stack of that name has, and
/// that stack is deployed before.
///
/// A stack of another name is taken to be no part of the app.
pub(super) const RULE: AppRule = AppRule { name: "stack-output-exists", check };

fn check(app: &Assembly<'_>, sink: &mut Sink<'_>) {
    for (file, template) in &app.templates {
        let Some(reader) = app.stack_of(file) else { continue };
        for section in ["Resources", "Outputs"] {
            for (id, value) in entries(template.value, section) {
                visit_functions(value, "Fn::GetStackOutput", &mut |argument| {
                    let found = problem(app, reader, argument);
                    sink.expect(found.is_none(), &format!("{file}/{id}"), || {
                        found.unwrap_or_default()
                    });
                });
            }
        }
    }
}

/// What is wrong with the argument of the function, if anything is.
fn problem(app: &Assembly<'_>, reader: &Stack<'_>, argument: &Value) -> Option<String> {
    let text = |name: &str| argument.get(name).and_then(Value::as_str);
    let (Some(stack_name), Some(output)) = (text("StackName"), text("OutputName")) else {
        return Some("names no stack or no output".to_owned());
    };
    // Without a literal region it is the reader's own.
    let region = text("Region").unwrap_or_else(|| reader.region());
    let mut named = app.stacks.iter().filter(|s| s.name == stack_name).peekable();
    named.peek()?;
    let Some(owner) = named.find(|s| s.region() == region) else {
        return Some(format!("the stack `{stack_name}` is not in {region}"));
    };
    let outputs = app.templates.get(owner.file.as_str()).and_then(|t| t.value.get("Outputs"));
    if outputs.and_then(|all| all.get(output)).is_none() {
        return Some(format!("`{stack_name}` has no output `{output}`"));
    }
    let in_order = app.before(reader).contains(owner.id);
    (!in_order).then(|| format!("`{}`, whose output it reads, is not before it", owner.id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::apps::testing::{good, with, without};

    const READER: &str = "service-inner.template.json/Reader";
    const ARGUMENT: &str = "/templates/service-inner.template.json/Resources/Reader/Properties/TopicArn/Fn::GetStackOutput";

    #[test]
    fn an_output_of_a_stack_before_may_be_read() {
        RULE.passes(&good());
        RULE.passes(&with(&format!("{ARGUMENT}/StackName"), json!("somewhere-else")));
    }

    #[test]
    fn fails_for_each_way_to_read_nothing() {
        RULE.fails(
            &without("/templates/Data.template.json/Outputs/Published"),
            READER,
            "no output",
        );
        RULE.fails(&with(&format!("{ARGUMENT}/Region"), json!("eu-west-1")), READER, "not in");
        RULE.fails(&without(&format!("{ARGUMENT}/OutputName")), READER, "no output");
        RULE.fails(&with("/manifests/./Service/dependencies", json!([])), READER, "not before");
    }
}
