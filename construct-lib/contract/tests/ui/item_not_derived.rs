use construct_contract::TableItem;

struct User;

fn table_of<T: TableItem>() {}

fn main() {
    table_of::<User>();
}
