//! The template of the notes API.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and what a template should have is in it"
)]

use construct_lib::{App, CloudAssembly, Construct};
use rest_crud::NotesApi;
use serde_json::Value;

fn synth(stage: Option<&str>) -> CloudAssembly {
    let app = App::new();
    if let Some(stage) = stage {
        app.node().set_context("stage", stage);
    }
    NotesApi::new(&app, "Notes");
    app.synth().unwrap_or_else(|error| panic!("the example has errors:\n{error}"))
}

fn template(stage: Option<&str>) -> Value {
    serde_json::from_str(synth(stage).stack("Notes").unwrap().template_json()).unwrap()
}

#[test]
fn the_template_is_the_reviewed_one() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/templates");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let assembly = synth(None);
    let text = assembly.stack("Notes").unwrap().template_json();
    settings.bind(|| insta::assert_snapshot!("rest-crud", text));
}

#[test]
fn no_rule_finds_anything() {
    for stage in [None, Some("dev")] {
        let report = template_semantics::inspect(&template(stage));
        assert_eq!(report.findings, []);
        assert!(report.evaluations.values().sum::<usize>() > 1000, "hardly anything was looked at");
    }
}

#[test]
fn synthesis_warns_of_nothing() {
    assert_eq!(synth(None).diagnostics(), []);
}

/// Whoever has no key gets nothing, but a browser asks without one.
#[test]
fn every_method_but_the_preflight_needs_a_key() {
    let template = template(None);
    let resources = template["Resources"].as_object().unwrap().values();
    let methods: Vec<&Value> =
        resources.filter(|resource| resource["Type"] == "AWS::ApiGateway::Method").collect();
    let (preflight, rest): (Vec<&Value>, Vec<&Value>) =
        methods.into_iter().partition(|m| m["Properties"]["HttpMethod"] == "OPTIONS");
    assert_eq!((preflight.len(), rest.len()), (5, 5));
    assert!(rest.iter().all(|m| m["Properties"]["ApiKeyRequired"] == true));
    assert!(preflight.iter().all(|m| m["Properties"]["ApiKeyRequired"] == false));
}
