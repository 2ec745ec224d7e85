use construct_lib::Entries;
use construct_lib::cfn::lambda::function;

fn main() {
    let variables = Entries::new().set("LEVEL", "info").set("PAGE_SIZE", 25);
    function::Environment::new().variables(variables);
}
