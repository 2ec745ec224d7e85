use super::{Rule, Sink};
use crate::template::{Template, entries, visit_texts};

/// No text is a path of the machine that wrote the template.
///
/// The same program would give other bytes elsewhere, and tell who ran it.
/// <https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html>
pub(super) const RULE: Rule = Rule { name: "absolute-path", check };

/// How paths begin on machines that people and builders use. Paths that exist in a function (`/opt`, `/var/task`, `/tmp`) are not among them.
const BEGINNINGS: [&str; 8] = [
    "/home/",
    "/Users/",
    "/root/",
    "/private/var/",
    "/builds/",
    "/workspace/",
    "/work/",
    "file:///",
];

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
        let drive = word.as_bytes();
        BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
            || matches!(drive, [letter, b':', b'\\', ..] if letter.is_ascii_alphabetic())
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
            "https://example.com/home/a",
            "/users/{id}",
        ] {
            RULE.passes(&with("/Resources/Table/Properties/TableName", json!(text)));
        }
    }

    #[test]
    fn fails_for_a_path_of_a_machine() {
        for text in ["/home/me/a.zip", "C:\\a.zip", "--config=/Users/me/a", "file:///a"] {
            RULE.fails(&with("/Resources/Function/Properties/Code", json!(text)), "Function", text);
        }
        RULE.fails(
            &with("/Metadata", json!({ "Source": { "/home/me/": 1 } })),
            "Source",
            "/home/me/",
        );
    }
}
