//! What the judges deploy besides the sample: values that cross from stack to
//! stack, into a nested stack and out of it, and a stage. Nothing in it costs
//! money, and no handler has to be built.

use std::process::ExitCode;

use construct_lib::cfn::sns::{CfnSubscription, CfnSubscriptionProps, CfnTopic, CfnTopicProps};
use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::{
    App, CfnOutput, CfnOutputProps, Construct, CrossStackReferences, NestedStack, NestedStackProps,
    ReferenceStrength, RemovalPolicy, Stack, StackProps, Stage, StageProps,
};

fn main() -> ExitCode {
    toolkit::run(|app| {
        shared(app);
        stage(app);
    })
}

/// A topic and two queues, one of them nested, and a stack that reads them:
/// the topic strongly, the queues weakly.
fn shared(app: &App) {
    let data = Stack::new(app, "Data", StackProps::new());
    let topic = topic(&data, "Topic");
    let work = queue(&data, "Work");
    CrossStackReferences::of(&work).produce(ReferenceStrength::Weak);

    let inner = NestedStack::new(&data, "Inner", NestedStackProps::new());
    let late = queue(&inner, "Late");
    subscribe(&inner, "ToLate", &topic, &late);
    CfnOutput::new(&data, "LateArn", CfnOutputProps::new(late.attr_arn()));

    let service = Stack::new(app, "Service", StackProps::new().stack_name("shared-service"));
    subscribe(&service, "ToWork", &topic, &work);
    CfnOutput::new(&service, "TopicArn", CfnOutputProps::new(topic.ref_()));
}

/// The same two stacks, one nested in the other, in a stage.
fn stage(app: &App) {
    let dev = Stage::new(app, "Dev", StageProps::new());
    let alarms = Stack::new(&dev, "Alarms", StackProps::new());
    let topic = topic(&alarms, "Topic");
    let inner = NestedStack::new(&alarms, "Inner", NestedStackProps::new());
    subscribe(&inner, "ToQueue", &topic, &queue(&inner, "Queue"));
}

fn topic(scope: &dyn Construct, id: &str) -> CfnTopic {
    CfnTopic::new(scope, id, CfnTopicProps::new())
}

fn queue(scope: &dyn Construct, id: &str) -> CfnQueue {
    let queue = CfnQueue::new(scope, id, CfnQueueProps::new());
    queue.apply_removal_policy(RemovalPolicy::Destroy);
    queue
}

fn subscribe(scope: &dyn Construct, id: &str, topic: &CfnTopic, queue: &CfnQueue) {
    let props = CfnSubscriptionProps::new("sqs", topic.ref_()).endpoint(queue.attr_arn());
    CfnSubscription::new(scope, id, props);
}
