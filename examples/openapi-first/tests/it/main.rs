//! The template of the units API, and the document that comes out again.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and what a template should have is in it"
)]

use construct_lib::document::Document;
use construct_lib::openapi::describe;
use construct_lib::{App, CloudAssembly};
use openapi_first::{DOCUMENT, UnitsApi};
use serde_json::Value;

fn synth() -> CloudAssembly {
    let app = App::new();
    UnitsApi::new(&app, "Units");
    app.synth().unwrap_or_else(|error| panic!("the example has errors:\n{error}"))
}

fn template() -> String {
    synth().stack("Units").unwrap().template_json().to_owned()
}

fn check(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../../../../snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// What goes in, and what comes out.
fn documents() -> (Value, String) {
    let given = Document::parse("openapi.yaml", DOCUMENT).unwrap().to_json();
    let apis = describe(&template()).unwrap();
    (serde_json::from_str(&given).unwrap(), apis[0].document().unwrap().to_json())
}

#[test]
fn the_template_is_the_reviewed_one() {
    check("templates", "openapi-first", &template());
}

#[test]
fn the_document_that_comes_out_is_the_reviewed_one() {
    check("openapi", "openapi-first", &documents().1);
}

#[test]
fn no_rule_finds_anything() {
    let report = template_semantics::inspect(&serde_json::from_str(&template()).unwrap());
    assert_eq!(report.findings, []);
}

#[test]
fn the_same_operations_and_schemas_come_out_that_went_in() {
    let (given, out) = documents();
    let out: Value = serde_json::from_str(&out).unwrap();
    for part in ["info", "tags", "paths", "components"] {
        assert_eq!(given[part], out[part]);
    }
}

#[test]
fn synthesis_warns_of_nothing() {
    assert_eq!(synth().diagnostics(), []);
}
