use construct_contract::TableItem;

#[derive(TableItem)]
struct User {
    #[table(partition_key)]
    id: String,
    #[table(sort_key)]
    #[serde(with = "iso_date")]
    day: u32,
}

fn main() {}
