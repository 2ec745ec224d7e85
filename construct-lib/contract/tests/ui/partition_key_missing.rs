use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    id: String,
}

fn main() {}
