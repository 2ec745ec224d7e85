use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key, sort_key)]
    id: String,
}

fn main() {}
