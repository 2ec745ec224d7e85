use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-email", local, partition_key = "email", sort_key = "day"))]
struct User {
    #[table(partition_key)]
    id: String,
    #[table(sort_key)]
    day: u32,
    email: String,
}

fn main() {}
