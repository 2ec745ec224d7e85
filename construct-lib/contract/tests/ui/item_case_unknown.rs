use construct_contract::TableItem;

#[derive(TableItem)]
#[serde(rename_all = "Train-Case")]
struct User {
    #[table(partition_key)]
    id: String,
}

fn main() {}
