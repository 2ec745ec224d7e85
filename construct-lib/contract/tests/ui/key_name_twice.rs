use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    id: String,
    #[serde(rename = "id")]
    number: u32,
}

fn main() {}
