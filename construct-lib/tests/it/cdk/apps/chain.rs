//! A key, what is encrypted with it, and what reads that: each in a stack of
//! its own.

use construct_lib::cfn::kms::{CfnKey, CfnKeyProps};
use construct_lib::cfn::sns::{CfnSubscription, CfnSubscriptionProps, CfnTopic, CfnTopicProps};
use construct_lib::cfn::sqs::{CfnQueue, CfnQueuePolicy, CfnQueuePolicyProps, CfnQueueProps};
use construct_lib::testing::json;
use construct_lib::{App, CfnOutput, CfnOutputProps, Expr, Stack};

use super::{Judged, environment};

pub(super) const APP: Judged = Judged { name: "chain", build, differs: &[] };

fn build(app: &App) {
    let here = || environment("111111111111", "eu-west-1");
    let base = Stack::new(app, "Base", here());
    let policy = json!({ "Version": "2012-10-17", "Statement": [] });
    let key = CfnKey::new(&base, "Key", CfnKeyProps::new().key_policy(policy));
    let data = Stack::new(app, "Data", here());
    let topic = CfnTopicProps::new().kms_master_key_id(key.ref_());
    let topic = CfnTopic::new(&data, "Topic", topic);
    let queue = CfnQueueProps::new().kms_master_key_id(key.attr_arn());
    let queue = CfnQueue::new(&data, "Queue", queue);
    let service = Stack::new(app, "Service", here());
    let subscription = CfnSubscriptionProps::new("sqs", topic.ref_()).endpoint(queue.attr_arn());
    CfnSubscription::new(&service, "Subscription", subscription);
    let statement = Expr::map([
        ("Effect", "Allow".into()),
        ("Principal", json!({ "Service": "sns.amazonaws.com" }).into()),
        ("Action", "sqs:SendMessage".into()),
        ("Resource", queue.attr_arn().into()),
        (
            "Condition",
            Expr::map([("ArnEquals", Expr::map([("aws:SourceArn", topic.ref_().into())]))]),
        ),
    ]);
    let document =
        Expr::map([("Version", "2012-10-17".into()), ("Statement", Expr::list([statement]))]);
    CfnQueuePolicy::new(&service, "Policy", CfnQueuePolicyProps::new(document, [queue.ref_()]));
    CfnOutput::new(&service, "Key", CfnOutputProps::new(key.attr_arn()));
}
