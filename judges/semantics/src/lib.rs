//! Checks of CloudFormation templates for what no outside judge reaches.
//!
//! Linters know types, properties and ranges, and emulators deploy and call.
//! None of them sees that a permission misses one of the ARNs by which an API
//! calls its function, that a deployment is made before its methods, or that
//! an action stands on a resource that it does not work on. [`check`] does.
//!
//! A template is looked at as JSON, whoever wrote it. Each rule is a file
//! under `rules/` that says why AWS needs it.
//!
//! ```
//! let template = serde_json::json!({
//!     "Resources": { "Topic": { "Type": "AWS::SNS::Topic", "DependsOn": ["Tpoic"] } }
//! });
//! let findings = template_semantics::check(&template);
//! assert_eq!(findings[0].rule, "dangling-reference");
//! ```

mod api;
mod arn;
mod facts;
mod finding;
mod iam;
mod pattern;
mod rules;
mod schema;
mod template;
#[cfg(test)]
mod testing;
mod text;

use serde_json::Value;

pub use finding::{Finding, Report};

/// All that is wrong with a template.
#[must_use]
pub fn check(template: &Value) -> Vec<Finding> {
    inspect(template).findings
}

/// All that is wrong with a template, and how much was looked at.
#[must_use]
pub fn inspect(template: &Value) -> Report {
    let view = template::Template::new(template);
    let mut report = Report::default();
    for rule in rules::ALL {
        rule.run(&view, &mut report);
    }
    report
}

/// The names of all rules.
pub fn rules() -> impl Iterator<Item = &'static str> {
    rules::ALL.iter().map(|rule| rule.name)
}
