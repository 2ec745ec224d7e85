//! How much of each quota a template uses, and what is said when it is nearly
//! or wholly used up.

use construct_core::{
    App, CfnMapping, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, Construct,
    Diagnostic, Stack, StackProps, Synthesizer,
};

use crate::support::{app_with_stack, check_report, codes, errors, topic, unchecked_app};

fn used(app: &App) -> Vec<(String, usize)> {
    let assembly = app.synth().unwrap_or_else(|errors| panic!("{errors}"));
    let quotas = assembly.stacks()[0].quotas();
    quotas.iter().map(|q| (q.name().to_owned(), q.used())).collect()
}

fn topics(stack: &Stack, count: usize) {
    for i in 0..count {
        topic(stack, &format!("Topic{i}"));
    }
}

fn parameters(stack: &Stack, count: usize) {
    for i in 0..count {
        CfnParameter::new(stack, &format!("Parameter{i}"), CfnParameterProps::string());
    }
}

#[test]
fn every_quota_is_counted() {
    let (app, stack) = app_with_stack();
    topics(&stack, 2);
    parameters(&stack, 3);
    let [small, large] = ["Small", "Large"].map(|id| CfnMapping::new(&stack, id));
    small.set_value("a", "b", "c");
    for key in ["a", "b", "c"] {
        large.set_value(key, "x", "y");
    }
    topic(&stack, "Secret").add_property_override("Name", "{{resolve:ssm:/a}} {{resolve:ssm:/b}}");
    CfnOutput::new(&stack, "Output", CfnOutputProps::new("x"));
    let bytes = app.synth().unwrap().stacks()[0].template().len();
    let expected = [
        ("resources", 3),
        ("parameters", 3),
        ("mappings", 2),
        ("mapping keys", 3),
        ("outputs", 1),
        ("dynamic references", 2),
        ("template bytes", bytes),
        ("description bytes", 0),
    ];
    assert_eq!(used(&app), expected.map(|(name, used)| (name.to_owned(), used)));
    let assembly = app.synth().unwrap();
    let keys = assembly.stacks()[0].quotas().iter().find(|q| q.name() == "mapping keys").unwrap();
    assert_eq!((keys.element(), keys.limit(), keys.left()), (Some("Large"), 200, 197));
}

#[test]
fn a_quota_warns_from_four_fifths_on() {
    for (count, expected) in
        [(399, &[][..]), (400, &["many-resources"]), (500, &["many-resources"])]
    {
        let (app, stack) = app_with_stack();
        topics(&stack, count);
        let assembly = app.synth().unwrap();
        let codes: Vec<&str> = assembly.diagnostics().iter().map(Diagnostic::code).collect();
        assert_eq!(codes, expected, "{count} resources");
    }
}

#[test]
fn a_quota_that_is_nearly_used_up_can_be_acknowledged() {
    let (app, stack) = app_with_stack();
    topics(&stack, 450);
    parameters(&stack, 160);
    stack.node().acknowledge_warning("many-resources", "it will not grow");
    let assembly = app.synth().unwrap();
    let report = construct_core::Report::new(assembly.diagnostics()).to_string();
    check_report("quota-near", &report);
}

#[test]
fn the_size_of_a_template_warns_too() {
    for compact in [false, true] {
        let app = unchecked_app();
        let props = StackProps::new();
        let props = if compact { props.suppress_template_indentation() } else { props };
        let stack = Stack::new(&app, "Stack", props);
        topic(&stack, "Topic").add_property_override("Name", "x".repeat(850_000));
        let assembly = app.synth().unwrap();
        let finding = &assembly.diagnostics()[0];
        assert_eq!(finding.code(), "template-large");
        let advises = finding.help_text().unwrap().contains("suppress_template_indentation");
        assert_eq!(advises, !compact);
    }
}

#[test]
fn fails_above_a_quota() {
    let (app, stack) = app_with_stack();
    topics(&stack, 501);
    parameters(&stack, 201);
    let mapping = CfnMapping::new(&stack, "Mapping");
    for i in 0..201 {
        mapping.set_value(format!("key{i}"), "a", "b");
    }
    mapping.set_value("k".repeat(256), "a", "b");
    let wide = CfnMapping::new(&stack, "Wide");
    for i in 0..201 {
        wide.set_value("key", format!("value{i}"), "b");
    }
    wide.set_value("key", "v".repeat(256), "b");
    check_report("quotas", &app.synth().unwrap_err().to_string());
}

#[test]
fn fails_on_what_only_the_written_template_shows() {
    let (app, stack) = app_with_stack();
    for i in 0..61 {
        let text = format!("{{{{resolve:ssm:/parameter/{i}}}}}");
        topic(&stack, &format!("Topic{i}")).add_property_override("Name", text);
    }
    assert_eq!(codes(&app), ["too-many-elements"]);

    // The bootstrap version is a parameter as well.
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    parameters(&stack, 200);
    app.set_synthesizer(Synthesizer::bootstrap());
    let errors = errors(&app);
    assert_eq!(errors[0].message(), "a template takes at most 200 parameters, got 201");
}

#[test]
fn fails_on_a_parameter_with_too_long_a_value() {
    for (length, fails) in [(4096, false), (4097, true)] {
        let (app, stack) = app_with_stack();
        topic(&stack, "Topic");
        let props = CfnParameterProps::string().default_value("x".repeat(length));
        CfnParameter::new(&stack, "Parameter", props);
        assert_eq!(app.synth().is_err(), fails, "{length} bytes");
    }
}
