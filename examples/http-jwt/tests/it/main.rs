//! The template of the quotes API.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and what a template should have is in it"
)]

use construct_lib::{App, CloudAssembly};
use http_jwt::QuotesApi;
use serde_json::{Value, json};

fn synth() -> CloudAssembly {
    let app = App::new();
    QuotesApi::new(&app, "Quotes");
    app.synth().unwrap_or_else(|error| panic!("the example has errors:\n{error}"))
}

fn template() -> Value {
    serde_json::from_str(synth().stack("Quotes").unwrap().template_json()).unwrap()
}

#[test]
fn the_template_is_the_reviewed_one() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/templates");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let assembly = synth();
    let text = assembly.stack("Quotes").unwrap().template_json();
    settings.bind(|| insta::assert_snapshot!("http-jwt", text));
}

#[test]
fn no_rule_finds_anything() {
    let report = template_semantics::inspect(&template());
    assert_eq!(report.findings, []);
    assert!(report.evaluations.values().sum::<usize>() > 1000, "hardly anything was looked at");
}

#[test]
fn synthesis_warns_of_nothing() {
    assert_eq!(synth().diagnostics(), []);
}

/// Whoever has no token may ask whether the API runs, and nothing else.
#[test]
fn every_route_but_one_needs_a_token() {
    let template = template();
    let resources = template["Resources"].as_object().unwrap().values();
    let mut routes: Vec<(&str, &Value, &Value)> = resources
        .filter(|resource| resource["Type"] == "AWS::ApiGatewayV2::Route")
        .map(|route| &route["Properties"])
        .map(|p| {
            let key = p["RouteKey"].as_str().unwrap();
            (key, &p["AuthorizationType"], &p["AuthorizationScopes"])
        })
        .collect();
    routes.sort_by_key(|(key, ..)| *key);
    assert_eq!(
        routes,
        [
            ("GET /health", &json!("NONE"), &Value::Null),
            ("GET /me", &json!("JWT"), &Value::Null),
            ("POST /quotes", &json!("JWT"), &json!(["quotes/write"])),
        ]
    );
}
