//! A table in one stack, and the function that writes to it in another.

use construct_lib::{
    App, CfnOutput, CfnOutputProps, CrossStackReferences, ReferenceStrength, Stack, StackProps,
};

use super::{Judged, function, handler, table};

pub(super) const STRONG: Judged = Judged { name: "shared-table-strong", build, differs: &[] };

pub(super) const WEAK: Judged = Judged {
    name: "shared-table-weak",
    build: |app| {
        CrossStackReferences::of(app).consume(ReferenceStrength::Weak);
        build(app);
    },
    differs: &[],
};

fn build(app: &App) {
    let users = table(&Stack::new(app, "Data", StackProps::new()), "Users");
    let service = Stack::new(app, "Service", StackProps::new().stack_name("users-service"));
    let write = function(&service, "Write", handler().environment("USERS", users.table_name()));
    users.grant_read_write_data(&write);
    let arn = CfnOutputProps::new(write.function_arn()).export_name("users-write");
    CfnOutput::new(&service, "WriteArn", arn);
}
