//! An included template without changes is written as it was.

use construct_lib::document::Document;
use construct_lib::include::{Include, IncludeProps};
use construct_lib::{App, Stack, StackProps};

use super::normal::normal;

fn check(name: &str, text: &str) -> String {
    let document = Document::parse(name, text).unwrap_or_else(|e| panic!("{e:#}"));
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    Include::new(&stack, "Legacy", IncludeProps::from_document(document.clone()));
    let assembly = app.synth().unwrap_or_else(|e| panic!("{name}: {e}"));
    let written = assembly.stacks()[0].template_json().to_owned();
    let read = Document::parse_json("template.json", &written).unwrap();
    assert_eq!(normal(read.root()), normal(document.root()), "{name}");
    written
}

pub(super) const WHOLE: &str = r#"
AWSTemplateFormatVersion: 2010-09-09
Description: Everything that a template can have
Metadata:
  AWS::CloudFormation::Interface: {ParameterGroups: [{Parameters: [Stage]}]}
  Looks: {Ref: LikeAFunction}
Transform: AWS::LanguageExtensions
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod], NoEcho: true}
  Size: {Type: Number, Default: 5.10}
  Names: {Type: CommaDelimitedList, Default: 'a,b'}
  Zone: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /zone}
Rules:
  Prod:
    RuleCondition: !Equals [!Ref Stage, prod]
    Assertions:
      - Assert: !Contains [[a, b], !Ref Zone]
        AssertDescription: a or b
Mappings:
  ByRegion:
    eu-west-1: {Ami: ami-1, Zones: [a, b], Count: 2}
    '012345670123': {Ami: ami-2}
Conditions:
  Late: !And [!Condition IsProd, !Not [!Equals [!Ref Size, 1]]]
  IsProd: !Equals [!Ref Stage, prod]
  Fn::ForEach::Each: [Name, [A, B], {'Is${Name}': !Equals [!Ref Stage, !Ref Name]}]
Resources:
  Work:
    DependsOn: [Topic, Group]
    Condition: IsProd
    Type: Acme::Test::Queue
    Properties:
      QueueName: !If [IsProd, work, !Ref 'AWS::NoValue']
      DelaySeconds: !Ref Size
      Big: 123456789012345678901234567890
      Fraction: 5.10
  Files:
    Type: Acme::Test::Bucket
    DeletionPolicy: RetainExceptOnCreate
    UpdateReplacePolicy: !If [IsProd, Retain, Delete]
    Metadata: {Note: !GetAtt Work.Arn, 'AWS::CloudFormation::Init': {config: {files: {/a: {content: !Sub '${Topic.TopicName}'}}}}}
    Properties:
      BucketName: !Sub 'files-${AWS::AccountId}-${Stage}-${!Kept}-${Topic}'
      Joined: !Join ['-', [a, !Ref Names, !Select [0, !Split [',', !ImportValue shared]]]]
      Sub: !Sub ['${a}-${Work.QueueName}-${Stage}', {a: !FindInMap [ByRegion, !Ref 'AWS::Region', Ami]}]
      Mapped: !FindInMap [ByRegion, a, b, {DefaultValue: none}]
      Zones: !GetAZs ''
      Blocks: !Cidr [10.0.0.0/16, 2, 8]
      Code: !Base64 {'Fn::Sub': 'echo ${Stage}'}
      Json: !ToJsonString {a: !Ref Work}
      Length: !Length [1, 2]
      Included: !Transform {Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}}
      Attribute: {Fn::GetAtt: [Work, !Ref Stage]}
      Nested: [[1, [2, {}]], [], {a: {b: []}}]
  Topic: {Type: AWS::SNS::Topic}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MinSize: '1', MaxSize: '2', InstanceId: i-1}
    CreationPolicy: {ResourceSignal: {Count: 1, Timeout: PT5M}}
    UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 1}}
    Version: '1.0'
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - 'Topic${Name}': {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub '${Name}-${Work}'}, DependsOn: Work}
Outputs:
  Topic: {Description: Same name as the resource, Value: !Ref Topic, Export: {Name: !Sub '${AWS::StackName}-topic'}}
  IsProd: {Condition: IsProd, Value: !GetAtt Work.Arn}
  Loop: {Value: !GetAtt TopicA.TopicName}
Hooks: {Traffic: {Type: AWS::CodeDeploy::BlueGreen, Properties: {Role: !Ref Stage}}}
"#;

#[test]
fn a_template_with_everything_stays_as_it_is() {
    let first = check("whole.yaml", WHOLE);
    assert_eq!(check("whole.json", &first), first, "a second time nothing changes");
}

#[test]
fn templates_of_the_serverless_application_model_stay_as_they_are() {
    check(
        "sam.yaml",
        "
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Timeout: 3, Environment: {Variables: {STAGE: !Ref Stage}}}}
Parameters: {Stage: {Type: String}}
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./x
      Handler: h
      Events: {Api: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !Ref Api}}}
  Api:
    Type: AWS::Serverless::Api
    Properties: {StageName: prod, DefinitionBody: {uri: !Sub '${Function.Arn}'}}
Outputs:
  Url: {Value: !Sub 'https://${ServerlessRestApi}.example.com'}
  Role: {Value: !GetAtt FunctionRole.Arn}
  Stage: {Value: !Ref Api.Stage}
",
    );
}

#[test]
fn macros_in_the_middle_stay_as_they_are() {
    check(
        "macro.yaml",
        "
Mappings:
  Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/mappings'}}
Resources:
  Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/resources'}}
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: Elsewhere
    Condition: Elsewhere
    Properties:
      Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/topic'}}
      TopicName: !If [Elsewhere, !Ref Elsewhere, !FindInMap [Elsewhere, a, b]]
",
    );
}
