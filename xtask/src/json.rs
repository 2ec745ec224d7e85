//! JSON as this repository keeps it: sorted keys, short values on one line.

use crate::error::{Context, Result};
use serde_json::Value;
use std::{fs, path::Path};

/// Longest line before a value is broken into several.
const WIDTH: usize = 120;

/// Reads one JSON file.
pub(crate) fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).context(path.display())?;
    serde_json::from_str(&text).context(path.display())
}

/// Renders `value` with sorted keys, so that an update of the specification is a readable diff.
pub(crate) fn render(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, 0, &mut out);
    out.push('\n');
    out
}

fn write(value: &Value, indent: usize, used: usize, out: &mut String) {
    let line = one_line(value);
    // The outermost value is always broken up: one service is never one line.
    if indent > 0 && used + line.len() <= WIDTH {
        out.push_str(&line);
        return;
    }
    let pad = " ".repeat(indent + 1);
    match value {
        Value::Object(map) if !map.is_empty() => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|entry| entry.0);
            out.push_str("{\n");
            for (position, (key, item)) in entries.iter().enumerate() {
                let key = format!("{pad}{}: ", Value::from(key.as_str()));
                out.push_str(&key);
                write(item, indent + 1, key.len() + 1, out);
                out.push_str(if position + 1 < entries.len() { ",\n" } else { "\n" });
            }
            out.push_str(&pad[1..]);
            out.push('}');
        }
        Value::Array(items) if !items.is_empty() => {
            out.push_str("[\n");
            for (position, item) in items.iter().enumerate() {
                out.push_str(&pad);
                write(item, indent + 1, pad.len() + 1, out);
                out.push_str(if position + 1 < items.len() { ",\n" } else { "\n" });
            }
            out.push_str(&pad[1..]);
            out.push(']');
        }
        other => out.push_str(&one_line(other)),
    }
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|entry| entry.0);
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, item)| format!("{}: {}", Value::from(key.as_str()), one_line(item)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(one_line).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_values_stay_on_one_line_and_keys_are_sorted() {
        let long = "x".repeat(WIDTH);
        let text = render(&json!({"b": {"z": 1, "a": [true, null]}, "a": [long]}));
        let expected = format!(
            "{{\n \"a\": [\n  \"{long}\"\n ],\n \"b\": {{\"a\": [true, null], \"z\": 1}}\n}}\n"
        );
        assert_eq!(text, expected);
    }
}
