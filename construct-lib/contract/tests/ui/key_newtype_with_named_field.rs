use construct_contract::KeyAttribute;

#[derive(KeyAttribute)]
struct UserId {
    id: String,
}

fn main() {}
