//! Templates that together use every option of every construct. Each can be
//! deployed; other judges read the snapshots.

use std::time::Duration;

use construct_lib::apigateway::{
    AuthorizationType, CorsOptions, Deployment, DeploymentProps, EndpointType, HttpMethod,
    IntegrationConfig, IntegrationMapping, IntegrationResponse, IntegrationType, LambdaIntegration,
    LoggingLevel, Method, MethodOptions, MockIntegration, RestApi, RestApiProps, Stage,
    StageOptions, StageProps,
};
use construct_lib::contract::{Environment, TableItem, TableName};
use construct_lib::dynamodb::{
    Attribute, Billing, GlobalSecondaryIndex, LocalSecondaryIndex, Projection, StreamView, Table,
    TableAttributes, TableClass, TableEncryption, TableProps,
};
use construct_lib::iam::{
    Condition, ConditionKey, ManagedPolicy, ManagedPolicyArn, ManagedPolicyProps, Policy,
    PolicyDocument, PolicyProps, PolicyStatement, Principal, Role, RoleProps, StringKey,
};
use construct_lib::lambda::{
    Architecture, Code, Function, FunctionAttributes, FunctionProps, Permission, Runtime, Tracing,
};
use construct_lib::logs::{LogGroup, LogGroupProps, RetentionDays};
use construct_lib::{
    Aws, CfnOutput, CfnOutputProps, RemovalPolicies, RemovalPolicy, Stack, Tags, intrinsic,
};

use crate::support::{check_template, orders};

fn handler(stack: &Stack) -> Function {
    Function::new(stack, "Handler", FunctionProps::rust("orders"))
}

fn id() -> TableProps {
    TableProps::new(Attribute::string("id"))
}

#[test]
fn function_defaults() {
    let (_, stack) = orders();
    handler(&stack);
    check_template("function-defaults", &stack);
}

#[test]
fn function_options() {
    let (_, stack) = orders();
    let logs =
        LogGroup::new(&stack, "Logs", LogGroupProps::new().retention(RetentionDays::OneWeek));
    let role = Role::new(&stack, "Role", RoleProps::new(Principal::service("lambda")));
    let arn = "arn:aws:lambda:us-east-1:111122223333:layer:extension:7";
    let props = FunctionProps::rust("orders")
        .architecture(Architecture::Arm64)
        .description("Answers for orders")
        .environment("LEVEL", "info")
        .environment("STACK", Aws::STACK_NAME)
        .ephemeral_storage_size(1024)
        .function_name("orders-handler")
        .layer(arn)
        .log_group(&logs)
        .memory_size(512)
        .reserved_concurrent_executions(5)
        .role(&role)
        .timeout(Duration::from_secs(29))
        .tracing(Tracing::Active);
    let handler = Function::new(&stack, "Handler", props);
    handler.add_environment("REGION", Aws::REGION);
    handler.add_to_role_policy(
        PolicyStatement::allow().actions(["ses:SendEmail"]).resource("*").condition(
            Condition::string_equals(
                ConditionKey::<StringKey>::new("ses:FromAddress"),
                "orders@example.com",
            ),
        ),
    );
    check_template("function-options", &stack);
}

#[test]
fn function_code() {
    let (_, stack) = orders();
    let zip =
        FunctionProps::new(Code::zip("vendor/resize.zip"), Runtime::NodeJs24, "index.handler");
    Function::new(&stack, "Zip", zip.log_retention(RetentionDays::ThreeMonths));
    let code = Code::s3_version("orders-code", "resize.zip", "3sL4kqtJlcpXroDTDmJ");
    Function::new(&stack, "S3", FunctionProps::new(code, Runtime::Python314, "app.handler"));
    let source = "def handler(event, context):\n    return event\n";
    let inline = FunctionProps::new(Code::inline(source), Runtime::Python313, "index.handler");
    Function::new(&stack, "Inline", inline.tracing(Tracing::PassThrough));
    let other = Runtime::Other("java21".into());
    let java = FunctionProps::new(Code::zip("vendor/app.zip"), other, "com.example.App");
    Function::new(&stack, "Java", java);
    check_template("function-code", &stack);
}

#[derive(TableItem)]
#[table(crate = "construct_lib::contract")]
#[table(index(name = "by-email", partition_key = "email"))]
#[expect(dead_code, reason = "only the shape counts here")]
struct User {
    #[table(partition_key)]
    id: String,
    email: String,
}

#[derive(Environment)]
#[environment(handler = "users", crate = "construct_lib::contract")]
#[expect(dead_code, reason = "only the shape counts here")]
struct UsersEnv {
    users: TableName<User>,
    page_size: u32,
}

#[test]
fn contract() {
    let (_, stack) = orders();
    let users = Table::new(&stack, "Users", TableProps::of::<User>());
    let wire = UsersEnvWire { users: &users, page_size: 25 };
    let handler = Function::new(&stack, "Handler", FunctionProps::handler(wire));
    users.grant_read_write_data(&handler);
    check_template("contract", &stack);
}

#[test]
fn permissions() {
    let (_, stack) = orders();
    let handler = handler(&stack);
    let topic = stack.format_arn("sns", "orders");
    let sns = Permission::new(Principal::service("sns")).source_arn(topic);
    handler.add_permission("Topic", sns);
    let bucket = Permission::new(Principal::service("s3"))
        .source_arn("arn:aws:s3:::orders-uploads")
        .source_account(Aws::ACCOUNT_ID);
    handler.add_permission("Bucket", bucket);
    handler.add_permission("Account", Permission::new(Principal::account("111122223333")));
    let caller = Principal::arn("arn:aws:iam::111122223333:role/caller");
    handler.add_permission("Role", Permission::new(caller));
    let organization = Permission::new(Principal::organization("o-abc123defg"));
    handler.add_permission("Organization", organization.action("lambda:InvokeFunction"));

    let caller = Function::new(&stack, "Caller", FunctionProps::rust("caller"));
    handler.grant_invoke(&caller);
    let role = Role::from_role_name(&stack, "MailerRole", "mailer");
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:mailer";
    let attributes = FunctionAttributes::new(arn).role(&role);
    let mailer = Function::from_function_attributes(&stack, "Mailer", attributes);
    mailer.grant_invoke(&caller);
    handler.grant_invoke(&mailer);
    Function::from_function_name(&stack, "Audit", "audit").grant_invoke(&caller);
    check_template("function-permissions", &stack);
}

#[test]
fn table_options() {
    let (_, stack) = orders();
    Table::new(&stack, "Defaults", id());
    let all = id()
        .sort_key(Attribute::number("created"))
        .contributor_insights()
        .deletion_protection()
        .encryption(TableEncryption::AwsManaged)
        .point_in_time_recovery()
        .removal_policy(RemovalPolicy::Retain)
        .stream(StreamView::NewAndOldImages)
        .table_class(TableClass::StandardInfrequentAccess)
        .time_to_live("expires");
    Table::new(&stack, "All", all);
    let provisioned = TableProps::new(Attribute::binary("digest"))
        .billing(Billing::Provisioned { read: 5, write: 2 })
        .recovery_period_in_days(7)
        .removal_policy(RemovalPolicy::Destroy)
        .table_name("orders-digests");
    Table::new(&stack, "Provisioned", provisioned);
    check_template("table-options", &stack);
}

#[test]
fn table_indexes() {
    let (_, stack) = orders();
    let email = || GlobalSecondaryIndex::new("by-email", Attribute::string("email"));
    let by_day = GlobalSecondaryIndex::new("by-day", Attribute::string("day"))
        .sort_key(Attribute::number("created"))
        .projection(Projection::Include(vec!["total".into(), "state".into()]));
    let by_name = LocalSecondaryIndex::new("by-name", Attribute::string("name"));
    let by_state = LocalSecondaryIndex::new("by-state", Attribute::string("state"));
    let props = id()
        .sort_key(Attribute::number("created"))
        .global_secondary_index(email().projection(Projection::KeysOnly))
        .global_secondary_index(by_day)
        .local_secondary_index(by_name)
        .local_secondary_index(by_state.projection(Projection::KeysOnly));
    Table::new(&stack, "OnDemand", props);
    let props = id()
        .billing(Billing::Provisioned { read: 5, write: 5 })
        .global_secondary_index(email().capacity(3, 1))
        .global_secondary_index(GlobalSecondaryIndex::new("by-phone", Attribute::string("phone")));
    Table::new(&stack, "Provisioned", props);
    check_template("table-indexes", &stack);
}

#[test]
fn table_grants() {
    let (_, stack) = orders();
    let index = GlobalSecondaryIndex::new("by-email", Attribute::string("email"));
    let props = id().global_secondary_index(index).stream(StreamView::NewImage);
    let table = Table::new(&stack, "Table", props);
    let role = |id| Role::new(&stack, id, RoleProps::new(Principal::service("lambda")));
    table.grant_read_data(&role("Reader"));
    table.grant_write_data(&role("Writer"));
    table.grant_read_write_data(&role("Editor"));
    table.grant_full_access(&role("Owner"));
    table.grant_stream_read(&role("Follower"));
    table.grant(&role("Finder"), ["dynamodb:Query"]);
    let named: Table = Table::from_table_name(&stack, "Named", "customers");
    named.grant_read_data(&role("NamedReader"));
    let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/customers";
    let attributes =
        TableAttributes::new(arn).stream_arn(format!("{arn}/stream/2026-01-01T00:00:00.000"));
    let known: Table = Table::from_table_attributes(&stack, "Known", attributes);
    known.grant_stream(&role("KnownFollower"), ["dynamodb:DescribeStream"]);
    CfnOutput::new(&stack, "CustomersTable", CfnOutputProps::new(known.table_name()));
    check_template("table-grants", &stack);
}

#[test]
fn log_groups() {
    let (_, stack) = orders();
    LogGroup::new(&stack, "Defaults", LogGroupProps::new());
    let audit = LogGroupProps::new()
        .log_group_name(intrinsic::join("/", ["/orders", "audit"]))
        .retention(RetentionDays::TenYears);
    let audit = LogGroup::new(&stack, "Audit", audit);
    let forever = LogGroupProps::new()
        .retention(RetentionDays::Infinite)
        .removal_policy(RemovalPolicy::RetainExceptOnCreate);
    LogGroup::new(&stack, "Forever", forever);
    let role = Role::new(&stack, "Role", RoleProps::new(Principal::service("ec2")));
    audit.grant_write(&role);
    audit.grant_read(&role);
    LogGroup::from_log_group_name(&stack, "Shared", "/shared").grant_write(&role);
    check_template("log-groups", &stack);
}

#[test]
fn roles_and_policies() {
    let (_, stack) = orders();
    let read = |bucket: &str| {
        PolicyStatement::allow()
            .actions(["s3:GetObject"])
            .resource(format!("arn:aws:s3:::{bucket}/*"))
    };
    let shared = ManagedPolicyProps::new()
        .managed_policy_name("orders-reader")
        .description("Reads orders")
        .path("/orders/")
        .statement(read("orders"));
    let shared = ManagedPolicy::new(&stack, "Shared", shared);
    shared.add_statements([read("archive")]);

    let props = RoleProps::new(Principal::account("111122223333").with_session_tags())
        .role_name("orders-operator")
        .description("Operates orders")
        .path("/orders/")
        .external_id("orders")
        .external_id("orders-next")
        .inline_policy("uploads", PolicyDocument::new().statement(read("uploads")))
        .managed_policy(&shared)
        .managed_policy(ManagedPolicyArn::aws("job-function/ViewOnlyAccess"))
        .max_session_duration(Duration::from_secs(7200))
        .permissions_boundary(ManagedPolicyArn::aws("PowerUserAccess"));
    let operator = Role::new(&stack, "Operator", props);

    let github = "token.actions.githubusercontent.com";
    let provider = format!("arn:aws:iam::111122223333:oidc-provider/{github}");
    let pipeline = Principal::web_identity(provider)
        .condition(Condition::string_equals(
            ConditionKey::<StringKey>::named(format!("{github}:aud")),
            "sts.amazonaws.com",
        ))
        .condition(Condition::string_like(
            ConditionKey::<StringKey>::named(format!("{github}:sub")),
            "repo:example/orders:*",
        ));
    let pipeline = Role::new(&stack, "Pipeline", RoleProps::new(pipeline));
    operator.grant_assume_role(&pipeline);
    operator.grant_pass_role(&pipeline);

    let both = Principal::composite([Principal::service("ec2"), Principal::service("ecs-tasks")]);
    let worker = Role::new(&stack, "Worker", RoleProps::new(both));
    worker.add_assume_role_statement(
        PolicyStatement::allow()
            .actions(["sts:AssumeRole"])
            .principal(&Principal::account(Aws::ACCOUNT_ID)),
    );
    worker.add_to_policy(
        PolicyStatement::deny()
            .sid("OnlyHere")
            .not_actions(["iam:*", "sts:*"])
            .resource("*")
            .condition(Condition::string_not_equals(
                ConditionKey::<StringKey>::new("aws:RequestedRegion"),
                ["us-east-1", "eu-west-1"],
            )),
    );
    let props = PolicyProps::new().policy_name("orders-extra").statement(read("extra"));
    let extra = Policy::new(&stack, "Extra", props.role(&worker));
    extra.attach_to_role(&pipeline);
    worker.add_managed_policy(&shared);

    let arn = "arn:aws:iam::111122223333:role/service/existing";
    Role::from_role_arn(&stack, "Existing", arn).add_to_policy(read("existing"));
    let attached = ManagedPolicyProps::new().statement(read("attached")).role(&pipeline);
    ManagedPolicy::new(&stack, "Attached", attached).attach_to_role(&worker);
    check_template("roles-and-policies", &stack);
}

#[test]
fn rest_api_options() {
    let (_, stack) = orders();
    let handler = handler(&stack);
    let stage = StageOptions::new()
        .stage_name("v1")
        .description("The first version")
        .logging_level(LoggingLevel::Error)
        .metrics()
        .throttling(100.0, 200)
        .tracing()
        .variable("team", "orders");
    let props = RestApiProps::new()
        .rest_api_name("orders")
        .description("Orders over HTTP")
        .binary_media_types(["image/png"])
        .minimum_compression_size(1024)
        .endpoint_export_name("OrdersEndpoint")
        .endpoint_configuration(EndpointType::Edge)
        .retain_deployments()
        .deploy_options(stage);
    let api = RestApi::new(&stack, "Api", props);
    let order = api.root().resource_for_path("orders/{id}");
    let answer = || LambdaIntegration::new(&handler);
    order.add_method(HttpMethod::Get, answer().timeout(Duration::from_secs(5)));
    let options = MethodOptions::new()
        .authorization_type(AuthorizationType::Iam)
        .api_key_required(true)
        .operation_name("ReplaceOrder");
    order.add_method_with(HttpMethod::Put, answer(), options);
    api.root().add_resource("files").add_proxy(answer());
    let health = MockIntegration::new(200)
        .header("Cache-Control", "no-store")
        .response_template("{\"ok\": true}");
    api.root().add_resource("health").add_method(HttpMethod::Get, health);
    check_template("rest-api-options", &stack);
}

struct Website;

impl construct_lib::apigateway::Integration for Website {
    fn bind(&self, _method: &Method) -> IntegrationConfig {
        IntegrationConfig::new(IntegrationType::Http)
            .integration_http_method(HttpMethod::Get)
            .uri("https://example.com/orders")
            .timeout(Duration::from_secs(3))
            .mapping(
                IntegrationMapping::new()
                    .request_template("application/json", "$input.json('$')")
                    .response(
                        IntegrationResponse::new(200).template("application/json", "$input.body"),
                    ),
            )
    }
}

#[test]
fn rest_api_stages() {
    let (_, stack) = orders();
    let anyone = PolicyStatement::allow()
        .actions(["execute-api:Invoke"])
        .resource("execute-api:/*")
        .principal(&Principal::any());
    let props = RestApiProps::new()
        .endpoint_configuration(EndpointType::Private)
        .policy(PolicyDocument::new().statement(anyone))
        .disable_execute_api_endpoint()
        .without_deployment();
    let api = RestApi::new(&stack, "Api", props);
    api.root().add_method(HttpMethod::Get, Website);
    let deployment = DeploymentProps::new(&api).description("Now").retain_deployments();
    let deployment = Deployment::new(&stack, "Deployment", deployment);
    for name in ["alpha", "beta"] {
        let options = StageOptions::new().stage_name(name);
        let stage = Stage::new(&stack, name, StageProps::new(&deployment).options(options));
        let url = CfnOutputProps::new(stage.url_for_path("/orders"));
        CfnOutput::new(&stack, &format!("{name}Url"), url);
    }
    check_template("rest-api-stages", &stack);
}

#[test]
fn rest_api_cors() {
    let (_, stack) = orders();
    let handler = handler(&stack);
    let everyone = RestApiProps::new().default_cors_preflight(CorsOptions::new(["*"]));
    let open = RestApi::new(&stack, "Open", everyone);
    open.root().add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
    open.root().add_resource("orders");
    let cors = CorsOptions::new(["https://orders.example.com", "https://admin.example.com"])
        .allow_methods([HttpMethod::Get, HttpMethod::Put])
        .allow_headers(["Content-Type", "If-Match"])
        .expose_headers(["ETag"])
        .allow_credentials()
        .max_age(Duration::from_secs(3600))
        .status_code(200);
    let closed = RestApi::new(&stack, "Closed", RestApiProps::new());
    let orders = closed.root().add_resource("orders");
    orders.add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
    orders.add_cors_preflight(cors);
    let never = CorsOptions::new(["https://orders.example.com"]).disable_cache();
    closed.root().add_cors_preflight(never);
    check_template("rest-api-cors", &stack);
}

#[test]
fn rest_api_permissions_per_method() {
    let (_, stack) = orders();
    let handler = handler(&stack);
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    let each = || LambdaIntegration::new(&handler).scope_permission_to_method();
    let order = api.root().resource_for_path("orders/{id}");
    order.add_method(HttpMethod::Get, each());
    order.add_method(HttpMethod::Any, each());
    api.root().add_method(HttpMethod::Post, each());
    check_template("rest-api-permissions-per-method", &stack);
}

#[test]
fn development_stage() {
    let (_, stack) = orders();
    let handler = handler(&stack);
    Table::new(&stack, "Table", id()).grant_read_write_data(&handler);
    Tags::of(&stack).add("team", "orders");
    Tags::of(&handler).add("tier", "api");
    RemovalPolicies::of(&stack).apply(RemovalPolicy::Destroy);
    check_template("development-stage", &stack);
}
