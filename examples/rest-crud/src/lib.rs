//! Notes over a REST API, with what a product needs around it: API keys with a
//! usage plan, throttling, and CORS.

use construct_lib::apigateway::{
    CorsOptions, HttpMethod, LambdaIntegration, MethodOptions, Resource, RestApi, RestApiProps,
    StageOptions,
};
use construct_lib::dynamodb::{Table, TableProps};
use construct_lib::lambda::{Function, FunctionProps, LoggingFormat};
use construct_lib::{Construct, Node, RemovalPolicy, Stack, StackProps};
use rest_crud_contract::{Note, NotesEnvWire};

/// The web page that calls the API from browsers.
const ORIGIN: &str = "https://notes.example.com";

/// Notes in notebooks: create, read, replace, delete and list.
///
/// In the stage `dev` (`-c stage=dev`) the table goes with its stack.
#[derive(Debug)]
pub struct NotesApi {
    node: Node,
    /// What clients call.
    pub api: RestApi,
    /// Where notes are kept.
    pub notes: Table<Note>,
}

impl NotesApi {
    /// The API as a stack of its own.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str) -> Self {
        let stack = Stack::new(scope, id, StackProps::new().description("Notes over a REST API"));
        let notes = table(&stack);
        let environment = NotesEnvWire { notes: &notes, allowed_origin: ORIGIN };
        let handler = Function::new(
            &stack,
            "Handler",
            FunctionProps::handler(environment).logging_format(LoggingFormat::Json),
        );
        notes.grant_read_write_data(&handler);

        let props = RestApiProps::new()
            .deploy_options(StageOptions::new().stage_name("v1").throttling(100.0, 200))
            .default_cors_preflight(CorsOptions::new([ORIGIN]));
        let api = RestApi::new(&stack, "Api", props);
        let answer = LambdaIntegration::new(&handler);
        let add = |resource: &Resource, method: HttpMethod| {
            let options = MethodOptions::new().api_key_required(true);
            resource.add_method_with(method, answer.clone(), options);
        };
        let all = api.root().resource_for_path("notebooks/{notebook}/notes");
        add(&all, HttpMethod::Get);
        add(&all, HttpMethod::Post);
        let one = all.add_resource("{id}");
        add(&one, HttpMethod::Get);
        add(&one, HttpMethod::Put);
        add(&one, HttpMethod::Delete);

        Self { node: stack.node().clone(), api, notes }
    }
}

#[track_caller]
fn table(stack: &Stack) -> Table<Note> {
    let mut props = TableProps::of::<Note>();
    if stack.node().try_context("stage").as_deref() == Some("dev") {
        props = props.removal_policy(RemovalPolicy::Destroy);
    }
    Table::new(stack, "Notes", props)
}

impl Construct for NotesApi {
    fn node(&self) -> &Node {
        &self.node
    }
}
