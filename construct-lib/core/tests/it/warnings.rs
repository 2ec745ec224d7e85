//! Warnings are shown until somebody accepts them, and errors always.

use construct_core::{
    App, Construct, Diagnostic, Expr, Report, Stack, StackProps, intrinsic, render_json,
};

use crate::support::{app_with_stack, check_report, topic};

fn shown(app: &App) -> Vec<String> {
    let assembly = app.synth().unwrap();
    let all = assembly.diagnostics().iter();
    all.filter(|d| d.acknowledged().is_none()).map(|d| d.path().to_owned()).collect()
}

#[test]
fn warnings_are_accepted_by_code_and_scope() {
    let app = App::new();
    let [a, b] = ["A", "B"].map(|id| Stack::new(&app, id, StackProps::new()));
    for stack in [&a, &b] {
        let topic = topic(stack, "Topic");
        topic.node().report(Diagnostic::warning("team-missing", "no team").help("add a tag"));
        topic.node().report(Diagnostic::warning("cost", "this is dear"));
    }
    a.node().acknowledge_warning("team-missing", "A is a tutorial");
    b.node().acknowledge_warning("other", "not this one");
    assert_eq!(shown(&app), ["A/Topic", "B/Topic", "B/Topic"]);
    let assembly = app.synth().unwrap();
    check_report("warnings", &Report::new(assembly.diagnostics()).to_string());
    let json: serde_json::Value =
        serde_json::from_str(&render_json(assembly.diagnostics())).unwrap();
    assert_eq!(json[0]["acknowledged"], "A is a tutorial");
    assert_eq!(json[0]["severity"], "warning");
    assert_eq!(json[2]["help"], "add a tag");
    assert_eq!(json[2]["lines"][0]["file"], "construct-lib/core/tests/it/warnings.rs");
}

#[test]
fn what_synthesis_itself_warns_of_is_accepted_too() {
    let (app, stack) = app_with_stack();
    let unused = intrinsic::sub("${AWS::Region}").variable("x", "y").value();
    topic(&stack, "Topic").add_property_override("Name", Expr::from(unused));
    assert_eq!(shown(&app), ["Stack/Topic"]);
    stack.node().acknowledge_warning("unused-sub-variable", "kept for later");
    assert!(shown(&app).is_empty());
}

#[test]
fn an_error_cannot_be_accepted() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic").node().report(Diagnostic::error("mine", "broken"));
    app.node().acknowledge_warning("mine", "please");
    let errors = app.synth().unwrap_err();
    assert_eq!(errors.diagnostics()[0].acknowledged(), None);
}

#[test]
fn a_stack_without_resources_is_doubtful() {
    let (app, _stack) = app_with_stack();
    let assembly = app.synth().unwrap();
    check_report("empty-stack", &Report::new(assembly.diagnostics()).to_string());
}

#[test]
fn a_report_is_coloured_on_request() {
    let (app, stack) = app_with_stack();
    stack.node().report(Diagnostic::error("mine", "broken").help("mend it"));
    let text = Report::new(&app.node().diagnostics()).color(true).to_string();
    assert!(
        text.starts_with("\u{1b}[1;31merror[mine]\u{1b}[0m\u{1b}[1m: broken\u{1b}[0m\n"),
        "{text:?}"
    );
}
