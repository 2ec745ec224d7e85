//! An included template that the program goes on with.

use construct_lib::cfn::dynamodb::{CfnTable, CfnTableProps};
use construct_lib::include::{Include, IncludeProps};
use construct_lib::testing::Template;
use construct_lib::{
    App, CfnOutput, CfnOutputProps, CfnResource, Construct, Expr, Node, Report, Stack, StackProps,
    Token,
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

const PARENT: &str = "
Parameters: {Stage: {Type: String}}
Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    DeletionPolicy: Retain
    Properties: {TemplateURL: 'https://example.com/child.yaml', Parameters: {Name: !Ref Stage}, TimeoutInMinutes: 5}
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: Child
    Properties: {TopicName: !GetAtt Child.Outputs.Name, DisplayName: !Sub 'of ${Child.Outputs.Name}'}
";

const CHILD: &str = "
Parameters: {Name: {Type: String}}
Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}}
Outputs: {Name: {Value: !GetAtt Queue.QueueName}}
";

#[test]
fn templates_of_nested_stacks_are_included_too() {
    let (app, stack) = orders();
    let child = IncludeProps::from_yaml("child.yaml", CHILD);
    let props = IncludeProps::from_yaml("parent.yaml", PARENT).load_nested_stack("Child", child);
    let include = Include::new(&stack, "Legacy", props);
    let nested = include.nested_stack("Child").unwrap();
    // A value of the nested template is read from outside.
    let arn = nested.include().resource("Queue").get_att("Arn");
    CfnOutput::new(&stack, "Arn", CfnOutputProps::new(arn));
    let assembly = app.synth().unwrap_or_else(|e| panic!("{e}"));
    let artifact = &assembly.stacks()[0];
    let parent: Value = serde_json::from_str(artifact.template_json()).unwrap();
    let resource = &parent["Resources"]["Child"];
    assert_eq!(resource["Properties"]["Parameters"], json!({"Name": {"Ref": "Stage"}}));
    assert_eq!(resource["Properties"]["TimeoutInMinutes"], 5);
    assert_eq!(resource["DeletionPolicy"], "Retain");
    assert_eq!(resource["Properties"]["TemplateURL"], json!(nested.stack().template_file()));
    let topic = &parent["Resources"]["Topic"];
    assert_eq!(topic["DependsOn"], json!(["Child"]));
    assert_eq!(topic["Properties"]["DisplayName"], json!({"Fn::Sub": "of ${Child.Outputs.Name}"}));
    let child: Value = serde_json::from_str(artifact.nested()[0].template_json()).unwrap();
    assert_eq!(child["Resources"]["Queue"]["Properties"]["QueueName"], json!({"Ref": "Name"}));
    assert_eq!(child["Outputs"].as_object().unwrap().len(), 2);
}

#[test]
fn fails_on_templates_for_what_is_no_nested_stack() {
    let (app, stack) = orders();
    let child = || IncludeProps::from_yaml("child.yaml", CHILD);
    let props = IncludeProps::from_yaml("parent.yaml", PARENT);
    let props = props.load_nested_stack("Topic", child()).load_nested_stack("Chid", child());
    Include::new(&stack, "Legacy", props);
    let error = app.synth().unwrap_err();
    let shown: Vec<&str> = error.diagnostics().iter().map(|d| d.message()).collect();
    assert_eq!(
        shown,
        [
            "parent.yaml:8:3: `Topic` is a resource of type `AWS::SNS::Topic`, not `AWS::CloudFormation::Stack`",
            "parent.yaml:3:1: the template has no resource `Chid`",
        ]
    );
}

#[test]
fn texts_name_what_stands_in_another_stack() {
    let app = App::new();
    let first = Stack::new(&app, "First", StackProps::new());
    let include = legacy(&first);
    let second = Stack::new(&app, "Second", StackProps::new());
    let id = include.resource("Table").node().node_id();
    let pieces = [Expr::text("of "), Expr::get_att(id, "Arn"), Expr::text("/"), Expr::Ref(id)];
    let text = Expr::Token(Box::new(Token::SubText(pieces.into(), Box::default())));
    CfnResource::new(&second, "Own", "Acme::Test::Thing").add_property_override("Text", text);
    let assembly = app.synth().unwrap_or_else(|e| panic!("{e}"));
    let template: Value =
        serde_json::from_str(assembly.stack("Second").unwrap().template_json()).unwrap();
    let sub = &template["Resources"]["Own"]["Properties"]["Text"]["Fn::Sub"];
    assert_eq!(sub[0], "of ${Value0}/${Value1}");
    let name = |value: &str| sub[1][value]["Fn::ImportValue"].as_str().unwrap_or_default();
    assert!(name("Value0").starts_with("First:ExportsOutputFnGetAttTableArn"), "{sub}");
    assert!(name("Value1").starts_with("First:ExportsOutputRefTable"), "{sub}");
}
