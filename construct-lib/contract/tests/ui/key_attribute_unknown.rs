use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(hash_key)]
    id: String,
}

fn main() {}
