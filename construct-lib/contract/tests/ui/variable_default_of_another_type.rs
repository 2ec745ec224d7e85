use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user-handler")]
struct UserHandlerEnv {
    #[environment(default = "many")]
    page_size: u32,
}

fn main() {}
