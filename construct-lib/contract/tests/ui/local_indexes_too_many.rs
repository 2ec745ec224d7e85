use construct_contract::TableItem;

#[derive(TableItem)]
#[table(index(name = "by-a", local, sort_key = "a"))]
#[table(index(name = "by-b", local, sort_key = "b"))]
#[table(index(name = "by-c", local, sort_key = "c"))]
#[table(index(name = "by-d", local, sort_key = "d"))]
#[table(index(name = "by-e", local, sort_key = "e"))]
#[table(index(name = "by-f", local, sort_key = "f"))]
struct User {
    #[table(partition_key)]
    id: String,
    #[table(sort_key)]
    day: u32,
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
}

fn main() {}
