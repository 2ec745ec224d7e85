//! Whether a text is JSON.

/// Checks a text. Gives the position of the first byte that does not fit, else
/// where the text ends too early.
pub(crate) fn check(text: &str) -> Result<(), usize> {
    let mut reader = Reader { text: text.as_bytes(), at: 0 };
    reader.document().ok_or(reader.at)
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    /// One value and nothing behind it. Open brackets are kept in a list, so
    /// that no depth of them overflows the stack.
    fn document(&mut self) -> Option<()> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            // A value begins here.
            self.space();
            match self.peek()? {
                bracket @ (b'{' | b'[') => {
                    self.at += 1;
                    self.space();
                    if self.peek()? == bracket + 2 {
                        self.at += 1;
                    } else {
                        open.push(bracket);
                        self.key_of(bracket)?;
                        continue;
                    }
                }
                b'"' => self.string()?,
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                _ => self.number()?,
            }
            // It has ended: more may follow in what is open.
            loop {
                self.space();
                let Some(&bracket) = open.last() else {
                    return (self.at == self.text.len()).then_some(());
                };
                match self.peek()? {
                    b',' => {
                        self.at += 1;
                        self.space();
                        self.key_of(bracket)?;
                        break;
                    }
                    // `]` and `}` stand two behind their counterparts.
                    close if close == bracket + 2 => {
                        self.at += 1;
                        open.pop();
                    }
                    _ => return None,
                }
            }
        }
    }

    /// The key before a value, where that is due.
    fn key_of(&mut self, bracket: u8) -> Option<()> {
        if bracket == b'{' {
            self.string()?;
            self.space();
            self.word(b":")?;
        }
        Some(())
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        for &byte in word {
            (self.peek()? == byte).then_some(())?;
            self.at += 1;
        }
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        self.word(b"\"")?;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => {
                    self.at += 1;
                    match self.peek()? {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
                        b'u' => {
                            self.at += 1;
                            for _ in 0..4 {
                                self.peek()?.is_ascii_hexdigit().then_some(())?;
                                self.at += 1;
                            }
                        }
                        _ => return None,
                    }
                }
                ..32 => return None,
                _ => self.at += 1,
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        if self.peek()? == b'-' {
            self.at += 1;
        }
        match self.peek()? {
            b'0' => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        self.peek()?.is_ascii_digit().then_some(())?;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, any, proptest};
    use proptest::strategy::{Just, Strategy};
    use proptest::{collection, prop_assert_eq, prop_assume, prop_oneof};

    use super::check;

    /// Pieces of JSON in any order: mostly none, often nearly.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("{"),
            Just("}"),
            Just("["),
            Just("]"),
            Just(","),
            Just(":"),
            Just("\"a\""),
            Just("\"\\u12aF\\n\""),
            Just("\"\\x\""),
            Just("\"\u{1}\""),
            Just("0"),
            Just("-1.5e+3"),
            Just("01"),
            Just("1."),
            Just("true"),
            Just("nul"),
            Just("null"),
            Just(" \n"),
            Just("한"),
        ];
        collection::vec(piece, 0..12).prop_map(|all| all.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        /// serde_json is the judge; but for what it takes for too deep, too
        /// large, or half a character.
        #[test]
        fn agrees_with_serde_json(text in prop_oneof![pieces(), any::<String>()]) {
            let judged = serde_json::from_str::<serde_json::Value>(&text);
            // Two pieces may make a number that is JSON, but no `f64`.
            let is_too_large = |e: &serde_json::Error| e.to_string().contains("out of range");
            prop_assume!(!judged.as_ref().is_err_and(is_too_large));
            let expected = judged.is_ok();
            prop_assert_eq!(check(&text).is_ok(), expected, "{}", text);
        }
    }

    #[test]
    fn the_place_of_what_does_not_fit_is_told() {
        assert_eq!(check("{\"a\": [1, 2}"), Err(11));
        assert_eq!(check("{\"a\": "), Err(6));
        assert_eq!(check(&format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))), Ok(()));
    }
}
