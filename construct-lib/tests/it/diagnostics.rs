//! Every code of this crate, and how its report reads.

use std::time::Duration;

use construct_lib::apigateway::{
    AccessLogFormat, Account, AccountProps, BasePathMappingOptions, CorsOptions, DomainEndpoint,
    DomainName, DomainNameProps, EndpointType, HttpMethod, LambdaIntegration, LoggingLevel,
    MethodDeploymentOptions, MockIntegration, MtlsConfig, RestApi, RestApiProps, StageOptions,
};
use construct_lib::cfn::dynamodb::{CfnTable, CfnTableProps};
use construct_lib::cloudwatch::{Alarm, AlarmProps, MathExpression, Metric};
use construct_lib::dynamodb::{
    Attribute, Billing, GlobalSecondaryIndex, LocalSecondaryIndex, Projection, Table, TableProps,
};
use construct_lib::error::codes;
use construct_lib::iam::{
    BoolKey, Condition, ConditionKey, Grant, ManagedPolicy, ManagedPolicyArn, ManagedPolicyProps,
    Policy, PolicyDocument, PolicyProps, PolicyStatement, Principal, ResourceWithPolicy, Role,
    RoleProps, StringKey,
};
use construct_lib::include::{Include, IncludeProps};
use construct_lib::lambda::{Function, FunctionProps, Permission};
use construct_lib::logs::{LogGroup, LogGroupProps};
use construct_lib::route53::HostedZoneAttributes;
use construct_lib::testing::{Template, diagnostics};
use construct_lib::{
    App, CfnResource, Construct, Environment, Node, RemovalPolicy, Stack, StackProps, Value,
};

use crate::rest_errors;
use crate::rest_front;
use crate::support::check_report;

/// The name of a snapshot, and what is wrong in it.
type Scenario = (&'static str, fn(&Stack));

const SCENARIOS: &[Scenario] = &[
    ("iam-statements", iam_statements),
    ("iam-roles", iam_roles),
    ("iam-sizes", iam_sizes),
    ("iam-grants", iam_grants),
    ("imports", imports),
    ("retained-names", retained_names),
    ("dynamodb-tables", dynamodb_tables),
    ("dynamodb-global-tables", crate::global_tables::refused),
    ("dynamodb-indexes", dynamodb_indexes),
    ("dynamodb-parts", crate::tables::refused),
    ("lambda-configuration", crate::function_config::mistakes),
    ("lambda-functions", lambda_functions),
    ("lambda-environment", lambda_environment),
    ("lambda-permissions", lambda_permissions),
    ("apigateway-apis", apigateway_apis),
    ("apigateway-access", rest_front::access),
    ("apigateway-authorizers", rest_front::authorizers),
    ("apigateway-usage-plans", rest_front::usage_plans),
    ("apigateway-integrations", rest_errors::integrations),
    ("apigateway-methods", rest_errors::methods),
    ("apigateway-paths", apigateway_paths),
    ("apigateway-cors", apigateway_cors),
    ("apigateway-json-schemas", crate::json_schema::wrong_schemas),
    ("apigateway-stages", apigateway_stages),
    ("apigateway-logs", apigateway_logs),
    ("apigateway-domains", apigateway_domains),
    ("cloudwatch-alarms", cloudwatch_alarms),
    ("http-api-authorizers", crate::http_authorizers::wrong_authorizers),
    ("http-api-domains", crate::http_domains::wrong_domains),
    ("http-api-integrations", crate::http_integrations::wrong_integrations),
    ("http-api-options", crate::http_api::wrong_options),
    ("http-api-routes", crate::http_api::wrong_routes),
    ("include", include),
    ("kms-keys", crate::kms::refused),
    ("openapi-attachments", crate::openapi::wrong_attachments),
    ("openapi-documents", crate::openapi::wrong_documents),
    ("scaling", crate::scaling::refused),
    ("websocket-routes", crate::websocket_routes::mistakes),
    ("websocket-stages", crate::websocket_stages::mistakes),
];

#[test]
fn every_code_is_reported_and_reads_well() {
    let mut seen: Vec<String> = Vec::new();
    for (name, build) in SCENARIOS {
        let app = App::new();
        let stack = Stack::new(&app, "Orders", StackProps::new());
        build(&stack);
        seen.extend(check_report(name, &app));
    }
    let never: Vec<&&str> =
        codes::CONSTRUCTS.iter().filter(|code| !seen.iter().any(|s| s == *code)).collect();
    assert!(never.is_empty(), "never reported: {never:?}");
}

#[test]
fn codes_are_unique_and_in_kebab_case() {
    let mut all: Vec<&str> = codes::ALL.iter().chain(codes::CONSTRUCTS).copied().collect();
    for code in &all {
        assert!(code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{code}");
    }
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}

fn cloudwatch_alarms(s: &Stack) {
    let orders = || Metric::new("Shop", "Orders");
    Alarm::new(s, "Fewer", AlarmProps::new(orders(), 1.0, 3).datapoints_to_alarm(4));
    let seconds = Duration::from_secs;
    Alarm::new(s, "Period", AlarmProps::new(orders().period(seconds(45)), 1.0, 1));
    let sum = MathExpression::new("m1 + m2").using("m1", orders().period(seconds(60)));
    Alarm::new(s, "Sum", AlarmProps::new(sum, 1.0, 1));
}

fn include(s: &Stack) {
    let text = "
Description: A template in which much is wrong
Sections: {}
Parameters: {P: {Type: String}}
Rules: {R: {Assertions: [{Assert: !EachMemberIn [!ValueOf [P, Tags.a], [b]]}]}}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: yes, TopicName: null}}
  Queue: {Properties: {QueueName: !Ref Topik, Fn::Sup: x}}
  Work: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Topik, DelaySeconds: {Fn::Sup: x}}}
";
    let props = IncludeProps::from_yaml("legacy.yaml", text).parameter("P", "x");
    let _ = Include::new(s, "Legacy", props).get::<CfnTable>("Topic");
    let text = "Description: Another\nResources: {A: {Type: AWS::SNS::Topic}";
    Include::new(s, "Cut", IncludeProps::from_yaml("cut.yaml", text));
    let text = "Description: Another\nResources: {A: {Type: AWS::SNS::Topic}}";
    Include::new(s, "Described", IncludeProps::from_yaml("described.yaml", text));
}

fn service() -> Principal {
    Principal::service("lambda")
}

fn role(s: &Stack, id: &str) -> Role {
    Role::new(s, id, RoleProps::new(service()))
}

fn read() -> PolicyStatement {
    PolicyStatement::allow().actions(["s3:GetObject"]).resource("*")
}

fn iam_statements(s: &Stack) {
    role(s, "NoAction").add_to_policy(PolicyStatement::allow().resource("*"));
    role(s, "NoResource").add_to_policy(PolicyStatement::allow().actions(["s3:GetObject"]));
    role(s, "WithPrincipal").add_to_policy(read().principal(&service()));
    role(s, "WrongAction")
        .add_to_policy(PolicyStatement::allow().actions(["GetObject"]).resource("*"));
    role(s, "WrongId").add_to_policy(read().sid("a-b"));
    let anyone = PolicyStatement::allow().actions(["sts:AssumeRole"]);
    role(s, "NoPrincipal").add_assume_role_statement(anyone.clone());
    role(s, "WithResource")
        .add_assume_role_statement(anyone.clone().principal(&service()).resource("*"));
    let other = Principal::account("111122223333").condition(Condition::bool(
        ConditionKey::<BoolKey>::new("aws:MultiFactorAuthPresent"),
        true,
    ));
    let mixed = anyone.principal(&service()).principal(&other);
    role(s, "Mixed").add_assume_role_statement(mixed);
    let star = PolicyStatement::allow().actions(["sts:AssumeRole"]).principal(&Principal::star());
    role(s, "Star").add_assume_role_statement(star.principal(&Principal::account("111122223333")));
    Role::new(s, "NoMember", RoleProps::new(Principal::composite([])));
    Role::new(s, "Account", RoleProps::new(Principal::account("1111-2222-3333")));
    Role::new(s, "Organization", RoleProps::new(Principal::organization("o-abc")));
    let misspelt = Condition::unchecked("StringEqual", "aws:username", "jane");
    role(s, "Operator").add_to_policy(read().condition(misspelt));
    ManagedPolicy::new(s, "Empty", ManagedPolicyProps::new());
    Policy::new(s, "Nobody", PolicyProps::new().statement(read()));
    let imported = Role::from_role_name(s, "Imported", "admin");
    imported.add_managed_policy(ManagedPolicyArn::aws("ReadOnlyAccess"));
}

fn iam_roles(s: &Stack) {
    let new =
        |id, f: fn(RoleProps) -> RoleProps| drop(Role::new(s, id, f(RoleProps::new(service()))));
    new("Name", |p| p.role_name("order handler"));
    new("Description", |p| p.description("x".repeat(1001)));
    new("Path", |p| p.path("orders"));
    new("Session", |p| p.max_session_duration(Duration::from_secs(60)));
    new("PolicyName", |p| p.inline_policy("read orders", PolicyDocument::new().statement(read())));
}

fn iam_sizes(s: &Stack) {
    let bucket = |n| format!("arn:aws:s3:::orders-of-the-year-{n}/{}/*", "x".repeat(70));
    let buckets = |count| (0..count).map(bucket).collect::<Vec<_>>();
    let read = |count| PolicyStatement::allow().actions(["s3:GetObject"]).resources(buckets(count));
    let document = |count| PolicyDocument::new().statement(read(count));
    Role::new(s, "TooLarge", RoleProps::new(service()).inline_policy("Read", document(120)));
    // Two policies of one role count together.
    let two =
        Role::new(s, "Together", RoleProps::new(service()).inline_policy("Read", document(60)));
    Policy::new(s, "Second", PolicyProps::new().statement(read(61)).role(&two));
    ManagedPolicy::new(s, "Managed", ManagedPolicyProps::new().statement(read(80)));
    // One resource alone is more than any policy takes.
    role(s, "Endless").add_to_policy(read(1).resource("x".repeat(7000)));
    let accounts = |from: u64, to: u64| {
        let all = (from..to).map(|n| Principal::account(format!("{n:012}")));
        RoleProps::new(Principal::composite(all))
    };
    Role::new(s, "TrustsMany", accounts(0, 60));
    Role::new(s, "TrustsTooMany", accounts(0, 150));
    let managed = |props: RoleProps, count| {
        let name = |n| ManagedPolicyArn::aws(&format!("Policy{n}"));
        (0..count).map(name).fold(props, RoleProps::managed_policy)
    };
    Role::new(s, "Eleven", managed(RoleProps::new(service()), 11));
    Role::new(s, "TwentyOne", managed(RoleProps::new(service()), 21));
    // What is known only at deployment makes it likely, not certain.
    let queue = |n| CfnResource::new(s, &format!("Queue{n}"), "AWS::SQS::Queue");
    let arns = (0..110).map(|n| -> Value<String> { queue(n).get_att("Arn") });
    let send = PolicyStatement::allow().actions(["sqs:SendMessage"]).resources(arns);
    let inline =
        RoleProps::new(service()).inline_policy("Send", PolicyDocument::new().statement(send));
    Role::new(s, "Likely", inline);
}

fn iam_grants(s: &Stack) {
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:mailer";
    let imported = Function::from_function_arn(s, "Mailer", arn);
    let table = Table::new(s, "Table", TableProps::new(Attribute::string("id")));
    let grant = table.grant_read_data(&imported);
    assert!(!grant.is_added());
    table.grant_stream_read(&role(s, "Worker"));
    table.grant_read_data(&Principal::account("111122223333"));
    let elsewhere = "arn:aws:iam::444455556666:role/other";
    let there = Role::from_role_arn(&other_account(s), "Elsewhere", elsewhere);
    there.add_to_policy(read());
    Policy::new(&there, "Policy", PolicyProps::new().statement(read()).role(&there));
    Grant::drop().assert_added(s);
    // A policy acts as nobody that the policy of a resource could name.
    let policy = Policy::new(s, "Policy", PolicyProps::new().role(&role(s, "Reader")));
    Grant::add_to_principal_and_resource(&policy, read(), &Closed(table.node().clone()));
    Grant::add_to_principal_or_resource(&service(), read(), &Closed(table.node().clone()));
}

/// A stack whose account is known.
fn other_account(s: &Stack) -> Stack {
    let app = s.node().scope().unwrap();
    let environment = Environment::agnostic().account("111122223333").region("us-east-1");
    Stack::new(&app, "Known", StackProps::new().environment(environment))
}

/// Something whose policy is not changed here.
struct Closed(Node);

impl Construct for Closed {
    fn node(&self) -> &Node {
        &self.0
    }
}

impl ResourceWithPolicy for Closed {
    fn add_to_resource_policy(&self, _: PolicyStatement) -> Option<Node> {
        None
    }
}

fn imports(s: &Stack) {
    let table: Table = Table::from_table_name(s, "Table", "orders");
    table.patch(CfnTableProps::patch().billing_mode("PROVISIONED"));
    let handler = Function::from_function_name(s, "Handler", "orders");
    handler.add_environment("TABLE", table.table_name());
    let role = Role::from_role_name(s, "Role", "orders");
    role.add_assume_role_statement(PolicyStatement::allow().actions(["sts:AssumeRole"]));
}

fn retained_names(s: &Stack) {
    Table::new(s, "Table", TableProps::new(Attribute::string("id")).table_name("orders"));
    let kept = LogGroupProps::new().log_group_name("/orders").removal_policy(RemovalPolicy::Retain);
    LogGroup::new(s, "Logs", kept);
}

fn dynamodb_tables(s: &Stack) {
    let new = |id, props| drop(Table::new(s, id, props));
    let id = || TableProps::new(Attribute::string("id"));
    new("Capacity", id().billing(Billing::Provisioned { read: 0, write: 5 }));
    new("Name", id().table_name("my orders").removal_policy(RemovalPolicy::Destroy));
    new("Recovery", id().recovery_period_in_days(36));
    new("SameKey", id().sort_key(Attribute::string("id")));
    new("NoKey", TableProps::new(Attribute::string("")));
}

fn dynamodb_indexes(s: &Stack) {
    let new = |id, props| drop(Table::new(s, id, props));
    let id = || TableProps::new(Attribute::string("id"));
    let global = |name: &str| GlobalSecondaryIndex::new(name, Attribute::string("email"));
    let local = |name: String| LocalSecondaryIndex::new(name, Attribute::string("name"));
    new(
        "Twice",
        id().global_secondary_index(global("by-email")).global_secondary_index(global("by-email")),
    );
    new("ShortName", id().global_secondary_index(global("i")));
    new("Capacity", id().global_secondary_index(global("by-email").capacity(1, 1)));
    let none = Projection::Include(Vec::new());
    new("NoAttributes", id().global_secondary_index(global("by-email").projection(none)));
    let number = GlobalSecondaryIndex::new("by-id", Attribute::number("id"));
    new("TwoTypes", id().global_secondary_index(number));
    new("NoSortKey", id().local_secondary_index(local("by-name".into())));
    let sorted = id().sort_key(Attribute::number("at"));
    new(
        "SixLocal",
        (1..=6).fold(sorted, |p, n| p.local_secondary_index(local(format!("by-name-{n}")))),
    );
}

fn lambda_functions(s: &Stack) {
    let new = |id, f: fn(FunctionProps) -> FunctionProps| {
        Function::new(s, id, f(FunctionProps::rust("orders")));
    };
    new("Memory", |p| p.memory_size(64));
    new("Timeout", |p| p.timeout(Duration::from_secs(901)));
    new("Fraction", |p| p.timeout(Duration::from_millis(1500)));
    new("Storage", |p| p.ephemeral_storage_size(20_000));
    new("Name", |p| p.function_name("order handler"));
    new("Description", |p| p.description("x".repeat(257)));
    new("Layers", |p| {
        let arn = |n| format!("arn:aws:lambda:us-east-1:111122223333:layer:l:{n}");
        (1..=6).fold(p, |p, n| p.layer(arn(n)))
    });
}

fn lambda_environment(s: &Stack) {
    let new = |id, name: &'static str, value: String| {
        Function::new(s, id, FunctionProps::rust("orders").environment(name, value));
    };
    new("Reserved", "AWS_REGION", "us-east-1".into());
    new("Malformed", "order-table", "orders".into());
    new("Short", "T", "orders".into());
    new("Large", "RULES", "x".repeat(5000));
}

fn lambda_permissions(s: &Stack) {
    let handler = Function::new(s, "Handler", FunctionProps::rust("orders"));
    let two = Principal::composite([Principal::service("s3"), Principal::service("sns")]);
    handler.add_permission("Two", Permission::new(two));
    let conditioned = Principal::service("s3").condition(Condition::string_equals(
        ConditionKey::<StringKey>::new("aws:SourceAccount"),
        "111122223333",
    ));
    handler.add_permission("Conditioned", Permission::new(conditioned));
    handler.add_permission(
        "Federated",
        Permission::new(Principal::web_identity("accounts.google.com")),
    );
}

fn apigateway_apis(s: &Stack) {
    let _ = RestApi::new(s, "Empty", RestApiProps::new());
    let undeployed = RestApi::new(s, "Undeployed", RestApiProps::new().without_deployment());
    undeployed.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    let _ = undeployed.url();
    let policy =
        PolicyDocument::new().statement(PolicyStatement::allow().actions(["execute-api:Invoke"]));
    let open = RestApi::new(s, "Policy", RestApiProps::new().policy(policy));
    open.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    let private = RestApiProps::new().endpoint_configuration(EndpointType::Private);
    let private = RestApi::new(s, "Private", private);
    private.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    let large = RestApi::new(s, "Large", RestApiProps::new());
    large.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    for n in 0..301 {
        large.root().add_resource(&format!("part-{n}"));
    }
}

fn apigateway_paths(s: &Stack) {
    let api = RestApi::new(s, "Api", RestApiProps::new());
    let root = api.root();
    root.add_resource("주문");
    root.add_resource("{id");
    let orders = root.add_resource("orders");
    orders.add_resource("{id}");
    orders.add_resource("{number}");
    root.resource_for_path("files/{path+}").add_resource("size");
    let handler = Function::new(s, "Handler", FunctionProps::rust("orders"));
    let hasty = LambdaIntegration::new(&handler).timeout(Duration::from_millis(10));
    orders.add_method(HttpMethod::Get, hasty);
    orders.add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
}

fn apigateway_cors(s: &Stack) {
    let new = |id, cors| {
        let api = RestApi::new(s, id, RestApiProps::new().default_cors_preflight(cors));
        api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    };
    new("Nobody", CorsOptions::new([""; 0]));
    new("Star", CorsOptions::new(["*", "https://orders.example.com"]));
    new("Cookies", CorsOptions::new(["*"]).allow_credentials());
    new("NoScheme", CorsOptions::new(["orders.example.com"]));
    let verbs = [HttpMethod::Any, HttpMethod::Get];
    new("Verbs", CorsOptions::new(["*"]).allow_methods(verbs));
}

fn apigateway_stages(s: &Stack) {
    let new = |id, options| {
        let api = RestApi::new(s, id, RestApiProps::new().deploy_options(options));
        api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    };
    new("Name", StageOptions::new().stage_name("my stage"));
    new("Throttling", StageOptions::new().throttling(f64::NAN, 5));
    new("Variable", StageOptions::new().variable("team-name", "orders"));
    new("Value", StageOptions::new().variable("team", "orders & more"));
    new(
        "Format",
        StageOptions::new().access_log_format(AccessLogFormat::custom("$context.status")),
    );
    let counted = MethodDeploymentOptions::new().metrics_enabled(true);
    new("Unknown", StageOptions::new().method_options("/users", HttpMethod::Get, counted));
    Account::new(s, "One", AccountProps::new());
    Account::new(s, "Two", AccountProps::new());
}

fn apigateway_domains(s: &Stack) {
    let certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1234";
    let props = |name: &str| DomainNameProps::new(name, certificate);
    DomainName::new(s, "Name", props("https://api.example.com"));
    DomainName::new(s, "Edge", props("edge.example.com").endpoint(DomainEndpoint::Edge));
    let domain =
        DomainName::new(s, "Domain", props("api.example.com").mtls(MtlsConfig::new("b", "ca.pem")));
    let api = RestApi::new(s, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    domain.add_base_path_mapping(&api, BasePathMappingOptions::new().base_path("/orders"));
    domain.add_base_path_mapping(&api, BasePathMappingOptions::new().base_path("/orders"));
    domain.add_base_path_mapping(&api, BasePathMappingOptions::new().base_path("orders/v1"));
    let zone = HostedZoneAttributes::new("Z0123456789ABCDEFGHIJ", "example.org");
    domain.add_alias_record(s, "Alias", &zone);
}

fn apigateway_logs(s: &Stack) {
    let options = StageOptions::new().logging_level(LoggingLevel::Info);
    let api = RestApi::new(s, "Api", RestApiProps::new().deploy_options(options));
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
}

#[test]
fn what_is_known_only_at_deployment_is_not_checked() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let late = construct_lib::Aws::STACK_NAME;
    let table = TableProps::new(Attribute::string("id")).table_name(&late);
    Table::new(&stack, "Table", table);
    let props = FunctionProps::rust("orders").function_name(&late).description(&late);
    Function::new(&stack, "Handler", props.environment("STACK", &late));
    let logs = LogGroupProps::new().log_group_name(&late).removal_policy(RemovalPolicy::Retain);
    LogGroup::new(&stack, "Logs", logs);
    let role = RoleProps::new(service()).role_name(&late).path(&late).description(&late);
    Role::new(&stack, "Role", role);
    assert_eq!(diagnostics(&app), []);
}

#[test]
fn values_at_the_limits_are_taken() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let props = FunctionProps::rust("orders")
        .memory_size(10_240)
        .timeout(Duration::from_secs(900))
        .ephemeral_storage_size(10_240)
        .function_name("n".repeat(64))
        .description("d".repeat(256))
        .environment("RULES", "x".repeat(4091));
    Function::new(&stack, "Most", props);
    let props = FunctionProps::rust("orders").memory_size(128).timeout(Duration::from_secs(1));
    Function::new(&stack, "Least", props.ephemeral_storage_size(512));
    let props = RoleProps::new(service())
        .role_name("r".repeat(64))
        .description("d".repeat(1000))
        .max_session_duration(Duration::from_secs(43_200));
    Role::new(&stack, "Role", props);
    assert_eq!(diagnostics(&app), []);
    let over = FunctionProps::rust("orders").environment("RULES", "x".repeat(4092));
    Function::new(&stack, "TooMuch", over);
    assert!(Template::try_from_stack(&stack).is_err());
}
