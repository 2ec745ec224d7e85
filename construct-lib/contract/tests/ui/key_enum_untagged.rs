use construct_contract::KeyAttribute;

#[derive(KeyAttribute)]
#[serde(untagged)]
enum Status {
    Open,
    Shipped,
}

fn main() {}
