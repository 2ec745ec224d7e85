use construct_contract::TableItem;

#[derive(TableItem)]
#[serde(transparent)]
struct User {
    #[table(partition_key)]
    id: String,
}

fn main() {}
