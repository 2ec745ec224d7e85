//! Rules between properties as lines of a table.

use super::text::{escape, escape_pattern, literal};
use crate::error::{Context, Error, Result};
use serde_json::{Map, Value};

/// The lines of all rules of one object.
pub(super) fn lines(rules: &Map<String, Value>) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut rules: Vec<(&String, &Value)> = rules.iter().collect();
    rules.sort_by_key(|(name, _)| *name);
    for (name, value) in rules {
        match name.as_str() {
            "oneOf" => lines.push(format!("one {}", lists(value))),
            "anyOf" => lines.push(format!("any {}", lists(value))),
            "requiredXor" => lines.push(format!("xor {}", words(value))),
            "requiredOr" => lines.push(format!("or {}", words(value))),
            "dependentRequired" => dependent("needs", value, &mut lines),
            "dependentExcluded" => dependent("excludes", value, &mut lines),
            "rules" => {
                for rule in value.as_array().context("`rules` is a list")? {
                    let word = if rule["severity"] == "warning" { "should" } else { "must" };
                    let id = rule["id"].as_str().map(|id| format!(":{id}")).unwrap_or_default();
                    lines.push(format!("{word}{id} {}", test(rule)?));
                }
            }
            other => return Err(Error::new(format!("no table can say `{other}`"))),
        }
    }
    Ok(lines)
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn words(value: &Value) -> String {
    strings(value).join(" ")
}

/// `A|B C`: an empty list leaves its place empty.
fn lists(value: &Value) -> String {
    let all: Vec<String> = value.as_array().into_iter().flatten().map(words).collect();
    all.join("|")
}

fn dependent(word: &str, value: &Value, lines: &mut Vec<String>) {
    let mut all: Vec<(&String, &Value)> = value.as_object().into_iter().flatten().collect();
    all.sort_by_key(|(name, _)| *name);
    for (name, others) in all {
        lines.push(format!("{word} {name} {}", words(others)));
    }
}

/// One JSON schema as one bracketed expression.
fn test(schema: &Value) -> Result<String> {
    let map = match schema {
        Value::Bool(value) => return Ok(format!("({value})")),
        Value::Object(map) => map,
        other => return Err(Error::new(format!("no schema: {other}"))),
    };
    let mut all = Vec::new();
    // Sorted here, whatever order serde_json keeps.
    let mut keywords: Vec<(&String, &Value)> = map.iter().collect();
    // What is told fastest comes first.
    let rank = |keyword: &str| match keyword {
        "required" => 0,
        "type" => 1,
        _ => 2,
    };
    keywords.sort_by_key(|(keyword, _)| (rank(keyword), *keyword));
    for (keyword, value) in keywords {
        let one = |word: &str| Ok(format!("({word} {})", test(value)?));
        match keyword.as_str() {
            "id" | "severity" | "then" | "else" => {}
            "type" => {
                let kind = value.as_str().context("`type` is one word")?;
                all.push(format!("(type {kind})"));
            }
            "const" => all.push(format!("(= {})", escape(&scalar(value)?))),
            "enum" => {
                let values = value.as_array().context("`enum` is a list")?;
                let values = values.iter().map(|v| Ok(escape(&scalar(v)?)));
                all.push(format!("(= {})", values.collect::<Result<Vec<_>>>()?.join(" ")));
            }
            "pattern" => {
                let pattern = value.as_str().context("`pattern` is a text")?;
                all.push(format!("(/ {} )", escape_pattern(pattern)));
            }
            "multipleOf" => all.push(format!("(multiple {value})")),
            "items" => all.push(one("items")?),
            "contains" => all.push(one("contains")?),
            "propertyNames" => all.push(one("names")?),
            "not" => all.push(one("not")?),
            "required" => all.push(format!("(has {})", words(value))),
            "properties" => {
                let inner = value.as_object().context("`properties` is an object")?;
                let mut inner: Vec<(&String, &Value)> = inner.iter().collect();
                inner.sort_by_key(|(name, _)| *name);
                for (name, inner) in inner {
                    all.push(format!("(is {name} {})", test(inner)?));
                }
            }
            "dependentRequired" | "dependentExcluded" => {
                let word = if keyword == "dependentRequired" { "needs" } else { "excludes" };
                let mut lines = Vec::new();
                dependent(word, value, &mut lines);
                all.extend(lines.iter().map(|line| format!("({line})")));
            }
            "allOf" => all.push(combined("all", value)?),
            "anyOf" => all.push(combined("any", value)?),
            "oneOf" => all.push(combined("one", value)?),
            "if" => {
                let branch = |name: &str| map.get(name).map_or(Ok("(true)".to_owned()), test);
                all.push(format!("(if {} {} {})", test(value)?, branch("then")?, branch("else")?));
            }
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "minLength"
            | "maxLength" | "minItems" | "maxItems" => {}
            other => return Err(Error::new(format!("no table can say `{other}`"))),
        }
    }
    for (word, low, high) in [
        ("range", "minimum", "maximum"),
        ("between", "exclusiveMinimum", "exclusiveMaximum"),
        ("length", "minLength", "maxLength"),
        ("count", "minItems", "maxItems"),
    ] {
        if map.contains_key(low) || map.contains_key(high) {
            let limit = |name: &str| map.get(name).map(literal).unwrap_or_default();
            all.push(format!("({word} {}..{})", limit(low), limit(high)));
        }
    }
    Ok(match all.len() {
        0 => "(true)".to_owned(),
        1 => all.remove(0),
        _ => format!("(all {})", all.join(" ")),
    })
}

fn combined(word: &str, value: &Value) -> Result<String> {
    let all = value.as_array().context(format_args!("`{word}` takes a list"))?;
    let all = all.iter().map(test).collect::<Result<Vec<_>>>()?;
    Ok(format!("({word} {})", all.join(" ")))
}

fn scalar(value: &Value) -> Result<String> {
    match value {
        Value::String(_) | Value::Number(_) | Value::Bool(_) => Ok(literal(value)),
        other => Err(Error::new(format!("no scalar: {other}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_schema_is_one_bracketed_expression() {
        let schema = json!({
            "if": {"properties": {"Mode": {"const": "a b"}}, "required": ["Mode"]},
            "then": {"required": ["Size"], "properties": {"Size": {"minimum": 1}}},
            "else": false,
        });
        assert_eq!(
            test(&schema).ok().as_deref(),
            Some(
                "(if (all (has Mode) (is Mode (= a\\x20b))) (all (has Size) (is Size (range 1..))) (false))"
            )
        );
    }

    #[test]
    fn fails_for_what_no_table_can_say() {
        assert!(test(&json!({"$ref": "#/definitions/A"})).is_err());
        assert!(test(&json!({"const": {"a": 1}})).is_err());
        assert!(lines(json!({"allOf": []}).as_object().unwrap()).is_err());
    }
}
