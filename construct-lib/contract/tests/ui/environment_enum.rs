use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user-handler")]
enum UserHandlerEnv {
    Users,
}

fn main() {}
