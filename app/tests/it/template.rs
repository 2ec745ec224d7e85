//! The templates themselves.

use crate::{only, synth, template, text};
use construct_lib::Construct;

/// Compares a template with its reviewed snapshot. A template has the same
/// bytes everywhere, so nothing is filtered.
#[track_caller]
fn check(scenario: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/templates");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(scenario, text));
}

#[test]
fn production() {
    check("user-service", &text(None));
}

#[test]
fn dev_stage() {
    check("user-service-dev", &text(Some("dev")));
}

#[test]
fn the_dev_stage_differs_in_what_becomes_of_the_table_alone() {
    let mut dev = template(Some("dev"));
    let id = only(&dev, "AWS::DynamoDB::Table").0.to_owned();
    assert_eq!(dev["Resources"][&id]["DeletionPolicy"], "Delete");
    assert_eq!(dev["Resources"][&id]["UpdateReplacePolicy"], "Delete");
    for attribute in ["DeletionPolicy", "UpdateReplacePolicy"] {
        dev["Resources"][&id][attribute] = template(None)["Resources"][&id][attribute].take();
    }
    assert_eq!(dev, template(None));
    assert_eq!(template(Some("prod")), template(None), "another stage is production");
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
    assert!(synth(None).diagnostics().is_empty());
}

/// Two synths of one app, and another app built from nothing, give the same bytes.
#[test]
fn the_same_program_gives_the_same_bytes() {
    let app = construct_lib::App::new();
    let service = app::UserService::new(&app, "UserService");
    let first = app.synth().unwrap();
    let second = app.synth().unwrap();
    let bytes = |assembly: &construct_lib::CloudAssembly| assembly.stacks()[0].template().to_vec();
    assert_eq!(bytes(&first), bytes(&second));
    assert_eq!(bytes(&first), text(None).into_bytes());
    assert_eq!(service.node().path(), "UserService");
}
