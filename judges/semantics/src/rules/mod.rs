//! The rules, one file each.

mod absolute_path;
mod access_log;
mod api_key;
mod attribute_exists;
mod authorizer;
mod cors;
mod cycle;
mod dangling_reference;
mod deployment_waits;
mod domain;
mod dynamic_reference;
mod enum_values;
mod function_log_group;
mod function_runtime;
mod function_waits_for_policy;
mod iam_action_exists;
mod iam_condition_key;
mod iam_dead_action;
mod iam_dead_resource;
mod iam_federated_trust;
mod iam_missing_action;
mod iam_statement_parts;
mod iam_wide_resource;
mod integration_post;
mod integration_role;
mod known_properties;
mod known_type;
mod logging_role;
mod manage_connections;
mod method_resource;
mod mock_status_code;
mod model;
mod path_parameters;
mod permission;
mod permission_action;
mod permission_confused_deputy;
mod permission_covers_calls;
mod permission_dead;
mod permission_other_apis;
mod private_api;
mod property_shapes;
mod redundant_depends_on;
mod required_properties;
mod route_target;
mod sibling_paths;
mod source_line;
mod stage_deployment;
mod stage_deploys;
mod stage_settings;
mod stateful_policies;
mod sub_variables;
mod timestamp;
mod transform;
mod trust_policy;
mod usage_plan;
mod vpc_link;
mod waf_association;

use crate::finding::{Report, Sink};
use crate::template::Template;

/// One thing that must hold for every template.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its stable name.
    pub(crate) name: &'static str,
    check: fn(&Template<'_>, &mut Sink<'_>),
}

impl Rule {
    /// Adds to `report` what this rule finds.
    pub(crate) fn run(&self, template: &Template<'_>, report: &mut Report) {
        let mut sink = Sink { rule: self.name, report };
        (self.check)(template, &mut sink);
    }
}

/// All rules, in the order of the report.
pub(crate) const ALL: &[Rule] = &[
    permission_covers_calls::RULE,
    permission_other_apis::RULE,
    permission_dead::RULE,
    permission_action::RULE,
    permission_confused_deputy::RULE,
    trust_policy::RULE,
    deployment_waits::RULE,
    stage_deployment::RULE,
    integration_post::RULE,
    mock_status_code::RULE,
    path_parameters::RULE,
    sibling_paths::RULE,
    method_resource::RULE,
    route_target::RULE,
    authorizer::RULE,
    model::RULE,
    usage_plan::RULE,
    api_key::RULE,
    integration_role::RULE,
    vpc_link::RULE,
    stage_deploys::RULE,
    stage_settings::RULE,
    access_log::RULE,
    logging_role::RULE,
    cors::RULE,
    private_api::RULE,
    domain::RULE,
    waf_association::RULE,
    manage_connections::RULE,
    dangling_reference::RULE,
    sub_variables::RULE,
    attribute_exists::RULE,
    dynamic_reference::RULE,
    transform::RULE,
    known_type::RULE,
    known_properties::RULE,
    required_properties::RULE,
    enum_values::RULE,
    property_shapes::RULE,
    iam_action_exists::RULE,
    iam_dead_action::RULE,
    iam_dead_resource::RULE,
    iam_wide_resource::RULE,
    iam_missing_action::RULE,
    iam_condition_key::RULE,
    iam_federated_trust::RULE,
    iam_statement_parts::RULE,
    function_log_group::RULE,
    function_runtime::RULE,
    function_waits_for_policy::RULE,
    stateful_policies::RULE,
    absolute_path::RULE,
    timestamp::RULE,
    source_line::RULE,
    redundant_depends_on::RULE,
    cycle::RULE,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::ALL;
    use crate::check;
    use crate::testing::good;

    #[test]
    fn a_template_that_is_well_passes_all() {
        for rule in ALL {
            rule.passes(&good());
        }
    }

    #[test]
    fn names_are_different() {
        let names: BTreeSet<&str> = ALL.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), ALL.len());
    }

    /// The JSON pointers of all that stands in a value.
    fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
        let mut add = |name: &str, item: &Value| {
            let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
            pointers(item, &pointer, found);
            found.push(pointer);
        };
        match value {
            Value::Object(map) => map.iter().for_each(|(name, item)| add(name, item)),
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(at, item)| add(&at.to_string(), item));
            }
            _ => {}
        }
    }

    #[test]
    fn no_rule_panics_whatever_stands_where() {
        let good = good();
        let mut places = Vec::new();
        pointers(&good, "", &mut places);
        assert!(places.len() > 200, "only {} places", places.len());
        let odd = [json!(null), json!(7), json!(""), json!([]), json!({}), json!({ "Ref": [] })];
        for (place, odd) in places.iter().zip(odd.iter().cycle()) {
            let mut template = good.clone();
            if let Some(value) = template.pointer_mut(place) {
                *value = odd.clone();
            }
            let _findings = check(&template);
        }
        assert_eq!(check(&json!(null)), []);
    }
}
