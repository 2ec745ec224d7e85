use std::collections::BTreeMap;

use serde_json::Value;

use super::AppRule;
use crate::assembly::{Assembly, Stack, visit_functions};
use crate::finding::Sink;
use crate::template::entries;

/// A value that a stack of the app exports has one exporter in its
/// environment, and that is deployed before all who import it.
///
/// An import that nobody exports fails the deployment, and so does a second
/// export of one name. An import whose name begins with the name of a stack
/// of the app and a colon means that stack; any other name that nobody in the
/// app exports is taken to come from elsewhere.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>
pub(super) const RULE: AppRule = AppRule { name: "import-has-export", check };

fn check(app: &Assembly<'_>, sink: &mut Sink<'_>) {
    let mut exports: BTreeMap<&str, Vec<&Stack<'_>>> = BTreeMap::new();
    for (file, template) in &app.templates {
        for (id, output) in entries(template.value, "Outputs") {
            let Some(name) = output.pointer("/Export/Name").and_then(Value::as_str) else {
                continue;
            };
            let Some(stack) = app.stack_of(file) else { continue };
            let others = exports.entry(name).or_default();
            let twice = others.iter().any(|other| other.environment == stack.environment);
            sink.expect(!twice, &format!("{file}/{id}"), || format!("exports `{name}` again"));
            others.push(stack);
        }
    }
    for (file, template) in &app.templates {
        let Some(importer) = app.stack_of(file) else { continue };
        for section in ["Resources", "Outputs"] {
            for (id, value) in entries(template.value, section) {
                visit_functions(value, "Fn::ImportValue", &mut |argument| {
                    let Some(name) = argument.as_str() else { return };
                    let found = problem(app, &exports, importer, name);
                    sink.expect(found.is_none(), &format!("{file}/{id}"), || {
                        found.unwrap_or_default()
                    });
                });
            }
        }
    }
}

/// What is wrong with an import, if anything is.
fn problem(
    app: &Assembly<'_>,
    exports: &BTreeMap<&str, Vec<&Stack<'_>>>,
    importer: &Stack<'_>,
    name: &str,
) -> Option<String> {
    let exporters = exports.get(name).map(Vec::as_slice).unwrap_or_default();
    let Some(exporter) = exporters.iter().find(|s| s.environment == importer.environment) else {
        let owner = name.split_once(':').map(|(owner, _)| owner);
        let is_own = app.stacks.iter().any(|s| Some(s.name) == owner) || !exporters.is_empty();
        return is_own.then(|| format!("nobody in {} exports `{name}`", importer.environment));
    };
    if exporter.id == importer.id {
        return Some(format!("imports `{name}`, which its own stack exports"));
    }
    let in_order = app.before(importer).contains(exporter.id);
    (!in_order).then(|| format!("`{}`, which exports `{name}`, is not before it", exporter.id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::apps::testing::{good, with, without};

    const READER: &str = "Service.template.json/Reader";

    #[test]
    fn what_is_exported_before_may_be_imported() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_the_export() {
        RULE.fails(
            &without("/templates/Data.template.json/Outputs/TopicArn/Export"),
            READER,
            "nobody",
        );
        RULE.fails(
            &with(
                "/templates/Data.template.json/Outputs/TopicArn/Export/Name",
                json!("Data:Tpoic"),
            ),
            READER,
            "`Data:Topic`",
        );
        RULE.fails(
            &with("/manifests/./Service/environment", json!("aws://1/eu-west-1")),
            READER,
            "in aws://1/eu-west-1",
        );
    }

    #[test]
    fn fails_for_two_exports_of_one_name() {
        let second = json!({ "Value": "x", "Export": { "Name": "Data:Topic" } });
        let place = "/templates/Data.template.json/Outputs/Z";
        RULE.fails(&with(place, second), "Data.template.json/Z", "again");
    }

    #[test]
    fn fails_in_the_wrong_order() {
        RULE.fails(&with("/manifests/./Service/dependencies", json!([])), READER, "not before");
    }

    #[test]
    fn fails_for_an_import_of_its_own() {
        let own = json!({ "Value": { "Fn::ImportValue": "Data:Topic" } });
        let place = "/templates/Data.template.json/Outputs/Own";
        RULE.fails(&with(place, own), "Data.template.json/Own", "its own");
    }
}
