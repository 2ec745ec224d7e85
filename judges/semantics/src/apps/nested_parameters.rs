use serde_json::Value;

use super::AppRule;
use crate::assembly::Assembly;
use crate::finding::Sink;

/// A nested stack gets the parameters that its template declares: all
/// without a default, and no other.
///
/// CloudFormation refuses the nested stack, and rolls the outer one back.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html>
pub(super) const RULE: AppRule = AppRule { name: "nested-parameters", check };

fn check(app: &Assembly<'_>, sink: &mut Sink<'_>) {
    for (file, template) in &app.templates {
        for resource in template.of_kind("AWS::CloudFormation::Stack") {
            let place = format!("{file}/{}", resource.id);
            let inner = app.nested.get(file).and_then(|inner| inner.get(resource.id));
            let Some(inner) = inner.and_then(|file| app.templates.get(file)) else {
                sink.expect(false, &place, || "its template is not in the app".to_owned());
                continue;
            };
            let keys = |value: Option<&Value>| -> Vec<String> {
                let map = value.and_then(Value::as_object);
                map.into_iter().flat_map(|map| map.keys().cloned()).collect()
            };
            let declared = inner.value.get("Parameters");
            let given = resource.get("Parameters");
            for name in keys(given) {
                let known = declared.is_some_and(|all| all.get(&name).is_some());
                sink.expect(known, &place, || format!("its template has no parameter `{name}`"));
            }
            for name in keys(declared) {
                let has_default = declared.is_some_and(|all| all[&name].get("Default").is_some());
                let is_given = given.is_some_and(|all| all.get(&name).is_some());
                sink.expect(is_given || has_default, &place, || {
                    format!("its template wants the parameter `{name}`")
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::apps::testing::{good, with, without};

    const INNER: &str = "Data.template.json/Inner";

    #[test]
    fn what_is_declared_is_given() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_one_too_many_and_one_too_few() {
        let given = "/templates/Data.template.json/Resources/Inner/Properties/Parameters";
        RULE.fails(&with(&format!("{given}/Other"), json!("x")), INNER, "no parameter `Other`");
        RULE.fails(&without(&format!("{given}/Topic")), INNER, "wants the parameter `Topic`");
        let default = "/templates/inner.template.json/Parameters/Size/Default";
        RULE.fails(&without(default), INNER, "wants the parameter `Size`");
    }

    #[test]
    fn fails_for_a_template_that_is_not_there() {
        RULE.fails(&without("/nested/Data.template.json/Inner"), INNER, "not in the app");
    }
}
