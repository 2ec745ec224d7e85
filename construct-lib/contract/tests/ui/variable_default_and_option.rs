use construct_contract::Environment;

#[derive(Environment)]
#[environment(handler = "user-handler")]
struct UserHandlerEnv {
    #[environment(default = "25")]
    page_size: Option<u32>,
}

fn main() {}
