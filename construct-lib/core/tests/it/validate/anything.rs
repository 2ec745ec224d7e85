//! Whatever stands in a property, the checks end and nothing panics.

use construct_core::{App, CfnResource, Expr, Props, Stack, StackProps};
use proptest::prelude::*;
use serde_json::{Value as JsonValue, json};

/// Names that mean something to the checks, and some that do not.
const NAMES: &[&str] = &[
    "Ref",
    "Fn::If",
    "Fn::GetAtt",
    "Fn::Sub",
    "Fn::Join",
    "Fn::Transform",
    "Fn::ForEach::A",
    "Key",
    "Value",
    "KeySchema",
    "AttributeName",
    "KeyType",
    "BillingMode",
    "Environment",
    "Variables",
    "Code",
    "ZipFile",
    "Runtime",
    "Tags",
    "Timeout",
    "a",
];

const TEXTS: &[&str] = &[
    "",
    "C",
    "HASH",
    "T.Arn",
    "AWS::NoValue",
    "true",
    "-1",
    "9e999",
    "{",
    "${A.B}",
    "{{resolve:x}}",
    "가",
];

const TYPES: &[&str] = &[
    "AWS::DynamoDB::Table",
    "AWS::Lambda::Function",
    "AWS::EC2::SecurityGroup",
    "AWS::SQS::Queue",
    "AWS::CloudWatch::Alarm",
    "AWS::RDS::DBInstance",
    "AWS::Route53::RecordSet",
    "AWS::S3::Bucket",
    "AWS::Nothing::Here",
];

fn anything() -> impl Strategy<Value = JsonValue> {
    let leaf = prop_oneof![
        Just(JsonValue::Null),
        any::<bool>().prop_map(JsonValue::from),
        any::<i64>().prop_map(JsonValue::from),
        any::<f64>().prop_map(JsonValue::from),
        proptest::sample::select(TEXTS).prop_map(JsonValue::from),
        ".{0,8}".prop_map(JsonValue::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        let name = proptest::sample::select(NAMES);
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(JsonValue::from),
            proptest::collection::vec((name, inner), 0..5)
                .prop_map(|all| all.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn no_property_panics(
        ty in proptest::sample::select(TYPES),
        all in proptest::collection::vec((proptest::sample::select(NAMES), anything()), 0..8),
    ) {
        let app = App::new();
        let stack = Stack::new(&app, "Stack", StackProps::new());
        let mut props = Props::new();
        all.into_iter().for_each(|(name, value)| props.put(name, Expr::from(value)));
        CfnResource::new(&stack, "T", ty).set_props(props);
        let first = app.synth().map(|a| a.diagnostics().to_vec()).map_err(|e| e.to_string());
        let second = app.synth().map(|a| a.diagnostics().to_vec()).map_err(|e| e.to_string());
        prop_assert_eq!(first, second);
    }
}

#[test]
fn a_text_that_no_pattern_should_take_long_for_ends() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let long = "a.".repeat(20_000);
    let value = json!({ "LogGroupName": long, "KmsKeyId": long });
    let mut props = Props::new();
    for name in ["LogGroupName", "KmsKeyId"] {
        props.put(name, Expr::from(value[name].clone()));
    }
    CfnResource::new(&stack, "Group", "AWS::Logs::LogGroup").set_props(props);
    assert!(app.synth().is_ok());
}
