use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    id: String,
    #[table(sort_key)]
    day: u32,
    #[table(sort_key)]
    hour: u32,
}

fn main() {}
