use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    id: String,
    email: String,
}

fn main() {
    let _ = User::ATTRIBUTES.emial;
}
