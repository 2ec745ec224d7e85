use construct_lib::cfn::lambda::{CfnFunctionProps, function};
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::{App, Stack, StackProps};

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let role = Role::new(&stack, "Role", RoleProps::new(Principal::service("lambda.amazonaws.com")));
    CfnFunctionProps::new(function::Code::new(), &role);
}
