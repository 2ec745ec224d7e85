//! Numbers, by how they are written.

use std::fmt;

use crate::element::Content;

/// A number that is more than an `i64` says: by its text in JSON's notation.
///
/// CloudFormation makes texts of numbers, so `5.10` is not `5.1`. Two are
/// equal when they are written alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(Box<str>);

impl Number {
    /// A number in JSON's notation; nothing when the text is no such number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_json(text).then(|| Self(text.into()))
    }

    /// A finite number, in the shortest notation that is read back the same.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        let size = value.abs();
        if !value.is_finite() {
            return None;
        }
        let text = if size == 0.0 || (1e-6..1e21).contains(&size) {
            value.to_string()
        } else {
            let sign = if size < 1.0 { "e" } else { "e+" };
            format!("{value:e}").replace('e', sign)
        };
        Some(Self(text.into()))
    }

    /// The text in JSON's notation.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest floating-point number; infinite when it is too large.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The whole number, when it is written as one and not too large.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The content of a number in JSON's notation.
pub(crate) fn content(text: &str) -> Option<Content> {
    match text.parse::<i64>() {
        Ok(int) if int.to_string() == text => Some(Content::Int(int)),
        _ => Number::parse(text).map(Content::Number),
    }
}

/// Whether a text is a number of JSON.
fn is_json(text: &str) -> bool {
    length(text.as_bytes()) == Ok(text.len()) && !text.is_empty()
}

/// How long the number at the beginning of `bytes` is; else how far it was right.
pub(crate) fn length(bytes: &[u8]) -> Result<usize, usize> {
    let digits = |from: usize| {
        bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    match bytes.get(at) {
        Some(b'0') => at += 1,
        Some(b'1'..=b'9') => at += digits(at),
        _ => return Err(at),
    }
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return Err(at + 1);
        }
        at += 1 + fraction;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return Err(at + 1 + sign);
        }
        at += 1 + sign + exponent;
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::{Number, content};
    use crate::element::Content;

    #[test]
    fn only_json_numbers_are_numbers() {
        for text in ["0", "-0", "1.50", "1e5", "-1.25E-7", "123456789012345678901234567890"] {
            assert!(Number::parse(text).is_some(), "{text}");
        }
        for text in ["", "-", "01", "1.", ".5", "+1", "1e", "1e+", "0x1", "1_0", "NaN", "1 "] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_told_from_those_whose_text_matters() {
        assert_eq!(content("-42"), Some(Content::Int(-42)));
        for text in ["-0", "1.0", "5.10", "1e3", "9223372036854775808"] {
            assert_eq!(content(text), Number::parse(text).map(Content::Number), "{text}");
        }
    }

    #[test]
    fn floating_point_numbers_are_written_shortest() {
        let text = |n: f64| Number::from_f64(n).map(|n| n.to_string());
        assert_eq!(text(0.5).as_deref(), Some("0.5"));
        assert_eq!(text(1e21).as_deref(), Some("1e+21"));
        assert_eq!(text(2.5e-7).as_deref(), Some("2.5e-7"));
        assert_eq!(text(f64::INFINITY), None);
    }
}
