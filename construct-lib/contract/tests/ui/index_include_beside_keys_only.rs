use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-email", partition_key = "email", keys_only, include = ["name"]))]
struct User {
    #[table(partition_key)]
    id: String,
    email: String,
    name: String,
}

fn main() {}
