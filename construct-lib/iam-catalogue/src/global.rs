//! The condition keys that every action knows, which the service authorization reference does not
//! list: those of AWS's page of [global condition context
//! keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html),
//! among them those that come with the credentials of an instance, a function or a job.

use crate::service::ConditionKeyFacts;

/// Written by hand, in the form of the tables.
const KEYS: &str = include_str!("global.txt");

/// The condition keys that every action knows, sorted.
pub fn global_condition_keys() -> impl Iterator<Item = ConditionKeyFacts> + Clone {
    KEYS.lines().filter_map(|line| line.strip_prefix('#')).map(ConditionKeyFacts::of_line)
}

/// A global condition key by the name in a policy; upper and lower case are the same.
#[must_use]
pub fn global_condition_key(name: &str) -> Option<ConditionKeyFacts> {
    global_condition_keys().find(|key| key.is(name))
}
