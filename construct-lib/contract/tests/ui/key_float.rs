use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    id: f64,
}

fn main() {}
