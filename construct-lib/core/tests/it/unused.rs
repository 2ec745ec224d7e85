//! The elements of a template beside its resources.

use crate::support::{app_with_stack, bucket};
use construct_core::{
    App, Aws, CfnCondition, CfnMapping, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps,
    CfnResource, Condition, Stack, StackProps, Value, intrinsic,
};
use serde_json::json;

fn codes(app: &App) -> Vec<String> {
    let diagnostics = match app.synth() {
        Ok(assembly) => assembly.diagnostics().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    };
    diagnostics.iter().map(|d| d.code().to_owned()).collect()
}

/// An app that is checked, with a stack and a topic.
fn checked() -> (App, Stack, CfnResource) {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let topic = CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    (app, stack, topic)
}

#[test]
fn what_nothing_uses_is_told() {
    let (app, stack, _) = checked();
    CfnParameter::new(&stack, "Unused", CfnParameterProps::string());
    CfnMapping::new(&stack, "Sizes").set_value("a", "b", "1");
    CfnCondition::new(&stack, "Is", intrinsic::equals("a", Aws::REGION));
    assert_eq!(codes(&app), ["unused-parameter", "unused-mapping", "unused-condition"]);
}

#[test]
fn use_is_seen_in_values_texts_conditions_and_raw_json() {
    let (app, stack, topic) = checked();
    let one = CfnParameter::new(&stack, "One", CfnParameterProps::string());
    for id in ["Two", "Three", "Four"] {
        CfnParameter::new(&stack, id, CfnParameterProps::string());
    }
    let five = CfnParameter::new(&stack, "Five", CfnParameterProps::string());
    let condition = intrinsic::equals(five.value(), "x");
    let condition = CfnCondition::new(&stack, "Is", condition);
    topic.set_condition(&condition);
    topic.add_property_override("TopicName", json!({"Fn::Sub": "${Two}-${AWS::Region}"}));
    topic.add_property_override("DisplayName", json!({"Fn::Join": ["", [{"Ref": "Three"}, "x"]]}));
    CfnOutput::new(&stack, "Out", CfnOutputProps::new(intrinsic::sub("${Four}")));
    CfnOutput::new(&stack, "OutOne", CfnOutputProps::new(one.value()));
    assert_eq!(codes(&app), [] as [&str; 0]);
}

#[test]
fn a_parameter_takes_its_own_default() {
    let cases: Vec<(CfnParameterProps, bool)> = vec![
        (CfnParameterProps::string().default_value("a").allowed_values(["a", "b"]), true),
        (CfnParameterProps::string().default_value("c").allowed_values(["a", "b"]), false),
        (CfnParameterProps::string().default_value("abc").allowed_pattern("[a-z]+"), true),
        (CfnParameterProps::string().default_value("abc1").allowed_pattern("[a-z]+"), false),
        (CfnParameterProps::string().default_value("abc").max_length(2), false),
        (CfnParameterProps::string().default_value("abc").min_length(4), false),
    ];
    for (at, (props, is_good)) in cases.into_iter().enumerate() {
        let (app, stack, _) = checked();
        let parameter = CfnParameter::new(&stack, "P", props);
        CfnOutput::new(&stack, "Out", CfnOutputProps::new(parameter.value()));
        let expected: &[&str] = if is_good { &[] } else { &["parameter-default"] };
        assert_eq!(codes(&app), expected, "{at}");
    }
}

#[test]
fn two_exports_have_two_names() {
    let (app, stack, _) = checked();
    for (id, name) in [("A", "x"), ("B", "y"), ("C", "x")] {
        CfnOutput::new(&stack, id, CfnOutputProps::new("v").export_name(name));
    }
    assert_eq!(codes(&app), ["duplicate-export"]);
}

/// A condition of this stack that holds for one region.
fn is(stack: &Stack, id: &str, region: &'static str) -> CfnCondition {
    let here: Value<Condition> = intrinsic::equals(Aws::REGION, region);
    CfnCondition::new(stack, id, here)
}

#[test]
fn what_is_there_sometimes_is_named_where_it_is_there() {
    let (app, stack, topic) = checked();
    let condition = is(&stack, "Is", "us-east-1");
    topic.set_condition(&condition);
    CfnOutput::new(&stack, "Out", CfnOutputProps::new(topic.get_att("TopicArn")));
    assert_eq!(codes(&app), ["conditional-reference"]);

    let (app, stack, topic) = checked();
    let condition = is(&stack, "Is", "us-east-1");
    topic.set_condition(&condition);
    let both =
        intrinsic::and([condition.value(), intrinsic::equals(Aws::ACCOUNT_ID, "123456789012")]);
    let both = CfnCondition::new(&stack, "Both", both);
    let queue = CfnResource::new(&stack, "Queue", "AWS::SQS::Queue");
    queue.set_condition(&both);
    queue.add_property_override("QueueName", topic.get_att("TopicName").cast());
    let arn = intrinsic::if_(&condition, topic.get_att("TopicArn"), "none");
    CfnOutput::new(&stack, "Out", CfnOutputProps::new(arn));
    assert_eq!(codes(&app), [] as [&str; 0]);
}

#[test]
fn a_condition_asks_something() {
    let (app, stack, topic) = checked();
    let condition = CfnCondition::new(&stack, "Is", intrinsic::equals("a", "a"));
    topic.set_condition(&condition);
    assert_eq!(codes(&app), ["constant-condition"]);
}

#[test]
fn a_stack_that_wants_no_checks_has_none() {
    let (app, stack) = app_with_stack();
    bucket(&stack, "B");
    CfnParameter::new(&stack, "Unused", CfnParameterProps::string());
    assert_eq!(codes(&app), [] as [&str; 0]);
}

#[test]
fn parameters_mappings_and_outputs_are_what_cloudformation_takes() {
    let (app, stack, topic) = checked();
    let kind = construct_core::ParameterType::Other("Integer".into());
    let parameter = CfnParameter::new(&stack, "P", CfnParameterProps::new(kind));
    let map = CfnMapping::new(&stack, "M");
    map.set_value("a", "b", "c");
    let value = intrinsic::find_in_map(&map, parameter.value(), "x");
    topic.add_property_override("DisplayName", value.cast());
    let found = intrinsic::find_in_map(&map, "a", "b");
    topic.add_property_override("TopicName", found.cast());
    let list: Value<String> = intrinsic::split(",", "a,b").cast();
    CfnOutput::new(&stack, "Out", CfnOutputProps::new(list));
    let error = app.synth().unwrap_err();
    let messages: Vec<&str> = error.diagnostics().iter().map(|d| d.message()).collect();
    let expected = [
        "there is no type of parameter `Integer`",
        "the value of an output is a text, and this is a list",
        "the mapping `M` has no key `x`",
    ];
    for message in expected {
        assert!(messages.contains(&message), "{message}: {messages:?}");
    }
    assert_eq!(messages.len(), expected.len(), "{messages:?}");
}

#[test]
fn attributes_of_a_resource_are_those_that_cloudformation_knows() {
    let cases = [
        ("DependOn", "Topic", "unknown-resource-attribute"),
        ("DeletionPolicy", "Keep", "unknown-resource-attribute"),
        ("DeletionPolicy", "Snapshot", "snapshot-unsupported"),
    ];
    for (name, value, code) in cases {
        let (app, _, topic) = checked();
        topic.set_attribute(name, json!(value));
        assert_eq!(codes(&app), [code], "{name} {value}");
    }
    let (app, _, topic) = checked();
    topic.set_attribute("DeletionPolicy", json!("Retain"));
    assert_eq!(codes(&app), [] as [&str; 0]);
}
