//! Dynamic references inside a text.

use crate::token::CfnDynamicReferenceService as Service;

/// What stands in a text for a part that is known only at deployment.
pub(crate) const LATE: char = '\u{1}';

/// One `{{resolve:...}}` of a text.
#[derive(Debug, PartialEq)]
pub(crate) enum DynamicReference<'a> {
    /// A reference to this service, and all of it.
    To(Service, &'a str),
    /// One whose service is known only at deployment.
    Late,
    /// One that CloudFormation cannot read, and why.
    Malformed(&'a str, String),
    /// A text that looks like one, but CloudFormation leaves it as it is.
    Spaced(&'a str),
}

/// Whether a text may hold a reference; asked of every text.
pub(crate) fn may_refer(text: &str) -> bool {
    // Most texts are too short to begin one.
    if text.len() < "{{resolve:".len() {
        return false;
    }
    // Eight bytes at once, without a branch for each.
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    let has_brace = chunks.iter().any(|c| c.iter().fold(false, |any, &b| any | (b == b'{')))
        || rest.contains(&b'{');
    has_brace && text.contains("{{")
}

/// The references of a text, in order.
pub(crate) fn dynamic_references(text: &str) -> Vec<DynamicReference<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let whole = until_end(&rest[start..]);
        let inside = &whole[2..];
        rest = &rest[start + 2..];
        if let Some(reference) = inside.strip_prefix("resolve:") {
            rest = &rest[inside.len()..];
            found.push(match reference.strip_suffix("}}") {
                None => DynamicReference::Malformed(whole, "it has no `}}`".into()),
                Some(reference) => parse(whole, reference),
            });
        } else if is_spaced(inside) {
            found.push(DynamicReference::Spaced(whole));
        }
    }
    found
}

/// A text up to the braces that close it, when there are some.
fn until_end(text: &str) -> &str {
    text.find("}}").map_or(text, |end| &text[..end + 2])
}

fn is_spaced(inside: &str) -> bool {
    let rest = inside.trim_start().strip_prefix("resolve");
    rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

fn parse<'a>(whole: &'a str, reference: &'a str) -> DynamicReference<'a> {
    let (service, key) = reference.split_once(':').unwrap_or((reference, ""));
    if service.contains(LATE) {
        return DynamicReference::Late;
    }
    let (service, problem) = match service {
        "ssm" => (Service::Ssm, parameter(key)),
        "ssm-secure" => (Service::SsmSecure, parameter(key)),
        "secretsmanager" => (Service::SecretsManager, secret(key)),
        other => {
            return DynamicReference::Malformed(whole, format!("there is no service `{other}`"));
        }
    };
    let problem = problem.or_else(|| {
        key.ends_with('\\').then(|| "CloudFormation cannot read a `\\` at its end".to_owned())
    });
    match problem {
        Some(problem) => DynamicReference::Malformed(whole, problem),
        None => DynamicReference::To(service, whole),
    }
}

/// What is wrong with the name of a parameter and its version.
fn parameter(key: &str) -> Option<String> {
    let (name, version) = match key.split_once(':') {
        Some((name, version)) => (name, Some(version)),
        None => (key, None),
    };
    let is_late = |text: &str| text.contains(LATE);
    if name.is_empty() {
        return Some("it names no parameter".into());
    }
    let in_name = |c: char| c.is_ascii_alphanumeric() || "_.-/".contains(c) || c == LATE;
    if let Some(other) = name.chars().find(|&c| !in_name(c)) {
        return Some(format!("the name of a parameter holds no `{other}`"));
    }
    match version {
        Some(version) if !is_late(version) && !is_version(version) => {
            Some(format!("`{version}` is no version: give a number, or leave it out"))
        }
        _ => None,
    }
}

fn is_version(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// What is wrong with the id of a secret and the parts behind it.
fn secret(key: &str) -> Option<String> {
    let segments: Vec<&str> = key.split(':').collect();
    // The id of a secret is a name, or an ARN of seven parts.
    let id = if segments[0] == "arn" { 7 } else { 1 };
    let Some((id, parts)) = segments.split_at_checked(id) else {
        return Some("the ARN of a secret has seven parts".into());
    };
    if id.last().is_none_or(|name| name.is_empty()) {
        return Some("it names no secret".into());
    }
    match parts {
        [] => None,
        [string, ..] if !["SecretString", ""].contains(string) && !string.contains(LATE) => {
            Some(format!("`SecretString` is due behind the id of the secret, got `{string}`"))
        }
        [_, _, stage, version, ..] if !stage.is_empty() && !version.is_empty() => {
            Some("it names both a stage and an id of the version".into())
        }
        [_, _, _, _, _, ..] => Some("it has more parts than CloudFormation reads".into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<String> {
        let show = |reference| match reference {
            DynamicReference::To(service, _) => service.name().to_owned(),
            DynamicReference::Late => "late".into(),
            DynamicReference::Malformed(..) => "malformed".into(),
            DynamicReference::Spaced(_) => "spaced".into(),
        };
        dynamic_references(text).into_iter().map(show).collect()
    }

    #[test]
    fn references_are_found_in_a_text() {
        let none: [&str; 0] = [];
        for text in ["", "{", "{{name}}", "{{ name }} {{#each}}", "{resolve:ssm:a}"] {
            assert_eq!(check(text), none, "{text}");
        }
        assert_eq!(
            check("a{{resolve:ssm:/a/b.c_d-1}}b{{resolve:ssm-secure:x:12}}"),
            ["ssm", "ssm-secure"]
        );
        for text in [
            "{{resolve:secretsmanager:name}}",
            "{{resolve:secretsmanager:name:SecretString}}",
            "{{resolve:secretsmanager:name::field}}",
            "{{resolve:secretsmanager:name:SecretString:field:AWSPREVIOUS:}}",
            "{{resolve:secretsmanager:name:SecretString:field::id}}",
            "{{resolve:secretsmanager:arn:aws:secretsmanager:r:1:secret:name-AbCdEf:SecretString:f::}}",
            "{{resolve:secretsmanager:\u{1}:SecretString:f::}}",
            "{{resolve:secretsmanager:arn:\u{1}:secretsmanager:\u{1}:\u{1}:secret:n:SecretString:f::}}",
        ] {
            assert_eq!(check(text), ["secretsmanager"], "{text}");
        }
        assert_eq!(check("{{resolve:\u{1}:x}}"), ["late"]);
        assert_eq!(check("{{resolve:ssm:\u{1}:\u{1}}}"), ["ssm"]);
    }

    #[test]
    fn what_cloudformation_cannot_read_is_malformed() {
        for text in [
            "{{resolve:ssm:name",
            "{{resolve:ssm:name}",
            "{{resolve:}}",
            "{{resolve:ssm}}",
            "{{resolve:ssm:}}",
            "{{resolve:s3:bucket}}",
            "{{resolve:SSM:name}}",
            "{{resolve:ssm:name:latest}}",
            "{{resolve:ssm:name:}}",
            "{{resolve:ssm:na me}}",
            "{{resolve:ssm-secure:a:1:2}}",
            "{{resolve:secretsmanager:}}",
            "{{resolve:secretsmanager:name:Other}}",
            "{{resolve:secretsmanager:name:SecretString:f:stage:id}}",
            "{{resolve:secretsmanager:name:SecretString:f:::}}",
            "{{resolve:secretsmanager:arn:aws:secretsmanager}}",
            "{{resolve:secretsmanager:name\\}}",
        ] {
            assert_eq!(check(text), ["malformed"], "{text}");
        }
        for text in ["{{ resolve:ssm:name}}", "{{resolve : ssm:name}}", "{{\tresolve:ssm:a"] {
            assert_eq!(check(text), ["spaced"], "{text}");
        }
    }

    #[test]
    fn few_texts_are_looked_at_twice() {
        for text in ["", "plain", "${AWS::Region}", "{a}", "a longer text with { one", "users/{id}"]
        {
            assert!(!may_refer(text), "{text}");
        }
        assert!(may_refer("{{resolve:ssm:a}}"));
        assert!(may_refer("a longer text, and at its end {{"));
        assert!(may_refer("{{resolve:"));
    }
}
