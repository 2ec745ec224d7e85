use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::logs::{LogGroup, LogGroupProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let table = Table::new(&stack, "Table", TableProps::new(Attribute::string("id")));
    let logs = LogGroup::new(&stack, "Logs", LogGroupProps::new());
    table.grant_read_data(&logs);
}
