//! The actions that a policy may name, for the rule that finds misspelt ones.

use crate::{
    error::{Context, Result},
    json, root,
};
use serde_json::Value;
use std::{fmt::Write, fs, path::Path};

/// Services whose actions are kept; of the others only the prefix, since all together are half a
/// megabyte that every program would carry.
const SERVICES: &[&str] = &[
    "apigateway",
    "cloudwatch",
    "cognito-idp",
    "dynamodb",
    "ecr",
    "events",
    "execute-api",
    "iam",
    "kinesis",
    "kms",
    "lambda",
    "logs",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "states",
    "sts",
    "xray",
];

/// Writes the list from cfn-lint's, which lies beside `schemas`: into a snapshot, and when that is
/// the checked-in one, where the library reads it.
pub(crate) fn write(schemas: &Path, snapshot: &Path) -> Result<()> {
    let data = schemas.parent().context("the schemas lie in a folder")?;
    let policies = json::read(&data.join("AdditionalSpecs").join("Policies.json"))?;
    let text = text(&policies)?;
    let mut paths = vec![snapshot.join("actions.txt")];
    if snapshot == super::folder() {
        paths.push(root().join(LIBRARY));
    }
    for path in paths {
        fs::write(&path, &text).context(path.display())?;
    }
    Ok(())
}

/// A crate holds the files that it is compiled from.
const LIBRARY: &str = "construct-lib/core/src/validate/services/actions.txt";

/// One line a service: its prefix, then its actions in lower case; sorted.
fn text(policies: &Value) -> Result<String> {
    let services = policies.as_object().context("Policies.json is an object")?;
    let mut services: Vec<_> = services.iter().collect();
    services.sort_by_key(|entry| entry.0);
    let mut text = String::new();
    for (prefix, facts) in services {
        text.push_str(prefix);
        if SERVICES.contains(&prefix.as_str()) {
            let actions =
                facts["Actions"].as_object().context(format_args!("{prefix}: actions"))?;
            let mut names: Vec<String> =
                actions.keys().map(|name| name.to_ascii_lowercase()).collect();
            names.sort();
            for name in names {
                let _ = write!(text, " {name}");
            }
        }
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_library_has_the_list_of_the_snapshot() {
        let read = |path| fs::read_to_string(path).ok().filter(|text| !text.is_empty());
        let snapshot = read(super::super::folder().join("actions.txt"));
        assert!(snapshot.is_some(), "run `cargo xtask spec update`");
        assert_eq!(read(root().join(LIBRARY)), snapshot, "run `cargo xtask spec update`");
    }

    #[test]
    fn actions_of_the_services_that_the_library_knows_are_kept_and_prefixes_of_all() {
        let policies = json!({
            "sqs": {"Actions": {"sendMessage": {}, "deletemessage": {}}},
            "braket": {"Actions": {"canceljob": {}}},
        });
        assert_eq!(
            text(&policies).ok().as_deref(),
            Some("braket\nsqs deletemessage sendmessage\n")
        );
    }
}
