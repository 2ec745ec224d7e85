//! Templates that cannot be included: each finding has its place in the text.

use construct_lib::cfn::sns::CfnTopic;
use construct_lib::cfn::sqs::CfnQueue;
use construct_lib::include::{Include, IncludeProps};
use construct_lib::{App, Construct, Stack, StackProps};

use crate::support::check_report;

fn app_of(text: &str) -> (App, Include) {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let include = Include::new(&stack, "Legacy", IncludeProps::from_text("legacy.yaml", text));
    (app, include)
}

#[test]
fn fails_on_names_that_lead_nowhere() {
    let (app, _) = app_of(
        "
Conditions:
  IsProd: !Equals [!Ref Stag, prod]
Parameters:
  Stage: {Type: String}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Condition: IsPrd
    DependsOn: [Tabel, Topic2]
    Properties:
      A: !GetAtt Tabel.Arn
      B: !Sub '${Tabel.Arn}-${Stage}'
      C: !If [Nothing, a, b]
      D: !FindInMap [Nothing, a, b]
      E: !Ref 'AWS::Nothing'
      F: {Fn::Nothing: x}
  Table: {Type: Acme::Test::Table}
Outputs:
  Arn: {Value: !Ref Nothing, Condition: Nothing}
",
    );
    let codes = check_report("include-names", &app);
    assert_eq!(codes.iter().filter(|c| *c == "include-unknown-element").count(), 11, "{codes:?}");
    assert!(codes.contains(&"include-unknown-function".to_owned()));
}

#[test]
fn fails_on_templates_of_another_shape() {
    for (text, shown) in [
        ("[1]", "legacy.yaml:1:1: a template must be an object, and is a list"),
        ("Parameters: {}", "legacy.yaml:1:1: the template has no section `Resources`"),
        ("Resources: x", "legacy.yaml:1:12: `Resources` must be an object, and is a text"),
        (
            "Resources: {A: 1}",
            "legacy.yaml:1:16: the resource `A` must be an object, and is a number",
        ),
        ("Resources:\n  A: {Properties: {}}", "legacy.yaml:2:3: the resource `A` has no `Type`"),
        (
            "Resources: {A: {Type: A::B, Properties: []}}",
            "legacy.yaml:1:41: `Properties` must be an object, and is a list",
        ),
        (
            "Resources: {A: {Type: A::B, Properties: !If [x, y]}}",
            "legacy.yaml:1:41: `Properties` is a function",
        ),
        (
            "Resources: {A: {Type: A::B, DependsOn: 1}}",
            "legacy.yaml:1:40: `DependsOn` must be a text or a list of texts, and is a number",
        ),
        (
            "Resources: {A: {Type: A::B, Condition: [a]}}",
            "legacy.yaml:1:40: `Condition` must be the name of a condition, and is a list",
        ),
        (
            "Resources: {A: {Type: A::B}}\nOutputs: {O: {Description: x}}",
            "legacy.yaml:2:11: the output `O` has no `Value`",
        ),
        (
            "Resources: {A: {Type: A::B}}\nOutputs: {O: x}",
            "legacy.yaml:2:14: the output `O` must be an object, and is a text",
        ),
        (
            "Resources: {A: {Type: A::B}}\nParameters: {P: x}",
            "legacy.yaml:2:17: the parameter `P` must be an object, and is a text",
        ),
        (
            "Resources: {A: {Type: A::B}}\nDescription: [x]",
            "legacy.yaml:2:14: `Description` must be a text, and is a list",
        ),
        (
            "Resources: {A: {Type: A::B}}\nMetadata: x",
            "legacy.yaml:2:11: `Metadata` must be an object, and is a text",
        ),
        (
            "Resources: {A: {Type: A::B}}\nRules: {R: x}",
            "legacy.yaml:2:12: the rule `R` must be an object, and is a text",
        ),
        (
            "Resources: {A: {Type: A::B}}\nConditions: {A: !Not [!Condition B], B: !Not [!Condition A]}",
            "legacy.yaml:2:14: these name each other in a circle: `A` -> `B` -> `A`",
        ),
        ("Resources: {A: {Type: A::B", "legacy.yaml:1:16: the bracket `{` is never closed"),
    ] {
        let (app, _) = app_of(text);
        let error = app.synth().expect_err(text);
        let messages: Vec<&str> = error.diagnostics().iter().map(|d| d.message()).collect();
        assert!(messages.contains(&shown), "{text}: {messages:?}");
    }
}

#[test]
fn fails_where_the_program_asks_for_something_else() {
    let (app, include) = app_of(
        "
Parameters: {P: {Type: String}}
Rules: {R: {Assertions: [{Assert: !Contains [[a], !Ref P]}]}}
Resources: {Topic: {Type: AWS::SNS::Topic}}
",
    );
    let _ = include.get::<CfnQueue>("Topic");
    let _ = include.get::<CfnTopic>("topic");
    let _ = include.resource("Elsewhere");
    let _ =
        (include.parameter("Q"), include.condition("C"), include.mapping("M"), include.output("O"));
    let codes = check_report("include-wrong-questions", &app);
    assert_eq!(codes.iter().filter(|c| *c == "include-unknown-element").count(), 6, "{codes:?}");
    assert!(codes.contains(&"include-wrong-type".to_owned()));
}

#[test]
fn fails_where_a_replaced_parameter_is_still_asked_for() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let text = "
Parameters: {P: {Type: 'AWS::EC2::VPC::Id'}}
Rules: {R: {Assertions: [{Assert: !EachMemberIn [!ValueOf [P, Tags.a], [b]]}]}}
Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {A: !GetAtt P.x, B: !Sub '${P.x}'}}}
";
    let props =
        IncludeProps::from_yaml("legacy.yaml", text).parameter("P", "vpc-1").parameter("Q", "x");
    Include::new(&stack, "Legacy", props);
    let error = app.synth().unwrap_err();
    let codes: Vec<&str> = error.diagnostics().iter().map(|d| d.code()).collect();
    assert_eq!(codes.iter().filter(|c| **c == "include-parameter-in-use").count(), 3, "{error}");
    assert!(codes.contains(&"include-unknown-element"), "{error}");
}

#[test]
fn doubts_are_warnings_that_can_be_acknowledged() {
    let text = "
Description: One
Unknown: {a: 1}
Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: yes, TopicName: null}}}
";
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new().description("Another"));
    let include = Include::new(&stack, "Legacy", IncludeProps::from_yaml("legacy.yaml", text));
    include.node().acknowledge_warning("include-unknown-section", "a macro reads it");
    let assembly = app.synth().unwrap();
    let shown: Vec<(&str, bool)> =
        assembly.diagnostics().iter().map(|d| (d.message(), d.acknowledged().is_some())).collect();
    assert_eq!(
        shown,
        [
            (
                "legacy.yaml:4:70: `yes` without quotes is `true` for CloudFormation, and a text for readers of YAML 1.2",
                false
            ),
            ("legacy.yaml:4:86: `null` is left out: CloudFormation takes none", false),
            ("legacy.yaml:2:14: the description is left out: the stack has another", false),
            ("legacy.yaml:3:1: CloudFormation has no section `Unknown`; it is kept", true),
        ]
    );
    assert!(assembly.stacks()[0].template_json().contains("\"Unknown\""));
}
