use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key, key_type = "S")]
    id: String,
}

fn main() {}
