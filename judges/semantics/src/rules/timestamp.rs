use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Template, entries};

/// No text is a moment in time.
///
/// A template that changes with the clock replaces what did not change. The
/// beginning and end of a schedule, `at(…)`, and the ARN of a stream, are
/// moments that somebody chose.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html>
pub(super) const RULE: Rule = Rule { name: "timestamp", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for section in ["Metadata", "Parameters", "Mappings", "Resources", "Outputs"] {
        for (id, value) in entries(template.value, section) {
            sink.expect(!is_moment(id), id, || "its id has a moment in time".to_owned());
            each(id, value, sink);
        }
    }
}

fn each(id: &str, value: &Value, sink: &mut Sink<'_>) {
    match value {
        Value::String(text) => {
            let chosen = text.starts_with("arn:") || text.starts_with("at(");
            sink.expect(chosen || !is_moment(text), id, || format!("`{text}` is a moment in time"));
        }
        Value::Array(list) => list.iter().for_each(|item| each(id, item, sink)),
        Value::Object(map) => {
            for (key, item) in map {
                sink.expect(!is_moment(key), id, || format!("`{key}` is a moment in time"));
                if !key.ends_with("Date") && !key.ends_with("Time") {
                    each(id, item, sink);
                }
            }
        }
        _ => {}
    }
}

/// `2026-11-24T08:00`, or seconds or milliseconds since 1970 as a word of their own. A plain date is a version in AWS's formats.
fn is_moment(text: &str) -> bool {
    let shape: Vec<u8> = text.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b }).collect();
    let written = [&b"0000-00-00T00:00"[..], b"0000-00-00 00:00", b"00000000T000000"];
    let seconds = text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        matches!(word.len(), 10 | 13)
            && word.bytes().all(|b| b.is_ascii_digit())
            && matches!(word.as_bytes(), [b'1', b'6'..=b'9', ..])
    });
    seconds || written.iter().any(|w| shape.windows(w.len()).any(|window| window == *w))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn dates_of_formats_and_accounts_are_well() {
        RULE.passes(&good());
        RULE.passes(&with(
            "/Resources/Table/Properties/TableName",
            json!("123456789012-2015-03-31"),
        ));
    }

    #[test]
    fn fails_for_a_moment() {
        for text in [
            "2026-11-24T08:00:00Z",
            "built 2026-11-24 08:00",
            "v-1795000000",
            "1795000000000",
            "20261124T080000Z",
        ] {
            RULE.fails(&with("/Resources/Table/Properties/TableName", json!(text)), "Table", text);
        }
    }
}
