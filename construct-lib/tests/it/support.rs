//! Snapshots of templates and reports.

use construct_lib::testing::{Template, diagnostics};
use construct_lib::{App, Report, Stack, StackProps};

/// An app with a stack named `Orders`.
#[track_caller]
pub(crate) fn orders() -> (App, Stack) {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    (app, stack)
}

fn settings(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../../../snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Compares a template with its reviewed snapshot.
#[track_caller]
pub(crate) fn check_template(name: &str, stack: &Stack) {
    let template = Template::from_stack(stack);
    settings("templates").bind(|| insta::assert_snapshot!(name, template.as_str()));
}

/// Compares the templates and the manifests of an app with their reviewed snapshot.
#[track_caller]
pub(crate) fn check_app(name: &str, document: &str) {
    settings("templates").bind(|| insta::assert_snapshot!(name, document));
}

/// Compares all that is reported with its reviewed snapshot, and gives the
/// codes. Line numbers move with every edit of a test, so they are left out.
#[track_caller]
pub(crate) fn check_report(name: &str, app: &App) -> Vec<String> {
    let all = diagnostics(app);
    let report = without_line_numbers(&Report::new(&all).to_string());
    settings("errors").bind(|| insta::assert_snapshot!(name, report));
    all.iter().map(|d| d.code().to_owned()).collect()
}

fn without_line_numbers(report: &str) -> String {
    let mut parts = report.split(".rs:");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(".rs:LINE");
        text.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    text
}

/// Compares an OpenAPI document with its reviewed snapshot.
#[track_caller]
pub(crate) fn check_document(name: &str, document: &str) {
    settings("openapi").bind(|| insta::assert_snapshot!(name, document));
}
