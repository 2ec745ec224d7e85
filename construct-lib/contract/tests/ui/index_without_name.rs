use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(partition_key = "email"))]
struct User {
    #[table(partition_key)]
    id: String,
    email: String,
}

fn main() {}
