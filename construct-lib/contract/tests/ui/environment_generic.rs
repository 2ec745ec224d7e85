use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user-handler")]
struct UserHandlerEnv<T> {
    users: T,
}

fn main() {}
