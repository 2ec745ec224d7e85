//! Numbers that stay as they were written.

use std::borrow::Cow;

use super::expr::{Expr, Token};

/// The number that `text` is, when it is one of JSON.
pub(super) fn parse(text: &str) -> Option<Expr> {
    if let Ok(whole) = text.parse::<i64>()
        && whole.to_string() == text
    {
        return Some(Expr::Int(whole));
    }
    if !is_number(text.as_bytes()) {
        return None;
    }
    // Within this range a template shows the digits that `Display` gives.
    if let Ok(number) = text.parse::<f64>()
        && (1e-6..1e21).contains(&number.abs())
        && number.to_string() == text
    {
        return Some(Expr::Num(number));
    }
    Some(Expr::token(Token::Number(Cow::Owned(text.to_owned()))))
}

/// Whether this is a number as [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-6) has it.
fn is_number(text: &[u8]) -> bool {
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    let (whole, rest) = digits(unsigned);
    let is_whole = match whole {
        [] => false,
        [b'0', more @ ..] => more.is_empty(),
        _ => true,
    };
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => digits(rest),
        rest => (&b"0"[..], rest),
    };
    let (exponent, rest) = match rest {
        [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] => digits(rest),
        rest => (&b"0"[..], rest),
    };
    is_whole && !fraction.is_empty() && !exponent.is_empty() && rest.is_empty()
}

/// The digits that `text` begins with, and what comes behind them.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    text.split_at(text.iter().take_while(|b| b.is_ascii_digit()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_json_are_numbers() {
        let long = "9".repeat(400);
        for text in
            ["0", "-0", "1.0", "1e5", "1E+5", "-12.50e-3", "0.1", "18446744073709551616", &long]
        {
            assert!(parse(text).is_some(), "{text}");
            assert!(
                serde_json::from_str::<serde_json::Value>(text).is_ok() || text == long,
                "{text}"
            );
        }
        for text in
            ["", "-", "+1", "01", ".5", "1.", "1e", "1e+", "0x1", "1_0", "NaN", "inf", " 1", "1 "]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_that_the_types_hold_is_one_of_them() {
        assert_eq!(parse("-9223372036854775808"), Some(Expr::Int(i64::MIN)));
        assert_eq!(parse("0.5"), Some(Expr::Num(0.5)));
        for text in ["1.0", "1e3", "0.10", "9223372036854775808", "0.0000001", "-0"] {
            let kept = Expr::token(Token::Number(text.to_owned().into()));
            assert_eq!(parse(text), Some(kept), "{text}");
        }
    }
}
