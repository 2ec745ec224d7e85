use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Template, entries, single};
use crate::text::{Symbol, Text};

/// A dynamic reference is one that CloudFormation resolves: a service that it
/// knows, a name, and of a secret the field and at most one of stage and
/// version. A secure parameter stands in a property of a resource of AWS.
///
/// Anything else is passed on as the text that it is, or fails the stack.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>
pub(super) const RULE: Rule = Rule { name: "dynamic-reference", check };

const START: &str = "{{resolve:";

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for section in ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"] {
        for (id, value) in entries(template.value, section) {
            let kind = value.get("Type").and_then(Value::as_str).unwrap_or_default();
            let is_of_aws = section == "Resources"
                && !kind.starts_with("Custom::")
                && kind != "AWS::CloudFormation::CustomResource";
            texts(template, value, &mut |text| {
                let mut rest = text;
                while let Some(at) = rest.find(START) {
                    let inner = Text(rest.0[at + START.len()..].to_vec());
                    let end = inner.find("}}");
                    let problem = match end {
                        None => Some("does not end".to_owned()),
                        Some(end) => problem(&Text(inner.0[..end].to_vec()), is_of_aws),
                    };
                    sink.expect(problem.is_none(), id, || {
                        format!("the dynamic reference {}", problem.unwrap_or_default())
                    });
                    rest = Text(inner.0[end.map_or(inner.0.len(), |end| end + 2)..].to_vec());
                }
            });
        }
    }
}

/// Shows each text of a value to `see`, put together where functions do so.
fn texts(template: &Template<'_>, value: &Value, see: &mut dyn FnMut(Text)) {
    let is_text = single(value).is_some_and(|(name, _)| name == "Fn::Join" || name == "Fn::Sub");
    match value {
        Value::String(_) => see(Text::of(template, value)),
        _ if is_text => see(Text::of(template, value)),
        Value::Array(list) => list.iter().for_each(|item| texts(template, item, see)),
        Value::Object(map) => map.values().for_each(|item| texts(template, item, see)),
        _ => {}
    }
}

/// What is wrong with the part between `{{resolve:` and `}}`, if anything is.
fn problem(reference: &Text, is_of_aws: bool) -> Option<String> {
    let (service, rest) = match reference.split(':', 2).as_slice() {
        [service, rest] => (shown(service), rest.to_vec()),
        _ => return Some(format!("`{reference}` names nothing")),
    };
    let rest = Text(rest);
    if rest.0.is_empty() || rest.0.first() == Some(&Symbol::Char(':')) {
        return Some(format!("of `{service}` names nothing"));
    }
    match service.as_str() {
        "ssm" | "ssm-secure" => {
            if service == "ssm-secure" && !is_of_aws {
                return Some("`ssm-secure` stands where no secure value may".to_owned());
            }
            parameter_problem(&rest)
        }
        "secretsmanager" => secret_problem(&rest),
        _ => Some(format!("names the service `{service}`, which it knows not")),
    }
}

/// A name, and a version that is a number or only known at deployment.
fn parameter_problem(rest: &Text) -> Option<String> {
    match rest.split(':', 3).as_slice() {
        [_] => None,
        [_, version] => {
            let is_number = !version.is_empty()
                && version.iter().all(|s| !matches!(s, Symbol::Char(c) if !c.is_ascii_digit()));
            (!is_number).then(|| format!("has the version `{}`, no number", shown(version)))
        }
        _ => Some(format!("`{rest}` has too many parts")),
    }
}

/// A name or an ARN, and then `SecretString`, field, stage and version.
fn secret_problem(rest: &Text) -> Option<String> {
    // An ARN has colons of its own.
    let name_parts = if rest.find("arn:") == Some(0) { 7 } else { 1 };
    let parts = rest.split(':', usize::MAX);
    if parts.len() < name_parts {
        return Some(format!("`{rest}` is no ARN"));
    }
    match &parts[name_parts..] {
        [] => None,
        [kind, others @ ..] if shown(kind) == "SecretString" && others.len() <= 3 => {
            let is_given = |at: usize| others.get(at).is_some_and(|part| !part.is_empty());
            (is_given(1) && is_given(2)).then(|| "has a stage and a version".to_owned())
        }
        _ => Some(format!("`{rest}` is not of the form name:SecretString:field:stage:version")),
    }
}

fn shown(part: &[Symbol]) -> String {
    Text(part.to_vec()).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::RULE;
    use crate::testing::with;

    fn template(value: Value) -> Value {
        with("/Resources/Table/Properties/TableName", value)
    }

    #[test]
    fn the_forms_that_aws_knows_are_well() {
        for text in [
            "{{resolve:ssm:/a/b}}",
            "{{resolve:ssm:/a/b:3}}",
            "{{resolve:ssm-secure:a:1}}",
            "{{resolve:secretsmanager:name}}",
            "{{resolve:secretsmanager:name:SecretString:::}}",
            "{{resolve:secretsmanager:name:SecretString:key::v1}}",
            "{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:1:secret:n-x:SecretString:key:AWSCURRENT:}}",
            "a-{{resolve:ssm:a}}-{{resolve:ssm:b}}",
        ] {
            RULE.passes(&template(json!(text)));
        }
        let part = json!({ "Fn::Join": ["", ["{{resolve:secretsmanager:", { "Ref": "Table" }, ":SecretString:key::}}"]] });
        RULE.passes(&template(part));
        RULE.passes(&template(json!({ "Fn::Sub": "{{resolve:ssm:/${Stage}/x:${Stage}}}" })));
    }

    #[test]
    fn fails_for_what_is_not_resolved() {
        for (text, words) in [
            ("{{resolve:ssm:/a", "does not end"),
            ("{{resolve:ssm}}", "names nothing"),
            ("{{resolve:ssm:}}", "names nothing"),
            ("{{resolve:s3:a}}", "`s3`"),
            ("{{resolve:ssm:/a:latest}}", "no number"),
            ("{{resolve:ssm:/a:1:2}}", "too many"),
            ("{{resolve:secretsmanager:arn:aws:x}}", "no ARN"),
            ("{{resolve:secretsmanager:name:key}}", "not of the form"),
            ("{{resolve:secretsmanager:name:SecretString:a:b:c:d}}", "not of the form"),
            ("{{resolve:secretsmanager:name:SecretString:a:b:c}}", "a stage and a version"),
            ("{{resolve:ssm:a}}{{resolve:ssm:b:x}}", "no number"),
        ] {
            RULE.fails(&template(json!(text)), "Table", words);
        }
        let part = json!({ "Fn::Join": ["", ["{{resolve:", "ssm:a:", "x", "}}"]] });
        RULE.fails(&template(part), "Table", "no number");
    }

    #[test]
    fn fails_for_a_secure_value_where_none_may_be() {
        let secure = json!("{{resolve:ssm-secure:a:1}}");
        RULE.fails(&with("/Outputs/Url/Value", secure.clone()), "Url", "no secure value");
        let custom = json!({ "Type": "Custom::It", "Properties": { "A": secure } });
        RULE.fails(&with("/Resources/Custom", custom), "Custom", "no secure value");
    }
}
