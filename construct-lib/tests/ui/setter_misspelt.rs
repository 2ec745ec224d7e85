use construct_lib::lambda::FunctionProps;

fn main() {
    FunctionProps::rust("orders").memory(512);
}
