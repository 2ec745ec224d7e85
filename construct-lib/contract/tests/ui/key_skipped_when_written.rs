use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    #[serde(default, skip_serializing)]
    id: String,
}

fn main() {}
