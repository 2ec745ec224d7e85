//! The text of one service; construct-iam-catalogue's README.md describes it.

use super::Facts;
use crate::error::{Context, Error, Result};
use serde_json::Value;

/// The lines of a service: condition keys, resource types and actions, each sorted by their first
/// word in lower case. Whatever names a key or a resource type does it by its position.
pub(super) fn service(prefix: &str, facts: &Facts) -> Result<String> {
    let mut keys: Vec<String> = Vec::new();
    for key in facts.keys.values() {
        let name = one_word(key["key"].as_str().context("a key without name")?)?;
        keys.push(format!("{} {}", placeholders(&name), key_type(&key["type"])?));
    }
    sort(&mut keys);
    let mut resources: Vec<(String, &Value)> = Vec::new();
    for resource in facts.resources.values() {
        let name = resource["key"].as_str().context("a resource type without name")?;
        resources.push((resource_name(name), resource));
    }
    resources.sort_by_key(|entry| entry.0.to_ascii_lowercase());
    let names: Vec<&str> = resources.iter().map(|entry| entry.0.as_str()).collect();
    let mut lines: Vec<String> = keys.iter().map(|key| format!("#{key}")).collect();
    for (name, resource) in &resources {
        let mut line = format!("@{name}");
        for arn in resource["arn"].as_str().context(name)?.split(", ") {
            line.push_str(&format!(" {}", one_word(arn)?));
        }
        for key in positions(&keys, &resource["conditionKeys"]) {
            line.push_str(&format!(" #{key}"));
        }
        lines.push(line);
    }
    let mut actions = Vec::new();
    for (lower, action) in &facts.actions {
        let name = action["name"].as_str().context("an action without name")?;
        actions.push(
            self::action(&one_word(name)?, action, &keys, &names)? + &needed(facts, lower, prefix),
        );
    }
    sort(&mut actions);
    lines.extend(actions);
    Ok(lines.join("\n") + "\n")
}

fn action(name: &str, action: &Value, keys: &[String], resources: &[&str]) -> Result<String> {
    let level = match action["accessLevel"].as_str() {
        Some("List") => 'l',
        Some("Read") => 'r',
        Some("Write") => 'w',
        Some("Tagging, Write" | "Tagging") => 't',
        Some("Permissions management, Write" | "Permissions management") => 'p',
        level => return Err(Error::new(format!("{name}: the access level {level:?}"))),
    };
    let mut line = format!("{name} {level}");
    for on in action["resourceTypes"].as_array().into_iter().flatten() {
        let of = resource_name(on["name"].as_str().context(name)?);
        let at = resources.iter().position(|known| known.eq_ignore_ascii_case(&of));
        line.push_str(&format!(" {}", at.context(format_args!("{name}: no resource type {of}"))?));
        let keys = positions(keys, &on["conditionKeys"]);
        if !keys.is_empty() {
            line.push_str(&format!("({})", keys.join(",")));
        }
        if on["required"] != true {
            line.push('?');
        }
    }
    for key in positions(keys, &action["conditionKeys"]) {
        line.push_str(&format!(" #{key}"));
    }
    Ok(line)
}

/// The actions that an action needs; they are never those that it is.
fn needed(facts: &Facts, action: &str, prefix: &str) -> String {
    let needed = facts.dependents.get(action).into_iter().flatten();
    let needed = needed.filter(|name| {
        let own = name.split_once(':');
        own.is_some_and(|(of, name)| of != prefix || !name.eq_ignore_ascii_case(action))
    });
    needed.map(|name| format!(" >{name}")).collect()
}

/// Keys by their positions. A few that AWS names without defining them are left out.
fn positions(keys: &[String], names: &Value) -> Vec<String> {
    let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
    let find = |name: &str| {
        let name = placeholders(name);
        keys.iter()
            .position(|key| key.split(' ').next().is_some_and(|k| k.eq_ignore_ascii_case(&name)))
    };
    let mut found: Vec<usize> = names.filter_map(find).collect();
    found.sort_unstable();
    found.dedup();
    found.iter().map(ToString::to_string).collect()
}

/// AWS writes what is to be filled in as `${TagKey}`, and sometimes otherwise.
fn placeholders(key: &str) -> String {
    let key = key.replace('<', "${").replace('>', "}");
    match key.strip_suffix("/tag-key") {
        Some(start) => format!("{start}/${{TagKey}}"),
        None if key.ends_with('/') => format!("{key}${{TagKey}}"),
        None => key,
    }
}

fn key_type(kind: &Value) -> Result<String> {
    let kind = kind.as_str().context("a key without type")?;
    let (single, list) = match kind.strip_prefix("ArrayOf") {
        Some(single) => (single, "*"),
        None => (kind, ""),
    };
    let letter = match single.to_ascii_lowercase().as_str() {
        "string" => 's',
        "arn" => 'a',
        "bool" => 'b',
        "numeric" | "long" => 'n',
        "date" => 'd',
        "ipaddress" => 'i',
        _ => return Err(Error::new(format!("the type {kind} of a key"))),
    };
    Ok(format!("{letter}{list}"))
}

fn resource_name(name: &str) -> String {
    name.replace(' ', "_")
}

/// Blanks divide what a line holds, and only ASCII is compared.
fn one_word(text: &str) -> Result<String> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Error::new(format!("`{text}` is not one word of ASCII")));
    }
    Ok(text.to_owned())
}

fn sort(lines: &mut Vec<String>) {
    let first = |line: &str| line.split(' ').next().unwrap_or_default().to_ascii_lowercase();
    lines.sort_by_key(|line| first(line));
    // Two spellings of one key are one.
    lines.dedup_by(|a, b| first(a) == first(b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    fn facts() -> Facts {
        let object = |value: Value| value.as_object().cloned().unwrap();
        Facts {
            actions: object(json!({
                "sendmail": {
                    "name": "SendMail", "accessLevel": "Write", "conditionKeys": ["x:From", "x:Gone"],
                    "resourceTypes": [
                        {"name": "Mail Box", "required": true, "conditionKeys": ["x:Tag/tag-key"]},
                        {"name": "address", "required": false, "conditionKeys": []},
                    ],
                },
                "list": {"name": "List", "accessLevel": "List"},
            })),
            resources: object(json!({
                "mail box": {"key": "Mail Box", "arn": "arn:a, arn:b", "conditionKeys": ["x:From"]},
                "address": {"key": "address", "arn": "arn:c"},
            })),
            keys: object(json!({
                "a": {"key": "x:Tag/tag-key", "type": "ArrayOfString"},
                "b": {"key": "x:Tag/<key>", "type": "ARN"},
                "c": {"key": "x:From", "type": "String"},
            })),
            dependents: BTreeMap::from([("sendmail".to_owned(), vec!["iam:PassRole".to_owned()])]),
        }
    }

    #[test]
    fn a_service_is_sorted_lines_that_name_each_other_by_position() {
        let text = service("x", &facts()).unwrap();
        let lines = [
            "#x:From s",
            "#x:Tag/${key} a",
            "#x:Tag/${TagKey} s*",
            "@address arn:c",
            "@Mail_Box arn:a arn:b #0",
            "List l",
            "SendMail w 1(2) 0? #0 >iam:PassRole",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn fails_when_an_action_is_of_an_unknown_level_or_resource() {
        let mut facts = facts();
        facts.resources.remove("address");
        assert!(service("x", &facts).is_err());
        let mut facts = self::facts();
        facts.actions["list"]["accessLevel"] = "Wonder".into();
        assert!(service("x", &facts).is_err());
    }
}
