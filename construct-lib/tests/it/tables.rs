//! What tables do beyond the CDK's: narrow grants, policies, checks.

use construct_lib::dynamodb::{
    Attribute, Billing, GlobalSecondaryIndex, ImportSource, InputFormat, KinesisStream,
    LocalSecondaryIndex, Projection, StreamView, Table, TableAttributes, TableEncryption,
    TableProps, UtilizationScaling, WarmThroughput,
};
use construct_lib::iam::{PolicyStatement, Principal, Role, RoleProps};
use construct_lib::kms::{Key, KeyProps};
use construct_lib::testing::{Template, json};
use construct_lib::{App, Environment, Stack, StackProps};
use serde_json::Value;

use crate::support::{check_template, orders};

fn text(name: &str) -> Attribute {
    Attribute::string(name)
}

fn props() -> TableProps {
    TableProps::new(text("tenant")).sort_key(Attribute::number("at"))
}

fn indexed() -> TableProps {
    props().global_secondary_index(GlobalSecondaryIndex::new("by-email", text("email")))
}

fn role(s: &Stack) -> Role {
    Role::new(s, "Role", RoleProps::new(Principal::service("lambda")))
}

/// The statements of the only policy.
fn statements(stack: &Stack) -> Vec<Value> {
    let template = Template::from_stack(stack);
    let (_, policy) = template.find_resources("AWS::IAM::Policy")[0];
    policy["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap().clone()
}

#[test]
fn a_table_with_everything() {
    let (_app, stack) = orders();
    let key = Key::new(&stack, "Key", KeyProps::new());
    let by_place = GlobalSecondaryIndex::new("by-place", text("country"))
        .partition_key(text("city"))
        .sort_key(text("street"))
        .projection(Projection::Include(vec!["name".into()]))
        .warm_throughput(WarmThroughput::new().read_units_per_second(20_000))
        .max_write_request_units(100)
        .contributor_insights();
    let stream = KinesisStream::new("arn:aws:kinesis:us-east-1:111122223333:stream/changes");
    let props = props()
        .global_secondary_index(by_place)
        .local_secondary_index(LocalSecondaryIndex::new("by-name", text("name")))
        .max_read_request_units(1000)
        .warm_throughput(WarmThroughput::new().write_units_per_second(8000))
        .encryption(TableEncryption::CustomerManaged(key))
        .stream(StreamView::NewAndOldImages)
        .kinesis_stream(stream)
        .time_to_live("expires")
        .point_in_time_recovery()
        .deletion_protection()
        .import_source(ImportSource::new("orders-of-old", InputFormat::DynamoDbJson));
    let table = Table::new(&stack, "Table", props);
    let other = Principal::account("111122223333");
    let read = PolicyStatement::allow().resource("*").principal(&other);
    table.add_to_resource_policy(read.clone().actions(["dynamodb:Query"]));
    table.add_to_stream_resource_policy(read.actions(["dynamodb:GetRecords"]));
    table.grant_read_write_data(&role(&stack));
    check_template("dynamodb-table", &stack);
}

#[test]
fn a_table_whose_capacity_follows_the_load() {
    let (_app, stack) = orders();
    let table =
        Table::new(&stack, "Table", indexed().billing(Billing::Provisioned { read: 5, write: 5 }));
    let at = UtilizationScaling::new(70);
    table.auto_scale_read_capacity(5, 100).scale_on_utilization(at.clone());
    table.auto_scale_write_capacity(5, 50).scale_on_utilization(at.clone());
    table
        .auto_scale_global_secondary_index_write_capacity("by-email", 5, 50)
        .scale_on_utilization(at);
    check_template("dynamodb-scaling", &stack);
}

#[test]
fn leading_keys_leave_out_what_names_no_key() {
    let (_app, stack) = orders();
    let table = Table::new(&stack, "Table", indexed());
    table.grants().leading_keys(["${aws:PrincipalTag/tenant}"]).read_write_data(&role(&stack));
    let arn = json!({ "Fn::GetAtt": ["TableCD117FA1", "Arn"] });
    let condition = json!({
        "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:PrincipalTag/tenant}"] },
    });
    assert_eq!(
        statements(&stack),
        [json!({
            "Action": [
                "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem",
                "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query",
                "dynamodb:UpdateItem",
            ],
            "Condition": condition,
            "Effect": "Allow",
            "Resource": arn,
        })]
    );
}

#[test]
fn one_index_is_read_alone() {
    let (_app, stack) = orders();
    let table = Table::new(&stack, "Table", indexed());
    table.grants().index("by-email").read_data(&role(&stack));
    let arn = json!({ "Fn::Join": ["", [
        { "Fn::GetAtt": ["TableCD117FA1", "Arn"] }, "/index/by-email",
    ]] });
    assert_eq!(
        statements(&stack),
        [
            json!({ "Action": ["dynamodb:Query", "dynamodb:Scan"], "Effect": "Allow", "Resource": arn })
        ]
    );
}

#[test]
fn an_index_has_leading_keys_of_its_own() {
    let (_app, stack) = orders();
    let table = Table::new(&stack, "Table", indexed());
    table.grants().index("by-email").leading_keys(["a@example.com"]).read_data(&role(&stack));
    assert_eq!(statements(&stack)[0]["Action"], "dynamodb:Query");
}

#[test]
fn attributes_are_named_by_whoever_reads_and_updates() {
    let (_app, stack) = orders();
    let table = Table::new(&stack, "Table", props());
    table.grants().attributes(["tenant", "at", "name"]).read_write_data(&role(&stack));
    let all = statements(&stack);
    let names = json!({ "dynamodb:Attributes": ["tenant", "at", "name"] });
    assert_eq!(
        all[0]["Condition"],
        json!({
            "ForAllValues:StringEquals": names,
            "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
        })
    );
    assert_eq!(all[1]["Action"], "dynamodb:UpdateItem");
    assert_eq!(
        all[1]["Condition"],
        json!({
            "ForAllValues:StringEquals": names,
            "StringEqualsIfExists": {
                "dynamodb:ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"],
            },
        })
    );
}

#[test]
fn indexes_are_named_only_for_actions_that_know_them() {
    let granted = |actions: &[&'static str]| {
        let (_app, stack) = orders();
        let table = Table::new(&stack, "Table", indexed());
        table.grant(&role(&stack), actions.iter().copied());
        statements(&stack)[0]["Resource"].is_array()
    };
    assert!(!granted(&["dynamodb:PutItem", "dynamodb:GetItem"]));
    assert!(granted(&["dynamodb:PutItem", "dynamodb:Query"]));
    assert!(granted(&["dynamodb:PartiQL*"]));
}

#[test]
fn the_key_of_a_table_is_used_by_way_of_dynamodb_in_its_region() {
    let app = App::new();
    let seoul = Environment::agnostic().account("111122223333").region("ap-northeast-2");
    let stack = Stack::new(&app, "Orders", StackProps::new().environment(seoul));
    let key = Key::new(&stack, "Key", KeyProps::new());
    let props = props().encryption(TableEncryption::CustomerManaged(key));
    Table::new(&stack, "Table", props).grant_read_data(&role(&stack));
    assert_eq!(
        statements(&stack)[0]["Condition"],
        json!({ "StringEquals": { "kms:ViaService": "dynamodb.ap-northeast-2.amazonaws.com" } })
    );
}

#[test]
fn the_key_of_an_imported_table_can_be_told() {
    let (_app, stack) = orders();
    let key = Key::new(&stack, "Key", KeyProps::new());
    let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/users";
    let attributes = TableAttributes::new(arn).encryption_key(&key);
    let table: Table = Table::from_table_attributes(&stack, "Table", attributes);
    table.grant_read_data(&role(&stack));
    assert_eq!(statements(&stack)[0]["Action"], json!(["kms:Decrypt", "kms:DescribeKey"]));
}

/// What DynamoDB refuses; the report is checked with those of all other codes.
pub(crate) fn refused(s: &Stack) {
    let index = |n: usize| GlobalSecondaryIndex::new(format!("index-{n}"), text("email"));
    let many = (0..21).fold(props(), |props, n| props.global_secondary_index(index(n)));
    Table::new(s, "ManyIndexes", many);
    let names = |of: &str| (0..51).map(|n| format!("{of}{n}")).collect();
    let wide = |name, of| {
        let include = Projection::Include(names(of));
        GlobalSecondaryIndex::new(name, text("email")).projection(include)
    };
    let wide = props().global_secondary_index(wide("one", "a"));
    let include = Projection::Include(names("b"));
    let second = GlobalSecondaryIndex::new("two", text("email")).projection(include);
    Table::new(s, "Wide", wide.global_secondary_index(second));
    let five = ["b", "c", "d", "e", "email"].map(text);
    let long = five.into_iter().fold(index(1), GlobalSecondaryIndex::partition_key);
    Table::new(s, "LongKey", props().global_secondary_index(long));
    let cold = WarmThroughput::new().write_units_per_second(100);
    Table::new(s, "Cold", props().warm_throughput(cold).max_read_request_units(0));
    let provisioned = props().billing(Billing::Provisioned { read: 1, write: 1 });
    let table = Table::new(s, "Provisioned", provisioned.max_write_request_units(5));
    table.auto_scale_read_capacity(1, 5).scale_on_utilization(UtilizationScaling::new(95));
    let dashes = InputFormat::Csv { delimiter: Some('-'), header_list: Vec::new() };
    let table =
        Table::new(s, "Table", indexed().import_source(ImportSource::new("orders", dashes)));
    table.auto_scale_read_capacity(1, 5);
    let _ = table.grants().index("by-name");
    table.grants().index("by-email").write_data(&role(s));
    let statement = PolicyStatement::allow().actions(["dynamodb:GetRecords"]).resource("*");
    table.add_to_stream_resource_policy(statement.principal(&Principal::account("111122223333")));
    let streaming = Table::new(s, "Streaming", props().stream(StreamView::KeysOnly));
    let role = Role::new(s, "Other", RoleProps::new(Principal::service("lambda")));
    streaming.grant_stream(&role, ["dynamodb:GetItem"]);
}
