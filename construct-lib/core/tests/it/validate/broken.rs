//! Everything that is wrong with one stack, and what becomes of it.

use construct_core::{Construct, Diagnostic, Report};
use serde_json::json;

use super::World;
use crate::support::check_report;

/// One stack with one mistake of each kind.
fn broken() -> World {
    let world = World::new();
    world.resource(
        "Role",
        "AWS::IAM::Role",
        json!({ "AssumeRolePolicyDocument": "{\"Statement\": [" }),
    );
    world.resource(
        "Function",
        "AWS::Lambda::Function",
        json!({
            "Code": { "ZipFile": "code", "S3Bucket": "b" },
            "Handler": "h h",
            "Role": { "Ref": "Role" },
            "Runtime": "pyhton3.13",
            "MemorySize": 64,
            "Timeout": "soon",
            "Arn": "arn",
            "Layers": "layer",
            "Environment": { "Variables": { "AWS_REGION": "x" } },
        }),
    );
    world.resource(
        "Table",
        "AWS::DynamoDB::Table",
        json!({
            "BilingMode": "PAY_PER_REQUEST",
            "KeySchema": [
                { "AttributeName": "id", "KeyType": "HSAH" },
                { "AttributeName": "id" },
            ],
            "TableName": "",
        }),
    );
    world.resource("Network", "AWS::EC2::VPC", json!({}));
    world.resource("Topic", "AWS::SNS::Topc", json!({}));
    let topic = world.resource("Other", "AWS::SNS::Topic", json!({}));
    world
        .resource("Queue", "AWS::SQS::Queue", json!({ "Tags": [{ "Value": "v" }] }))
        .add_property_override("QueueName", topic.att_expr("TopicNam"));
    world
}

#[test]
fn a_stack_with_many_mistakes_is_told_all_of_them() {
    check_report("aws-refuses", &Report::new(&broken().findings()).to_string());
}

#[test]
fn warnings_and_errors_of_the_schemas_can_be_acknowledged() {
    let world = World::new();
    let queue = world.resource(
        "Queue",
        "AWS::SQS::Queue",
        json!({ "DelaySeconds": 901, "FifoQueue": 1, "New": 1 }),
    );
    assert_eq!(world.found().len(), 3);
    queue.node().acknowledge_warning("number-out-of-range", "the quota was raised");
    queue.node().acknowledge_warning("wrong-type", "the schema is wrong");
    assert_eq!(world.found(), ["unknown-property Properties.New"]);
    assert!(world.app.synth().is_ok());
    let accepted: Vec<Option<String>> =
        world.findings().iter().map(|d| d.acknowledged().map(str::to_owned)).collect();
    assert_eq!(accepted[0].as_deref(), Some("the quota was raised"));
}

#[test]
fn one_property_can_be_acknowledged_alone() {
    let world = World::new();
    let queue = world.resource(
        "Queue",
        "AWS::SQS::Queue",
        json!({ "DelaySeconds": 901, "VisibilityTimeout": 99999 }),
    );
    queue.node().acknowledge_property("number-out-of-range", "Properties.DelaySeconds", "quota");
    assert_eq!(world.found(), ["number-out-of-range Properties.VisibilityTimeout"]);
    queue.node().acknowledge_property("number-out-of-range", "Properties", "quota");
    assert_eq!(world.found(), [""; 0]);
}

#[test]
fn what_a_construct_reported_is_not_told_again() {
    let world = World::new();
    let l2 = construct_core::Node::new(&world.stack, "Queue");
    let props = construct_core::Props::new().with("FifoQueue", 1.into());
    construct_core::CfnResource::new(&l2, "Resource", "AWS::SQS::Queue").set_props(props);
    assert_eq!(world.found(), ["!wrong-type Properties.FifoQueue"]);
    l2.report(Diagnostic::error("fifo-is-a-flag", "say it with a flag"));
    assert_eq!(world.found(), ["!fifo-is-a-flag "]);
}

#[test]
fn a_scope_may_want_no_checks() {
    let world = World::new();
    world.resource("Queue", "AWS::SQS::Queue", json!({ "FifoQueue": 1 }));
    world.stack.node().set_context("construct-lib:validate", "false");
    assert_eq!(world.found(), [""; 0]);
}

#[test]
fn the_place_of_the_resource_is_told() {
    let world = World::new();
    world.resource("Queue", "AWS::SQS::Queue", json!({ "FifoQueue": 1 }));
    let found = &world.findings()[0];
    assert_eq!(found.path(), "Stack/Queue");
    assert!(found.lines()[0].file().ends_with("tests/it/validate/broken.rs"));
}
