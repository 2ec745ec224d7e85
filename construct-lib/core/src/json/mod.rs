//! JSON, written straight into bytes.
//!
//! Synthesis spends most of its time here, so this writes what a template
//! needs and no more, without the layers of a general serializer.

mod check;

use std::io::Write;

pub(crate) use check::check;

/// JSON that is being written.
#[derive(Default)]
pub(crate) struct Json {
    bytes: Vec<u8>,
    /// By how much a line is indented for each level; nothing for one line.
    step: usize,
    depth: usize,
}

impl Json {
    /// On many lines, indented by one space as the CDK does.
    pub(crate) fn indented(capacity: usize) -> Self {
        Self::indented_by(1, capacity)
    }

    /// On many lines, indented by this many spaces.
    pub(crate) fn indented_by(step: usize, capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity), step, depth: 0 }
    }

    /// On one line.
    pub(crate) fn compact(capacity: usize) -> Self {
        Self::indented_by(0, capacity)
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn null(&mut self) {
        self.push("null");
    }

    pub(crate) fn bool(&mut self, value: bool) {
        self.push(if value { "true" } else { "false" });
    }

    pub(crate) fn int(&mut self, value: i64) {
        // Writing to memory does not fail.
        let _ = write!(self.bytes, "{value}");
    }

    /// As JavaScript writes it; synthesis refuses what JSON cannot hold.
    pub(crate) fn num(&mut self, value: f64) {
        if value.is_finite() {
            self.push(&number_text(value));
        } else {
            self.null();
        }
    }

    /// A number that is kept as it was written.
    pub(crate) fn number(&mut self, text: &str) {
        self.push(text);
    }

    /// Any text.
    pub(crate) fn text(&mut self, text: &str) {
        if needs_escape(text.as_bytes()) {
            self.bytes.push(b'"');
            self.escaped(text);
            self.bytes.push(b'"');
        } else {
            self.word(text);
        }
    }

    /// A text that holds nothing to escape: a name of CloudFormation's, a
    /// logical id.
    pub(crate) fn word(&mut self, word: &str) {
        self.bytes.reserve(word.len() + 2);
        self.bytes.push(b'"');
        self.push(word);
        self.bytes.push(b'"');
    }

    fn push(&mut self, plain: &str) {
        self.bytes.extend_from_slice(plain.as_bytes());
    }

    #[cold]
    fn escaped(&mut self, text: &str) {
        for &byte in text.as_bytes() {
            match byte {
                b'"' => self.push("\\\""),
                b'\\' => self.push("\\\\"),
                b'\n' => self.push("\\n"),
                b'\r' => self.push("\\r"),
                b'\t' => self.push("\\t"),
                8 => self.push("\\b"),
                12 => self.push("\\f"),
                control @ 0..32 => {
                    let _ = write!(self.bytes, "\\u{control:04x}");
                }
                // Whole characters are passed on, byte by byte.
                byte => self.bytes.push(byte),
            }
        }
    }

    /// An object of the entries that `f` adds.
    pub(crate) fn object(&mut self, f: impl FnOnce(&mut Object<'_>)) {
        self.bytes.push(b'{');
        self.depth += 1;
        let mut object = Object { json: self, is_empty: true };
        f(&mut object);
        let is_empty = object.is_empty;
        self.close(is_empty, b'}');
    }

    /// A list of the items that `f` adds.
    pub(crate) fn list(&mut self, f: impl FnOnce(&mut List<'_>)) {
        self.bytes.push(b'[');
        self.depth += 1;
        let mut list = List { json: self, is_empty: true };
        f(&mut list);
        let is_empty = list.is_empty;
        self.close(is_empty, b']');
    }

    fn next(&mut self, is_first: bool) {
        if !is_first {
            self.bytes.push(b',');
        }
        self.line();
    }

    fn close(&mut self, is_empty: bool, bracket: u8) {
        self.depth -= 1;
        if !is_empty {
            self.line();
        }
        self.bytes.push(bracket);
    }

    fn line(&mut self) {
        if self.step == 0 {
            return;
        }
        let width = self.depth * self.step;
        const BREAK: &[u8] = b"\n                                ";
        match BREAK.get(..=width) {
            Some(line) => self.bytes.extend_from_slice(line),
            None => {
                self.bytes.push(b'\n');
                self.bytes.resize(self.bytes.len() + width, b' ');
            }
        }
    }
}

/// A finite number as JavaScript writes it.
pub(crate) fn number_text(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) {
        return value.to_string();
    }
    let sign = if size < 1.0 { "e" } else { "e+" };
    format!("{value:e}").replace('e', sign)
}

/// Whether a text holds a quote, a backslash or a control character.
fn needs_escape(text: &[u8]) -> bool {
    let is_special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    // Eight bytes at once, without a branch for each.
    let (chunks, rest) = text.as_chunks::<8>();
    chunks.iter().any(|chunk| chunk.iter().fold(false, |any, &b| any | is_special(b)))
        || rest.iter().any(|&b| is_special(b))
}

/// A text as JSON has it.
pub(crate) fn text(text: &str) -> String {
    let mut json = Json::compact(text.len() + 2);
    json.text(text);
    // The writer gives nothing but UTF-8.
    String::from_utf8(json.finish()).unwrap_or_default()
}

/// An object that is being written.
pub(crate) struct Object<'j> {
    json: &'j mut Json,
    is_empty: bool,
}

impl Object<'_> {
    /// Begins an entry; the value must follow.
    pub(crate) fn key(&mut self, key: &str) -> &mut Json {
        self.json.next(self.is_empty);
        self.is_empty = false;
        self.json.text(key);
        self.colon()
    }

    /// The same, for a key that holds nothing to escape.
    pub(crate) fn word(&mut self, key: &str) -> &mut Json {
        self.json.next(self.is_empty);
        self.is_empty = false;
        self.json.word(key);
        self.colon()
    }

    fn colon(&mut self) -> &mut Json {
        self.json.push(if self.json.step > 0 { ": " } else { ":" });
        self.json
    }
}

/// A list that is being written.
pub(crate) struct List<'j> {
    json: &'j mut Json,
    is_empty: bool,
}

impl List<'_> {
    /// Begins an item; the value must follow.
    pub(crate) fn item(&mut self) -> &mut Json {
        self.json.next(self.is_empty);
        self.is_empty = false;
        self.json
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    fn text_of(json: Json) -> String {
        String::from_utf8(json.finish()).unwrap()
    }

    /// The same as serde_json writes, which is the judge here.
    fn check(text: &str) {
        let mut json = Json::default();
        json.text(text);
        assert_eq!(text_of(json), serde_json::to_string(text).unwrap());
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
            let text = text_of(json);
            assert!(serde_json::from_str::<serde_json::Number>(&text).is_ok(), "{text}");
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), n.to_bits());
        }
        let mut json = Json::default();
        json.num(1e21);
        assert_eq!(text_of(json), "1e+21");
        let mut json = Json::default();
        json.int(i64::MIN);
        assert_eq!(text_of(json), i64::MIN.to_string());
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
        let text = text_of(json);
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
        assert_eq!(text_of(json), "{\n \"a\": {},\n \"b\": []\n}");
    }
}
