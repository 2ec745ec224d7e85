//! Constructs together: found again, patched, tagged, kept, and freed.

use std::cell::Cell;
use std::rc::Rc;

use construct_lib::apigateway::{
    Deployment, HttpMethod, LambdaIntegration, Method, Resource, RestApi, RestApiProps, Stage,
};
use construct_lib::cfn::dynamodb::CfnTableProps;
use construct_lib::cfn::dynamodb::table::ProvisionedThroughput;
use construct_lib::cfn::iam::CfnPolicyProps;
use construct_lib::cfn::lambda::CfnFunctionProps;
use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::iam::{
    ManagedPolicy, Policy, PolicyProps, PolicyStatement, Principal, Role, RoleProps,
};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::logs::LogGroup;
use construct_lib::testing::{Template, diagnostics, has_diagnostic, json};
use construct_lib::{
    App, CfnCondition, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, CfnResource,
    Construct, Node, RemovalPolicies, RemovalPolicy, Stack, StackProps, State, Tags, intrinsic,
};

use crate::support::orders;

fn table(scope: &dyn Construct) -> Table {
    Table::new(scope, "Table", TableProps::new(Attribute::string("id")))
}

fn handler(scope: &dyn Construct) -> Function {
    Function::new(scope, "Handler", FunctionProps::rust("orders"))
}

fn api(scope: &dyn Construct, handler: &Function) -> RestApi {
    let api = RestApi::new(scope, "Api", RestApiProps::new());
    let users = api.root().add_resource("users");
    users.add_method(HttpMethod::Get, LambdaIntegration::new(handler));
    api
}

#[test]
fn constructs_are_found_again_by_their_nodes() {
    let (app, stack) = orders();
    let (table, handler) = (table(&stack), handler(&stack));
    let api = api(&stack, &handler);
    let again: Table = Table::at(table.node()).unwrap();
    assert_eq!(again.table_arn(), table.table_arn());
    let again = Function::at(handler.node()).unwrap();
    assert_eq!(again.function_name(), handler.function_name());
    assert_eq!(again.role().unwrap().role_arn(), handler.role().unwrap().role_arn());
    assert_eq!(again.log_group().unwrap().node(), handler.log_group().unwrap().node());

    let all = app.node().find_all();
    let found = |is: fn(&Node) -> bool| all.iter().filter(|n| is(n)).count();
    assert_eq!(found(|n| Table::<()>::at(n).is_some()), 1);
    assert_eq!(found(|n| Function::at(n).is_some()), 1);
    assert_eq!(found(|n| Role::at(n).is_some()), 1);
    assert_eq!(found(|n| Policy::at(n).is_some()), 1);
    assert_eq!(found(|n| ManagedPolicy::at(n).is_some()), 0);
    assert_eq!(found(|n| LogGroup::at(n).is_some()), 1);
    assert_eq!(found(|n| RestApi::at(n).is_some()), 1);
    assert_eq!(found(|n| Deployment::at(n).is_some()), 1);
    assert_eq!(found(|n| Stage::at(n).is_some()), 1);
    let resources: Vec<String> = all.iter().filter_map(Resource::at).map(|r| r.path()).collect();
    assert_eq!(resources, ["/", "/users"]);
    let methods: Vec<Method> = all.iter().filter_map(Method::at).collect();
    assert_eq!(methods.len(), 1);
    assert_eq!(methods[0].path(), "/users");
    assert_eq!(methods[0].rest_api().rest_api_id(), api.rest_api_id());
    let stage = all.iter().find_map(Stage::at).unwrap();
    assert_eq!(stage.url_for_path("/"), api.url());
    assert!(Function::at(table.node()).is_none());
}

#[test]
fn an_asked_for_path_adds_only_what_is_missing() {
    let (_, stack) = orders();
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    let one = api.root().resource_for_path("/users/{id}");
    let two = api.root().resource_for_path("users/{id}/orders");
    assert_eq!(two.node().scope().as_ref(), Some(one.node()));
    assert_eq!(api.root().resource_for_path("/").path(), "/");
}

#[test]
fn a_typed_patch_wins_over_what_a_construct_sets_later() {
    let (_, stack) = orders();
    let (table, handler) = (table(&stack), handler(&stack));
    let throughput = ProvisionedThroughput::new(1, 1);
    let patch = CfnTableProps::patch().provisioned_throughput(throughput);
    table.patch(patch.billing_mode("PROVISIONED"));
    handler.patch(CfnFunctionProps::patch().memory_size(1024));
    handler.add_environment("LEVEL", "info");
    let role = handler.role().unwrap();
    let policy = PolicyStatement::allow().actions(["s3:GetObject"]).resource("*");
    role.add_to_policy(policy);
    let policy = role.node().try_child("DefaultPolicy").and_then(|node| Policy::at(&node)).unwrap();
    policy.patch(CfnPolicyProps::patch().policy_name("orders"));
    let template = Template::from_stack(&stack);
    template
        .has_resource_properties("AWS::DynamoDB::Table", json!({ "BillingMode": "PROVISIONED" }));
    template.has_resource_properties(
        "AWS::Lambda::Function",
        json!({ "MemorySize": 1024, "Environment": { "Variables": { "LEVEL": "info" } } }),
    );
    template.has_resource_properties("AWS::IAM::Policy", json!({ "PolicyName": "orders" }));
}

#[test]
fn raw_overrides_reach_through_every_construct() {
    let (_, stack) = orders();
    let handler = handler(&stack);
    let function = CfnResource::at(handler.node()).unwrap();
    function.add_property_override("TracingConfig.Mode", "Active");
    function.add_property_deletion_override("Timeout");
    function.add_override("Metadata.Team", "orders");
    let template = Template::from_stack(&stack);
    template.has_resource("AWS::Lambda::Function", json!({ "Metadata": { "Team": "orders" } }));
    let (_, found) = template.find_resources("AWS::Lambda::Function")[0];
    assert_eq!(found["Properties"]["TracingConfig"]["Mode"], "Active");
    assert!(found["Properties"].get("Timeout").is_none());
}

#[test]
fn tags_of_a_scope_are_on_every_construct_that_takes_them() {
    let (_, stack) = orders();
    let (_, handler) = (table(&stack), handler(&stack));
    api(&stack, &handler);
    Tags::of(&stack).add("team", "orders");
    let template = Template::from_stack(&stack);
    let tags = json!({ "Tags": [{ "Key": "team", "Value": "orders" }] });
    for ty in [
        "AWS::DynamoDB::Table",
        "AWS::Lambda::Function",
        "AWS::IAM::Role",
        "AWS::Logs::LogGroup",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
    ] {
        template.has_resource_properties(ty, tags.clone());
    }
    for ty in ["AWS::IAM::Policy", "AWS::Lambda::Permission", "AWS::ApiGateway::Method"] {
        for (id, resource) in template.find_resources(ty) {
            assert!(resource["Properties"].get("Tags").is_none(), "{id}");
        }
    }
}

#[test]
fn a_development_stage_keeps_nothing() {
    let (_, stack) = orders();
    table(&stack);
    let before = Template::from_stack(&stack);
    before.has_resource(
        "AWS::DynamoDB::Table",
        json!({ "DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain" }),
    );
    let (_, stack) = orders();
    table(&stack);
    RemovalPolicies::of(&stack).apply(RemovalPolicy::Destroy);
    Template::from_stack(&stack).has_resource(
        "AWS::DynamoDB::Table",
        json!({ "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete" }),
    );
}

#[test]
fn conditions_parameters_and_outputs_work_with_constructs() {
    let (_, stack) = orders();
    let level = CfnParameter::new(&stack, "Level", CfnParameterProps::string());
    let live = CfnCondition::new(&stack, "Live", intrinsic::equals(level.value(), "warn"));
    let handler = handler(&stack);
    handler.add_environment("LEVEL", level.value());
    handler.add_environment("MODE", intrinsic::if_::<String>(&live, "live", "test"));
    let table = table(&stack);
    CfnResource::at(table.node()).unwrap().set_condition(&live);
    CfnOutput::new(&stack, "TableName", CfnOutputProps::new(table.table_name()).condition(&live));
    let template = Template::from_stack(&stack);
    template.has_resource_properties(
        "AWS::Lambda::Function",
        json!({ "Environment": { "Variables": {
            "LEVEL": { "Ref": "Level" },
            "MODE": { "Fn::If": ["Live", "live", "test"] },
        } } }),
    );
    template.has_resource("AWS::DynamoDB::Table", json!({ "Condition": "Live" }));
    template.has_output(
        "TableName",
        json!({ "Value": { "Ref": "TableCD117FA1" }, "Condition": "Live" }),
    );
}

#[test]
fn a_value_of_another_app_is_reported() {
    let (_, theirs) = orders();
    let table = table(&theirs);
    let (app, stack) = orders();
    let handler = handler(&stack);
    handler.add_environment("TABLE", table.table_name());
    table.grant_read_data(&handler);
    let codes: Vec<String> = diagnostics(&app).iter().map(|d| d.code().to_owned()).collect();
    assert!(codes.iter().all(|c| c == "foreign-token") && !codes.is_empty(), "{codes:?}");
}

#[test]
fn a_role_of_another_app_does_not_act() {
    let (_, theirs) = orders();
    let role = Role::new(&theirs, "Role", RoleProps::new(Principal::service("lambda")));
    let (app, stack) = orders();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders").role(&role));
    table(&stack).grant_read_data(&handler);
    has_diagnostic(&app, "foreign-token", "Orders/Handler/Resource");
    assert!(handler.role().is_none());
}

#[test]
fn two_apps_in_one_process_are_alike() {
    let build = || {
        let (_, stack) = orders();
        let (table, handler) = (table(&stack), handler(&stack));
        table.grant_read_write_data(&handler);
        api(&stack, &handler);
        Template::from_stack(&stack).as_str().to_owned()
    };
    assert_eq!(build(), build());
}

/// Tells when it is dropped.
struct Probe(Rc<Cell<bool>>);

impl State for Probe {}

impl Drop for Probe {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

#[test]
fn an_app_is_freed_with_its_last_handle() {
    let is_freed = Rc::new(Cell::new(false));
    {
        let (app, stack) = orders();
        Node::new(&stack, "Probe").set_state(Probe(Rc::clone(&is_freed)));
        let (table, handler) = (table(&stack), handler(&stack));
        table.grant_read_write_data(&handler);
        api(&stack, &handler);
        let role = Role::new(&stack, "Role", RoleProps::new(Principal::service("ec2")));
        let props = PolicyProps::new().role(&role);
        let statement = PolicyStatement::allow().actions(["s3:GetObject"]).resource("*");
        Policy::new(&stack, "Policy", props.statement(statement));
        assert!(app.synth().is_ok());
    }
    assert!(is_freed.get(), "some state keeps its own tree alive");
}

#[test]
fn several_stacks_have_their_own_constructs() {
    let app = App::new();
    let stacks = ["One", "Two"].map(|id| {
        let stack = Stack::new(&app, id, StackProps::new());
        handler(&stack);
        stack
    });
    let [one, two] = stacks.map(|stack| Template::from_stack(&stack));
    assert_eq!(one.as_str(), two.as_str());
    one.resource_count_is("AWS::Lambda::Function", 1);
}
