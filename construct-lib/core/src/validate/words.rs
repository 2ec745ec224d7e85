//! Tests in words.

use construct_schema::Test;

use super::value::limits;

/// A sentence without its end about `subject`: "`Mode` is `fast`", or its
/// opposite. Nothing for what goes without saying.
pub(super) fn phrase(test: &Test<'_>, subject: &str, holds: bool) -> Option<String> {
    let name = |part: &str| match subject {
        "" | "it" => part.to_owned(),
        _ => format!("{subject}.{part}"),
    };
    let quoted = match subject {
        "" => "the object".to_owned(),
        "it" => "it".to_owned(),
        _ => format!("`{subject}`"),
    };
    let is = if holds { "is" } else { "is not" };
    Some(match test {
        Test::Constant(_) | Test::Type(_) => return None,
        Test::Values(values) => match &values[..] {
            [only] => format!("{quoted} {is} `{only}`"),
            values => {
                let all: Vec<String> = values.iter().take(6).map(|v| format!("`{v}`")).collect();
                let more = if values.len() > 6 { " …" } else { "" };
                format!("{quoted} {is} one of {}{more}", all.join(", "))
            }
        },
        Test::Pattern(pattern) => {
            let verb = if holds { "matches" } else { "does not match" };
            format!("{quoted} {verb} `{}`", pattern.source())
        }
        Test::Range(min, max) => format!("{quoted} {is} {}", limits(*min, *max)),
        Test::Between(min, max) => format!("{quoted} {is} between {min} and {max}"),
        Test::MultipleOf(factor) => format!("{quoted} {is} a multiple of {factor}"),
        Test::Length(min, max) => format!("the length of {quoted} {is} {}", limits(*min, *max)),
        Test::Count(min, max) => {
            format!("the number of items in {quoted} {is} {}", limits(*min, *max))
        }
        Test::Items(test) => format!("of every item, {}", phrase(test, "it", holds)?),
        Test::Contains(test) => format!("of some item, {}", phrase(test, "it", holds)?),
        Test::Names(test) => format!("of every name, {}", phrase(test, "it", holds)?),
        Test::Property(part, test) => phrase(test, &name(part), holds)?,
        Test::Has(parts) => {
            let verb = if holds { "is given" } else { "is not given" };
            let all: Vec<String> =
                parts.iter().map(|part| format!("`{}` {verb}", name(part))).collect();
            all.join(if holds { " and " } else { " or " })
        }
        Test::Needs(first, others) => format!("`{first}` comes with `{}`", others.join("`, `")),
        Test::Excludes(first, others) => {
            format!("`{first}` comes without `{}`", others.join("`, `"))
        }
        Test::All(tests) => joined(tests, subject, holds, if holds { " and " } else { " or " })?,
        Test::Any(tests) => joined(tests, subject, holds, if holds { " or " } else { " and " })?,
        Test::One(tests) => format!("exactly one holds: {}", joined(tests, subject, true, "; ")?),
        Test::Not(test) => phrase(test, subject, !holds)?,
        Test::If(condition, then, otherwise) => {
            let when = phrase(condition, subject, true)?;
            match (phrase(then, subject, true), phrase(otherwise, subject, true)) {
                (Some(then), Some(otherwise)) => format!("{then} when {when}, else {otherwise}"),
                (Some(then), None) => format!("{then} when {when}"),
                (None, Some(otherwise)) => format!("{otherwise} unless {when}"),
                (None, None) => return None,
            }
        }
    })
}

/// The parts of a combined test; that a property is there goes without saying
/// when its value is told.
fn joined(tests: &[Test<'_>], subject: &str, holds: bool, with: &str) -> Option<String> {
    let told = |part: &str| {
        tests.iter().any(|t| matches!(t, Test::Property(name, test) if *name == part && phrase(test, "it", holds).is_some()))
    };
    let say = |test: &Test<'_>| match test {
        Test::Has(parts) if holds => {
            let left: Vec<&str> = parts.iter().copied().filter(|part| !told(part)).collect();
            if left.is_empty() { None } else { phrase(&Test::Has(left), subject, holds) }
        }
        _ => phrase(test, subject, holds),
    };
    let mut all: Vec<String> = tests.iter().filter_map(say).collect();
    all.dedup();
    (!all.is_empty()).then(|| all.join(with))
}
