use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-email", partition_key = "emial"))]
#[table(index(name = "x", partition_key = "email"))]
struct User {
    #[table(partition_key)]
    #[serde(skip)]
    id: String,
    email: String,
}

fn main() {}
