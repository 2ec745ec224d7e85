//! Real resources, written as L1 alone, to the template.
#![cfg(all(
    feature = "apigateway",
    feature = "dynamodb",
    feature = "iam",
    feature = "lambda",
    feature = "logs"
))]

use construct_cfn::{
    apigateway::{self, CfnMethod, CfnMethodProps, CfnRestApi, CfnRestApiProps, method},
    dynamodb::{CfnTable, CfnTableProps, table},
    iam::{CfnPolicy, CfnPolicyProps, CfnRole, CfnRoleProps},
    lambda::{CfnFunction, CfnFunctionProps, function},
    logs::{CfnLogGroup, CfnLogGroupProps},
};
use construct_core::{App, Construct as _, Entries, Stack, StackProps, Tag};
use serde_json::{Value, json};

/// The resources of the stack's template.
fn synth(app: &App) -> Value {
    // Only what is looked at is written out, which AWS would not take.
    app.node().set_context("construct-lib:validate", "false");
    match app.synth() {
        Ok(assembly) => {
            let template = assembly.stacks()[0].template_json();
            let template: Value = serde_json::from_str(template).unwrap_or_default();
            template["Resources"].clone()
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_table_has_its_keys_indexes_and_tags() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let props = CfnTableProps::new([table::KeySchema::new("id", table::KeyType::HASH)])
        .attribute_definitions([
            table::AttributeDefinition::new("id", table::AttributeType::S),
            table::AttributeDefinition::new("email", table::AttributeType::S),
        ])
        .billing_mode(table::BillingMode::PAY_PER_REQUEST)
        .global_secondary_indexes([table::GlobalSecondaryIndex::new(
            "by-email",
            [table::KeySchema::new("email", table::KeyType::HASH)],
            table::Projection::new().projection_type(table::ProjectionType::ALL),
        )])
        .table_name(None::<&str>)
        .tags([Tag::new("team", "orders")]);
    CfnTable::new(&stack, "Table", props);
    assert_eq!(
        synth(&app)["Table"]["Properties"],
        json!({
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [
                {"AttributeName": "id", "AttributeType": "S"},
                {"AttributeName": "email", "AttributeType": "S"},
            ],
            "BillingMode": "PAY_PER_REQUEST",
            "GlobalSecondaryIndexes": [{
                "IndexName": "by-email",
                "KeySchema": [{"AttributeName": "email", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }],
            "Tags": [{"Key": "team", "Value": "orders"}],
        })
    );
}

#[test]
fn references_between_resources_fit_where_they_are_due() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let key = [table::KeySchema::new("id", "HASH")];
    let table = CfnTable::new(&stack, "Table", CfnTableProps::new(key));
    let role = CfnRole::new(&stack, "Role", CfnRoleProps::new(json!({"Version": "2012-10-17"})));
    let group = CfnLogGroup::new(&stack, "Logs", CfnLogGroupProps::new().retention_in_days(30));
    let code = function::Code::new().s3_bucket("assets").s3_key("code.zip");
    let variables =
        Entries::new().set("TABLE", table.ref_()).set("ARN", table.attr_arn()).set("LEVEL", "info");
    let props = CfnFunctionProps::new(code, role.attr_arn())
        .architectures([function::Architecture::ARM64])
        .environment(function::Environment::new().variables(variables))
        .logging_config(function::LoggingConfig::new().log_group(group.ref_()))
        .memory_size(256)
        .runtime(function::Runtime::PROVIDED_AL2023);
    CfnFunction::new(&stack, "Handler", props);
    let policy = CfnPolicyProps::new(json!({}), "read").roles([role.ref_()]);
    CfnPolicy::new(&stack, "Policy", policy);
    let resources = synth(&app);
    assert_eq!(
        resources["Handler"]["Properties"],
        json!({
            "Code": {"S3Bucket": "assets", "S3Key": "code.zip"},
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Architectures": ["arm64"],
            "Environment": {"Variables": {
                "TABLE": {"Ref": "Table"}, "ARN": {"Fn::GetAtt": ["Table", "Arn"]}, "LEVEL": "info",
            }},
            "LoggingConfig": {"LogGroup": {"Ref": "Logs"}},
            "MemorySize": 256,
            "Runtime": "provided.al2023",
        })
    );
    assert_eq!(resources["Policy"]["Properties"]["Roles"], json!([{"Ref": "Role"}]));
}

#[test]
fn the_root_of_an_api_is_a_parent_and_a_resource_of_its_methods() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let api = CfnRestApi::new(&stack, "Api", CfnRestApiProps::new().name("orders"));
    let root = api.attr_root_resource_id();
    let users = apigateway::CfnResourceProps::new(&root, "users", api.ref_());
    let users = apigateway::CfnResource::new(&stack, "Users", users);
    let integration = method::Integration::new(method::IntegrationType::MOCK);
    CfnMethod::new(
        &stack,
        "GetRoot",
        CfnMethodProps::new("GET", root, api.ref_()).integration(integration),
    );
    let props = CfnMethodProps::new("POST", users.ref_(), api.ref_())
        .request_parameters([("method.request.path.id", true)]);
    CfnMethod::new(&stack, "PostUsers", props);
    let resources = synth(&app);
    let root = json!({"Fn::GetAtt": ["Api", "RootResourceId"]});
    assert_eq!(resources["Users"]["Properties"]["ParentId"], root);
    assert_eq!(resources["GetRoot"]["Properties"]["ResourceId"], root);
    assert_eq!(
        resources["PostUsers"]["Properties"]["RequestParameters"],
        json!({"method.request.path.id": true})
    );
}

#[test]
fn a_patch_needs_no_required_properties() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let key = [table::KeySchema::new("id", table::KeyType::HASH)];
    let table = CfnTable::new(&stack, "Table", CfnTableProps::new(key));
    table.patch(CfnTableProps::patch().table_class(table::TableClass::STANDARD_INFREQUENT_ACCESS));
    let class = &synth(&app)["Table"]["Properties"]["TableClass"];
    assert_eq!(class, "STANDARD_INFREQUENT_ACCESS");
}
