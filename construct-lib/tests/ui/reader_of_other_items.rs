use construct_lib::contract::{Environment, Reader, TableItem};
use construct_lib::dynamodb::{Table, TableProps};
use construct_lib::lambda::FunctionProps;
use construct_lib::{App, Stack, StackProps};

#[derive(TableItem)]
#[table(crate = "construct_lib::contract")]
struct User {
    #[table(partition_key)]
    id: String,
}

#[derive(TableItem)]
#[table(crate = "construct_lib::contract")]
struct Order {
    #[table(partition_key)]
    number: String,
}

#[derive(Environment)]
#[environment(handler = "users", crate = "construct_lib::contract")]
struct UsersEnv {
    users: Reader<User>,
}

fn main() {
    let app = App::new();
    let stack = Stack::new(&app, "Users", StackProps::new());
    let orders = Table::new(&stack, "Orders", TableProps::of::<Order>());
    FunctionProps::handler(UsersEnvWire { users: &orders });
}
