use construct_lib::cfn::lambda::CfnFunctionProps;

fn main() {
    CfnFunctionProps::patch().memory_size("512");
}
