use construct_contract::KeyAttribute;

#[derive(KeyAttribute)]
struct Digest(#[serde(with = "serde_bytes")] Vec<u8>);

fn main() {}
