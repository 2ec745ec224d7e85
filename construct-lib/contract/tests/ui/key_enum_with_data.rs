use construct_contract::KeyAttribute;

#[derive(KeyAttribute)]
enum Status {
    Open,
    Shipped(u32),
}

fn main() {}
