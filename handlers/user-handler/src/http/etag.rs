//! Versions as entity tags, and conditional requests (RFC 9110, section 13).

use aws_lambda_events::apigw::ApiGatewayProxyRequest;
use http::{HeaderName, StatusCode, header};

use super::header_values;
use super::problem::Problem;
use crate::domain::Precondition;

/// More tags than a client has reason to send; each is an operand of a
/// condition, of which DynamoDB takes 100.
const MAX_TAGS: usize = 20;

/// The tag of a version.
pub(super) fn of(version: u64) -> String {
    format!("\"{version}\"")
}

/// The versions that a write may replace, if the client names any.
///
/// A weak tag never matches here: a write must know the exact version.
pub(super) fn if_match(event: &ApiGatewayProxyRequest) -> Result<Option<Precondition>, Problem> {
    read(event, &header::IF_MATCH, Weak::Ignored)
}

/// The versions that the client has already.
pub(super) fn if_none_match(
    event: &ApiGatewayProxyRequest,
) -> Result<Option<Precondition>, Problem> {
    read(event, &header::IF_NONE_MATCH, Weak::Compared)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weak {
    Compared,
    Ignored,
}

fn read(
    event: &ApiGatewayProxyRequest,
    name: &HeaderName,
    weak: Weak,
) -> Result<Option<Precondition>, Problem> {
    let values = header_values(event, name);
    if values.is_empty() {
        return Ok(None);
    }
    // Several lines of a list header are one list.
    match parse(&values.join(","), weak) {
        Some(precondition) => Ok(Some(precondition)),
        None => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "invalid-etag",
            format!(
                "`{name}` must be `*` or a list of at most {MAX_TAGS} quoted tags such as `\"1\"`"
            ),
        )),
    }
}

fn parse(list: &str, weak: Weak) -> Option<Precondition> {
    if list.trim() == "*" {
        return Some(Precondition::Any);
    }
    let mut versions = Vec::new();
    let mut tags = 0;
    let mut rest = list;
    loop {
        // Empty elements of a list are allowed and mean nothing.
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            break;
        }
        let (is_weak, quoted) = match rest.strip_prefix("W/") {
            Some(quoted) => (true, quoted),
            None => (false, rest),
        };
        let (tag, after) = quoted.strip_prefix('"')?.split_once('"')?;
        rest = after.trim_start_matches([' ', '\t']);
        if !(rest.is_empty() || rest.starts_with(',')) {
            return None;
        }
        tags += 1;
        if !is_weak || weak == Weak::Compared {
            versions.extend(version(tag));
        }
    }
    (1..=MAX_TAGS).contains(&tags).then_some(Precondition::Versions(versions))
}

/// The version of a tag that we wrote; a tag of another spelling is none.
fn version(tag: &str) -> Option<u64> {
    let version: u64 = tag.parse().ok()?;
    (version.to_string() == tag).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &str, strong: Option<&[u64]>, all: Option<&[u64]>) {
        for (weak, expected) in [(Weak::Ignored, strong), (Weak::Compared, all)] {
            let expected = expected.map(|versions| Precondition::Versions(versions.to_vec()));
            assert_eq!(parse(list, weak), expected, "for {list:?}");
        }
    }

    #[test]
    fn reads_tags() {
        check("\"1\"", Some(&[1]), Some(&[1]));
        check(" \"1\" ,\t\"22\"", Some(&[1, 22]), Some(&[1, 22]));
        check("\"1\",,\"2\",", Some(&[1, 2]), Some(&[1, 2]));
        check("W/\"1\"", Some(&[]), Some(&[1]));
        check("W/\"1\", \"2\"", Some(&[2]), Some(&[1, 2]));
        check("\"18446744073709551615\"", Some(&[u64::MAX]), Some(&[u64::MAX]));
    }

    #[test]
    fn tags_of_another_server_match_nothing() {
        for foreign in
            ["\"\"", "\"abc\"", "\"a,b\"", "\"01\"", "\"+1\"", "\"18446744073709551616\""]
        {
            check(foreign, Some(&[]), Some(&[]));
        }
    }

    #[test]
    fn a_star_is_any_version() {
        for star in ["*", " * "] {
            assert_eq!(parse(star, Weak::Ignored), Some(Precondition::Any));
        }
    }

    #[test]
    fn fails_on_what_is_no_list_of_tags() {
        for list in [
            "",
            " ",
            ",",
            "1",
            "\"1",
            "1\"",
            "\"1\" \"2\"",
            "\"1\"2",
            "w/\"1\"",
            "W/1",
            "*, \"1\"",
            "\"1\", *",
        ] {
            check(list, None, None);
        }
        check(&"\"1\",".repeat(20), Some(&[1; 20]), Some(&[1; 20]));
        check(&"\"1\",".repeat(21), None, None);
    }
}
