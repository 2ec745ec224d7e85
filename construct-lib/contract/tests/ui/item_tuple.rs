use construct_contract::TableItem;

#[derive(TableItem)]
struct User(#[table(partition_key)] String);

fn main() {}
