//! What is wrong with resources and with what CloudFormation takes.

use construct_core::{
    App, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, CfnResource, ContentHash,
    Props, RemovalPolicy, ResourceProps, ResourceType, Stack, StackProps,
};

use crate::support::{
    BUCKET, TOPIC, app_with_stack, bucket, check_report, codes, topic, unchecked_app,
};

struct BucketProps;

impl ResourceProps for BucketProps {
    const TYPE: &'static ResourceType = &BUCKET;

    fn into_props(self) -> Props {
        Props::new()
    }
}

#[test]
fn resources() {
    let (app, stack) = app_with_stack();
    let orders = topic(&stack, "Orders");
    orders.patch(BucketProps);
    orders.override_logical_id("has-a-dash");
    orders.apply_removal_policy(RemovalPolicy::Snapshot);
    CfnResource::new(&stack, "Raw", "Topic");
    CfnResource::new(&stack, "Raw2", "AWS::SNS::");
    check_report("resources", &app.synth().unwrap_err().to_string());
}

#[test]
fn overrides_into_nowhere() {
    let (app, stack) = app_with_stack();
    let props = Props::new()
        .with("Name", "orders".into())
        .with("Items", construct_core::Expr::list([1.into(), 2.into()]));
    let orders = CfnResource::define(&stack, "Orders", &TOPIC, props);
    orders.add_property_override("Name.First", "x");
    orders.add_property_override("Items.7", "x");
    orders.add_property_override("Items.first", "x");
    orders.add_property_override("Items..x", "x");
    orders.add_override("", "x");
    orders.add_property_deletion_override("Name.First");
    // These lead somewhere.
    orders.add_property_override("Items.2", "third");
    orders.add_property_override("New.Deep.Path", "x");
    orders.add_property_deletion_override("Missing.Path");
    check_report("overrides", &app.synth().unwrap_err().to_string());
}

#[test]
fn limits() {
    let app = unchecked_app();
    let crowded = Stack::new(&app, "Crowded", StackProps::new());
    for i in 0..501 {
        topic(&crowded, &format!("T{i}"));
    }
    let talkative = Stack::new(&app, "Talkative", StackProps::new());
    topic(&talkative, "Topic");
    for i in 0..201 {
        CfnOutput::new(&talkative, &format!("O{i}"), CfnOutputProps::new("x"));
        CfnParameter::new(&talkative, &format!("P{i}"), CfnParameterProps::string());
    }
    check_report("limits", &app.synth().unwrap_err().to_string());
}

#[test]
fn five_hundred_resources_are_taken() {
    let (app, stack) = app_with_stack();
    for i in 0..500 {
        topic(&stack, &format!("T{i}"));
    }
    assert_eq!(app.synth().unwrap().stacks()[0].resource_count(), 500);
}

#[test]
fn a_template_over_a_megabyte() {
    let app = App::new();
    for id in ["Large", "Huge"] {
        let stack = Stack::new(&app, id, StackProps::new());
        bucket(&stack, "Bucket").add_metadata("Text", "x".repeat(1_000_001).as_str());
    }
    check_report("template-too-large", &app.synth().unwrap_err().to_string());
}

#[test]
fn two_resources_under_one_overridden_id() {
    let (app, stack) = app_with_stack();
    topic(&stack, "A").override_logical_id("Same");
    topic(&stack, "B").override_logical_id("Same");
    assert_eq!(codes(&app), ["duplicate-logical-id"]);
}

#[test]
fn a_hash_of_another_apps_contents_does_not_panic() {
    let (_other, there) = app_with_stack();
    for i in 0..50 {
        topic(&there, &format!("T{i}"));
    }
    let far = topic(&there, "Far");
    let (app, stack) = app_with_stack();
    let hash = ContentHash::new()
        .resource(construct_core::Construct::node(&far).node_id())
        .properties(construct_core::Construct::node(&far).node_id(), &["Name"]);
    topic(&stack, "Deployment").set_content_hash(hash);
    assert_eq!(codes(&app), ["foreign-token"]);
}
