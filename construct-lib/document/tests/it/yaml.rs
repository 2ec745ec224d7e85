//! YAML in: short tags, scalars, anchors.

use construct_document::Document;
use serde_json::{Value, json};

#[expect(clippy::unwrap_used, reason = "a test")]
fn read(text: &str) -> Value {
    let document = Document::parse_yaml("t.yaml", text).unwrap_or_else(|e| panic!("{e:#}\n{text}"));
    serde_json::from_str(&document.to_json()).unwrap()
}

fn check(text: &str, wanted: &Value) {
    assert_eq!(&read(text), wanted, "{text}");
}

#[expect(clippy::unwrap_used, reason = "a test")]
fn warnings(text: &str) -> Vec<String> {
    let document = Document::parse_yaml("t.yaml", text).unwrap();
    document.warnings().iter().map(ToString::to_string).collect()
}

#[test]
fn short_tags_become_the_long_form() {
    check("a: !Ref Topic", &json!({"a": {"Ref": "Topic"}}));
    check("a: !Condition Live", &json!({"a": {"Condition": "Live"}}));
    check("a: !GetAtt Table.Arn", &json!({"a": {"Fn::GetAtt": ["Table", "Arn"]}}));
    check(
        "a: !GetAtt 'Nested.Outputs.Arn'",
        &json!({"a": {"Fn::GetAtt": ["Nested", "Outputs.Arn"]}}),
    );
    check("a: !GetAtt [Table, Arn]", &json!({"a": {"Fn::GetAtt": ["Table", "Arn"]}}));
    check("a: !Sub '${A}-x'", &json!({"a": {"Fn::Sub": "${A}-x"}}));
    check(
        "a: !Sub ['${A}', {A: !Ref B}]",
        &json!({"a": {"Fn::Sub": ["${A}", {"A": {"Ref": "B"}}]}}),
    );
    check("a: !GetAZs ''", &json!({"a": {"Fn::GetAZs": ""}}));
    check("a: !GetAZs", &json!({"a": {"Fn::GetAZs": ""}}));
    check(
        "a: !Select [0, !GetAZs {Ref: 'AWS::Region'}]",
        &json!({"a": {"Fn::Select": [0, {"Fn::GetAZs": {"Ref": "AWS::Region"}}]}}),
    );
    check(
        "a: !If\n  - Live\n  - !Join ['-', [a, !Ref B]]\n  - !Ref AWS::NoValue\n",
        &json!({"a": {"Fn::If": ["Live", {"Fn::Join": ["-", ["a", {"Ref": "B"}]]}, {"Ref": "AWS::NoValue"}]}}),
    );
    check(
        "a: !Transform {Name: 'AWS::Include', Parameters: {Location: s3}}",
        &json!({"a": {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3"}}}}),
    );
    check(
        "a: !And [!Not [!Equals [!Ref A, b]], !Or [!Condition C, !Condition D]]",
        &json!({"a": {"Fn::And": [{"Fn::Not": [{"Fn::Equals": [{"Ref": "A"}, "b"]}]}, {"Fn::Or": [{"Condition": "C"}, {"Condition": "D"}]}]}}),
    );
    for name in [
        "Base64",
        "Cidr",
        "FindInMap",
        "ImportValue",
        "Split",
        "Length",
        "ToJsonString",
        "Contains",
        "EachMemberIn",
        "EachMemberEquals",
        "RefAll",
        "ValueOf",
        "ValueOfAll",
        "GetStackOutput",
    ] {
        check(&format!("a: !{name} [b]"), &json!({"a": {format!("Fn::{name}"): ["b"]}}));
    }
}

#[test]
fn what_a_function_is_given_is_its_text() {
    check(
        "a: !Ref 007\nb: !Base64 yes\nc: !Sub 1.10",
        &json!({"a": {"Ref": "007"}, "b": {"Fn::Base64": "yes"}, "c": {"Fn::Sub": "1.10"}}),
    );
    assert!(warnings("a: !Ref 007").is_empty());
}

#[test]
fn a_function_stands_where_its_tag_stands() {
    let document = Document::parse_yaml("t", "a:\n  b: !If\n    - X\n    - 1\n    - 2\n").unwrap();
    let value = document.root().get("a").and_then(|a| a.get("b")).unwrap();
    assert_eq!(value.position().to_string(), "2:6");
    let items = value.get("Fn::If").and_then(|i| i.as_list()).unwrap();
    assert_eq!(items[2].position().to_string(), "5:7");
}

#[test]
fn scalars_are_what_cloudformation_takes_them_for() {
    check(
        "AWSTemplateFormatVersion: 2010-09-09\na: 2012-10-17\nb: 012345678901\nc: '012'\nd: !!str 012\ne: ! 12\nf: \"yes\"\ng: 5.10\nh: ~\ni:\n",
        &json!({
            "AWSTemplateFormatVersion": "2010-09-09", "a": "2012-10-17", "b": "012345678901",
            "c": "012", "d": "012", "e": "12", "f": "yes", "g": 5.10, "h": null, "i": null,
        }),
    );
    let document = Document::parse_yaml("t", "a: 5.10").unwrap();
    assert_eq!(document.to_json(), "{\n \"a\": 5.10\n}\n");
}

#[test]
fn what_readers_differ_on_is_warned_of_with_its_place() {
    let text =
        "Account: 012345670123\nOn: yes\nTime: 12:30:45\nEach: 1e3\non: x\n012: y\nsafe: 'yes'\n";
    check(
        text,
        &json!({"Account": 1_402_433_619, "On": true, "Time": 45045, "Each": "1e3", "on": "x", "012": "y", "safe": "yes"}),
    );
    assert_eq!(
        warnings(text),
        [
            "t.yaml:1:10: `012345670123` without quotes is the number 1402433619 for CloudFormation",
            "t.yaml:2:1: the key `On` without quotes is no text for CloudFormation; it was read as the text",
            "t.yaml:2:5: `yes` without quotes is `true` for CloudFormation, and a text for readers of YAML 1.2",
            "t.yaml:3:7: `12:30:45` without quotes is the number 45045 for CloudFormation",
            "t.yaml:4:7: `1e3` without quotes is a text for CloudFormation, and a number for readers of YAML 1.2",
            "t.yaml:5:1: the key `on` without quotes is no text for CloudFormation; it was read as the text",
            "t.yaml:6:1: the key `012` without quotes is no text for CloudFormation; it was read as the text",
        ]
    );
    assert_eq!(warnings(&"- yes\n".repeat(1000)).len(), 100);
}

#[test]
fn anchors_are_written_out() {
    check(
        "Base: &base {a: 1, b: [2]}\nCopy: *base\nMore:\n  <<: *base\n  b: 3\n  c: 4\nBoth: {<<: [{a: 9}, *base], z: 1}\n",
        &json!({
            "Base": {"a": 1, "b": [2]}, "Copy": {"a": 1, "b": [2]},
            "More": {"a": 1, "b": 3, "c": 4}, "Both": {"a": 9, "b": [2], "z": 1},
        }),
    );
    check("a: &x !Ref B\nb: *x\n", &json!({"a": {"Ref": "B"}, "b": {"Ref": "B"}}));
    check("&k key: 1\nb: *k\n", &json!({"key": 1, "b": "key"}));
    check("'<<': 1\n", &json!({"<<": 1}));
    assert_eq!(Document::parse_yaml("t", "a: {<<: 1}").unwrap_err().code(), "template-alias");
    let order = Document::parse_yaml("t", "a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a, z: 4}").unwrap();
    let keys: Vec<&str> = order
        .root()
        .get("b")
        .unwrap()
        .as_map()
        .unwrap()
        .entries()
        .iter()
        .map(|e| e.key())
        .collect();
    assert_eq!(keys, ["x", "y", "z"]);
}

#[test]
fn texts_of_many_lines_are_read_as_written() {
    check("a: |\n  x\n   y\n\n  z\n", &json!({"a": "x\n y\n\nz\n"}));
    check("a: |-\n  x\n", &json!({"a": "x"}));
    check("a: >\n  x\n  y\n\n  z\n", &json!({"a": "x y\nz\n"}));
    check("a: |\r\n  x\r\n  y\r\n", &json!({"a": "x\ny\n"}));
    check("a: |\n  x", &json!({"a": "x"}));
    check("\u{feff}a: 1\r\nb: 2\r\n", &json!({"a": 1, "b": 2}));
    check("--- # one document\na: 1\n...\n", &json!({"a": 1}));
    check("%YAML 1.1\n---\na: 1\n", &json!({"a": 1}));
    check("a: \"\\ud83d\\ude00\"", &json!({"a": "😀"}));
}
