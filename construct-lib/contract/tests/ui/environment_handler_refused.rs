use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user handler")]
struct UserHandlerEnv {
    users: String,
}

fn main() {}
