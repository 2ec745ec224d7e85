use construct_contract::KeyAttribute;

#[derive(KeyAttribute)]
struct UserId(String, u32);

fn main() {}
