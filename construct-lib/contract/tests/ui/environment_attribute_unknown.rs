use construct_contract::Environment;

#[derive(Environment)]
#[environment(binary = "user-handler")]
struct UserHandlerEnv {
    users: String,
}

fn main() {}
