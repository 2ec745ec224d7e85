use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user-handler")]
struct UserHandlerEnv {
    #[environment(name = "_HANDLER")]
    handler: String,
}

fn main() {}
