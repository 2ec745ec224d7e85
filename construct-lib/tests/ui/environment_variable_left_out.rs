use construct_lib::contract::{Environment, TableItem, TableName};
use construct_lib::dynamodb::{Table, TableProps};
use construct_lib::lambda::FunctionProps;
use construct_lib::{App, Stack, StackProps};

#[derive(TableItem)]
#[table(crate = "construct_lib::contract")]
struct User {
    #[table(partition_key)]
    id: String,
}

#[derive(Environment)]
#[environment(handler = "users", crate = "construct_lib::contract")]
struct UsersEnv {
    users: TableName<User>,
    page_size: u32,
}

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Users", StackProps::new());
    let users = Table::new(&stack, "Users", TableProps::of::<User>());
    FunctionProps::handler(UsersEnvWire { users: &users });
}
