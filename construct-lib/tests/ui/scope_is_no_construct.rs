use construct_lib::dynamodb::{Attribute, Table, TableProps};

struct Orders;

fn main() {
    Table::new(&Orders, "Table", TableProps::new(Attribute::string("id")));
}
