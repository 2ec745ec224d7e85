//! What a handler asks for in its environment, and what the stack then grants.

use construct_lib::apigatewayv2::{
    WebSocketApi, WebSocketApiProps, WebSocketConnectionTable, WebSocketConnectionTableProps,
    WebSocketStage, WebSocketStageProps,
};
use construct_lib::contract::{
    Environment, Fill, Malformed, Reader, ReaderWriter, TableItem, TableName, Variable, Writer,
};
use construct_lib::dynamodb::{Table, TableProps};
use construct_lib::iam::Role;
use construct_lib::lambda::{EnvironmentValue, Function, FunctionProps};
use construct_lib::testing::{Template, json};
use construct_lib::{Construct, Stack};
use serde_json::Value;

use crate::support::{check_template, orders};

#[derive(TableItem)]
#[allow(dead_code)]
#[table(crate = "construct_lib::contract")]
#[table(index(name = "by-customer", partition_key = "customer"))]
struct Order {
    #[table(partition_key)]
    id: String,
    customer: String,
}

#[derive(TableItem)]
#[allow(dead_code)]
#[table(crate = "construct_lib::contract")]
struct Audit {
    #[table(partition_key)]
    id: String,
}

macro_rules! environments {
    ($($name:ident: $access:ty;)*) => {
        $(
            #[derive(Environment)]
            #[allow(dead_code)]
            #[environment(handler = "orders", crate = "construct_lib::contract")]
            struct $name {
                orders: $access,
            }
        )*
    };
}

environments! {
    ReaderEnv: Reader<Order>;
    WriterEnv: Writer<Order>;
    BothEnv: ReaderWriter<Order>;
    NamedEnv: TableName<Order>;
    OptionalEnv: Option<Reader<Order>>;
}

#[track_caller]
fn table(scope: &dyn Construct) -> Table<Order> {
    Table::new(scope, "Table", TableProps::of::<Order>())
}

/// The statements of a function's policy, but for the one on its log group.
fn statements(stack: &Stack) -> Vec<Value> {
    let template = Template::from_stack(stack);
    let policies = template.find_resources("AWS::IAM::Policy");
    assert_eq!(policies.len(), 1);
    let all = &policies[0].1["Properties"]["PolicyDocument"]["Statement"];
    all.as_array().unwrap()[1..].to_vec()
}

fn arn() -> Value {
    json!({"Fn::GetAtt": ["TableCD117FA1", "Arn"]})
}

fn with_indexes() -> Value {
    json!([arn(), {"Fn::Join": ["", [arn(), "/index/*"]]}])
}

fn check(props: impl FnOnce(&Table<Order>) -> FunctionProps, actions: &[&str], resource: &Value) {
    let (_, stack) = orders();
    let orders = table(&stack);
    Function::new(&stack, "Handler", props(&orders));
    let variables = Template::from_stack(&stack).find_resources("AWS::Lambda::Function")[0].1
        ["Properties"]["Environment"]["Variables"]
        .clone();
    assert_eq!(variables, json!({"ORDERS": {"Ref": "TableCD117FA1"}}));
    let expected = json!({"Effect": "Allow", "Action": actions, "Resource": resource});
    assert_eq!(statements(&stack), [expected]);
}

#[test]
fn a_reader_is_granted_to_read_the_table_and_its_indexes() {
    let actions = [
        "dynamodb:BatchGetItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DescribeTable",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
    ];
    check(|orders| FunctionProps::handler(ReaderEnvWire { orders }), &actions, &with_indexes());
    check(|orders| FunctionProps::handler(OptionalEnvWire { orders }), &actions, &with_indexes());
}

#[test]
fn a_writer_is_granted_to_write_and_to_read_nothing() {
    let actions = [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DescribeTable",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
    ];
    check(|orders| FunctionProps::handler(WriterEnvWire { orders }), &actions, &arn());
}

#[test]
fn a_reader_and_writer_is_granted_both_in_one_statement() {
    let granted = |by_hand: bool| {
        let (_, stack) = orders();
        let orders = table(&stack);
        let props = FunctionProps::handler(BothEnvWire { orders: &orders });
        let handler = Function::new(&stack, "Handler", props);
        if by_hand {
            orders.grant_read_write_data(&handler);
        }
        statements(&stack)
    };
    let once = granted(false);
    assert_eq!(once.len(), 1);
    assert_eq!(once[0]["Action"].as_array().unwrap().len(), 10);
    assert_eq!(once[0]["Resource"], with_indexes());
    // Granting the same by hand adds nothing.
    assert_eq!(granted(true), once);
}

#[test]
fn a_name_is_granted_nothing() {
    let (_, stack) = orders();
    let orders = table(&stack);
    Function::new(&stack, "Handler", FunctionProps::handler(NamedEnvWire { orders: &orders }));
    assert!(statements(&stack).is_empty());
}

#[test]
fn a_variable_that_is_left_out_is_granted_nothing() {
    let (_, stack) = orders();
    table(&stack);
    Function::new(&stack, "Handler", FunctionProps::handler(OptionalEnvWire { orders: None }));
    assert!(statements(&stack).is_empty());
}

/// The role of the app gets the grants, as it gets all others of the function.
#[test]
fn a_role_that_is_given_is_granted_what_the_handler_asks_for() {
    let (_, stack) = orders();
    let orders = table(&stack);
    let role = Role::from_role_name(&stack, "Role", "orders");
    let props = FunctionProps::handler(ReaderEnvWire { orders: &orders }).role(&role);
    Function::new(&stack, "Handler", props);
    let granted = statements(&stack);
    assert_eq!(granted.len(), 1);
    assert_eq!(granted[0]["Resource"], with_indexes());
}

/// A type of a user's contract, and what the stack grants with it.
struct AuditTrail;

impl Variable for AuditTrail {
    fn parse(_: &str) -> Result<Self, Malformed> {
        Ok(Self)
    }
}

struct Trail(Table<Audit>);

impl Fill<AuditTrail, EnvironmentValue> for &Trail {
    fn fill(self) -> EnvironmentValue {
        let table = self.0.clone();
        EnvironmentValue::new(table.table_name().cast::<String>()).grant(move |function| {
            table.grant(function, ["dynamodb:PutItem"]);
        })
    }
}

#[derive(Environment)]
#[allow(dead_code)]
#[environment(handler = "orders", crate = "construct_lib::contract")]
struct SeveralEnv {
    orders: Reader<Order>,
    copies: Writer<Order>,
    trail: AuditTrail,
    connections: ReaderWriter<Order>,
}

#[test]
fn each_variable_grants_what_it_stands_for() {
    let (_, stack) = orders();
    let orders = table(&stack);
    let copies = Table::new(&stack, "Copies", TableProps::of::<Order>());
    let trail = Trail(Table::new(&stack, "Trail", TableProps::of::<Audit>()));
    let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
    let stage = WebSocketStage::new(&stack, "Stage", WebSocketStageProps::new(&api, "prod"));
    let props = WebSocketConnectionTableProps::of::<Order>(&stage);
    let connections = WebSocketConnectionTable::new(&stack, "Connections", props);
    let wire = SeveralEnvWire {
        orders: &orders,
        copies: &copies,
        trail: &trail,
        connections: &connections,
    };
    Function::new(&stack, "Handler", FunctionProps::handler(wire));
    check_template("capabilities-of-a-handler", &stack);
}
