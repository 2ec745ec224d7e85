use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-email"))]
struct User {
    #[table(partition_key)]
    id: String,
    email: String,
}

fn main() {}
