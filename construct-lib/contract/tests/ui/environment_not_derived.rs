use construct_contract::Environment;

struct UserHandlerEnv;

fn start<E: Environment>() {}

fn main() {
    start::<UserHandlerEnv>();
}
