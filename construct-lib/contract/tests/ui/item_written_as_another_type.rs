use construct_contract::TableItem;

#[derive(TableItem)]
#[serde(into = "Row")]
struct User {
    #[table(partition_key)]
    id: String,
}

fn main() {}
