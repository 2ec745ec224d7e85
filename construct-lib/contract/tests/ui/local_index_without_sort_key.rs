use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-email", local))]
struct User {
    #[table(partition_key)]
    id: String,
    #[table(sort_key)]
    day: u32,
    email: String,
}

fn main() {}
