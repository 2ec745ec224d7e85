use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
}

fn main() {}
