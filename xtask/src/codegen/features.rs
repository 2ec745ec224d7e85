//! Which Cargo feature holds which service: `xtask/spec/features.json`.
//!
//! A service is a feature of its own, except that rare ones share one: a registry takes 300
//! features a crate, and there are more services than that.

use crate::error::{Context, Error, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Features that a crate of the public registry may have.
const LIMIT: usize = 300;

/// Features that [`Features`] must leave free for what is no service.
const RESERVE: usize = 20;

/// The feature that switches on all others.
pub(crate) const ALL: &str = "all";

/// The feature of every service.
#[derive(Debug)]
pub(crate) struct Features(BTreeMap<String, String>);

impl Features {
    /// Reads the groups of `features.json`; every other service has its own name as feature.
    pub(crate) fn parse(value: &Value, services: &[String]) -> Result<Self> {
        let mut features = BTreeMap::new();
        let groups = value["groups"].as_object().context("features.json has `groups`")?;
        // The order of serde_json's map depends on other crates of the build.
        let groups: BTreeMap<&String, &Value> = groups.iter().collect();
        for (group, members) in groups {
            if group == ALL || services.contains(group) {
                return Err(Error::new(format!(
                    "the group `{group}` has the name of another feature"
                )));
            }
            for member in members.as_array().context(format_args!("`{group}` is a list"))? {
                let member = member.as_str().context(format_args!("`{group}` lists names"))?;
                if !services.iter().any(|service| service == member) {
                    return Err(Error::new(format!("`{member}` in `{group}` is no service")));
                }
                if let Some(other) = features.insert(member.to_owned(), group.clone()) {
                    return Err(Error::new(format!("`{member}` is in `{other}` and in `{group}`")));
                }
            }
        }
        for service in services {
            features.entry(service.clone()).or_insert_with(|| service.clone());
        }
        let features = Self(features);
        let count = features.names().len();
        if count > LIMIT - RESERVE {
            return Err(Error::new(format!(
                "{count} features, a registry takes {LIMIT}: put new rare services into a group of \
                 features.json"
            )));
        }
        Ok(features)
    }

    /// All features, sorted.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        self.0.values().map(String::as_str).collect()
    }

    /// The feature of one service.
    pub(crate) fn of<'a>(&'a self, service: &'a str) -> &'a str {
        self.0.get(service).map_or(service, String::as_str)
    }

    /// Service and feature, sorted by service.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(service, feature)| (service.as_str(), feature.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parse(groups: &Value, services: &[&str]) -> Result<Features> {
        let services: Vec<String> = services.iter().map(|name| (*name).to_owned()).collect();
        Features::parse(&json!({"groups": groups}), &services)
    }

    #[test]
    fn a_service_is_its_own_feature_unless_it_is_in_a_group() {
        let features = parse(&json!({"rare-services": ["b", "c"]}), &["a", "b", "c"]).unwrap();
        assert_eq!(
            features.iter().collect::<Vec<_>>(),
            [("a", "a"), ("b", "rare-services"), ("c", "rare-services"),]
        );
        assert_eq!(features.names().len(), 2);
    }

    #[test]
    fn fails_on_a_group_that_makes_no_sense() {
        for (groups, expected) in [
            (json!({"rare": ["z"]}), "`z` in `rare` is no service"),
            (json!({"rare": ["a"], "more": ["a"]}), "`a` is in `more` and in `rare`"),
            (json!({"a": ["b"]}), "the group `a` has the name of another feature"),
            (json!({"all": ["b"]}), "the group `all` has the name of another feature"),
        ] {
            let error = parse(&groups, &["a", "b"]).unwrap_err().to_string();
            assert_eq!(error, expected);
        }
    }

    #[test]
    fn fails_before_a_registry_would_refuse_the_crate() {
        let services: Vec<String> = (0..=LIMIT - RESERVE).map(|n| format!("s{n}")).collect();
        let error = Features::parse(&json!({"groups": {}}), &services).unwrap_err().to_string();
        assert!(error.starts_with("281 features"), "{error}");
    }
}
