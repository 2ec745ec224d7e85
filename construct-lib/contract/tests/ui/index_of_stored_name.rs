use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-email", partition_key = "emailAddress"))]
struct User {
    #[table(partition_key)]
    id: String,
    #[serde(rename = "emailAddress")]
    email: String,
}

fn main() {}
