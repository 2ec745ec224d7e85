//! A document as a template.

use construct_document::{Document, NameKind, Template};

fn document(text: &str) -> Document {
    Document::parse("t.yaml", text).unwrap_or_else(|e| panic!("{e:#}\n{text}"))
}

fn problems(text: &str) -> Vec<String> {
    let document = document(text);
    match Template::of(&document) {
        Ok(template) => template.problems().iter().map(ToString::to_string).collect(),
        Err(problem) => vec![problem.to_string()],
    }
}

const WHOLE: &str = "
AWSTemplateFormatVersion: 2010-09-09
Description: All
Metadata: {a: {Ref: Nothing}}
Transform: [AWS::LanguageExtensions]
Parameters: {Stage: {Type: String}, Names: {Type: CommaDelimitedList}}
Rules: {R: {RuleCondition: !Equals [!Ref Stage, a], Assertions: []}}
Mappings: {M: {a: {b: c}}}
Conditions: {C: !And [!Condition D, !Condition D], D: !Equals [!Ref Stage, x]}
Resources:
  A:
    Type: Acme::Test::Thing
    Condition: C
    DependsOn: [B]
    Properties:
      Sub: !Sub ['${v}-${B}-${B.Arn}-${AWS::Region}-${!not}', {v: !Ref Stage}]
      If: !If [D, !GetAtt B.Arn, !FindInMap [M, a, b]]
      Policy: {Statement: [{Condition: text}]}
  B: {Type: Acme::Test::Thing, DeletionPolicy: Retain}
Outputs: {O: {Value: !GetAtt [A, Arn], Condition: C}}
";

#[test]
fn sections_and_resources_are_found() {
    let document = document(WHOLE);
    let template = Template::of(&document).unwrap();
    assert_eq!(problems(WHOLE), Vec::<String>::new());
    assert_eq!(template.description(), Some("All"));
    assert_eq!(template.transforms()[0].as_text(), Some("AWS::LanguageExtensions"));
    assert!(!template.is_open());
    let [a, b] = template.resources()[..] else { panic!("two resources") };
    assert_eq!((a.logical_id(), a.type_name()), ("A", Some("Acme::Test::Thing")));
    assert_eq!((a.depends_on(), a.properties().unwrap().len()), (vec!["B"], 3));
    assert_eq!(b.attribute("DeletionPolicy").unwrap().as_text(), Some("Retain"));
    assert!(template.element("Mappings", "M").is_some());
    assert!(template.unknown_sections().is_empty());
}

#[test]
fn every_name_has_its_place() {
    let document = document(WHOLE);
    let names = Template::of(&document).unwrap().names();
    let shown: Vec<String> =
        names.iter().map(|n| format!("{} {} {}", n.position, n.by, n.name)).collect();
    assert_eq!(
        shown,
        [
            "7:37 Ref Stage",
            "9:23 Condition D",
            "9:37 Condition D",
            "9:64 Ref Stage",
            "13:16 Condition C",
            "14:17 DependsOn B",
            "16:18 Fn::Sub B",
            "16:18 Fn::Sub B",
            "16:67 Ref Stage",
            "17:16 Fn::If D",
            "17:19 Fn::GetAtt B",
            "17:46 Fn::FindInMap M",
            "20:31 Fn::GetAtt A",
            "20:51 Condition C",
        ]
    );
    assert_eq!(names[5].kind, NameKind::Resource);
}

#[test]
fn fails_on_another_shape() {
    let check = |text: &str, shown: &[&str]| assert_eq!(problems(text), shown, "{text}");
    check("[1]", &["t.yaml:1:1: a template must be an object, and is a list"]);
    check("Outputs: {}", &["t.yaml:1:1: the template has no section `Resources`"]);
    check("Resources: 1", &["t.yaml:1:12: `Resources` must be an object, and is a number"]);
    check("Resources: {}\nResorces: {}", &["t.yaml:2:1: CloudFormation has no section `Resorces`"]);
    check(
        "Resources: {A: x, B: {}, C: {Type: [A]}, D: {Type: A::B, Properties: x, Metadata: 1, Condition: {a: b}, DependsOn: [1]}}",
        &[
            "t.yaml:1:16: `A` in `Resources` must be an object, and is a text",
            "t.yaml:1:19: the resource `B` has no `Type`",
            "t.yaml:1:36: `Type` must be a text, and is a list",
            "t.yaml:1:70: `Properties` must be an object, and is a text",
            "t.yaml:1:83: `Metadata` must be an object, and is a number",
            "t.yaml:1:97: `Condition` must be the name of a condition, and is an object",
            "t.yaml:1:117: `DependsOn` must be a text or a list of texts, and is a number",
        ],
    );
    check(
        "Resources: {A: {Type: A::B}}\nOutputs: {O: {}}",
        &["t.yaml:2:11: the output `O` has no `Value`"],
    );
}

#[test]
fn fails_on_names_that_lead_nowhere() {
    let text = "
Conditions: {C: !Not [!Condition Nothing]}
Resources:
  Table: {Type: A::B, Condition: Nothing, DependsOn: Tabel}
  Topic: {Type: A::B, Properties: {A: !Ref Tabel, B: !GetAtt Nothing.Arn, C: !Sub '${Tabl}', D: !FindInMap [Nothing, a, b], E: !If [Nothing, 1, 2]}}
";
    assert_eq!(
        problems(text),
        [
            "t.yaml:2:23: `Condition` names the condition `Nothing`, which the template does not have",
            "t.yaml:4:34: `Condition` names the condition `Nothing`, which the template does not have",
            "t.yaml:4:54: `DependsOn` names the resource `Tabel`, which the template does not have",
            "t.yaml:5:39: `Ref` names the parameter or resource `Tabel`, which the template does not have",
            "t.yaml:5:54: `Fn::GetAtt` names the parameter or resource `Nothing`, which the template does not have",
            "t.yaml:5:78: `Fn::Sub` names the parameter or resource `Tabl`, which the template does not have",
            "t.yaml:5:109: `Fn::FindInMap` names the mapping `Nothing`, which the template does not have",
            "t.yaml:5:133: `Fn::If` names the condition `Nothing`, which the template does not have",
        ]
    );
    for open in ["Transform: Acme", "Mappings: {Fn::Transform: {}}"] {
        assert_eq!(problems(&format!("{open}{text}")), Vec::<String>::new(), "{open}");
    }
}

#[test]
fn fails_on_circles() {
    assert_eq!(
        problems("Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources: {}"),
        ["t.yaml:1:14: these name each other in a circle: `A` -> `B` -> `A`"]
    );
    assert_eq!(
        problems(
            "Resources:\n  X: {Type: A::B, DependsOn: A}\n  A: {Type: A::B, Properties: {B: !Sub '${B}'}}\n  B: {Type: A::B, Properties: {A: !GetAtt A.Arn}}\n"
        ),
        ["t.yaml:3:3: these wait for each other in a circle: `A` -> `B` -> `A`"]
    );
    assert_eq!(
        problems(
            "Resources:\n  A: {Type: AWS::Serverless::Function, DependsOn: B}\n  B: {Type: A::B, DependsOn: A}\n"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn loops_bring_names_of_their_own() {
    let text = "
Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  A:
    Type: A::B
    Properties:
      Fn::ForEach::Tags: [Name, !Ref Names, {'${Name}': !Sub '${Name}-${A}', b: !Ref Name, c: !GetAtt 'X${Name}.Arn'}]
";
    assert_eq!(problems(text), ["t.yaml:4:3: these wait for each other in a circle: `A` -> `A`"]);
}
