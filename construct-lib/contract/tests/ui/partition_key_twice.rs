use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    id: String,
    #[table(partition_key)]
    email: String,
}

fn main() {}
