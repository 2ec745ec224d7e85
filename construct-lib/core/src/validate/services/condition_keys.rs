//! The keys that conditions look at, and what is compared with them.

use construct_iam_catalogue::{
    ActionFacts, ConditionKeyFacts, KeyType, Service, global_condition_key, service,
};

use super::super::nearest::nearest;
use super::actions::covered;
use super::policy::{At, Kind};
use super::view::{Findings, entries, field, items, text};
use crate::error::codes;
use crate::token::Expr;

pub(super) fn check(
    statement: &Expr,
    kind: Kind,
    path: &str,
    at: usize,
    findings: &mut Findings<'_, '_>,
) {
    let Some(operators) = field(statement, "Condition").and_then(entries) else {
        return;
    };
    let actions = actions(statement);
    let place = At(path, Some(at), "Condition");
    for (operator, tests) in operators {
        for (name, _) in entries(tests).unwrap_or_default() {
            let Some((prefix, _)) = name.split_once(':') else {
                continue;
            };
            let is_global = prefix.eq_ignore_ascii_case("aws");
            // An identity provider's keys are what it says they are.
            let Some(owner) = service(prefix).map(Some).or(is_global.then_some(None)) else {
                continue;
            };
            let of_actions =
                || actions.iter().flatten().find_map(|action| action.service().condition_key(name));
            let key = global_condition_key(name);
            let is_everywhere = key.is_some();
            let key = key.or_else(|| owner?.condition_key(name)).or_else(of_actions);
            let Some(key) = key else {
                if name.contains(['*', '$']) {
                    continue;
                }
                unknown(name, owner, place, findings);
                continue;
            };
            if let Some(fits) = mismatch(operator, key.key_type) {
                findings.warning(
                    codes::CONDITION_OPERATOR_MISMATCH,
                    place,
                    format_args!("`{operator}` does not compare what `{name}` holds"),
                    format!("use {fits}"),
                );
            }
            let is_asked = !is_everywhere && !is_tag(key) && kind != Kind::Trust;
            if let Some(actions) =
                actions.as_deref().filter(|_| is_asked && must_be_there(operator))
                && !actions.is_empty()
                && !actions.iter().any(|action| action.knows_condition_key(name))
            {
                findings.warning(
                    codes::CONDITION_KEY_NOT_FILLED,
                    place,
                    format_args!(
                        "no request for {} has `{name}`, so this never holds",
                        listed(actions)
                    ),
                    "move it to a statement with the actions that it is about",
                );
            }
        }
    }
}

/// What the actions of a statement are, when all are known.
fn actions(statement: &Expr) -> Option<Vec<ActionFacts>> {
    let action = field(statement, "Action")?;
    let mut all = Vec::new();
    for one in items(action).unwrap_or(std::slice::from_ref(action)) {
        let name = text(one)?;
        let (prefix, name) = name.split_once(':')?;
        let before = all.len();
        all.extend(covered(service(prefix)?, name));
        if all.len() == before {
            return None;
        }
    }
    Some(all)
}

fn listed(actions: &[ActionFacts]) -> String {
    let name = |action: &ActionFacts| format!("`{}:{}`", action.service().prefix(), action.name());
    match actions {
        [one] => name(one),
        [one, ..] => format!("{} or another of the actions", name(one)),
        [] => String::new(),
    }
}

/// AWS does not list for every action that tags are looked at.
fn is_tag(key: ConditionKeyFacts) -> bool {
    key.name.contains("Tag")
}

/// Whether the condition is false when the request lacks the key.
fn must_be_there(operator: &str) -> bool {
    let operator = operator.to_ascii_lowercase();
    !operator.contains("not")
        && !operator.ends_with("ifexists")
        && !operator.starts_with("forallvalues:")
        && operator != "null"
}

fn unknown(name: &str, owner: Option<Service>, place: At<'_>, findings: &mut Findings<'_, '_>) {
    let known = owner.into_iter().flat_map(Service::condition_keys).map(|key| key.name);
    let what = match owner {
        Some(service) => format!("`{}` has no condition key `{name}`", service.prefix()),
        None => format!("there is no global condition key `{name}`"),
    };
    let near = match owner {
        Some(_) => nearest(name, known),
        None => nearest(name, construct_iam_catalogue::global_condition_keys().map(|key| key.name)),
    };
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "see AWS's service authorization reference, or acknowledge this if it is new".to_owned()
        }
    };
    findings.warning(codes::UNKNOWN_CONDITION_KEY, place, what, help);
}

/// What to use instead of an operator that cannot compare values of this type.
fn mismatch(operator: &str, key_type: KeyType) -> Option<&'static str> {
    let operator = operator.to_ascii_lowercase();
    let plain = operator.rsplit(':').next().unwrap_or_default();
    let is = |families: &[&str]| families.iter().any(|family| plain.starts_with(family));
    // Unknown operators are refused elsewhere; `Null` and bytes fit all.
    if !is(&["string", "arn", "bool", "numeric", "date", "ipaddress", "notipaddress"]) {
        return None;
    }
    let (fits, instead): (&[&str], _) = match key_type {
        // An ARN is a text, and AWS calls some keys texts that hold ARNs.
        KeyType::String | KeyType::Arn => (&["string", "arn"], "an operator for texts or ARNs"),
        KeyType::Bool => (&["bool", "string"], "`Bool`"),
        KeyType::Numeric => (&["numeric"], "an operator for numbers"),
        // Dates may be written as seconds.
        KeyType::Date => (&["date", "numeric"], "an operator for dates"),
        KeyType::IpAddress => (&["ipaddress", "notipaddress"], "`IpAddress` or `NotIpAddress`"),
    };
    (!is(fits)).then_some(instead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_fit_the_types_that_they_compare() {
        for (operator, key_type) in [
            ("StringLike", KeyType::Arn),
            ("ForAnyValue:StringEqualsIfExists", KeyType::String),
            ("DateLessThan", KeyType::Date),
            ("NotIpAddress", KeyType::IpAddress),
            ("Null", KeyType::Bool),
            ("BoolIfExists", KeyType::Bool),
        ] {
            assert_eq!(mismatch(operator, key_type), None, "{operator}");
        }
        for (operator, key_type) in [
            ("StringEquals", KeyType::IpAddress),
            ("ForAllValues:NumericEquals", KeyType::String),
            ("Bool", KeyType::Numeric),
            ("IpAddress", KeyType::Date),
        ] {
            assert!(mismatch(operator, key_type).is_some(), "{operator}");
        }
    }
}
