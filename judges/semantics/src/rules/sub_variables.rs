use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Template, entries, single};
use crate::text::{SubPart, sub_parts};

/// Each variable that `Fn::Sub` is given stands in its text.
///
/// One that does not is a mistake in writing; CloudFormation says nothing.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html>
pub(super) const RULE: Rule = Rule { name: "sub-variables", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for section in ["Conditions", "Resources", "Outputs"] {
        for (id, value) in entries(template.value, section) {
            each(id, value, sink);
        }
    }
}

fn each(id: &str, value: &Value, sink: &mut Sink<'_>) {
    if let Some(("Fn::Sub", argument)) = single(value)
        && let Some(text) = argument.get(0).and_then(Value::as_str)
    {
        let used = sub_parts(text);
        for name in
            argument.get(1).and_then(Value::as_object).into_iter().flat_map(|own| own.keys())
        {
            let well = used.contains(&SubPart::Variable(name));
            sink.expect(well, id, || format!("`{name}` does not stand in `{text}`"));
        }
    }
    match value {
        Value::Array(list) => list.iter().for_each(|item| each(id, item, sink)),
        Value::Object(map) => map.values().for_each(|item| each(id, item, sink)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn a_variable_in_the_text_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_a_variable_that_the_text_lacks() {
        let value = json!({ "Fn::Sub": ["${Host}", { "Host": "a", "Port": "b" }] });
        RULE.fails(&with("/Outputs/Url/Value", value), "Url", "`Port`");
    }
}
