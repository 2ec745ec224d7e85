use construct_contract::TableItem;

struct Contact {
    email: String,
}

#[derive(TableItem)]
#[table(index(name = "by-email", partition_key = "contact"))]
struct User {
    #[table(partition_key)]
    id: String,
    #[serde(flatten)]
    contact: Contact,
}

fn main() {}
