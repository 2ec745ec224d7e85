//! What several test modules need.

use construct_core::{
    App, CfnResource, Construct, Diagnostic, Props, Stack, StackArtifact, StackProps,
};
use construct_core::{ResourceType, TagProperty, TagShape};
use serde_json::Value as JsonValue;

pub(crate) static BUCKET: ResourceType = tagged("AWS::S3::Bucket", TagShape::Standard);
pub(crate) static ROLE: ResourceType = tagged("AWS::IAM::Role", TagShape::Standard);
pub(crate) static TOPIC: ResourceType = tagged("AWS::SNS::Topic", TagShape::Standard);

pub(crate) const fn tagged(name: &'static str, shape: TagShape) -> ResourceType {
    let tags = Some(TagProperty { name: "Tags", shape });
    ResourceType { name, tags, stateful: false }
}

/// An app whose resources need not be what AWS takes: most tests are about
/// something else, and `validate` tests the checks.
pub(crate) fn app_with_stack() -> (App, Stack) {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    (app, stack)
}

pub(crate) fn unchecked_app() -> App {
    let app = App::new();
    app.node().set_context("construct-lib:validate", "false");
    app
}

#[track_caller]
pub(crate) fn bucket(scope: &dyn Construct, id: &str) -> CfnResource {
    CfnResource::define(scope, id, &BUCKET, Props::new())
}

#[track_caller]
pub(crate) fn topic(scope: &dyn Construct, id: &str) -> CfnResource {
    CfnResource::define(scope, id, &TOPIC, Props::new())
}

/// The template of the only stack of an app.
#[track_caller]
pub(crate) fn template(app: &App) -> JsonValue {
    let assembly = app.synth().unwrap_or_else(|errors| panic!("{errors}"));
    serde_json::from_slice(assembly.stacks()[0].template()).unwrap()
}

#[track_caller]
pub(crate) fn errors(app: &App) -> Vec<Diagnostic> {
    app.synth().unwrap_err().diagnostics().to_vec()
}

#[track_caller]
pub(crate) fn codes(app: &App) -> Vec<String> {
    errors(app).iter().map(|d| d.code().to_owned()).collect()
}

/// One file of what the AWS CDK computed.
pub(crate) fn vectors(name: &str) -> Vec<JsonValue> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../judges/aws-cdk/vectors");
    let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
    let file: JsonValue = serde_json::from_str(&text).unwrap();
    file["cases"].as_array().unwrap().clone()
}

/// The texts of a JSON list.
pub(crate) fn texts(list: &JsonValue) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect()
}

/// Compares a report with its reviewed snapshot; the lines of this test's own
/// source move with every edit, so their numbers are left out.
#[track_caller]
pub(crate) fn check_report(scenario: &str, report: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/errors");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(scenario, without_line_numbers(report)));
}

/// Compares the templates of all stacks with their reviewed snapshot. They
/// are not in the folder of templates, whose resources AWS would take.
#[track_caller]
pub(crate) fn check_templates(scenario: &str, stacks: &[StackArtifact]) {
    let mut text = String::new();
    for stack in stacks {
        text.push_str(&format!("{}\n{}\n", stack.template_file(), stack.template_json()));
        for nested in stack.nested() {
            text.push_str(&format!("{}\n{}\n", nested.file(), nested.template_json()));
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/crossings");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(scenario, text));
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
