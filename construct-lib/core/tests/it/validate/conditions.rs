//! What deployment decides is no finding, and what it decides between is looked at.

use construct_core::{Aws, CfnCondition, CfnParameter, CfnParameterProps, Expr, intrinsic};
use serde_json::json;

use super::{World, check};

const QUEUE: &str = "AWS::SQS::Queue";

#[test]
fn both_branches_of_a_condition_are_checked() {
    let properties = json!({ "DelaySeconds": { "Fn::If": ["C", 5, "five"] } });
    let world = World::new();
    let equals = intrinsic::equals(Aws::REGION, "eu-west-1");
    CfnCondition::new(&world.stack, "C", equals);
    world.resource("Queue", QUEUE, properties);
    assert_eq!(world.found(), ["!wrong-type Properties.DelaySeconds"]);
}

#[test]
fn a_required_property_may_not_be_missing_in_one_case() {
    let world = World::new();
    let is_home = CfnCondition::new(&world.stack, "C", intrinsic::equals(Aws::REGION, "eu-west-1"));
    let queue = intrinsic::if_(&is_home, "q", Aws::NO_VALUE);
    let policy =
        world.resource("Policy", "AWS::SQS::QueueInlinePolicy", json!({ "PolicyDocument": {} }));
    policy.add_property_override("Queue", Expr::from(queue));
    assert_eq!(world.found(), ["missing-property Properties.Queue"]);
    assert!(world.findings()[0].message().contains("in one case of a condition"));
}

#[test]
fn properties_that_one_condition_tells_apart_do_not_exclude_each_other() {
    let network = |cidr: serde_json::Value, pool: serde_json::Value| {
        let world = World::new();
        CfnCondition::new(&world.stack, "C", intrinsic::equals(Aws::REGION, "eu-west-1"));
        CfnCondition::new(&world.stack, "D", intrinsic::equals(Aws::REGION, "eu-west-2"));
        let properties =
            json!({ "CidrBlock": cidr, "Ipv4IpamPoolId": pool, "Ipv4NetmaskLength": 20 });
        world.resource("Network", "AWS::EC2::VPC", properties);
        world.found()
    };
    let when = |condition: &str, yes: serde_json::Value, no: serde_json::Value| json!({ "Fn::If": [condition, yes, no] });
    let none = json!({ "Ref": "AWS::NoValue" });
    let block = json!("10.0.0.0/16");
    let apart =
        network(when("C", block.clone(), none.clone()), when("C", none.clone(), json!("p")));
    let exclusive = "!exclusive-properties Properties".to_owned();
    assert!(!apart.contains(&exclusive), "{apart:?}");
    // Nobody knows whether both can hold.
    let perhaps = network(when("C", block.clone(), none.clone()), when("D", none, json!("p")));
    assert!(!perhaps.contains(&exclusive), "{perhaps:?}");
    let together = network(when("C", block.clone(), json!("10.1.0.0/16")), json!("p"));
    assert!(together.contains(&exclusive), "{together:?}");
}

#[test]
fn no_value_is_absent() {
    check(QUEUE, json!({ "DelaySeconds": { "Ref": "AWS::NoValue" } }), &[]);
    check(
        "AWS::SQS::QueueInlinePolicy",
        json!({ "PolicyDocument": {}, "Queue": { "Ref": "AWS::NoValue" } }),
        &["!missing-property Properties.Queue"],
    );
}

#[test]
fn functions_are_taken_for_what_they_yield() {
    check(QUEUE, json!({ "DelaySeconds": { "Fn::Sub": "${AWS::Region}" } }), &[]);
    check(
        QUEUE,
        json!({ "QueueName": { "Fn::Split": [",", { "Ref": "AWS::StackName" }] } }),
        &["!wrong-type Properties.QueueName"],
    );
    check(
        "AWS::SQS::QueuePolicy",
        json!({ "PolicyDocument": {}, "Queues": { "Fn::Sub": "${AWS::Region}" } }),
        &["!wrong-type Properties.Queues"],
    );
}

#[test]
fn what_is_known_throughout_is_folded() {
    check(
        QUEUE,
        json!({ "DelaySeconds": { "Fn::Join": ["", ["9", "01"]] } }),
        &["number-out-of-range Properties.DelaySeconds"],
    );
    check(
        QUEUE,
        json!({ "DelaySeconds": { "Fn::Sub": "901" } }),
        &["number-out-of-range Properties.DelaySeconds"],
    );
}

#[test]
fn a_macro_may_fill_in_what_is_missing() {
    check(
        "AWS::SQS::QueueInlinePolicy",
        json!({ "Fn::Transform": { "Name": "M", "Parameters": {} }, "Queue": "q" }),
        &[],
    );
}

#[test]
fn parameters_are_taken_for_their_type() {
    let world = World::new();
    let list = CfnParameter::new(
        &world.stack,
        "List",
        CfnParameterProps::new(construct_core::ParameterType::CommaDelimitedList),
    );
    let text = CfnParameter::new(&world.stack, "Text", CfnParameterProps::string());
    let queue = world.resource("Queue", QUEUE, json!({}));
    queue.add_property_override("QueueName", Expr::from(list.value()));
    queue.add_property_override("DelaySeconds", Expr::from(text.value()));
    queue.add_property_override("Tags", Expr::from(text.value()));
    assert_eq!(world.found(), ["!wrong-type Properties.QueueName", "!wrong-type Properties.Tags"]);
}

#[test]
fn the_condition_of_a_resource_holds_in_it() {
    let world = World::new();
    let is_home = CfnCondition::new(&world.stack, "C", intrinsic::equals(Aws::REGION, "eu-west-1"));
    let policy =
        world.resource("Policy", "AWS::SQS::QueueInlinePolicy", json!({ "PolicyDocument": {} }));
    policy.add_property_override("Queue", Expr::from(intrinsic::if_(&is_home, "q", Aws::NO_VALUE)));
    policy.set_condition(&is_home);
    assert_eq!(world.found(), [""; 0]);
}

#[test]
fn what_a_macro_of_the_user_makes_is_not_foreseen() {
    let world = World::new();
    world.resource("Queue", QUEUE, json!({ "Anything": 1 }));
    assert_eq!(world.found(), ["unknown-property Properties.Anything"]);
    let app = construct_core::App::new();
    let stack = construct_core::Stack::new(&app, "Stack", construct_core::StackProps::new());
    stack.add_transform("Mine");
    construct_core::CfnResource::new(&stack, "Queue", QUEUE).add_property_override("Anything", "1");
    assert!(app.synth().unwrap().diagnostics().is_empty());
}
