//! From bytes to a text that a template may be.

use crate::element::Position;
use crate::problem::{Problem, codes};

/// The largest text that is read: sixteen times what CloudFormation takes.
pub(crate) const MOST_BYTES: usize = 16 * 1_000_000;

/// How deeply values may stand inside values.
pub(crate) const DEEPEST: usize = 128;

/// How many values are read; a text of the largest size that CloudFormation
/// takes cannot hold half as many.
const MOST_VALUES: usize = 1_000_000;

/// Counts the values of a text.
#[derive(Default)]
pub(crate) struct Count(usize);

impl Count {
    /// One more value.
    pub(crate) fn add(&mut self, at: Position) -> Result<(), Problem> {
        self.0 += 1;
        if self.0 <= MOST_VALUES {
            return Ok(());
        }
        Err(Problem::error(
            codes::TOO_LARGE,
            at,
            format!("the text has more than {MOST_VALUES} values"),
            "no template has so many: divide it",
        ))
    }
}

/// The text, without a byte-order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    let start = Position::new(1, 1);
    if bytes.len() > MOST_BYTES {
        return Err(Problem::error(
            codes::TOO_LARGE,
            start,
            format!("the text has {} bytes, and at most {MOST_BYTES} are read", bytes.len()),
            "CloudFormation itself takes at most 1000000 bytes: divide the template",
        ));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problem::error(
            codes::ENCODING,
            start,
            "the text is UTF-16",
            "save it as UTF-8",
        ));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            return Err(Problem::error(
                codes::ENCODING,
                end(good),
                format!("the byte 0x{byte:02x} is not UTF-8"),
                "save the text as UTF-8",
            ));
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.char_indices().find(|(_, c)| is_forbidden(*c)) {
        None => Ok(text),
        Some((at, c)) => Err(Problem::error(
            codes::ENCODING,
            end(&text[..at]),
            format!("the character U+{:04X} may not stand in a template", u32::from(c)),
            "remove it, or write it as an escape in double quotes, for example \"\\u0001\"",
        )),
    }
}

/// What neither JSON nor YAML takes as it stands.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}')
}

/// The place behind a text.
pub(crate) fn end(text: &str) -> Position {
    let line = text.bytes().filter(|b| *b == b'\n').count() + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    position(line, last.chars().count() + 1)
}

/// A place by its line and column; texts are far smaller than `u32`.
pub(crate) fn position(line: usize, column: usize) -> Position {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position::new(number(line), number(column))
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, decode};
    use crate::problem::codes;

    fn check(bytes: &[u8], code: &str, place: &str) {
        let problem = decode(bytes).unwrap_err();
        assert_eq!((problem.code(), problem.position().to_string().as_str()), (code, place));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        check(b"a: 1\nb: \xff", codes::ENCODING, "2:4");
        check("한: \0".as_bytes(), codes::ENCODING, "1:4");
        check(&[0xff, 0xfe, b'{', 0], codes::ENCODING, "1:1");
        check(&vec![b' '; MOST_BYTES + 1], codes::TOO_LARGE, "1:1");
        check(b"a: \x1b[0m", codes::ENCODING, "1:4");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(decode("\u{feff}a: 1\r\n".as_bytes()), Ok("a: 1\r\n"));
    }
}
