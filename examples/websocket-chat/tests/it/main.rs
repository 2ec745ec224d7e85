//! The template of the chat.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and what a template should have is in it"
)]

use construct_lib::{App, CloudAssembly};
use serde_json::{Value, json};
use websocket_chat::ChatApi;

fn synth() -> CloudAssembly {
    let app = App::new();
    ChatApi::new(&app, "Chat");
    app.synth().unwrap_or_else(|error| panic!("the example has errors:\n{error}"))
}

fn template() -> Value {
    serde_json::from_str(synth().stack("Chat").unwrap().template_json()).unwrap()
}

fn only<'a>(template: &'a Value, kind: &str) -> &'a Value {
    let all = template["Resources"].as_object().unwrap().values();
    let found: Vec<&Value> = all.filter(|resource| resource["Type"] == kind).collect();
    assert_eq!(found.len(), 1, "{kind}");
    &found[0]["Properties"]
}

#[test]
fn the_template_is_the_reviewed_one() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/templates");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let assembly = synth();
    let text = assembly.stack("Chat").unwrap().template_json();
    settings.bind(|| insta::assert_snapshot!("websocket-chat", text));
}

#[test]
fn no_rule_finds_anything() {
    let report = template_semantics::inspect(&template());
    assert_eq!(report.findings, []);
    assert!(report.evaluations.values().sum::<usize>() > 100, "hardly anything was looked at");
}

#[test]
fn synthesis_warns_of_nothing() {
    assert_eq!(synth().diagnostics(), []);
}

/// The handler is told the address of its own API, and nothing waits in a circle.
#[test]
fn the_handler_knows_where_to_send_messages() {
    let template = template();
    let variables = &only(&template, "AWS::Lambda::Function")["Environment"]["Variables"];
    let parts = variables["CALLBACK_URL"]["Fn::Join"][1].as_array().unwrap();
    assert_eq!(parts.first(), Some(&json!("https://")));
    assert_eq!(parts.last(), Some(&json!("/prod")));
    assert!(variables["CONNECTIONS"]["Ref"].is_string());
}

#[test]
fn every_route_is_answered_by_one_integration() {
    let template = template();
    let all = template["Resources"].as_object().unwrap().values();
    let routes: Vec<&Value> = all
        .filter(|resource| resource["Type"] == "AWS::ApiGatewayV2::Route")
        .map(|route| &route["Properties"])
        .collect();
    let mut keys: Vec<&str> =
        routes.iter().map(|route| route["RouteKey"].as_str().unwrap()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["$connect", "$default", "$disconnect", "join", "sendMessage"]);
    assert!(routes.iter().all(|route| route["Target"] == routes[0]["Target"]));
    only(&template, "AWS::ApiGatewayV2::Integration");
    only(&template, "AWS::Lambda::Permission");
}
