use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user-handler")]
struct UserHandlerEnv {
    page_sizes: Vec<u32>,
}

fn main() {}
