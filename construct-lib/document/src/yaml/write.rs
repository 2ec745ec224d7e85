//! Writes YAML that says the same to readers of YAML 1.1 and of YAML 1.2.
//!
//! This is our own, because no writer that we tried does it: most drop quotes
//! that a reader of YAML 1.1 needs, and none writes the same bytes in every
//! version. It writes what a template needs: blocks, and three kinds of text.

use std::fmt::Write;

use super::scalar::is_text_for_all;
use crate::element::{Content, Element, Entry, Map};

/// How long a key may be and stand before its colon; readers stop at 1024.
const LONGEST_KEY: usize = 1000;

/// Writes a document.
pub(crate) fn write(root: &Element) -> String {
    let mut out = Writer { out: String::new() };
    match root.content() {
        Content::Map(map) if !map.is_empty() => out.map(map, 0, false),
        Content::List(items) if !items.is_empty() => out.list(items, 0, false),
        Content::Text(text) if text.contains('\n') => {
            out.double_quoted(text);
            out.out.push('\n');
        }
        _ => out.scalar(root, 0),
    }
    out.out
}

struct Writer {
    out: String,
}

impl Writer {
    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// Writes an object; its first entry stands behind a dash when `is_inline`.
    fn map(&mut self, map: &Map, indent: usize, is_inline: bool) {
        for (i, entry) in map.entries().iter().enumerate() {
            if i > 0 || !is_inline {
                self.indent(indent);
            }
            self.entry(entry, indent);
        }
    }

    fn entry(&mut self, entry: &Entry, indent: usize) {
        let start = self.out.len();
        self.text_on_one_line(entry.key());
        if self.out.len() - start > LONGEST_KEY {
            self.out.insert_str(start, "? ");
            self.out.push('\n');
            self.indent(indent);
        }
        self.out.push(':');
        match entry.value().content() {
            Content::Map(map) if !map.is_empty() => {
                self.out.push('\n');
                self.map(map, indent + 2, false);
            }
            Content::List(items) if !items.is_empty() => {
                self.out.push('\n');
                self.list(items, indent + 2, false);
            }
            _ => {
                self.out.push(' ');
                self.scalar(entry.value(), indent + 2);
            }
        }
    }

    fn list(&mut self, items: &[Element], indent: usize, is_inline: bool) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 || !is_inline {
                self.indent(indent);
            }
            self.out.push_str("- ");
            match item.content() {
                Content::Map(map) if !map.is_empty() => self.map(map, indent + 2, true),
                Content::List(items) if !items.is_empty() => self.list(items, indent + 2, true),
                _ => self.scalar(item, indent + 2),
            }
        }
    }

    /// Writes what needs no block of entries; lines of a text are indented.
    fn scalar(&mut self, value: &Element, indent: usize) {
        match value.content() {
            Content::Null => self.out.push_str("null"),
            Content::Bool(true) => self.out.push_str("true"),
            Content::Bool(false) => self.out.push_str("false"),
            Content::Int(int) => {
                // Writing to memory does not fail.
                let _ = write!(self.out, "{int}");
            }
            Content::Number(number) => self.number(number.as_str()),
            Content::Text(text) if is_block(text) => return self.block(text, indent),
            Content::Text(text) => self.text_on_one_line(text),
            Content::List(_) => self.out.push_str("[]"),
            Content::Map(_) => self.out.push_str("{}"),
        }
        self.out.push('\n');
    }

    /// Readers of YAML 1.1 want a point and a sign where there is an exponent.
    fn number(&mut self, text: &str) {
        let Some(e) = text.find(['e', 'E']) else {
            return self.out.push_str(text);
        };
        self.out.push_str(&text[..e]);
        if !text[..e].contains('.') {
            self.out.push_str(".0");
        }
        self.out.push_str(&text[e..=e]);
        if !text[e + 1..].starts_with(['+', '-']) {
            self.out.push('+');
        }
        self.out.push_str(&text[e + 1..]);
    }

    fn text_on_one_line(&mut self, text: &str) {
        if is_plain(text) {
            self.out.push_str(text);
        } else if text.chars().any(needs_escape) {
            self.double_quoted(text);
        } else {
            self.out.push('\'');
            self.out.push_str(&text.replace('\'', "''"));
            self.out.push('\'');
        }
    }

    fn double_quoted(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                c if needs_escape(c) => {
                    let _ = write!(self.out, "\\u{:04X}", u32::from(c));
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    /// Writes a text of many lines as it is.
    fn block(&mut self, text: &str, indent: usize) {
        let body = text.strip_suffix('\n');
        self.out.push_str(match body {
            None => "|-",
            Some(body) if body.ends_with('\n') => "|+",
            Some(_) => "|",
        });
        self.out.push('\n');
        for line in body.unwrap_or(text).split('\n') {
            if !line.is_empty() {
                self.indent(indent);
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
    }
}

/// Whether a text may stand without quotes.
fn is_plain(text: &str) -> bool {
    let is_begin = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '$');
    let is_part = |c: char| c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric();
    text.starts_with(is_begin)
        && text.chars().all(is_part)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && is_text_for_all(text)
}

/// Whether a text is exactly the same as a literal block.
fn is_block(text: &str) -> bool {
    let first = text.chars().next();
    text.contains('\n')
        && first.is_some_and(|c| !c.is_whitespace())
        && text.chars().all(|c| matches!(c, '\n' | '\t') || !needs_escape(c))
        // A line of spaces alone is easily lost on the way.
        && text.split('\n').all(|line| line.is_empty() || !line.trim_matches([' ', '\t']).is_empty())
}

/// Whether a character is invisible, breaks a line, or is none that YAML takes.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{a0}' | '\u{ad}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}
