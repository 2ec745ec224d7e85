use construct_contract::TableItem;

#[derive(TableItem)]
#[table(partition_key = "id")]
struct User {
    #[table(partition_key)]
    id: String,
}

fn main() {}
