//! The actions that a statement names.

use construct_iam_catalogue::{ActionFacts, Service, service, services};

use super::super::nearest::nearest;
use super::policy::At;
use super::statement::each;
use super::view::{Findings, field};
use crate::error::codes;
use crate::token::Expr;

/// Looks whether AWS has each action, and something that each pattern covers.
pub(super) fn check(statement: &Expr, path: &str, at: usize, findings: &mut Findings<'_, '_>) {
    for element in ["Action", "NotAction"] {
        each(field(statement, element), &mut |action| {
            if findings.is_accepted(action) {
                return;
            }
            let place = At(path, Some(at), element);
            let Some((prefix, name)) = action.split_once(':') else {
                if action != "*" {
                    let what = format!("`{action}` names no service");
                    let help = "write an action as `service:Name`";
                    findings.error(codes::POLICY_MALFORMED, place, what, help);
                }
                return;
            };
            if prefix.contains(['*', '?']) || action.contains("${") {
                return;
            }
            let (what, near) = match service(prefix) {
                None => (
                    format!("no service has the prefix `{prefix}`"),
                    nearest(prefix, services().map(Service::prefix)).map(str::to_owned),
                ),
                Some(service) if covered(service, name).next().is_some() => {
                    return findings.accept(action);
                }
                Some(service) => (
                    if name.contains(['*', '?']) {
                        format!("`{prefix}` has no action that `{name}` covers")
                    } else {
                        format!("`{prefix}` has no action `{name}`")
                    },
                    nearest(name, service.actions().map(ActionFacts::name))
                        .map(|name| format!("{prefix}:{name}")),
                ),
            };
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "see AWS's service authorization reference, or acknowledge this if it is new"
                        .to_owned()
                }
            };
            findings.warning(codes::UNKNOWN_ACTION, place, what, help);
        });
    }
}

/// The actions of a service that a name or a pattern of names covers.
pub(super) fn covered(service: Service, name: &str) -> impl Iterator<Item = ActionFacts> {
    let is_pattern = name.contains(['*', '?']);
    let one = if is_pattern { None } else { service.action(name) };
    let all = is_pattern.then(|| service.actions()).into_iter().flatten();
    one.into_iter()
        .chain(all.filter(move |action| matches(name.as_bytes(), action.name().as_bytes())))
}

/// Whether a pattern covers a name; upper and lower case are the same.
fn matches(pattern: &[u8], name: &[u8]) -> bool {
    // Where the last `*` was, and how much of the name it takes so far.
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(here) if *here == b'?' || here.eq_ignore_ascii_case(&name[n]) => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    (p, n) = (at + 1, taken + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|b| *b == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_what_iam_says() {
        let count = |prefix, name| service(prefix).map_or(0, |of| covered(of, name).count());
        assert_eq!(count("sqs", "SendMessage"), 1);
        assert_eq!(count("sqs", "sendmessage"), 1);
        assert_eq!(count("sqs", "SendMessag"), 0);
        assert_eq!(count("SQS", "Send*"), 1);
        assert_eq!(count("sqs", "*Message"), 3);
        assert_eq!(count("sqs", "*eMess?ge*"), 3);
        assert_eq!(count("sqs", "Send*x"), 0);
        assert!(count("ec2", "*") > 600);
    }
}
