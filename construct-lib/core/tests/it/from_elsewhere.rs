//! What a template that was made elsewhere has, and constructs mostly do not.

use construct_core::{
    Aws, CfnCondition, CfnMapping, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps,
    CfnResource, Construct, Expr, IntoValue, Props, SourceLine, Token, intrinsic,
};
use serde_json::json;

use crate::support::{app_with_stack, codes, template, topic};

#[test]
fn every_section_has_names_of_its_own() {
    let (app, stack) = app_with_stack();
    let inner = construct_core::Node::new(&stack, "Inner");
    let topic = topic(&stack, "Topic");
    let output = CfnOutput::new(&inner, "Topic", CfnOutputProps::new(topic.get_att("TopicArn")));
    output.node().override_logical_id("Topic");
    let condition = CfnCondition::new(&inner, "C", intrinsic::equals("a", "b"));
    condition.node().override_logical_id("Topic");
    topic.add_property_override("Name", json!({"Fn::Sub": "${Topic2}-x"}));
    CfnResource::new(&stack, "Topic2", "AWS::SNS::Topic").set_condition(&condition);
    let template = template(&app);
    assert_eq!(template["Outputs"]["Topic"]["Value"], json!({"Fn::GetAtt": ["Topic", "TopicArn"]}));
    assert_eq!(template["Resources"]["Topic2"]["Condition"], "Topic");
}

#[test]
fn fails_on_a_parameter_and_a_resource_of_one_name() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let inner = construct_core::Node::new(&stack, "Inner");
    let parameter = CfnParameter::new(&inner, "P", CfnParameterProps::string());
    parameter.node().override_logical_id("Topic");
    assert_eq!(codes(&app), ["duplicate-logical-id"]);
}

#[test]
fn named_dependencies_are_written_whatever_references_say() {
    let (app, stack) = app_with_stack();
    let [a, b, c, d] = ["A", "B", "C", "D"].map(|id| topic(&stack, id));
    d.add_property_override("Name", a.ref_expr());
    d.node().add_named_dependency(&c);
    d.node().add_named_dependency(&a);
    d.add_dependency(&b);
    assert_eq!(template(&app)["Resources"]["D"]["DependsOn"], json!(["C", "A", "B"]));
}

#[test]
fn attributes_that_have_no_method_are_kept() {
    let (app, stack) = app_with_stack();
    let topic = topic(&stack, "Topic");
    topic.set_attribute("Version", json!(1.5));
    topic.set_attribute("DeletionPolicy", "Retain");
    topic.set_attribute("UpdateReplacePolicy", Aws::REGION.cast::<construct_core::Json>());
    topic.set_attribute("UpdatePolicy", json!({"A": 1}));
    let wanted = json!({
        "Type": "AWS::SNS::Topic", "Version": 1.5, "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": {"Ref": "AWS::Region"}, "UpdatePolicy": {"A": 1},
    });
    assert_eq!(template(&app)["Resources"]["Topic"], wanted);
    let (app, stack) = app_with_stack();
    let topic = crate::support::topic(&stack, "Topic");
    topic.set_attribute("Version", json!(1.5));
    topic.add_override("Other", json!(1));
    assert_eq!(template(&app)["Resources"]["Topic"]["Version"], 1.5);
}

#[test]
fn a_text_follows_the_names_in_it() {
    let (app, stack) = app_with_stack();
    let (topic, other) = (topic(&stack, "Topic"), topic(&stack, "Other"));
    let id = other.node().node_id();
    let pieces = [
        Expr::text("a-${AWS::Region}-"),
        Expr::Ref(id),
        Expr::text("-${v}-"),
        Expr::get_att(id, "TopicName"),
    ];
    let variables = [("v".into(), Aws::REGION.into())];
    let text = Expr::Token(Box::new(Token::SubText(pieces.into(), variables.into())));
    topic.add_property_override("Name", text);
    other.override_logical_id("Renamed");
    assert_eq!(
        template(&app)["Resources"]["Topic"]["Properties"]["Name"],
        json!({"Fn::Sub": ["a-${AWS::Region}-${Renamed}-${v}-${Renamed.TopicName}", {"v": {"Ref": "AWS::Region"}}]})
    );
}

#[test]
fn sections_and_entries_stand_beside_elements() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    stack.set_section("Globals", json!({"Function": {"Runtime": {"Ref": "P"}}}));
    stack.set_section("AWSTemplateFormatVersion", Expr::text("2010-09-09"));
    let body = json!({"T${N}": {"Type": "AWS::SNS::Topic", "Properties": {"Name": {"Ref": "N"}}}});
    let each = Expr::from(json!({"Fn::ForEach::Loop": ["N", ["A", "B"], body]}));
    let Expr::Map(entries) = each else { panic!("a loop is an entry of an object") };
    for (key, value) in entries {
        stack.add_section_entry("Resources", key, value);
    }
    let mapping = CfnMapping::new(&stack, "M");
    mapping.set_json("a", "b", json!(["c", "d"]));
    let props: Props =
        Props::new().with("Default", Expr::text("x")).with("Type", Expr::text("String"));
    CfnParameter::new(&stack, "P", CfnParameterProps::of(props));
    let template = template(&app);
    assert_eq!(template["Resources"]["Fn::ForEach::Loop"][2]["T${N}"]["Type"], "AWS::SNS::Topic");
    assert_eq!(template["Globals"]["Function"]["Runtime"]["Ref"], "P");
    assert_eq!(template["Transform"], "AWS::LanguageExtensions");
    assert_eq!(template["Mappings"]["M"]["a"]["b"], json!(["c", "d"]));
    assert!(
        app.synth().unwrap().stacks()[0]
            .template_json()
            .starts_with("{\n \"AWSTemplateFormatVersion\"")
    );
}

#[test]
fn findings_name_the_line_that_a_construct_was_read_from() {
    let (app, stack) = app_with_stack();
    let topic = topic(&stack, "Topic");
    topic.node().set_origin(SourceLine::new("legacy.yaml", 12));
    topic.add_property_override(
        "Name",
        IntoValue::<construct_core::Json>::into_expr(json!({"Ref": "Nothing"})),
    );
    let report = app.synth().unwrap_err().to_string();
    assert!(report.contains("(legacy.yaml:12, in construct-lib/core/tests/it/"), "{report}");
}

#[test]
fn conditions_can_name_those_that_come_later() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let first = CfnCondition::new(&stack, "First", intrinsic::equals("a", "b"));
    let second = CfnCondition::new(&stack, "Second", intrinsic::equals("c", "d"));
    first.set_condition(intrinsic::not(second.value()));
    assert_eq!(
        template(&app)["Conditions"]["First"],
        json!({"Fn::Not": [{"Condition": "Second"}]})
    );
}
