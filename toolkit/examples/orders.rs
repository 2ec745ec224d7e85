//! A small app without handlers.

use std::process::ExitCode;

use construct_lib::{CfnResource, Stack, StackProps};

fn main() -> ExitCode {
    toolkit::run(|app| {
        let stack = Stack::new(app, "Orders", StackProps::new());
        CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    })
}
