//! JSON, written straight into bytes.
//!
//! Synthesis spends most of its time here, so this writes what a template
//! needs and no more, without the layers of a general serializer.

use std::fmt::Write;

/// JSON that is being written.
#[derive(Default)]
pub(super) struct Json {
    text: String,
    is_indented: bool,
    depth: usize,
}

impl Json {
    /// On many lines, indented by one space as the CDK does.
    pub(super) fn indented(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), is_indented: true, depth: 0 }
    }

    /// On one line.
    pub(super) fn compact(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), is_indented: false, depth: 0 }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn null(&mut self) {
        self.text.push_str("null");
    }

    pub(super) fn bool(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    pub(super) fn int(&mut self, value: i64) {
        // Writing to a `String` does not fail.
        let _ = write!(self.text, "{value}");
    }

    /// As JavaScript writes it; synthesis refuses what JSON cannot hold.
    pub(super) fn num(&mut self, value: f64) {
        let size = value.abs();
        if !value.is_finite() {
            self.null();
        } else if size == 0.0 || (1e-6..1e21).contains(&size) {
            let _ = write!(self.text, "{value}");
        } else {
            let text = format!("{value:e}");
            let sign = if size < 1.0 { "e" } else { "e+" };
            self.text.push_str(&text.replace('e', sign));
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.text.push('"');
        if text.bytes().any(needs_escape) {
            self.escaped(text);
        } else {
            self.text.push_str(text);
        }
        self.text.push('"');
    }

    #[cold]
    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                c if c < ' ' => {
                    let _ = write!(self.text, "\\u{:04x}", u32::from(c));
                }
                c => self.text.push(c),
            }
        }
    }

    /// An object of the entries that `f` adds.
    pub(super) fn object(&mut self, f: impl FnOnce(&mut Object<'_>)) {
        self.text.push('{');
        self.depth += 1;
        let mut object = Object { json: self, is_empty: true };
        f(&mut object);
        let is_empty = object.is_empty;
        self.close(is_empty, '}');
    }

    /// A list of the items that `f` adds.
    pub(super) fn list(&mut self, f: impl FnOnce(&mut List<'_>)) {
        self.text.push('[');
        self.depth += 1;
        let mut list = List { json: self, is_empty: true };
        f(&mut list);
        let is_empty = list.is_empty;
        self.close(is_empty, ']');
    }

    fn next(&mut self, is_first: bool) {
        if !is_first {
            self.text.push(',');
        }
        self.line();
    }

    fn close(&mut self, is_empty: bool, bracket: char) {
        self.depth -= 1;
        if !is_empty {
            self.line();
        }
        self.text.push(bracket);
    }

    fn line(&mut self) {
        if !self.is_indented {
            return;
        }
        const BREAK: &str = "\n                                ";
        match BREAK.get(..=self.depth) {
            Some(line) => self.text.push_str(line),
            None => {
                self.text.push('\n');
                self.text.extend(std::iter::repeat_n(' ', self.depth));
            }
        }
    }
}

fn needs_escape(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// An object that is being written.
pub(super) struct Object<'j> {
    json: &'j mut Json,
    is_empty: bool,
}

impl Object<'_> {
    /// Begins an entry; the value must follow.
    pub(super) fn key(&mut self, key: &str) -> &mut Json {
        self.json.next(self.is_empty);
        self.is_empty = false;
        self.json.text(key);
        self.json.text.push_str(if self.json.is_indented { ": " } else { ":" });
        self.json
    }
}

/// A list that is being written.
pub(super) struct List<'j> {
    json: &'j mut Json,
    is_empty: bool,
}

impl List<'_> {
    /// Begins an item; the value must follow.
    pub(super) fn item(&mut self) -> &mut Json {
        self.json.next(self.is_empty);
        self.is_empty = false;
        self.json
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    /// The same as serde_json writes, which is the judge here.
    fn check(text: &str) {
        let mut json = Json::default();
        json.text(text);
        assert_eq!(json.finish(), serde_json::to_string(text).unwrap());
    }

    #[test]
    fn texts_are_escaped_as_json_asks() {
        for text in ["", "plain", "한글 🚀", "\"quoted\" \\ /", "\u{7f}\u{80}\u{2028}"] {
            check(text);
        }
        for c in 0..0x20_u8 {
            check(&format!("a{}b", char::from(c)));
        }
    }

    #[test]
    fn numbers_are_read_back_as_they_were() {
        for n in [0.5, -1.25e-7, 1e21, f64::MAX, f64::MIN_POSITIVE, 0.1 + 0.2] {
            let mut json = Json::default();
            json.num(n);
            let text = json.finish();
            assert!(serde_json::from_str::<serde_json::Number>(&text).is_ok(), "{text}");
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), n.to_bits());
        }
        let mut json = Json::default();
        json.num(1e21);
        assert_eq!(json.finish(), "1e+21");
        let mut json = Json::default();
        json.int(i64::MIN);
        assert_eq!(json.finish(), i64::MIN.to_string());
    }

    #[test]
    fn deep_objects_are_indented_by_their_depth() {
        fn nest(json: &mut Json, depth: usize) {
            json.list(|l| {
                if depth > 0 {
                    nest(l.item(), depth - 1);
                }
            });
        }
        let mut json = Json::indented(0);
        nest(&mut json, 40);
        let text = json.finish();
        assert!(text.contains(&format!("\n{}[]\n", " ".repeat(40))));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap().to_string().len(), 82);
    }

    #[test]
    fn what_is_empty_stays_on_one_line() {
        let mut json = Json::indented(0);
        json.object(|o| {
            o.key("a").object(|_| ());
            o.key("b").list(|_| ());
        });
        assert_eq!(json.finish(), "{\n \"a\": {},\n \"b\": []\n}");
    }
}
