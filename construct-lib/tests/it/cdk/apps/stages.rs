//! The same two stacks in two stages of different accounts, and a stack
//! beside them.

use construct_lib::cfn::sns::{CfnTopic, CfnTopicProps};
use construct_lib::{App, Environment, Stack, StackProps, Stage, StageProps};

use super::{Judged, function, handler, table};

pub(super) const APP: Judged = Judged { name: "stages", build, differs: &[] };

fn build(app: &App) {
    for (name, account, region) in
        [("Dev", "111111111111", "eu-west-1"), ("Prod", "222222222222", "us-east-1")]
    {
        let environment = Environment::agnostic().account(account).region(region);
        let stage = Stage::new(app, name, StageProps::new().environment(environment));
        let users = table(&Stack::new(&stage, "Data", StackProps::new()), "Users");
        let service = Stack::new(&stage, "Service", StackProps::new());
        let read = function(&service, "Read", handler().environment("USERS", users.table_name()));
        users.grant_read_data(&read);
    }
    let alarms = Stack::new(app, "Alarms", StackProps::new());
    CfnTopic::new(&alarms, "Topic", CfnTopicProps::new());
}
