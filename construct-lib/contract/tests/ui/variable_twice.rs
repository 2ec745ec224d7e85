use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user-handler")]
struct UserHandlerEnv {
    users: String,
    #[environment(name = "USERS")]
    people: String,
}

fn main() {}
