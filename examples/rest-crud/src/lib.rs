//! Notes over a REST API, with what a product needs around it: API keys with a
//! usage plan, models of what is sent, throttling, CORS, and alarms.

use construct_lib::apigateway::{
    ApiKeyOptions, CorsOptions, HttpMethod, JsonSchema, LambdaIntegration, MethodOptions, Model,
    ModelOptions, Period, QuotaSettings, RequestValidatorOptions, Resource, RestApi, RestApiProps,
    StageOptions, ThrottleSettings, UsagePlan, UsagePlanProps,
};
use construct_lib::cloudwatch::{Alarm, AlarmProps, TreatMissingData};
use construct_lib::dynamodb::{Table, TableProps};
use construct_lib::lambda::{Function, FunctionProps, LoggingFormat};
use construct_lib::{Construct, Node, RemovalPolicy, Stack, StackProps};
use rest_crud_contract::{Note, NoteDraft, NotesEnvWire};

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
    /// How much a client may call.
    pub plan: UsagePlan,
    /// Where notes are kept.
    pub notes: Table<Note>,
}

impl NotesApi {
    /// The API as a stack of its own.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str) -> Self {
        let stack = Stack::new(scope, id, StackProps::new().description("Notes over a REST API"));
        let notes = table(&stack);
        let handler = handler(&stack, &notes);
        let api = api(&stack, &handler);
        let plan = plan(&api);
        alarms(&stack, &api);
        Self { node: stack.node().clone(), api, plan, notes }
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

#[track_caller]
fn handler(stack: &Stack, notes: &Table<Note>) -> Function {
    // A variable that is left out, or another table, does not compile. What the
    // handler may do with the table stands in its environment.
    let environment = NotesEnvWire { notes, allowed_origin: ORIGIN };
    let props = FunctionProps::handler(environment).logging_format(LoggingFormat::Json);
    Function::new(stack, "Handler", props)
}

#[track_caller]
fn api(stack: &Stack, handler: &Function) -> RestApi {
    let props = RestApiProps::new()
        .description("Notes in notebooks")
        .deploy_options(StageOptions::new().stage_name("v1").throttling(100.0, 200))
        .default_cors_preflight(CorsOptions::new([ORIGIN]).on_errors());
    let api = RestApi::new(stack, "Api", props);

    // What is sent must look like the type that the handler reads.
    let schema = JsonSchema::of::<NoteDraft>();
    let draft = api.add_model("NoteDraft", ModelOptions::new(schema).model_name("NoteDraft"));
    let bodies = RequestValidatorOptions::new().validate_request_body();
    let bodies = api.add_request_validator("Bodies", bodies);

    let with_key = || MethodOptions::new().api_key_required(true);
    let with_note = |draft: &Model| {
        with_key().request_model("application/json", draft).request_validator(&bodies)
    };
    let answer = LambdaIntegration::new(handler);
    let add = |resource: &Resource, method: HttpMethod, options: MethodOptions| {
        resource.add_method_with(method, answer.clone(), options);
    };
    let all = api.root().resource_for_path("notebooks/{notebook}/notes");
    add(&all, HttpMethod::Get, with_key());
    add(&all, HttpMethod::Post, with_note(&draft));
    let one = all.add_resource("{id}");
    add(&one, HttpMethod::Get, with_key());
    add(&one, HttpMethod::Put, with_note(&draft));
    add(&one, HttpMethod::Delete, with_key());
    api
}

/// Each client has a key of its own, so that one cannot use up what is the
/// others'. Add a key for each.
#[track_caller]
fn plan(api: &RestApi) -> UsagePlan {
    let props = UsagePlanProps::new()
        .throttle(ThrottleSettings::new(10.0, 20))
        .quota(QuotaSettings::new(100_000, Period::Month));
    let plan = api.add_usage_plan("Standard", props);
    plan.add_api_key(&api.add_api_key("WebApp", ApiKeyOptions::new()));
    plan
}

/// Goes off when requests fail by our own fault.
#[track_caller]
fn alarms(stack: &Stack, api: &RestApi) {
    let failures = api.metric_server_error();
    let props = AlarmProps::new(failures, 5.0, 3)
        .datapoints_to_alarm(2)
        .alarm_description("Requests for notes fail")
        // Nobody asks at night, and then nothing fails.
        .treat_missing_data(TreatMissingData::NotBreaching);
    Alarm::new(stack, "Failures", props);
}

impl Construct for NotesApi {
    fn node(&self) -> &Node {
        &self.node
    }
}
