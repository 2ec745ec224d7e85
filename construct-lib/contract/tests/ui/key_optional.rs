use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    id: String,
    #[table(sort_key)]
    day: Option<u32>,
}

fn main() {}
