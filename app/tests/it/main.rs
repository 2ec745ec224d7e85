//! The sample: its templates, what the real CDK makes of the same program, and
//! the contract between its stack and its handler.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and what a template should have is in it"
)]

mod contract;
mod reference;
mod reuse;
mod template;

use app::UserService;
use construct_lib::{App, CloudAssembly, Construct};
use serde_json::Value;

/// Synthesizes the sample, in a stage or in none.
fn synth(stage: Option<&str>) -> CloudAssembly {
    let app = App::new();
    if let Some(stage) = stage {
        app.node().set_context("stage", stage);
    }
    UserService::new(&app, "UserService");
    app.synth().unwrap_or_else(|error| panic!("the sample has errors:\n{error}"))
}

/// The text of the sample's template.
fn text(stage: Option<&str>) -> String {
    synth(stage).stack("UserService").unwrap().template_json().to_owned()
}

/// The sample's template.
fn template(stage: Option<&str>) -> Value {
    serde_json::from_str(&text(stage)).unwrap()
}

/// The only resource of a type, with its logical id.
fn only<'a>(template: &'a Value, kind: &str) -> (&'a str, &'a Value) {
    let resources = template["Resources"].as_object().unwrap();
    let mut found = resources.iter().filter(|(_, resource)| resource["Type"] == kind);
    match (found.next(), found.next()) {
        (Some((id, resource)), None) => (id, resource),
        _ => panic!("not exactly one {kind}"),
    }
}
