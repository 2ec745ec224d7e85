//! The rules, one file each.

mod absolute_path;
mod attribute_exists;
mod cycle;
mod dangling_reference;
mod deployment_waits;
mod enum_values;
mod function_log_group;
mod function_runtime;
mod function_waits_for_policy;
mod iam_action_exists;
mod iam_condition_key;
mod iam_dead_action;
mod iam_dead_resource;
mod iam_missing_action;
mod iam_wide_resource;
mod integration_post;
mod known_properties;
mod known_type;
mod method_resource;
mod mock_status_code;
mod path_parameters;
mod permission;
mod permission_action;
mod permission_confused_deputy;
mod permission_covers_calls;
mod permission_dead;
mod permission_other_apis;
mod property_shapes;
mod redundant_depends_on;
mod required_properties;
mod sibling_paths;
mod source_line;
mod stage_deployment;
mod stateful_policies;
mod sub_variables;
mod timestamp;
mod trust_policy;

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
    dangling_reference::RULE,
    sub_variables::RULE,
    attribute_exists::RULE,
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

    use super::ALL;
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
}
