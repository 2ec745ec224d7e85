//! Reads JSON, with the place of each value.

use crate::element::{Content, Element, Entry, Map, Position, find_duplicate};
use crate::number;
use crate::problem::{Problem, codes};
use crate::source::{Count, DEEPEST, position};

/// Reads one value and nothing behind it.
pub(crate) fn read(text: &str) -> Result<Element, Problem> {
    let mut reader = Reader { text, at: 0, line: 1, marked: 0, column: 1, count: Count::default() };
    let root = reader.element(0)?;
    reader.space();
    if reader.at < text.len() {
        let found = reader.found();
        return Err(reader.wrong(
            format!("the document ends here, but {found} follows"),
            "a template is one object; remove what stands behind it",
        ));
    }
    Ok(root)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    /// The byte whose column is known last, so that a long line is counted once.
    marked: usize,
    column: usize,
    count: Count,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.byte() {
            self.at += 1;
            if self.text.as_bytes()[self.at - 1] == b'\n' {
                self.line += 1;
                (self.marked, self.column) = (self.at, 1);
            }
        }
    }

    fn here(&mut self) -> Position {
        self.place(self.at)
    }

    /// The place of a byte that is not before the last one asked for.
    fn place(&mut self, at: usize) -> Position {
        let between = self.text.as_bytes().get(self.marked..at).unwrap_or_default();
        self.column += between.iter().filter(|b| (**b & 0xc0) != 0x80).count();
        self.marked = at;
        position(self.line, self.column)
    }

    /// What stands here, for a message.
    fn found(&self) -> String {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => "the end of the text".into(),
            Some(c) => format!("`{}`", c.escape_debug()),
        }
    }

    fn wrong(&mut self, message: impl Into<String>, help: &'static str) -> Problem {
        let here = self.here();
        Problem::error(codes::SYNTAX, here, message, help)
    }

    fn element(&mut self, depth: usize) -> Result<Element, Problem> {
        self.space();
        let here = self.here();
        self.count.add(here)?;
        let content = match self.byte() {
            Some(b'{' | b'[') if depth == DEEPEST => {
                return Err(Problem::error(
                    codes::TOO_DEEP,
                    here,
                    format!("values stand inside values more than {DEEPEST} deep"),
                    "no template is that deep: look for a bracket that is never closed",
                ));
            }
            Some(b'{') => Content::Map(self.map(depth, here)?),
            Some(b'[') => Content::List(self.list(depth, here)?),
            Some(b'"') => Content::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') if self.word("true") => Content::Bool(true),
            Some(b'f') if self.word("false") => Content::Bool(false),
            Some(b'n') if self.word("null") => Content::Null,
            _ => return Err(self.no_value()),
        };
        Ok(Element::new(content, here))
    }

    fn no_value(&mut self) -> Problem {
        let found = self.found();
        let help = match self.byte() {
            None => "the text was cut off, or a bracket is never closed",
            Some(b'\'') => "JSON's texts stand in double quotes",
            Some(b'/' | b'#') => "JSON has no comments; YAML has, with `#`",
            Some(b',' | b']' | b'}') => {
                "a comma stands between two values, and none behind the last"
            }
            Some(b'N' | b'I') => "JSON has neither infinity nor NaN",
            Some(b'T' | b'F') => "write `true` and `false` in lower case",
            _ => {
                "a value is a text in double quotes, a number, `true`, `false`, `null`, a list or an object"
            }
        };
        self.wrong(format!("expected a value, found {found}"), help)
    }

    /// Reads a word that no letter follows.
    fn word(&mut self, word: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let follows = rest.get(word.len()).is_some_and(u8::is_ascii_alphanumeric);
        let is_here = rest.starts_with(word.as_bytes()) && !follows;
        if is_here {
            self.at += word.len();
        }
        is_here
    }

    fn number(&mut self) -> Result<Content, Problem> {
        let rest = &self.text[self.at..];
        let read = number::length(rest.as_bytes()).ok().filter(|&length| {
            let next = rest.as_bytes().get(length);
            !next.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+'))
        });
        let content = read.and_then(|length| number::content(&rest[..length]));
        match (read, content) {
            (Some(length), Some(content)) => {
                self.at += length;
                Ok(content)
            }
            _ => {
                let is_part = |b: &u8| b.is_ascii_alphanumeric() || b"+-._".contains(b);
                let all = rest.bytes().take_while(is_part).take(40).count();
                let message = format!("`{}` is no number of JSON", &rest[..all]);
                Err(self.wrong(message, "write it as `12`, `-1.5` or `1e6`, or put it in quotes"))
            }
        }
    }

    fn list(&mut self, depth: usize, begin: Position) -> Result<Vec<Element>, Problem> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.byte() == Some(b']') {
            self.at += 1;
            return Ok(items);
        }
        loop {
            items.push(self.element(depth + 1)?);
            if !self.next("list", b']', begin)? {
                return Ok(items);
            }
        }
    }

    fn map(&mut self, depth: usize, begin: Position) -> Result<Map, Problem> {
        let mut entries: Vec<Entry> = Vec::new();
        self.at += 1;
        self.space();
        if self.byte() == Some(b'}') {
            self.at += 1;
            return Ok(Map::new());
        }
        loop {
            self.space();
            let here = self.here();
            if self.byte() != Some(b'"') {
                return Err(self.no_key(entries.is_empty()));
            }
            let key = self.string()?;
            self.space();
            if self.byte() != Some(b':') {
                let message =
                    format!("expected `:` behind the key `{key}`, found {}", self.found());
                return Err(self.wrong(message, "an entry is a key, a colon and a value"));
            }
            self.at += 1;
            entries.push(Entry::new(key, here, self.element(depth + 1)?));
            if !self.next("object", b'}', begin)? {
                break;
            }
        }
        match find_duplicate(&entries) {
            None => Ok(Map::of_distinct(entries)),
            Some((first, later)) => Err(duplicate_key(&entries[first], &entries[later])),
        }
    }

    fn no_key(&mut self, is_first: bool) -> Problem {
        let found = self.found();
        match self.byte() {
            Some(b'}') if !is_first => self.wrong(
                "a comma must be followed by a key",
                "remove the comma in front of the closing brace",
            ),
            None => self.wrong(
                format!("expected a key, found {found}"),
                "the text was cut off, or a bracket is never closed",
            ),
            _ => self.wrong(
                format!("expected a key, found {found}"),
                "a key is a text in double quotes",
            ),
        }
    }

    /// Whether a comma announces one more; else the closing bracket was read.
    fn next(&mut self, what: &str, close: u8, begin: Position) -> Result<bool, Problem> {
        self.space();
        match self.byte() {
            Some(b',') => {
                self.at += 1;
                self.space();
                if close == b']' && self.byte() == Some(b']') {
                    return Err(self.wrong(
                        "a comma must be followed by a value",
                        "remove the comma in front of the closing bracket",
                    ));
                }
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            None => Err(self.wrong(
                format!("the text ends inside the {what} that begins at {begin}"),
                "the text was cut off, or a bracket is never closed",
            )),
            Some(_) => {
                let message = format!(
                    "expected `,` or `{}` in the {what} that begins at {begin}, found {}",
                    char::from(close),
                    self.found()
                );
                Err(self.wrong(message, "a comma stands between two values"))
            }
        }
    }

    /// Reads a text; the quote that begins it is here.
    fn string(&mut self) -> Result<String, Problem> {
        let begin = self.here();
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let is_special = |b: u8| b == b'"' || b == b'\\' || b < b' ';
            let Some(plain) = rest.bytes().position(is_special) else {
                return Err(Problem::error(
                    codes::SYNTAX,
                    begin,
                    "the text that begins here is never closed",
                    "close it with `\"`",
                ));
            };
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => {
                    let found = self.found();
                    return Err(self.wrong(
                        format!("{found} may not stand in a text as it is"),
                        "write a line break as `\\n` and a tab as `\\t`",
                    ));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Problem> {
        let bytes = self.text.as_bytes();
        let plain = match bytes.get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => {
                let shown: String = self.text[self.at..].chars().take(2).collect();
                return Err(self.wrong(
                    format!("`{}` is no escape of JSON", shown.escape_debug()),
                    "write a backslash as `\\\\`",
                ));
            }
        };
        self.at += 2;
        Ok(plain)
    }

    fn unicode(&mut self) -> Result<char, Problem> {
        let unit = |at: usize| {
            let digits = self.text.get(at + 2..at + 6)?;
            let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
            let is_escape = self.text.get(at..)?.starts_with("\\u");
            (is_hex && is_escape).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
        };
        let Some(first) = unit(self.at) else {
            return Err(self.wrong("`\\u` needs four hexadecimal digits", "for example `\\u00e9`"));
        };
        let (code, length) = match (first, unit(self.at + 6)) {
            (0xd800..=0xdbff, Some(second @ 0xdc00..=0xdfff)) => {
                (0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), 12)
            }
            _ => (first, 6),
        };
        match char::from_u32(code) {
            Some(c) => {
                self.at += length;
                Ok(c)
            }
            None => Err(self.wrong(
                format!("`\\u{first:04x}` is one half of a pair, and the other half is missing"),
                "write the character itself, or both halves",
            )),
        }
    }
}

/// Two entries of one object have the same key.
pub(crate) fn duplicate_key(first: &Entry, later: &Entry) -> Problem {
    let shown: String = later.key().chars().take(80).collect();
    Problem::error(
        codes::DUPLICATE_KEY,
        later.key_position(),
        format!("the key `{}` stands in this object already", shown.escape_debug()),
        format!("the first one is at {}; remove or rename one of them", first.key_position()),
    )
}
