#[path = "support/stack.rs"]
mod stack;

use construct_contract::{Environment, TableName};
use stack::{Table, handler};

struct User;
struct Order;

#[derive(Environment)]
#[environment(handler = "user-handler")]
struct UserHandlerEnv {
    users: TableName<User>,
    orders: TableName<Order>,
    page_size: u32,
}

fn main() {
    let users = Table::<User>::new("UserTable");
    let orders = Table::<Order>::new("OrderTable");
    handler(UserHandlerEnvWire {
        users: &users,
        orders: &orders,
        page_size: "25",
    });
}
