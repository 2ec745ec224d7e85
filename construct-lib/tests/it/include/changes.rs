//! An included template that the program goes on with.

use construct_lib::cfn::dynamodb::{CfnTable, CfnTableProps};
use construct_lib::include::{Include, IncludeProps};
use construct_lib::testing::Template;
use construct_lib::{
    App, CfnOutput, CfnOutputProps, CfnResource, Construct, Node, Report, Stack, StackProps,
};
use serde_json::{Value, json};

use crate::support::orders;

const LEGACY: &str = "
Parameters:
  Stage: {Type: String}
  Rate: {Type: Number}
Rules: {Named: {Assertions: [{Assert: !Not [!Equals [!Ref Stage, '']], AssertDescription: name it}]}}
Mappings: {Rates: {prod: {Max: 5}}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub '${Stage}-orders-${Rate}'
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      BillingMode: PAY_PER_REQUEST
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: Table
    Properties: {DisplayName: !Sub 'of ${Table} ${Table.Arn}', TopicName: !Ref Table}
Outputs:
  Arn: {Value: !GetAtt Table.Arn, Export: {Name: !Sub '${Stage}-arn'}}
";

fn legacy(stack: &Stack) -> Include {
    Include::new(stack, "Legacy", IncludeProps::from_yaml("legacy.yaml", LEGACY))
}

fn template(stack: &Stack) -> Value {
    Template::from_stack(stack).to_json().clone()
}

#[test]
fn a_resource_has_typed_attributes_and_patches() {
    let (_app, stack) = orders();
    let include = legacy(&stack);
    let table = include.get::<CfnTable>("Table");
    table.patch(CfnTableProps::patch().deletion_protection_enabled(true));
    CfnOutput::new(&stack, "Stream", CfnOutputProps::new(table.attr_stream_arn()));
    let template = template(&stack);
    assert_eq!(template["Resources"]["Table"]["Properties"]["DeletionProtectionEnabled"], true);
    assert_eq!(
        template["Outputs"]["Stream"]["Value"],
        json!({"Fn::GetAtt": ["Table", "StreamArn"]})
    );
}

#[test]
fn references_inside_the_template_follow_a_new_name() {
    let (_app, stack) = orders();
    legacy(&stack).resource("Table").override_logical_id("Orders");
    let template = template(&stack);
    let topic = &template["Resources"]["Topic"];
    assert_eq!(topic["DependsOn"], json!(["Orders"]));
    assert_eq!(
        topic["Properties"]["DisplayName"],
        json!({"Fn::Sub": "of ${Orders} ${Orders.Arn}"})
    );
    assert_eq!(topic["Properties"]["TopicName"], json!({"Ref": "Orders"}));
    assert_eq!(template["Outputs"]["Arn"]["Value"], json!({"Fn::GetAtt": ["Orders", "Arn"]}));
}

#[test]
fn parameters_are_replaced_by_literals_and_references() {
    let (_app, stack) = orders();
    let own = CfnResource::new(&stack, "Own", "Acme::Test::Thing");
    let props = IncludeProps::from_yaml("legacy.yaml", LEGACY)
        .parameter("Stage", "a${b}")
        .parameter("Rate", own.ref_expr());
    Include::new(&stack, "Legacy", props);
    let template = template(&stack);
    assert_eq!(template.get("Parameters"), None);
    assert_eq!(
        template["Resources"]["Table"]["Properties"]["TableName"],
        json!({"Fn::Sub": ["a${!b}-orders-${Rate}", {"Rate": {"Ref": "Own"}}]})
    );
    assert_eq!(template["Conditions"]["IsProd"], json!({"Fn::Equals": ["a${b}", "prod"]}));
}

#[test]
fn one_template_can_stand_in_a_stack_twice() {
    let (_app, stack) = orders();
    for id in ["First", "Second"] {
        let props = IncludeProps::from_yaml("legacy.yaml", LEGACY).preserve_logical_ids(false);
        Include::new(&stack, id, props);
    }
    let template = template(&stack);
    assert_eq!(template["Resources"].as_object().unwrap().len(), 4);
    let topic = template["Resources"]
        .as_object()
        .unwrap()
        .iter()
        .find(|(id, _)| id.starts_with("SecondTopic"));
    let names =
        topic.unwrap().1["Properties"]["DisplayName"]["Fn::Sub"].as_str().unwrap().to_owned();
    assert!(names.starts_with("of ${SecondTable"), "{names}");
}

#[test]
fn own_constructs_depend_on_included_ones_and_the_other_way_round() {
    let (_app, stack) = orders();
    let include = legacy(&stack);
    let (before, after) = (Node::new(&stack, "Before"), Node::new(&stack, "After"));
    CfnResource::new(&before, "Own", "Acme::Test::Thing").override_logical_id("Before");
    CfnResource::new(&after, "Own", "Acme::Test::Thing").override_logical_id("After");
    after.add_dependency(&include);
    include.node().add_dependency(&before);
    let template = template(&stack);
    assert_eq!(template["Resources"]["After"]["DependsOn"], json!(["Table", "Topic"]));
    assert_eq!(template["Resources"]["Topic"]["DependsOn"], json!(["Table", "Before"]));
}

#[test]
fn elements_are_found_by_their_names() {
    let (_app, stack) = orders();
    let include = legacy(&stack);
    let ids: Vec<&str> = include.resources().map(|(id, _)| id).collect();
    assert_eq!(ids, ["Table", "Topic"]);
    assert_eq!(include.parameter("Stage").node().path(), "Orders/Legacy/Stage");
    assert_eq!(include.condition("IsProd").node().path(), "Orders/Legacy/$Conditions/IsProd");
    assert_eq!(include.output("Arn").node().path(), "Orders/Legacy/$Outputs/Arn");
    assert!(include.try_resource("Nothing").is_none());
    assert_eq!(include.rule("Named").node().path(), "Orders/Legacy/$Rules/Named");
    assert_eq!(include.mapping("Rates").node().path(), "Orders/Legacy/$Mappings/Rates");
    include.resource("Topic").set_condition(&include.condition("IsProd"));
    assert_eq!(template(&stack)["Resources"]["Topic"]["Condition"], "IsProd");
}

#[test]
fn findings_on_an_included_resource_name_the_line_of_the_template() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    legacy(&stack).resource("Topic").add_property_override("DisplayName.Fn::Sub.x", json!(1));
    let error = app.synth().unwrap_err();
    let report = Report::new(error.diagnostics()).to_string();
    assert!(report.contains("Orders/Legacy/Topic (legacy.yaml:17, in "), "{report}");
}
