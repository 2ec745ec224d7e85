//! A template that was there before, with some of it changed, and a function
//! that may use its table.

use construct_lib::cfn::dynamodb::table::TimeToLiveSpecification;
use construct_lib::cfn::dynamodb::{CfnTable, CfnTableProps};
use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::dynamodb::Table;
use construct_lib::include::{Include, IncludeProps};
use construct_lib::{App, RemovalPolicy, Stack, StackProps, Tags};

use super::{Judged, function, handler};

pub(super) const APP: Judged = Judged {
    name: "include",
    build,
    differs: &[(
        "/ReadServiceRoleDefaultPolicy77F44719/Properties/PolicyDocument",
        "a grant on a table that is imported covers its indexes, too",
    )],
};

const LEGACY: &str = include_str!("../../../../../judges/aws-cdk/programs/apps/legacy.json");

fn build(app: &App) {
    let service = Stack::new(app, "Service", StackProps::new());
    let props = IncludeProps::from_json("legacy.json", LEGACY)
        .parameter("Stage", "prod")
        .resource_type::<CfnTableProps>()
        .resource_type::<CfnQueueProps>();
    let legacy = Include::new(&service, "Legacy", props);
    let orders = legacy.get::<CfnTable>("Orders");
    let expires = TimeToLiveSpecification::new(true).attribute_name("expires");
    orders.patch(CfnTableProps::patch().time_to_live_specification(expires));
    let work = legacy.get::<CfnQueue>("Work");
    work.patch(CfnQueueProps::patch().visibility_timeout(60));
    work.apply_removal_policy(RemovalPolicy::Retain);
    let props =
        handler().environment("ORDERS", orders.ref_()).environment("WORK", work.attr_queue_name());
    let reader = function(&service, "Read", props);
    Table::<()>::from_table_arn(&service, "OrdersTable", orders.attr_arn())
        .grant_read_data(&reader);
    Tags::of(&service).add("team", "orders");
}
