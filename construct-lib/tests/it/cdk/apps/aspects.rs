//! Aspects that tag, change and check.

use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::{
    App, AspectPriority, Aspects, CfnResource, Diagnostic, EachResource, Expr, Node, Stack,
    StackProps, Tag, TagProps, Tags,
};

use super::{Judged, table};

pub(super) const APP: Judged = Judged { name: "aspects", build, differs: &[] };

fn build(app: &App) {
    let s = Stack::new(app, "Data", StackProps::new());
    table(&s, "Users");
    CfnQueue::new(&s, "Work", CfnQueueProps::new());
    CfnQueue::new(&s, "Late", CfnQueueProps::new().tags([Tag::new("team", "own")]));
    Tags::of(app).add("team", "orders");
    let queues = TagProps::new().include_resource_types(["AWS::SQS::Queue"]);
    Tags::of(&s).add_with("stage", "prod", queues);
    let check = |node: &Node| {
        if CfnResource::at(node).is_some_and(|r| r.resource_type() == "AWS::SQS::Queue") {
            node.report(Diagnostic::warning("own-check", "seen").help("nothing to do"));
        }
    };
    Aspects::of(app).add_with_priority(check, AspectPriority::READONLY);
    let wait = EachResource::of_type("AWS::SQS::Queue", |queue: &CfnResource| {
        queue.add_property_override("VisibilityTimeout", Expr::Int(30));
    });
    Aspects::of(&s).add_with_priority(wait, AspectPriority::MUTATING);
    Aspects::of(&s).add(EachResource::of_type("AWS::DynamoDB::Table", |table: &CfnResource| {
        table.add_property_override("DeletionProtectionEnabled", Expr::Bool(true));
    }));
}
