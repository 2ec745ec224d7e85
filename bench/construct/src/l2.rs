//! Units as people write them.

use construct_lib::Stack;
use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::logs::{LogGroup, LogGroupProps};

/// The functions of a stack share a log group, so that a unit is four resources.
pub(super) fn units(stack: &Stack, count: usize) {
    let log_group = LogGroup::new(stack, "Logs", LogGroupProps::new());
    for unit in 0..count {
        let table = Table::new(
            stack,
            &format!("Table{unit}"),
            TableProps::new(Attribute::string("id")).sort_key(Attribute::number("version")),
        );
        let function = Function::new(
            stack,
            &format!("Handler{unit}"),
            FunctionProps::rust("user-handler")
                .environment("TABLE", table.table_name())
                .environment("LEVEL", "info")
                .log_group(&log_group),
        );
        table.grant_read_write_data(&function);
    }
}
