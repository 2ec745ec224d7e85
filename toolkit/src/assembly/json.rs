//! JSON whose keys stay in the order in which they are written.
//!
//! The maps of `serde_json` are sorted or not depending on a feature that any
//! other crate of the build can turn on; files must not depend on that.

use std::fmt::Write as _;

/// A JSON value to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    Bool(bool),
    Number(u64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
    /// JSON that is written already, on as many lines as it has.
    Raw(String),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Json)>) -> Self {
        Self::Object(entries.into_iter().map(|(k, v)| (k.into(), v)).collect())
    }

    /// The value on several lines, indented by two.
    pub(crate) fn pretty(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text.push('\n');
        text
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            // Writing to a text does not fail.
            Self::Number(value) => drop(write!(out, "{value}")),
            Self::Text(text) => quote(out, text),
            Self::List(items) => sequence(out, depth, ['[', ']'], items, |out, item| {
                item.write(out, depth + 1);
            }),
            Self::Object(entries) => sequence(out, depth, ['{', '}'], entries, |out, entry| {
                quote(out, &entry.0);
                out.push_str(": ");
                entry.1.write(out, depth + 1);
            }),
            Self::Raw(text) => {
                for (i, line) in text.lines().enumerate() {
                    if i > 0 {
                        new_line(out, depth);
                    }
                    out.push_str(line);
                }
            }
        }
    }
}

fn sequence<T>(
    out: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&mut String, &T),
) {
    out.push(open);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        new_line(out, depth + 1);
        write(out, item);
    }
    if !items.is_empty() {
        new_line(out, depth);
    }
    out.push(close);
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn quote(out: &mut String, text: &str) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn keys_keep_their_order_and_texts_are_escaped() {
        let json = Json::object([
            ("b", Json::text("a \"quote\"\n")),
            ("a", Json::List(vec![Json::Number(1), Json::Bool(false)])),
            ("none", Json::List(Vec::new())),
            ("raw", Json::Raw("[\n  1\n]".into())),
        ]);
        let expected = r#"{
  "b": "a \"quote\"\n",
  "a": [
    1,
    false
  ],
  "none": [],
  "raw": [
    1
  ]
}
"#;
        assert_eq!(json.pretty(), expected);
    }
}
