use construct_contract::KeyAttribute;

#[derive(KeyAttribute)]
struct Score(f64);

fn main() {}
