use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    id: String,
    #[table(key_type = "binary")]
    photo: Vec<u8>,
}

fn main() {}
