//! Every way for a value to cross, in one app: what the reviewed snapshot
//! shows, and the other judges read.

use construct_lib::cfn::sns::{CfnTopic, CfnTopicProps};
use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::{
    App, CfnOutput, CfnOutputProps, CrossStackReferences, NestedStack, NestedStackProps,
    ReferenceStrength, RemovalPolicy, Stack, StackProps, Stage, StageProps,
};

use super::subscribe;

pub(super) fn build(app: &App) {
    let stage = Stage::new(app, "Prod", StageProps::new());
    let data = Stack::new(&stage, "Data", StackProps::new());
    let topic = CfnTopic::new(&data, "Topic", CfnTopicProps::new());
    let work = CfnQueue::new(&data, "Work", CfnQueueProps::new());
    work.apply_removal_policy(RemovalPolicy::Destroy);
    CrossStackReferences::of(&work).produce(ReferenceStrength::Weak);
    let first = NestedStack::new(&data, "First", NestedStackProps::new());
    let late = CfnQueue::new(&first, "Late", CfnQueueProps::new());
    late.apply_removal_policy(RemovalPolicy::Destroy);
    subscribe(&first, "Down", &topic, late.attr_arn().cast());
    let second = NestedStack::new(&data, "Second", NestedStackProps::new());
    subscribe(&second, "Across", &topic, late.attr_arn().cast());
    CfnOutput::new(&data, "Up", CfnOutputProps::new(late.ref_()));
    let service = Stack::new(&stage, "Service", StackProps::new());
    subscribe(&service, "StrongAndWeak", &topic, work.attr_arn().cast());
    let reader = NestedStack::new(&service, "Reader", NestedStackProps::new());
    subscribe(&reader, "FromNestedToNested", &topic, late.attr_arn().cast());
}
