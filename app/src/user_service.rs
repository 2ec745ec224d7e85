//! The User service: client, REST API, Lambda function, `UserTable`.

use construct_lib::apigateway::{HttpMethod, LambdaIntegration, RestApi, RestApiProps};
use construct_lib::dynamodb::{Table, TableProps};
use construct_lib::lambda::{Function, FunctionProps, LoggingFormat};
use construct_lib::{Construct, Node, RemovalPolicy, Stack, StackProps};
use user_contract::{User, UserHandlerEnvWire};

/// Users over HTTP: create, read, update, delete, list and look up by e-mail.
///
/// A construct like any of the library's, so that it can be used in other apps.
/// In the stage `dev` (`-c stage=dev`) the table goes with its stack.
#[derive(Debug)]
pub struct UserService {
    node: Node,
    /// What clients call.
    pub api: RestApi,
    /// Where users are kept.
    pub users: Table<User>,
}

impl UserService {
    /// The service as a stack of its own.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str) -> Self {
        let stack = Stack::new(scope, id, StackProps::new().description("The User service"));

        let mut table = TableProps::of::<User>();
        if stack.node().try_context("stage").as_deref() == Some("dev") {
            table = table.removal_policy(RemovalPolicy::Destroy);
        }
        let users = Table::new(&stack, "UserTable", table);

        // What it may do with the table stands in its environment.
        let handler = Function::new(
            &stack,
            "UserHandler",
            FunctionProps::handler(UserHandlerEnvWire { users: &users })
                .logging_format(LoggingFormat::Json),
        );

        let api = RestApi::new(&stack, "UserApi", RestApiProps::new());
        let answer = || LambdaIntegration::new(&handler);
        let all = api.root().add_resource("users");
        all.add_method(HttpMethod::Get, answer());
        all.add_method(HttpMethod::Post, answer());
        let one = all.add_resource("{id}");
        one.add_method(HttpMethod::Get, answer());
        one.add_method(HttpMethod::Put, answer());
        one.add_method(HttpMethod::Delete, answer());

        Self { node: stack.node().clone(), api, users }
    }
}

impl Construct for UserService {
    fn node(&self) -> &Node {
        &self.node
    }
}
