use super::{Rule, Sink};
use crate::template::{Template, entries, visit_texts};

/// No text is a path of the machine that wrote the template.
///
/// The same program would give other bytes elsewhere, and tell who ran it.
/// <https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html>
pub(super) const RULE: Rule = Rule { name: "absolute-path", check };

/// The first folders of paths on machines that people and builders use. Those
/// that exist in a function (`/opt`, `/mnt`, `/var/task`, `/tmp`) are not among them.
const FOLDERS: [&str; 7] = ["Users", "builds", "home", "private", "root", "work", "workspace"];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for section in ["Metadata", "Parameters", "Mappings", "Resources", "Outputs"] {
        for (id, value) in entries(template.value, section) {
            visit_texts(value, &mut |text| {
                sink.expect(!has_path(text), id, || format!("`{text}` is a path of one machine"))
            });
        }
    }
}

fn has_path(text: &str) -> bool {
    text.split([' ', '"', '\'', '=', '\n', ',', ';', '(']).any(|word| {
        let rest = word.strip_prefix("file://").unwrap_or(word).strip_prefix('/');
        let first = rest.and_then(|rest| rest.split_once('/'));
        // A route of an API has its parameters in braces.
        first.is_some_and(|(first, _)| FOLDERS.contains(&first) && !word.contains('{'))
            || matches!(word.as_bytes(), [letter, b':', b'\\', ..] if letter.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn relative_paths_and_those_of_aws_are_well() {
        RULE.passes(&good());
        for text in [
            "assets/a.zip",
            "/aws/lambda/x",
            "/var/task/config",
            "/mnt/files",
            "https://example.com/Users/a",
            "/users/{id}",
            "GET /Users/{id}",
        ] {
            RULE.passes(&with("/Resources/Table/Properties/TableName", json!(text)));
        }
    }

    #[test]
    fn fails_for_a_path_of_a_machine() {
        for text in ["/Users/me/a.zip", "C:\\a.zip", "--config=/Users/me/a", "file:///builds/a"] {
            RULE.fails(&with("/Resources/Function/Properties/Code", json!(text)), "Function", text);
        }
        RULE.fails(
            &with("/Metadata", json!({ "Source": { "/Users/me/": 1 } })),
            "Source",
            "/Users/me/",
        );
    }
}
