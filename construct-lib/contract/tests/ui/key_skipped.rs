use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    #[serde(skip)]
    id: String,
}

fn main() {}
