//! What tables of several regions do beyond the CDK's, and what they refuse.

use construct_lib::dynamodb::{
    Attribute, AutoscaledCapacity, Capacity, GlobalSecondaryIndex, GlobalTable, GlobalTableBilling,
    GlobalTableEncryption, GlobalTableKeys, GlobalTableProps, LocalSecondaryIndex,
    MultiRegionConsistency, ReplicaIndexOptions, ReplicaTableProps, StreamView, TableClass,
};
use construct_lib::iam::{PolicyStatement, Principal, Role, RoleProps};
use construct_lib::kms::{Key, KeyProps};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{App, Environment, Stack, StackProps};
use serde_json::Value;

use crate::support::{check_template, orders};

fn virginia() -> (App, Stack) {
    let app = App::new();
    let environment = Environment::agnostic().account("111122223333").region("us-east-1");
    let stack = Stack::new(&app, "Orders", StackProps::new().environment(environment));
    (app, stack)
}

fn props() -> GlobalTableProps {
    GlobalTableProps::new(Attribute::string("id"))
}

fn oregon() -> ReplicaTableProps {
    ReplicaTableProps::new("us-west-2")
}

fn by_email() -> GlobalSecondaryIndex {
    GlobalSecondaryIndex::new("by-email", Attribute::string("email"))
}

fn role(s: &Stack) -> Role {
    Role::new(s, "Role", RoleProps::new(Principal::service("lambda")))
}

const OREGON_KEY: &str =
    "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn encrypted(s: &Stack) -> GlobalTable {
    let key = Key::new(s, "Key", KeyProps::new());
    let keys = GlobalTableKeys::new(&key).replica_key_arn("us-west-2", OREGON_KEY);
    let encryption = GlobalTableEncryption::CustomerManaged(keys);
    GlobalTable::new(s, "Table", props().replica(oregon()).encryption(encryption))
}

/// The statements of the only policy.
fn statements(stack: &Stack) -> Vec<Value> {
    let template = Template::from_stack(stack);
    let (_, policy) = template.find_resources("AWS::IAM::Policy")[0];
    policy["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap().clone()
}

#[test]
fn a_table_of_two_regions_with_settings_of_their_own() {
    let (_app, stack) = virginia();
    let key = Key::new(&stack, "Key", KeyProps::new());
    let keys = GlobalTableKeys::new(&key).replica_key_arn("us-west-2", OREGON_KEY);
    let reads = Capacity::Autoscaled(AutoscaledCapacity::new(100).min_capacity(5));
    let own = by_email().replicated_capacity(Capacity::Fixed(5), AutoscaledCapacity::new(20));
    let oregon = oregon()
        .read_capacity(Capacity::Fixed(10))
        .table_class(TableClass::StandardInfrequentAccess)
        .deletion_protection(false)
        .tag("team", "orders")
        .index(ReplicaIndexOptions::new("by-email").contributor_insights());
    let props = props()
        .sort_key(Attribute::number("at"))
        .global_secondary_index(own)
        .billing(GlobalTableBilling::Provisioned {
            read: reads,
            write: AutoscaledCapacity::new(50),
        })
        .encryption(GlobalTableEncryption::CustomerManaged(keys))
        .time_to_live("expires")
        .point_in_time_recovery()
        .deletion_protection()
        .replica(oregon);
    let table = GlobalTable::new(&stack, "Table", props);
    let other = Principal::account("444455556666");
    let read = PolicyStatement::allow().resource("*").principal(&other);
    table.add_to_resource_policy(read.clone().actions(["dynamodb:GetItem"]));
    table.add_to_stream_resource_policy(read.actions(["dynamodb:GetRecords"]));
    let role = role(&stack);
    table.grant_read_write_data(&role);
    table.replica("us-west-2").grant_read_data(&role);
    check_template("dynamodb-global-table", &stack);
}

#[test]
fn a_key_is_used_by_way_of_dynamodb_in_the_region_of_the_replica() {
    let via = |grant: fn(&GlobalTable, &Role)| {
        let (_app, stack) = virginia();
        grant(&encrypted(&stack), &role(&stack));
        let statement = statements(&stack).swap_remove(0);
        (statement["Condition"].clone(), statement["Resource"].clone())
    };
    let in_region = |region: &str| json!({ "StringEquals": { "kms:ViaService": format!("dynamodb.{region}.amazonaws.com") } });
    let (condition, _) = via(|table, role| drop(table.grant_read_data(role)));
    assert_eq!(condition, in_region("us-east-1"));
    let (condition, key) =
        via(|table, role| drop(table.replica("us-west-2").grant_read_data(role)));
    assert_eq!(condition, in_region("us-west-2"));
    assert_eq!(key, OREGON_KEY);
}

#[test]
fn the_stacks_region_is_a_replica_too() {
    let (_app, stack) = virginia();
    let table = GlobalTable::new(&stack, "Table", props().replica(oregon()));
    assert_eq!(table.replica("us-east-1").table_arn().expr(), table.table_arn().expr());
    assert!(table.replica("us-west-2").table_arn().expr() != table.table_arn().expr());
    assert_eq!(
        table.replica("us-west-2").table_name().expr(),
        table.table_name().expr(),
        "the name is the same in all regions"
    );
}

#[test]
fn a_table_without_replicas_needs_no_region() {
    let (app, stack) = orders();
    GlobalTable::new(&stack, "Table", props());
    assert!(diagnostics(&app).is_empty());
    Template::from_stack(&stack).has_resource_properties(
        "AWS::DynamoDB::GlobalTable",
        json!({ "Replicas": [{ "Region": { "Ref": "AWS::Region" } }] }),
    );
}

#[test]
fn leading_keys_hold_in_every_region_that_they_are_granted_in() {
    let (_app, stack) = virginia();
    let table = GlobalTable::new(&stack, "Table", props().replica(oregon()));
    let tenant = ["${aws:PrincipalTag/tenant}"];
    table.replica("us-west-2").grants().leading_keys(tenant).read_data(&role(&stack));
    let statement = &statements(&stack)[0];
    assert_eq!(
        statement["Condition"],
        json!({ "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": tenant } })
    );
    assert!(statement["Resource"].to_string().contains("us-west-2"));
}

/// What DynamoDB refuses; the report is checked with those of all other codes.
pub(crate) fn refused(s: &Stack) {
    GlobalTable::new(s, "Nowhere", props().replica(oregon()));
    let strong = MultiRegionConsistency::Strong { witness_region: Some("us-west-2".into()) };
    let local = LocalSecondaryIndex::new("by-name", Attribute::string("name"));
    let table = props()
        .sort_key(Attribute::number("at"))
        .local_secondary_index(local)
        .time_to_live("expires")
        .stream(StreamView::KeysOnly)
        .multi_region_consistency(strong)
        .replica(oregon())
        .replica(ReplicaTableProps::new("eu-west-1").recovery_period_in_days(36));
    GlobalTable::new(s, "Strong", table);
    let fixed = by_email().capacity(5, 5);
    let read = Capacity::Fixed(0);
    let write = AutoscaledCapacity::new(5).min_capacity(10).target_utilization_percent(95);
    let table = props()
        .global_secondary_index(fixed)
        .billing(GlobalTableBilling::Provisioned { read, write })
        .max_read_request_units(5)
        .replica(oregon().index(ReplicaIndexOptions::new("by-name")))
        .replica(oregon());
    let table = GlobalTable::new(s, "Provisioned", table);
    let _ = table.replica("eu-west-1");
    let table = props().replica(oregon().read_capacity(Capacity::Fixed(5)));
    GlobalTable::new(s, "OnDemand", table);
    let key = Key::new(s, "Key", KeyProps::new());
    let keys = GlobalTableEncryption::CustomerManaged(GlobalTableKeys::new(&key));
    GlobalTable::new(s, "Encrypted", props().replica(oregon()).encryption(keys));
}
