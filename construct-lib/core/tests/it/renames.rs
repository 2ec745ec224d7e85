//! Logical ids that are renamed or given.

use construct_core::{
    App, CfnCondition, CfnMapping, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps,
    CfnResource, Construct, ContentHash, Expr, NestedStack, NestedStackProps, Node, Props, Stack,
    intrinsic,
};
use serde_json::Value as JsonValue;

use crate::support::{app_with_stack, bucket, check_report, codes, template, topic, vectors};

type Program = fn(&Stack);

/// The programs of the CDK's cases, in Rust.
const PROGRAMS: &[(&str, Program)] = &[
    ("references follow a rename", |stack| {
        let a = topic(stack, "A");
        let b = topic(stack, "B");
        b.add_property_override("Name", a.ref_expr());
        b.add_property_override("Arn", a.att_expr("TopicArn"));
        topic(stack, "C").add_dependency(&a);
        stack.rename_logical_id("A", "Renamed");
    }),
    ("every kind of element can be renamed", |stack| {
        let parameter = CfnParameter::new(stack, "Parameter", CfnParameterProps::string());
        let is_x = intrinsic::equals(parameter.value(), "x");
        let condition = CfnCondition::new(stack, "Condition", is_x);
        let mapping = CfnMapping::new(stack, "Mapping");
        mapping.set_value("a", "b", "c");
        let resource = topic(stack, "Topic");
        let name = intrinsic::find_in_map(&mapping, parameter.value(), "b");
        resource.add_property_override("Name", Expr::from(name));
        resource.set_condition(&condition);
        let output = intrinsic_ref(&resource);
        CfnOutput::new(stack, "Output", CfnOutputProps::new(output));
        for id in ["Parameter", "Condition", "Mapping", "Topic", "Output"] {
            stack.rename_logical_id(id, &format!("New{id}"));
        }
    }),
    ("two ids can be swapped", |stack| {
        topic(stack, "A").add_property_override("Name", "a");
        topic(stack, "B").add_property_override("Name", "b");
        stack.rename_logical_id("A", "B");
        stack.rename_logical_id("B", "A");
    }),
    ("a rename to itself changes nothing", |stack| {
        topic(stack, "A");
        stack.rename_logical_id("A", "A");
    }),
    ("renames do not follow each other", |stack| {
        topic(stack, "A");
        topic(stack, "B");
        stack.rename_logical_id("A", "C");
        stack.rename_logical_id("B", "D");
    }),
    ("an overridden id is not renamed", |stack| {
        topic(stack, "A").override_logical_id("Fixed");
        stack.rename_logical_id("Fixed", "Renamed");
    }),
    ("the computed id of an overridden element is not renamed", |stack| {
        topic(stack, "A").override_logical_id("Fixed");
        stack.rename_logical_id("A", "Renamed");
    }),
    ("fails on a rename of nothing", |stack| {
        topic(stack, "A");
        stack.rename_logical_id("Missing", "Renamed");
    }),
    ("fails on two renames of nothing", |stack| {
        topic(stack, "A");
        stack.rename_logical_id("Missing", "Renamed");
        stack.rename_logical_id("Gone", "Renamed2");
    }),
    ("fails on two renames of one id", |stack| {
        topic(stack, "A");
        stack.rename_logical_id("A", "B");
        stack.rename_logical_id("A", "C");
    }),
    ("fails when two elements end with one id", |stack| {
        topic(stack, "A");
        topic(stack, "B");
        stack.rename_logical_id("A", "B");
    }),
    ("fails on a new id that is none", |stack| {
        topic(stack, "A");
        stack.rename_logical_id("A", "not-an-id");
    }),
];

fn intrinsic_ref(resource: &CfnResource) -> construct_core::Value<String> {
    construct_core::Value::of(resource.ref_expr())
}

#[test]
fn renames_are_those_of_the_cdk() {
    let cases = vectors("renames");
    assert_eq!(cases.len(), PROGRAMS.len());
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let (_, program) = PROGRAMS.iter().find(|(n, _)| *n == name).unwrap();
        let (app, stack) = app_with_stack();
        program(&stack);
        match case["error"].as_str() {
            None => {
                let mut expected = case["template"].clone();
                // A text is not followed; here it would be an error.
                remove(&mut expected, "Text");
                let ours = template(&app);
                for section in ["Parameters", "Conditions", "Mappings", "Resources", "Outputs"] {
                    assert_eq!(ours[section], expected[section], "{name}: {section}");
                }
            }
            Some(error) => {
                let code = match error {
                    e if e.contains("not found") => "rename-unused",
                    e if e.contains("already") => "duplicate-rename",
                    e if e.contains("same Logical ID") => "duplicate-logical-id",
                    _ => "invalid-logical-id",
                };
                let codes = codes(&app);
                assert!(codes.iter().all(|c| c == code), "{name}: {codes:?}");
            }
        }
    }
}

fn remove(json: &mut JsonValue, key: &str) {
    if let Some(object) = json.as_object_mut() {
        object.remove(key);
        object.values_mut().for_each(|value| remove(value, key));
    }
}

#[test]
fn an_id_that_follows_contents_is_renamed_before_its_hash() {
    let with = |rename: bool| {
        let (app, stack) = app_with_stack();
        let api = topic(&stack, "Api");
        let deployment = topic(&stack, "Deployment");
        deployment.set_content_hash(ContentHash::new().resource(api.node().node_id()));
        bucket(&stack, "Other").add_property_override("Name", deployment.ref_expr());
        if rename {
            stack.rename_logical_id("Deployment", "Kept");
        }
        template(&app)["Resources"].clone()
    };
    let id = |resources: &JsonValue, stem: &str| {
        let ids = resources.as_object().unwrap().keys();
        ids.into_iter().find(|id| id.starts_with(stem)).unwrap().clone()
    };
    let (before, after) = (with(false), with(true));
    let (old, new) = (id(&before, "Deployment"), id(&after, "Kept"));
    assert_eq!(new, old.replace("Deployment", "Kept"));
    assert_eq!(after["Other"]["Properties"]["Name"]["Ref"], *new);
}

#[test]
fn every_kind_of_element_can_be_given_an_id() {
    let (app, stack) = app_with_stack();
    let parameter = CfnParameter::new(&stack, "A", CfnParameterProps::string());
    parameter.node().override_logical_id("Parameter");
    let is_x = intrinsic::equals(parameter.value(), "x");
    let condition = CfnCondition::new(&stack, "B", is_x);
    condition.node().override_logical_id("Condition");
    let mapping = CfnMapping::new(&stack, "C");
    mapping.node().override_logical_id("Mapping");
    mapping.set_value("a", "b", "c");
    let output = CfnOutputProps::new(intrinsic::find_in_map(&mapping, "a", "b"));
    let output = CfnOutput::new(&stack, "D", output.condition(&condition));
    output.node().override_logical_id("Output");
    // An L2 is called by its resource.
    let site = Node::new(&stack, "Site");
    bucket(&site, "Resource");
    site.override_logical_id("Site");
    let template = template(&app);
    assert_eq!(template["Conditions"]["Condition"]["Fn::Equals"][0]["Ref"], "Parameter");
    assert_eq!(template["Outputs"]["Output"]["Value"]["Fn::FindInMap"][0], "Mapping");
    assert_eq!(template["Outputs"]["Output"]["Condition"], "Condition");
    assert_eq!(template["Resources"]["Site"]["Type"], "AWS::S3::Bucket");
}

#[test]
fn renames_of_one_stack_leave_others_alone() {
    let app = App::new();
    let stacks = ["One", "Two"].map(|id| Stack::new(&app, id, construct_core::StackProps::new()));
    stacks.iter().for_each(|stack| drop(topic(stack, "Topic")));
    stacks[0].rename_logical_id("Topic", "Renamed");
    let assembly = app.synth().unwrap();
    assert!(assembly.stacks()[0].template_json().contains("\"Renamed\""));
    assert!(assembly.stacks()[1].template_json().contains("\"Topic\""));
}

#[test]
fn fails_with_the_line_of_the_rename_or_the_override() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic").set_props(Props::new());
    stack.rename_logical_id("Topic", "First");
    stack.rename_logical_id("Topic", "Second");
    stack.rename_logical_id("Queue", "Third");
    stack.rename_logical_id("Topic", "no id");
    stack.node().override_logical_id("Stack");
    stack.node().override_logical_id("no id");
    check_report("renames", &app.synth().unwrap_err().to_string());
}

#[test]
fn fails_when_an_id_is_changed_after_synthesis() {
    let (app, stack) = app_with_stack();
    let topic = topic(&stack, "Topic");
    app.synth().unwrap();
    stack.rename_logical_id("Topic", "Late");
    topic.override_logical_id("Late");
    assert_eq!(codes(&app), ["tree-locked", "tree-locked"]);
}

#[test]
fn a_nested_stack_renames_what_is_in_its_template() {
    let (app, stack) = app_with_stack();
    let nested = NestedStack::new(&stack, "Nested", NestedStackProps::new());
    let inner = topic(&nested, "Topic");
    topic(&stack, "Topic").add_property_override("Name", inner.att_expr("TopicName"));
    nested.stack().rename_logical_id("Topic", "Kept");
    let assembly = app.synth().unwrap();
    let nested = assembly.stacks()[0].nested()[0].template_json();
    let nested: JsonValue = serde_json::from_str(nested).unwrap();
    assert!(nested["Resources"].get("Kept").is_some());
    let output = nested["Outputs"].as_object().unwrap().values().next().unwrap();
    assert_eq!(output["Value"]["Fn::GetAtt"][0], "Kept");
}
