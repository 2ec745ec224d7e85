use construct_contract::{QueryKey, TableItem};

#[derive(TableItem)]
#[table(index(name = "by-email", partition_key = "email"))]
struct User {
    #[table(partition_key)]
    id: String,
    email: String,
}

#[derive(TableItem)]
struct Order {
    #[table(partition_key)]
    id: String,
}

fn query<T: TableItem>(_: impl QueryKey<T>) {}

fn main() {
    query::<Order>(UserByEmailKey { email: String::new() });
    query::<User>(UserKey { id: String::new() });
}
