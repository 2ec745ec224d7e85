use construct_contract::TableItem;

#[derive(TableItem)]
enum User {
    Person { id: String },
}

fn main() {}
