use construct_contract::TableItem;

struct Id {
    id: String,
}

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    #[serde(flatten)]
    id: Id,
}

fn main() {}
