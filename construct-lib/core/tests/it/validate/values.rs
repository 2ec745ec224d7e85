//! One value against what its property takes.

use serde_json::json;

use super::{check, told};

const QUEUE: &str = "AWS::SQS::Queue";
const TABLE: &str = "AWS::DynamoDB::Table";
const GROUP: &str = "AWS::Logs::LogGroup";

fn key(name: &str, kind: &str) -> serde_json::Value {
    json!({ "AttributeName": name, "KeyType": kind })
}

#[test]
fn what_aws_takes_is_no_finding() {
    check(QUEUE, json!({}), &[]);
    check(QUEUE, json!({ "DelaySeconds": 900, "FifoQueue": true, "QueueName": "a.fifo" }), &[]);
}

#[test]
fn scalars_are_taken_as_cloudformation_converts_them() {
    check(QUEUE, json!({ "DelaySeconds": "5", "FifoQueue": "false", "QueueName": 5 }), &[]);
    check(QUEUE, json!({ "DelaySeconds": 5.0, "FifoQueue": "False", "QueueName": true }), &[]);
    check(GROUP, json!({ "RetentionInDays": "30" }), &[]);
}

#[test]
fn fails_for_a_value_of_another_type() {
    check(QUEUE, json!({ "DelaySeconds": "five" }), &["!wrong-type Properties.DelaySeconds"]);
    check(QUEUE, json!({ "DelaySeconds": 5.5 }), &["!wrong-type Properties.DelaySeconds"]);
    check(QUEUE, json!({ "DelaySeconds": true }), &["!wrong-type Properties.DelaySeconds"]);
    check(QUEUE, json!({ "FifoQueue": 1 }), &["!wrong-type Properties.FifoQueue"]);
    check(QUEUE, json!({ "FifoQueue": "yes" }), &["!wrong-type Properties.FifoQueue"]);
    check(QUEUE, json!({ "QueueName": ["a"] }), &["!wrong-type Properties.QueueName"]);
    check(QUEUE, json!({ "Tags": { "a": "b" } }), &["!wrong-type Properties.Tags"]);
    check(QUEUE, json!({ "RedrivePolicy": ["a"] }), &["!wrong-type Properties.RedrivePolicy"]);
    check(
        "AWS::Lambda::EventInvokeConfig",
        json!({ "FunctionName": "f", "Qualifier": "1", "DestinationConfig": "none" }),
        &["!wrong-type Properties.DestinationConfig"],
    );
    assert_eq!(
        told(QUEUE, json!({ "DelaySeconds": "five" })),
        (
            "`Properties.DelaySeconds` takes a whole number, got the text `five`".into(),
            "give a whole number".into()
        )
    );
}

#[test]
fn an_object_may_be_json() {
    check(QUEUE, json!({ "RedrivePolicy": "{\"maxReceiveCount\": 5}" }), &[]);
    check(
        QUEUE,
        json!({ "RedrivePolicy": "{\"maxReceiveCount\": }" }),
        &["invalid-json Properties.RedrivePolicy"],
    );
    let policy = |document: &str| json!({ "PolicyDocument": document, "Queues": ["q"] });
    check("AWS::SQS::QueuePolicy", policy("{\"Statement\": []}"), &[]);
    check(
        "AWS::SQS::QueuePolicy",
        policy("{\"Statement\": ["),
        &["invalid-json Properties.PolicyDocument"],
    );
}

#[test]
fn fails_for_what_is_missing_at_any_depth() {
    check(
        TABLE,
        json!({ "BillingMode": "PAY_PER_REQUEST" }),
        &["!missing-property Properties.KeySchema"],
    );
    check(
        TABLE,
        json!({ "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{ "AttributeName": "id" }] }),
        &["!missing-property Properties.KeySchema.0.KeyType"],
    );
    check(
        QUEUE,
        json!({ "Tags": [{ "Value": "orders" }] }),
        &["!missing-property Properties.Tags.0.Key"],
    );
    assert_eq!(
        told("AWS::SQS::QueueInlinePolicy", json!({ "PolicyDocument": {} })),
        (
            "`Properties.Queue` is missing, but `AWS::SQS::QueueInlinePolicy` needs it".into(),
            "set `Queue`".into()
        )
    );
}

#[test]
fn warns_of_unknown_properties_with_the_nearest() {
    check(
        QUEUE,
        json!({ "Tags": [{ "Key": "a", "Value": "b", "Colour": "c" }] }),
        &["unknown-property Properties.Tags.0.Colour"],
    );
    assert_eq!(
        told(QUEUE, json!({ "DelaySecond": 5 })),
        (
            "`Properties.DelaySecond` is no property that `AWS::SQS::Queue` has".into(),
            "did you mean `DelaySeconds`?".into()
        )
    );
    let (_, help) = told(QUEUE, json!({ "RedrivePolicy": { "Colour": "red" } }));
    assert_eq!(
        help,
        "it has `deadLetterTargetArn`, `maxReceiveCount`; acknowledge this if AWS has it since"
    );
}

#[test]
fn warns_of_values_that_are_not_listed() {
    let table = |mode: &str| json!({ "BillingMode": "PAY_PER_REQUEST", "TableClass": mode, "KeySchema": [key("id", "HASH")] });
    check(TABLE, table("STANDARD"), &[]);
    assert_eq!(
        told(TABLE, table("STANDRAD")),
        (
            "`Properties.TableClass` is `STANDRAD`, which AWS does not list".into(),
            "did you mean `STANDARD`?".into()
        )
    );
    let (_, help) = told(TABLE, table("cheap"));
    assert_eq!(help, "it takes `STANDARD`, `STANDARD_INFREQUENT_ACCESS`");
    check(GROUP, json!({ "RetentionInDays": 31 }), &["unknown-value Properties.RetentionInDays"]);
}

#[test]
fn warns_of_numbers_lengths_counts_and_forms() {
    assert_eq!(
        told(QUEUE, json!({ "DelaySeconds": 901 })),
        (
            "`Properties.DelaySeconds` is 901, but takes 0 to 900".into(),
            "give a number of 0 to 900".into()
        )
    );
    check(
        TABLE,
        json!({ "BillingMode": "PAY_PER_REQUEST", "KeySchema": [] }),
        &["item-count-out-of-range Properties.KeySchema"],
    );
    check(
        GROUP,
        json!({ "LogGroupName": "x".repeat(513) }),
        &["length-out-of-range Properties.LogGroupName"],
    );
    check(GROUP, json!({ "LogGroupName": "a b" }), &["pattern-mismatch Properties.LogGroupName"]);
    check(GROUP, json!({ "LogGroupName": "{{resolve:ssm:/a/b}}" }), &[]);
}

#[test]
fn warns_of_items_that_must_differ() {
    let schema =
        |keys: serde_json::Value| json!({ "BillingMode": "PAY_PER_REQUEST", "KeySchema": keys });
    check(TABLE, schema(json!([key("a", "HASH"), key("b", "RANGE")])), &[]);
    check(
        TABLE,
        schema(json!([key("a", "HASH"), key("a", "RANGE")])),
        &["duplicate-item Properties.KeySchema.1"],
    );
}

#[test]
fn warns_of_what_only_aws_sets() {
    check(
        QUEUE,
        json!({ "Arn": "arn:aws:sqs:eu-west-1:123456789012:a" }),
        &["read-only-property Properties.Arn"],
    );
}

#[test]
fn names_of_a_map_have_a_form() {
    let rule = |name: &str| {
        let target = json!({ "Arn": "a", "Id": "i", "HttpParameters": { "HeaderParameters": { name: "v" } } });
        json!({ "ScheduleExpression": "rate(5 minutes)", "Targets": [target] })
    };
    check("AWS::Lambda::Version", json!({ "FunctionName": "f" }), &[]);
    check("AWS::Events::Rule", rule("Trace"), &[]);
    check(
        "AWS::Events::Rule",
        rule("!"),
        &["pattern-mismatch Properties.Targets.0.HttpParameters.HeaderParameters.!"],
    );
}

#[test]
fn types_of_others_are_not_checked() {
    for ty in
        ["Acme::Feature::Flag", "Custom::Thing", "Acme::S3::Bucket::MODULE", "AWS::Serverless::Api"]
    {
        check(ty, json!({ "Anything": [1] }), &[]);
    }
    check("AWS::CloudFormation::CustomResource", json!({ "ServiceToken": "t", "Mine": 1 }), &[]);
    assert_eq!(
        told("AWS::SQS::Qeue", json!({})),
        (
            "`AWS::SQS::Qeue` is no resource type that this version knows of AWS".into(),
            "did you mean `AWS::SQS::Queue`?".into()
        )
    );
}

#[test]
fn a_path_may_stand_where_it_is_packaged() {
    let function = json!({ "Code": "./code", "Handler": "h", "Runtime": "python3.13", "Role": "arn:aws:iam::123456789012:role/r" });
    check("AWS::Lambda::Function", function, &[]);
}
