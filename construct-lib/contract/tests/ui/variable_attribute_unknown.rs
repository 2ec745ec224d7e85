use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user-handler")]
struct UserHandlerEnv {
    #[environment(rename = "TABLE")]
    users: String,
}

fn main() {}
