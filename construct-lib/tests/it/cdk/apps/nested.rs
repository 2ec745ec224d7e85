//! More resources than a stack may have: two nested stacks that read of each
//! other.

use construct_lib::cfn::sns::{CfnTopic, CfnTopicProps};
use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::{
    App, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, Construct, NestedStack,
    NestedStackProps, Stack, StackProps,
};

use super::{Judged, subscribe};

pub(super) const APP: Judged = Judged { name: "nested", build, differs: &[] };

fn build(app: &App) {
    let top = Stack::new(app, "Top", StackProps::new());
    let topic = CfnTopic::new(&top, "Topic", CfnTopicProps::new());
    let many = NestedStackProps::new().description("Three hundred queues");
    let many = NestedStack::new(&top, "Many", many);
    let queues: Vec<CfnQueue> = (0..300)
        .map(|n| CfnQueue::new(&many, &format!("Queue{n}"), CfnQueueProps::new()))
        .collect();
    let readers = NestedStackProps::new().parameter("Stage", "prod");
    let readers = NestedStack::new(&top, "Readers", readers);
    CfnParameter::new(&readers, "Stage", CfnParameterProps::string());
    for (n, queue) in queues.iter().take(250).enumerate() {
        let endpoint = match n {
            0..20 => queue.attr_arn().cast(),
            _ => format!("arn:aws:sqs:eu-west-1:111111111111:queue-{n}").into(),
        };
        subscribe(&readers, &format!("Subscription{n}"), &topic, endpoint);
    }
    CfnOutput::new(&top, "First", CfnOutputProps::new(queues[0].ref_()));
    subscribe(&top, "Last", &topic, queues[299].attr_arn().cast());
    let late = CfnQueue::new(&top, "Late", CfnQueueProps::new());
    late.node().add_dependency(&readers);
}
