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
mod apps;
mod arn;
mod assembly;
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

/// All that is wrong with the templates of an app, each by itself and all
/// together.
///
/// `app` holds the templates by their files, says which are nested in which,
/// and what the manifests say:
///
/// ```
/// let app = serde_json::json!({
///     "templates": {
///         "A.json": { "Resources": { "Topic": { "Type": "AWS::SNS::Topic" } } },
///         "B.json": { "Outputs": { "Topic": { "Value": { "Fn::ImportValue": "A:Topic" } } } },
///     },
///     "nested": {},
///     "manifests": { ".": {
///         "A": { "type": "aws:cloudformation:stack", "templateFile": "A.json" },
///         "B": { "type": "aws:cloudformation:stack", "templateFile": "B.json", "dependencies": ["A"] },
///     } },
/// });
/// let findings = template_semantics::check_app(&app);
/// assert_eq!(findings[0].rule, "import-has-export");
/// ```
#[must_use]
pub fn check_app(app: &Value) -> Vec<Finding> {
    inspect_app(app).findings
}

/// All that is wrong with the templates of an app, and how much was looked
/// at.
#[must_use]
pub fn inspect_app(app: &Value) -> Report {
    let assembly = assembly::Assembly::new(app);
    let mut report = Report::default();
    for (file, template) in &assembly.templates {
        let before = report.findings.len();
        for rule in rules::ALL {
            rule.run(template, &mut report);
        }
        for finding in &mut report.findings[before..] {
            finding.logical_id = format!("{file}/{}", finding.logical_id);
        }
    }
    for rule in apps::ALL {
        rule.run(&assembly, &mut report);
    }
    report
}

/// The names of all rules.
pub fn rules() -> impl Iterator<Item = &'static str> {
    let apps = apps::ALL.iter().map(|rule| rule.name);
    rules::ALL.iter().map(|rule| rule.name).chain(apps)
}
