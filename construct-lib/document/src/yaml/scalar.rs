//! What a scalar without quotes is.
//!
//! CloudFormation reads YAML 1.1, the AWS CLI and cfn-lint read it with
//! PyYAML, and most other readers know YAML 1.2 only. A value is what YAML 1.1
//! says; where another reader sees something else there is a doubt.

use crate::element::Content;
use crate::number;

/// What a scalar without quotes is for CloudFormation.
#[derive(Debug, PartialEq)]
pub(super) struct Plain {
    pub(super) content: Content,
    /// Whether readers differ, or the value is not written as its text.
    pub(super) is_doubtful: bool,
}

/// Why a scalar is no value.
#[derive(Debug, PartialEq)]
pub(super) enum NoValue {
    /// Infinity, or not a number.
    NotFinite,
    /// A number in a notation of YAML's own that is too large to convert.
    TooLarge,
}

/// Resolves a scalar without quotes.
pub(super) fn resolve(text: &str) -> Result<Plain, NoValue> {
    let sure = |content| Ok(Plain { content, is_doubtful: false });
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return sure(Content::Null),
        "true" | "True" | "TRUE" => return sure(Content::Bool(true)),
        "false" | "False" | "FALSE" => return sure(Content::Bool(false)),
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" => return doubt(Content::Bool(true)),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" => return doubt(Content::Bool(false)),
        _ => {}
    }
    // Every number begins with one of these, and most texts do not.
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return sure(Content::Text(text.to_owned()));
    }
    if let Some(content) = number::content(text)
        && is_number_of_1_1(text)
    {
        return sure(content);
    }
    if is_infinite(text) {
        return Err(NoValue::NotFinite);
    }
    if let Some(number) = number_of_1_1(text)? {
        return doubt(number);
    }
    let content = Content::Text(text.to_owned());
    if is_number_of_1_2(text) { doubt(content) } else { sure(content) }
}

/// Whether a text without quotes is a text for every reader.
pub(super) fn is_text_for_all(text: &str) -> bool {
    // YAML 1.1 itself has more booleans than its readers, and two signs.
    let is_odd = matches!(text, "y" | "Y" | "n" | "N" | "=" | "<<");
    let read = resolve(text);
    !is_odd && read.is_ok_and(|r| !r.is_doubtful && matches!(r.content, Content::Text(_)))
}

fn doubt(content: Content) -> Result<Plain, NoValue> {
    Ok(Plain { content, is_doubtful: true })
}

/// Whether a number of JSON is one for YAML 1.1 too: `1e3` is not.
fn is_number_of_1_1(json: &str) -> bool {
    match json.find(['e', 'E']) {
        None => true,
        Some(e) => json[..e].contains('.') && json[e + 1..].starts_with(['+', '-']),
    }
}

fn is_infinite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

/// A number that YAML 1.1 writes in another way than JSON.
fn number_of_1_1(text: &str) -> Result<Option<Content>, NoValue> {
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => ("-", &text[1..]),
        Some(b'+') => ("", &text[1..]),
        _ => ("", text),
    };
    let is_signed = digits.len() != text.len();
    let radix = |rest: &str, radix: u32| {
        let plain = rest.replace('_', "");
        match i128::from_str_radix(&plain, radix) {
            // `0_` is zero, and `0x_` is no number.
            _ if plain.is_empty() && radix == 8 => Ok(number::content("0")),
            _ if plain.is_empty() => Ok(None),
            Ok(value) => Ok(number::content(&signed(sign, &value.to_string()))),
            Err(_) => Err(NoValue::TooLarge),
        }
    };
    let all = |rest: &str, is_digit: fn(u8) -> bool| {
        !rest.is_empty() && rest.bytes().all(|b| is_digit(b) || b == b'_')
    };
    if let Some(rest) = digits.strip_prefix("0b")
        && all(rest, |b| matches!(b, b'0' | b'1'))
    {
        return radix(rest, 2);
    }
    if let Some(rest) = digits.strip_prefix("0x")
        && all(rest, |b| b.is_ascii_hexdigit())
    {
        return radix(rest, 16);
    }
    if let Some(rest) = digits.strip_prefix('0')
        && all(rest, |b| matches!(b, b'0'..=b'7'))
    {
        return radix(rest, 8);
    }
    let begins = digits.bytes().next().is_some_and(|b| b.is_ascii_digit());
    if begins && digits.contains(':') {
        return sexagesimal(sign, digits);
    }
    // What is left are decimal numbers: a sign, `_` between digits, or a
    // point at the beginning or the end.
    if !begins && (is_signed || !digits.starts_with('.')) {
        return Ok(None);
    }
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(e) => (&digits[..e], &digits[e..]),
        None => (digits, ""),
    };
    let is_decimal = |b: u8| b.is_ascii_digit() || b == b'_';
    let Some((whole, fraction)) = mantissa.split_once('.') else {
        let is_begin = digits == "0" || !digits.starts_with('0');
        let is_whole = exponent.is_empty() && is_begin && all(digits, |b| b.is_ascii_digit());
        let plain = digits.replace('_', "");
        return Ok(is_whole.then(|| number::content(&signed(sign, &plain))).flatten());
    };
    let is_exponent = exponent.is_empty()
        || (exponent[1..].starts_with(['+', '-'])
            && exponent.len() > 2
            && exponent[2..].bytes().all(|b| b.is_ascii_digit()));
    let is_fraction = fraction.bytes().all(is_decimal) && whole.bytes().all(is_decimal);
    // `._` is no number, and neither is a lone point.
    let has_digit = begins || fraction.starts_with(|c: char| c.is_ascii_digit());
    if !is_exponent || !is_fraction || !has_digit {
        return Ok(None);
    }
    let whole = whole.replace('_', "");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.replace('_', "");
    let fraction = if fraction.is_empty() { "0" } else { &fraction };
    Ok(number::content(&format!("{sign}{whole}.{fraction}{exponent}")))
}

/// `12:30:45`, which YAML 1.1 reads to the base of sixty.
fn sexagesimal(sign: &str, digits: &str) -> Result<Option<Content>, NoValue> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut parts = whole.split(':');
    let first = parts.next().unwrap_or_default();
    let is_first = first.bytes().all(|b| b.is_ascii_digit() || b == b'_')
        && (fraction.is_some() || !first.starts_with('0'));
    let is_part = |p: &str| matches!(p.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']);
    let is_fraction = fraction.is_none_or(|f| f.bytes().all(|b| b.is_ascii_digit() || b == b'_'));
    if !is_first || !is_fraction || !parts.clone().all(is_part) {
        return Ok(None);
    }
    let mut value = first.replace('_', "").parse::<i128>().map_err(|_| NoValue::TooLarge)?;
    for part in parts {
        let part = part.parse::<i128>().map_err(|_| NoValue::TooLarge)?;
        value = value.checked_mul(60).and_then(|v| v.checked_add(part)).ok_or(NoValue::TooLarge)?;
    }
    let text = match fraction.map(|f| f.replace('_', "")) {
        None => value.to_string(),
        Some(fraction) if fraction.is_empty() => format!("{value}.0"),
        Some(fraction) => format!("{value}.{fraction}"),
    };
    Ok(number::content(&signed(sign, &text)))
}

fn signed(sign: &str, digits: &str) -> String {
    format!("{sign}{digits}")
}

/// Whether YAML 1.2 reads a text as a number.
fn is_number_of_1_2(text: &str) -> bool {
    let octal = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| matches!(b, b'0'..=b'7'));
    if let Some(rest) = text.strip_prefix("0o") {
        return octal(rest);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(e) => (&unsigned[..e], Some(&unsigned[e + 1..])),
        None => (unsigned, None),
    };
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.is_none_or(|e| {
        let e = e.strip_prefix(['+', '-']).unwrap_or(e);
        !e.is_empty() && digits(e)
    });
    exponent && digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{NoValue, is_text_for_all, resolve};
    use crate::element::Content;
    use crate::number;

    fn number(text: &str) -> Content {
        number::content(text).unwrap()
    }

    fn text(text: &str) -> Content {
        Content::Text(text.to_owned())
    }

    fn check(source: &str, content: Content, is_doubtful: bool) {
        let read = resolve(source).unwrap();
        assert_eq!((read.content, read.is_doubtful), (content, is_doubtful), "{source}");
    }

    #[test]
    fn what_all_readers_agree_on_leaves_no_doubt() {
        for (source, value) in [("0", "0"), ("-17", "-17"), ("5.10", "5.10"), ("1.5e+3", "1.5e+3")]
        {
            check(source, number(value), false);
        }
        check("0.0", number("0.0"), false);
        for source in [
            "arn:aws:s3:::b",
            "2010-09-09",
            "2012-10-17T10:00:00Z",
            "10.0.0.0/16",
            "1.2.3",
            "t3.micro",
            "-",
            "--",
            "y",
            "No way",
            "0x",
            "0xg",
            "1:",
            ":1",
            "08:00",
            "12:60",
            "...",
            ".",
            "+",
            "1__",
        ] {
            if source != "1__" {
                check(source, text(source), false);
            }
        }
        check("~", Content::Null, false);
        check("", Content::Null, false);
        check("True", Content::Bool(true), false);
    }

    #[test]
    fn what_yaml_1_1_reads_in_its_own_way_leaves_a_doubt() {
        check("yes", Content::Bool(true), true);
        check("Off", Content::Bool(false), true);
        // What CloudFormation made of an account id without quotes.
        check("012345670123", number("1402433619"), true);
        check("0755", number("493"), true);
        check("00", number("0"), true);
        check("-0b101", number("-5"), true);
        check("0xFF", number("255"), true);
        check("1_000", number("1000"), true);
        check("1__", number("1"), true);
        check("+0", number("0"), true);
        check("0_", number("0"), true);
        check("+12025550123", number("12025550123"), true);
        check("12:30:45", number("45045"), true);
        check("22:22", number("1342"), true);
        check("1:30.5", number("90.5"), true);
        check(".5", number("0.5"), true);
        check("3.", number("3.0"), true);
        check("01.5", number("1.5"), true);
        check("1_0.2_5", number("10.25"), true);
    }

    #[test]
    fn what_only_yaml_1_2_takes_for_a_number_stays_a_text() {
        for source in ["1e3", "1E5", "0o17", "012345678901", "-.5", "+.5", "1.0e3"] {
            check(source, text(source), true);
        }
    }

    #[test]
    fn fails_on_numbers_that_json_does_not_have() {
        for source in [".inf", "-.INF", "+.Inf", ".nan", ".NaN"] {
            assert_eq!(resolve(source), Err(NoValue::NotFinite), "{source}");
        }
        assert_eq!(resolve(&format!("0x{}", "f".repeat(40))), Err(NoValue::TooLarge));
        assert_eq!(resolve(&format!("1{}:0", "0".repeat(40))), Err(NoValue::TooLarge));
        assert_eq!(resolve("-.nan").unwrap().content, text("-.nan"));
    }

    #[test]
    fn texts_that_some_reader_takes_for_something_else_need_quotes() {
        for source in
            ["yes", "y", "N", "=", "<<", "1e3", "0755", "~", "", "null", ".inf", "08", "TRUE"]
        {
            assert!(!is_text_for_all(source), "{source}");
        }
        assert!(is_text_for_all("Resources") && is_text_for_all("arn:aws"));
    }
}
