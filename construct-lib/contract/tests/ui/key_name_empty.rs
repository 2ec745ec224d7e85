use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    #[serde(rename = "")]
    id: String,
}

fn main() {}
