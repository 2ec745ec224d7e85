use super::{Rule, Sink};
use crate::template::{Template, entries, visit_texts};

/// No text names a line of a program.
///
/// A template would change with every line above the one it names; lines are
/// for error reports.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>
pub(super) const RULE: Rule = Rule { name: "source-line", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for section in ["Metadata", "Parameters", "Mappings", "Resources", "Outputs"] {
        for (id, value) in entries(template.value, section) {
            visit_texts(value, &mut |text| {
                sink.expect(!names_line(text), id, || format!("`{text}` names a line of a program"))
            });
        }
    }
}

fn names_line(text: &str) -> bool {
    text.match_indices(".rs:")
        .any(|(at, found)| text[at + found.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn a_template_without_lines_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_a_line() {
        RULE.fails(
            &with("/Resources/Table/Metadata", json!({ "at": "app/src/main.rs:12" })),
            "Table",
            "main.rs:12",
        );
    }
}
