//! Writes JSON.

use std::fmt::Write;

use crate::element::{Content, Element};

/// Writes a document, indented by one space as the CDK does.
pub(crate) fn write(root: &Element) -> String {
    let mut out = String::new();
    element(&mut out, root, 0);
    out.push('\n');
    out
}

fn element(out: &mut String, value: &Element, depth: usize) {
    match value.content() {
        Content::Null => out.push_str("null"),
        Content::Bool(true) => out.push_str("true"),
        Content::Bool(false) => out.push_str("false"),
        Content::Int(int) => {
            // Writing to memory does not fail.
            let _ = write!(out, "{int}");
        }
        Content::Number(number) => out.push_str(number.as_str()),
        Content::Text(content) => text(out, content),
        Content::List(items) if items.is_empty() => out.push_str("[]"),
        Content::Map(map) if map.is_empty() => out.push_str("{}"),
        Content::List(items) => {
            let mut before = '[';
            for item in items {
                line(out, before, depth + 1);
                element(out, item, depth + 1);
                before = ',';
            }
            close(out, ']', depth);
        }
        Content::Map(map) => {
            let mut before = '{';
            for entry in map.entries() {
                line(out, before, depth + 1);
                text(out, entry.key());
                out.push_str(": ");
                element(out, entry.value(), depth + 1);
                before = ',';
            }
            close(out, '}', depth);
        }
    }
}

fn line(out: &mut String, before: char, depth: usize) {
    out.push(before);
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
}

fn close(out: &mut String, bracket: char, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
    out.push(bracket);
}

fn text(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            8 => "\\b",
            12 => "\\f",
            0..32 => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        plain = at + 1;
        if escape.is_empty() {
            let _ = write!(out, "\\u{byte:04x}");
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
