//! Patterns of ARNs: what one matches, and whether two have a match in common.

use crate::text::{Symbol, Text};

/// Whether a pattern with `*` and `?` matches the whole of a text.
pub(crate) fn like(pattern: &[Symbol], text: &[Symbol]) -> bool {
    // Where the last `*` stands, and how much of the text it has taken.
    let mut retry: Option<(usize, usize)> = None;
    let (mut p, mut t) = (0, 0);
    while t < text.len() {
        match pattern.get(p) {
            Some(Symbol::Char('*')) => {
                retry = Some((p, t));
                p += 1;
            }
            Some(symbol) if *symbol == Symbol::Char('?') || *symbol == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match retry {
                Some((star, taken)) => {
                    retry = Some((star, taken + 1));
                    p = star + 1;
                    t = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|s| *s == Symbol::Char('*'))
}

/// Whether `ArnLike` with this pattern accepts an ARN of the stack's own account and region.
///
/// The six parts are compared one by one; in the last one `*` spans `/` and
/// `:`. Partition, region and account that are not both literals are taken to
/// be the stack's own.
pub(crate) fn arn_like(pattern: &Text, arn: &Text) -> bool {
    let (patterns, parts) = (pattern.split(':', 6), arn.split(':', 6));
    patterns.len() == parts.len()
        && patterns.iter().zip(&parts).enumerate().all(|(at, (p, t))| {
            let own = matches!(at, 1 | 3 | 4) && !p.is_empty() && !t.is_empty();
            like(p, t) || own && !(is_literal(p) && is_literal(t))
        })
}

fn is_literal(text: &[Symbol]) -> bool {
    text.iter().all(|s| matches!(s, Symbol::Char(_)))
}

/// A piece of a pattern whose matches are compared with another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glob {
    /// This character.
    Char(char),
    /// Any one character.
    One,
    /// Any text.
    Any,
    /// Any text without `/` and `:`.
    Name,
    /// Any text without `:`.
    Path,
}

impl Glob {
    fn takes(self, other: Self) -> bool {
        match (self, other) {
            (Self::Char(a), Self::Char(b)) => a == b,
            (Self::Name, Self::Char(c)) | (Self::Char(c), Self::Name) => c != '/' && c != ':',
            (Self::Path, Self::Char(c)) | (Self::Char(c), Self::Path) => c != ':',
            _ => true,
        }
    }

    fn repeats(self) -> bool {
        matches!(self, Self::Any | Self::Name | Self::Path)
    }
}

/// The pieces of a pattern of the template. What is not known may be any text.
pub(crate) fn globs(text: &Text) -> Vec<Glob> {
    text.0
        .iter()
        .map(|symbol| match symbol {
            Symbol::Char('*') | Symbol::Unknown(_) | Symbol::Att(..) => Glob::Any,
            Symbol::Char('?') => Glob::One,
            Symbol::Char(c) => Glob::Char(*c),
            Symbol::Ref(_) => Glob::Name,
        })
        .collect()
}

/// Whether some text matches both.
pub(crate) fn intersects(a: &[Glob], b: &[Glob]) -> bool {
    // Row by row: `reach[j]` says whether the first i pieces of `a` and the first j of `b` have a match in common.
    let mut row = vec![false; b.len() + 1];
    row[0] = true;
    for j in 0..b.len() {
        row[j + 1] = row[j] && b[j].repeats();
    }
    for piece in a {
        let mut next = vec![false; b.len() + 1];
        next[0] = row[0] && piece.repeats();
        for (j, other) in b.iter().enumerate() {
            let step = piece.takes(*other);
            // Both end here, or one that repeats takes the other and goes on, or takes nothing more.
            next[j + 1] = row[j] && step
                || next[j] && step && piece.repeats()
                || row[j + 1] && step && other.repeats()
                || row[j + 1] && piece.repeats()
                || next[j] && other.repeats();
        }
        row = next;
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        // `{` opens a symbol in these tests.
        Text(
            text.chars()
                .map(|c| match c {
                    'A' => Symbol::Ref("Api".to_owned()),
                    c => Symbol::Char(c),
                })
                .collect(),
        )
    }

    #[test]
    fn a_star_spans_slashes() {
        for (pattern, arn, expected) in [
            ("arn:p:execute-api:r:1:A/*/*", "arn:p:execute-api:r:1:A/prod/GET/users", true),
            ("arn:p:execute-api:r:1:A/*/*", "arn:p:execute-api:r:1:A/authorizers/x", true),
            ("arn:p:execute-api:r:1:A/*/*", "arn:p:execute-api:r:1:A/prod/$connect", true),
            ("arn:p:execute-api:r:1:A/*/*/*", "arn:p:execute-api:r:1:A/prod/GET/", true),
            ("arn:p:execute-api:r:1:A/*/*/*", "arn:p:execute-api:r:1:A/authorizers/x", false),
            ("arn:p:execute-api:r:1:A/*/*/*", "arn:p:execute-api:r:1:A/prod/$connect", false),
            ("arn:p:execute-api:r:1:A/*/*", "arn:p:execute-api:r:1:B/prod/GET/", false),
            ("arn:p:execute-api:r:1:A/*/G?T/", "arn:p:execute-api:r:1:A/prod/GET/", true),
            ("arn:p:execute-api:r:2:A/*", "arn:p:execute-api:r:1:A/prod/GET/", false),
            ("arn:p:execute-api:r:A:A/*", "arn:p:execute-api:r:1:A/prod/GET/", true),
            ("*", "arn:p:execute-api:r:1:A/prod/GET/", false),
        ] {
            assert_eq!(arn_like(&text(pattern), &text(arn)), expected, "{pattern} on {arn}");
        }
    }

    #[test]
    fn patterns_with_a_match_in_common() {
        fn pieces(text: &str) -> Vec<Glob> {
            text.chars()
                .map(|c| match c {
                    '*' => Glob::Any,
                    'N' => Glob::Name,
                    'P' => Glob::Path,
                    '?' => Glob::One,
                    c => Glob::Char(c),
                })
                .collect()
        }
        for (a, b, expected) in [
            ("table/N", "table/x", true),
            ("table/N", "table/x/index/y", false),
            ("table/N", "table/N/index/*", false),
            ("table/N/index/N", "table/N/index/*", true),
            ("table/N/stream/N", "table/N", false),
            ("log-group:P:*", "log-group:/a/b:*", true),
            ("log-group:P", "log-group:/a/b:*", false),
            ("*", "anything", true),
            ("a*c", "ab?", true),
            ("a*c", "?d", false),
            ("", "*", true),
        ] {
            assert_eq!(intersects(&pieces(a), &pieces(b)), expected, "{a} and {b}");
            assert_eq!(intersects(&pieces(b), &pieces(a)), expected, "{b} and {a}");
        }
    }
}
