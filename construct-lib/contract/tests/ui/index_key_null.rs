use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-email", partition_key = "email"))]
struct User {
    #[table(partition_key)]
    id: String,
    email: Option<String>,
}

fn main() {}
