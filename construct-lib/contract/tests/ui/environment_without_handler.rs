use construct_contract::Environment;

#[derive(Environment)]
struct UserHandlerEnv {
    users: String,
}

fn main() {}
