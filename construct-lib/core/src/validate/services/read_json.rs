//! Reads a text of JSON as an expression.

use std::borrow::Cow;

use crate::json;
use crate::token::{Expr, Key};

/// The deepest text that is read; what is deeper is not looked at.
const DEPTH: usize = 64;

/// What a text says; nothing when it is no JSON, or too deep.
pub(super) fn read(text: &str) -> Option<Expr> {
    json::check(text).ok()?;
    Reader { text, at: 0 }.value(0)
}

/// Reads what was found to be JSON, so that each byte is where it must be.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Expr> {
        if depth > DEPTH {
            return None;
        }
        match self.next()? {
            b'{' => {
                let mut entries: Vec<(Key, Expr)> = Vec::new();
                while self.item(b'}')? {
                    self.next()?;
                    let key = self.string()?;
                    // The colon.
                    self.next()?;
                    entries.push((Cow::Owned(key), self.value(depth + 1)?));
                }
                Some(Expr::Map(entries.into()))
            }
            b'[' => {
                let mut items = Vec::new();
                while self.item(b']')? {
                    items.push(self.value(depth + 1)?);
                }
                Some(Expr::List(items.into()))
            }
            b'"' => Some(Expr::from(self.string()?)),
            _ => Some(self.word()),
        }
    }

    /// The next byte that is no space; it is read.
    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.get(self.at..)?;
        self.at += rest.len() - rest.trim_start().len();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Whether another item follows before the end of a list or an object.
    fn item(&mut self, end: u8) -> Option<bool> {
        if self.peek()? == b',' {
            self.at += 1;
        }
        let is_end = self.peek()? == end;
        if is_end {
            self.at += 1;
        }
        Some(!is_end)
    }

    /// A text, from behind its first quote.
    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let end = rest.find(['"', '\\'])?;
            text.push_str(&rest[..end]);
            self.at += end + 1;
            if rest.as_bytes()[end] == b'"' {
                return Some(text);
            }
            let escaped = self.text.as_bytes().get(self.at).copied()?;
            self.at += 1;
            text.push(match escaped {
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => {
                    let code =
                        u32::from_str_radix(self.text.get(self.at..self.at + 4)?, 16).ok()?;
                    self.at += 4;
                    // Half of a pair is of no use in a name.
                    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                }
                other => char::from(other),
            });
        }
    }

    /// A number, a flag or `null`, whose first byte was read.
    fn word(&mut self) -> Expr {
        let start = self.at - 1;
        let rest = self.text.get(start..).unwrap_or_default();
        let end = rest.find([',', ']', '}', ' ', '\t', '\n', '\r']).unwrap_or(rest.len());
        self.at = start + end;
        match &rest[..end] {
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            "null" => Expr::Unset,
            number => match number.parse() {
                Ok(whole) => Expr::Int(whole),
                Err(_) => Expr::Num(number.parse().unwrap_or_default()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_it_stands() {
        let text = r#" {"a" : [1, -2.5, true, null, "x\"\u00e9\n"] , "b": {}, "c":[], "é": "ü"} "#;
        let expected = Expr::map([
            (
                "a",
                Expr::list([
                    Expr::Int(1),
                    Expr::Num(-2.5),
                    Expr::Bool(true),
                    Expr::Unset,
                    Expr::from("x\"é\n"),
                ]),
            ),
            ("b", Expr::Map(Box::default())),
            ("c", Expr::list([])),
            ("é", Expr::from("ü")),
        ]);
        assert_eq!(read(text), Some(expected));
        assert_eq!(read("7"), Some(Expr::Int(7)));
    }

    #[test]
    fn fails_what_is_no_json_or_too_deep() {
        for bad in ["", "{", "[1,]", "{\"a\" 1}", "tru"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&deep(DEPTH)).is_some());
        assert_eq!(read(&deep(100_000)), None);
    }
}
