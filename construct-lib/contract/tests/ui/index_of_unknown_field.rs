use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-email", partition_key = "emial"))]
struct User {
    #[table(partition_key)]
    id: String,
    email: String,
}

fn main() {}
