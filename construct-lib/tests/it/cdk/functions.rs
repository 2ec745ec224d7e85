//! Functions and log groups.

use std::time::Duration;

use construct_lib::iam::{PolicyStatement, Principal, Role, RoleProps};
use construct_lib::lambda::{
    Architecture, Code, Function, FunctionAttributes, FunctionProps, Permission, Runtime, Tracing,
};
use construct_lib::logs::{LogGroup, LogGroupProps, RetentionDays};
use construct_lib::testing::{Template, json};
use construct_lib::{
    App, Aws, CfnOutput, CfnOutputProps, CfnResource, Construct, IntoValue, RemovalPolicy, Stack,
    StackProps,
};

use super::compare::{Program, check, program, refused};

fn props() -> FunctionProps {
    FunctionProps::new(Code::s3("code", "code.zip"), Runtime::ProvidedAl2023, "bootstrap")
}

fn with(s: &Stack, props: FunctionProps) -> Function {
    Function::new(s, "Handler", props)
}

fn handler(s: &Stack) -> Function {
    with(s, props())
}

fn role(s: &Stack, id: &str) -> Role {
    Role::new(s, id, RoleProps::new(Principal::service("lambda")))
}

fn imported_role(s: &Stack) -> Role {
    Role::from_role_arn(s, "Role", "arn:aws:iam::111122223333:role/handler")
}

fn imported(s: &Stack) -> Function {
    Function::from_function_arn(s, "Imported", "arn:aws:lambda:us-east-1:111122223333:function:f")
}

fn statement() -> PolicyStatement {
    PolicyStatement::allow().actions(["s3:GetObject"]).resource("*")
}

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

/// What the CDK has by default.
fn two_years() -> LogGroupProps {
    LogGroupProps::new().retention(RetentionDays::TwoYears).removal_policy(RemovalPolicy::Retain)
}

fn after(s: &Stack) -> CfnResource {
    CfnResource::new(s, "After", "Test::After")
}

fn layers(count: usize) -> FunctionProps {
    let arn = |n| format!("arn:aws:lambda:us-east-1:111122223333:layer:l:{n}");
    (1..=count).fold(props(), |props, n| props.layer(arn(n)))
}

#[test]
fn functions_are_those_of_the_cdk() {
    check("functions", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[
    (
        "environment added later",
        "Lambda refuses names of one letter, which the CDK does not check; see below",
    ),
    (
        "an imported role that cannot be changed, with a grant",
        "an import without grants comes in a later step",
    ),
    (
        "grantInvoke to a service",
        "a service cannot be given permissions by a grant: the types do not let it",
    ),
    (
        "grantInvoke of an imported function",
        "the caller's policy can allow it, whatever the function's account",
    ),
    (
        "something that depends on a function without a policy",
        "here every function has a policy; see `depends on its policy`",
    ),
    ("JSON logs", "comes in a later step"),
    ("log group: infrequent access", "comes in a later step"),
];

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(handler(s))),
    program("environment", |s| {
        with(
            s,
            props().environment("ZEBRA", "z").environment("APPLE", "a").environment("Mango", "m"),
        );
    }),
    program("empty environment", |s| drop(handler(s))),
    // The CDK lets the deployment fail.
    refused("environment with a bad name", "invalid-environment-variable", |s| {
        with(s, props().environment("1A", "x"));
    }),
    refused("environment with a reserved name", "invalid-environment-variable", |s| {
        with(s, props().environment("AWS_REGION", "x"));
    }),
    program("description", |s| drop(with(s, props().description("Users")))),
    program("name", |s| drop(with(s, props().function_name("users")))),
    refused("name with a bad character", "invalid-name", |s| {
        with(s, props().function_name("a b"));
    }),
    refused("name that is too long", "invalid-name", |s| {
        with(s, props().function_name("n".repeat(65)));
    }),
    refused("description that is too long", "text-too-long", |s| {
        with(s, props().description("d".repeat(257)));
    }),
    program("memory and timeout", |s| {
        with(s, props().memory_size(256).timeout(Duration::from_secs(10)));
    }),
    // The CDK lets the deployment fail.
    refused("memory out of range", "memory-out-of-range", |s| {
        with(s, props().memory_size(64));
    }),
    program("timeout in minutes", |s| drop(with(s, props().timeout(Duration::from_secs(900))))),
    // The CDK lets the deployment fail.
    refused("timeout out of range", "timeout-out-of-range", |s| {
        with(s, props().timeout(Duration::from_secs(960)));
    }),
    program("ephemeral storage", |s| drop(with(s, props().ephemeral_storage_size(1024)))),
    refused("ephemeral storage out of range", "storage-out-of-range", |s| {
        with(s, props().ephemeral_storage_size(511));
    }),
    program("reserved concurrency", |s| drop(with(s, props().reserved_concurrent_executions(5)))),
    program("reserved concurrency of nothing", |s| {
        with(s, props().reserved_concurrent_executions(0));
    }),
    program("architecture x86_64", |s| drop(with(s, props().architecture(Architecture::X86_64)))),
    program("architecture arm64", |s| drop(with(s, props().architecture(Architecture::Arm64)))),
    program("tracing active", |s| drop(with(s, props().tracing(Tracing::Active)))),
    program("tracing pass through", |s| drop(with(s, props().tracing(Tracing::PassThrough)))),
    program("tracing disabled", |s| drop(handler(s))),
    program("layer by ARN", |s| drop(with(s, layers(1)))),
    refused("six layers", "too-many-layers", |s| drop(with(s, layers(6)))),
    program("code with a version", |s| {
        let code = Code::s3_version("code", "a.zip", "v1");
        with(s, FunctionProps::new(code, Runtime::ProvidedAl2023, "bootstrap"));
    }),
    program("inline code", |s| {
        let code = Code::inline("exports.handler=1");
        with(s, FunctionProps::new(code, Runtime::NodeJs22, "index.handler"));
    }),
    program("a role that is given", |s| drop(with(s, props().role(&role(s, "Role"))))),
    program("an imported role", |s| drop(with(s, props().role(&imported_role(s))))),
    program("a role that is given, with a grant", |s| {
        with(s, props().role(&role(s, "Role"))).add_to_role_policy(statement());
    }),
    program("an imported role, with a grant", |s| {
        with(s, props().role(&imported_role(s))).add_to_role_policy(statement());
    }),
    program("initial policy", |s| drop(handler(s).add_to_role_policy(statement()))),
    program("added to the policy twice", |s| {
        let handler = handler(s);
        handler.add_to_role_policy(statement());
        handler
            .add_to_role_policy(PolicyStatement::allow().actions(["s3:PutObject"]).resource("*"));
    }),
    program("depends on its policy", |s| {
        let handler = handler(s);
        handler.add_to_role_policy(statement());
        after(s).node().add_dependency(&handler);
    }),
    program("two functions with one role", |s| {
        let first = Function::new(s, "First", props());
        let second = props().role(&first.role().unwrap());
        Function::new(s, "Second", second).add_to_role_policy(statement());
    }),
    program("permission for a service", |s| {
        let topic = Permission::new(Principal::service("sns"))
            .source_arn("arn:aws:sns:us-east-1:111122223333:t");
        handler(s).add_permission("Call", topic);
    }),
    program("permission for an account", |s| {
        handler(s).add_permission("Call", Permission::new(Principal::account("111122223333")));
    }),
    program("permission for an organization", |s| {
        handler(s).add_permission("Call", Permission::new(Principal::organization("o-abc123defg")));
    }),
    program("grantInvoke to a role", |s| {
        let handler = handler(s);
        let caller = RoleProps::new(Principal::account(Aws::ACCOUNT_ID));
        handler.grant_invoke(&Role::new(s, "Caller", caller));
    }),
    program("grantInvoke to a function", |s| {
        let called = Function::new(s, "Called", props());
        called.grant_invoke(&Function::new(s, "Caller", props()));
    }),
    // The CDK does nothing, and says nothing.
    refused("grant to an imported function without a role", "grant-without-role", |s| {
        imported(s).add_to_role_policy(statement());
    }),
    program("permission of an imported function", |s| {
        // Whose account and region it has is the user's to know: the CDK leaves it out.
        let _ = imported(s);
    }),
    program("a log group that is given", |s| {
        let logs = LogGroupProps::new().removal_policy(RemovalPolicy::Retain);
        with(s, props().log_group(&LogGroup::new(s, "Logs", logs)));
    }),
    program("log group: the least", |s| drop(LogGroup::new(s, "Logs", two_years()))),
    program("log group: name, retention, deleted", |s| {
        LogGroup::new(s, "Logs", LogGroupProps::new().log_group_name("/users"));
    }),
    program("log group: kept for ever", |s| {
        LogGroup::new(s, "Logs", two_years().retention(RetentionDays::Infinite));
    }),
    program("log group: grants", |s| {
        let logs = LogGroup::new(s, "Logs", two_years());
        let role = role(s, "Role");
        logs.grant_write(&role);
        logs.grant_read(&role);
    }),
    program("log group: ARN and name", |s| {
        let logs = LogGroup::new(s, "Logs", two_years());
        output(s, "Arn", logs.log_group_arn());
        output(s, "Name", logs.log_group_name());
    }),
    program("references", |s| {
        let handler = handler(s);
        output(s, "Name", handler.function_name());
        output(s, "Arn", handler.function_arn());
        let role = handler.role().unwrap();
        output(s, "Role", role.role_arn());
        output(s, "RoleName", role.role_name());
    }),
];

#[test]
fn an_imported_function_takes_permissions_and_grants_through_its_role() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:f";
    let attributes = FunctionAttributes::new(arn).role(&imported_role(&stack));
    let handler = Function::from_function_attributes(&stack, "Imported", attributes);
    handler.add_permission("Call", Permission::new(Principal::service("sns")));
    assert!(handler.add_to_role_policy(statement()).is_added());
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::IAM::Policy", 1);
    template.has_resource_properties(
        "AWS::Lambda::Permission",
        json!({ "FunctionName": arn, "Principal": "sns.amazonaws.com" }),
    );
}

#[test]
fn a_variable_keeps_its_place_and_the_last_value_wins() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let handler = with(&stack, props().environment("BB", "1"));
    handler.add_environment("AA", "2");
    handler.add_environment("BB", "3");
    let template = Template::from_stack(&stack);
    let lines: Vec<&str> = template.as_str().lines().map(str::trim).collect();
    let at = lines.iter().position(|l| *l == "\"Variables\": {").unwrap();
    assert_eq!(lines[at + 1..at + 3], ["\"BB\": \"3\",", "\"AA\": \"2\""]);
}
