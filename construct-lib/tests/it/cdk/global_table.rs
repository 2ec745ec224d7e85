//! Tables in several regions and what is granted on them.

use construct_lib::cloudwatch::{Alarm, AlarmProps};
use construct_lib::dynamodb::{
    Attribute, AutoscaledCapacity, Capacity, GlobalSecondaryIndex, GlobalTable, GlobalTableBilling,
    GlobalTableEncryption, GlobalTableKeys, GlobalTableProps, KinesisStream, LocalSecondaryIndex,
    MultiRegionConsistency, Projection, ReplicaIndexOptions, ReplicaTableProps, StreamView,
    TableClass, WarmThroughput,
};
use construct_lib::iam::{PolicyDocument, PolicyStatement, Principal, Role, RoleProps};
use construct_lib::kms::{Key, KeyProps};
use construct_lib::{
    CfnOutput, CfnOutputProps, Environment, IntoValue, RemovalPolicy, Stack, StackProps,
};

use super::compare::{Program, check_in, program, refused};

#[test]
fn global_tables_are_those_of_the_cdk() {
    let virginia = Environment::agnostic().region("us-east-1");
    check_in("global-table", PROGRAMS, LEFT_OUT, &StackProps::new().environment(virginia));
}

const LEFT_OUT: &[(&str, &str)] = &[
    ("encryption by DynamoDB", "what is the default is not written"),
    ("a witness of what is eventual", "`MultiRegionConsistency` does not let it be named"),
    ("grantStreamRead", "streams are listed on `*`: `ListStreams` knows no resource"),
    ("grantStreamRead on a replica", "streams are listed on `*`: `ListStreams` knows no resource"),
];

fn text(name: &str) -> Attribute {
    Attribute::string(name)
}

fn props() -> GlobalTableProps {
    GlobalTableProps::new(text("id"))
}

fn ohio() -> ReplicaTableProps {
    ReplicaTableProps::new("us-east-2")
}

fn oregon() -> ReplicaTableProps {
    ReplicaTableProps::new("us-west-2")
}

fn two() -> GlobalTableProps {
    props().replica(ohio()).replica(oregon())
}

fn table(s: &Stack, props: GlobalTableProps) -> GlobalTable {
    GlobalTable::new(s, "Table", props)
}

fn index() -> GlobalSecondaryIndex {
    GlobalSecondaryIndex::new("by-email", text("email"))
}

fn role(s: &Stack) -> Role {
    Role::new(s, "Role", RoleProps::new(Principal::service("lambda")))
}

fn provisioned(read: Capacity) -> GlobalTableBilling {
    GlobalTableBilling::Provisioned { read, write: AutoscaledCapacity::new(20) }
}

const TEN: Capacity = Capacity::Fixed(10);

fn encrypted(s: &Stack) -> GlobalTableProps {
    let key = Key::new(s, "Key", KeyProps::new());
    let keys = GlobalTableKeys::new(&key)
        .replica_key_arn("us-west-2", arn("us-west-2"))
        .replica_key_arn("us-east-2", arn("us-east-2"));
    two().encryption(GlobalTableEncryption::CustomerManaged(keys))
}

fn arn(region: &str) -> String {
    format!("arn:aws:kms:{region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
}

fn statement(action: &'static str) -> PolicyStatement {
    let account = Principal::account("111122223333");
    PolicyStatement::allow().actions([action]).resource("*").principal(&account)
}

fn policy(action: &'static str) -> PolicyDocument {
    PolicyDocument::new().statement(statement(action))
}

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

fn strong(witness: Option<&str>) -> MultiRegionConsistency {
    MultiRegionConsistency::Strong { witness_region: witness.map(str::to_owned) }
}

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(table(s, props()))),
    program("sort key", |s| drop(table(s, props().sort_key(Attribute::number("at"))))),
    program("name", |s| drop(table(s, props().table_name("users")))),
    program("one replica", |s| drop(table(s, props().replica(oregon())))),
    program("two replicas", |s| drop(table(s, two()))),
    program("stream without a replica", |s| {
        table(s, props().stream(StreamView::NewImage));
    }),
    program("time to live", |s| drop(table(s, two().time_to_live("expires")))),
    program("for all replicas", |s| {
        let props = two()
            .deletion_protection()
            .table_class(TableClass::StandardInfrequentAccess)
            .contributor_insights()
            .recovery_period_in_days(7);
        table(s, props);
    }),
    program("for one replica", |s| {
        let oregon = oregon()
            .deletion_protection(true)
            .table_class(TableClass::StandardInfrequentAccess)
            .contributor_insights()
            .point_in_time_recovery()
            .tag("team", "orders");
        table(s, props().replica(oregon));
    }),
    program("stream of Kinesis", |s| {
        let arn = "arn:aws:kinesis:us-east-1:111122223333:stream/changes";
        table(s, two().kinesis_stream(KinesisStream::new(arn)));
    }),
    program("kept", |s| drop(table(s, props().removal_policy(RemovalPolicy::Retain)))),
    program("deleted", |s| drop(table(s, props().removal_policy(RemovalPolicy::Destroy)))),
    program("warm throughput", |s| {
        let warm = WarmThroughput::new().read_units_per_second(13_000);
        table(s, props().warm_throughput(warm.write_units_per_second(5000)));
    }),
    program("global index", |s| drop(table(s, two().global_secondary_index(index())))),
    program("global index of some attributes", |s| {
        let some = index().projection(Projection::Include(vec!["name".into()]));
        table(s, props().global_secondary_index(some));
    }),
    program("global index of several attributes", |s| {
        let place = GlobalSecondaryIndex::new("by-place", text("country"))
            .partition_key(text("city"))
            .sort_key(text("street"))
            .sort_key(Attribute::number("at"));
        table(s, props().global_secondary_index(place));
    }),
    program("global index with maxima", |s| {
        let index = index().max_read_request_units(10).max_write_request_units(5);
        table(s, two().global_secondary_index(index));
    }),
    program("local index", |s| {
        let local = LocalSecondaryIndex::new("by-name", text("name"));
        table(s, two().sort_key(text("at")).local_secondary_index(local));
    }),
    refused("local index without a sort key", "invalid-keys", |s| {
        let local = LocalSecondaryIndex::new("by-name", text("name"));
        table(s, props().local_secondary_index(local));
    }),
    refused("two indexes of one name", "duplicate-index", |s| {
        table(s, props().global_secondary_index(index()).global_secondary_index(index()));
    }),
    program("index of a replica", |s| {
        let options = ReplicaIndexOptions::new("by-email").contributor_insights();
        let oregon = oregon().index(options.max_read_request_units(7));
        table(s, props().global_secondary_index(index()).replica(oregon));
    }),
    refused("index of a replica that is none", "unknown-index", |s| {
        table(s, props().replica(oregon().index(ReplicaIndexOptions::new("by-email"))));
    }),
    program("maxima", |s| {
        table(s, two().max_read_request_units(100).max_write_request_units(50));
    }),
    program("maximum of a replica", |s| {
        let oregon = oregon().max_read_request_units(10);
        table(s, props().max_read_request_units(100).replica(oregon));
    }),
    program("provisioned", |s| drop(table(s, two().billing(provisioned(TEN))))),
    program("provisioned, scaled reads", |s| {
        let reads = AutoscaledCapacity::new(50)
            .min_capacity(2)
            .target_utilization_percent(60)
            .seed_capacity(10);
        table(s, two().billing(provisioned(Capacity::Autoscaled(reads))));
    }),
    program("provisioned, a replica", |s| {
        let oregon = oregon().read_capacity(Capacity::Fixed(3));
        table(s, props().billing(provisioned(TEN)).replica(oregon));
    }),
    program("provisioned, an index", |s| {
        table(s, two().billing(provisioned(TEN)).global_secondary_index(index()));
    }),
    program("provisioned, an index of its own", |s| {
        let own = index().replicated_capacity(Capacity::Fixed(2), AutoscaledCapacity::new(9));
        table(s, two().billing(provisioned(TEN)).global_secondary_index(own));
    }),
    refused("provisioned at 10 percent", "invalid-scaling", |s| {
        let write = AutoscaledCapacity::new(20).target_utilization_percent(10);
        table(s, props().billing(GlobalTableBilling::Provisioned { read: TEN, write }));
    }),
    refused("capacity of a replica on demand", "capacity-out-of-range", |s| {
        table(s, props().replica(oregon().read_capacity(Capacity::Fixed(3))));
    }),
    program("encryption by AWS", |s| {
        table(s, two().encryption(GlobalTableEncryption::AwsManaged));
    }),
    program("encryption with keys", |s| drop(table(s, encrypted(s)))),
    refused("encryption with one key", "invalid-replica", |s| {
        let key = Key::new(s, "Key", KeyProps::new());
        let keys = GlobalTableKeys::new(&key).replica_key_arn("us-west-2", arn("us-west-2"));
        table(s, two().encryption(GlobalTableEncryption::CustomerManaged(keys)));
    }),
    refused("encryption with a second key here", "invalid-replica", |s| {
        let key = Key::new(s, "Key", KeyProps::new());
        let keys = GlobalTableKeys::new(&key).replica_key_arn("us-east-1", arn("us-west-2"));
        table(s, props().encryption(GlobalTableEncryption::CustomerManaged(keys)));
    }),
    program("policies", |s| {
        let props = props().stream(StreamView::NewImage);
        let props = props.resource_policy(policy("dynamodb:GetItem"));
        table(s, props.stream_resource_policy(policy("dynamodb:GetRecords")));
    }),
    program("policies of a replica", |s| {
        let oregon = oregon().resource_policy(policy("dynamodb:GetItem"));
        let oregon = oregon.stream_resource_policy(policy("dynamodb:GetRecords"));
        table(s, props().replica(oregon));
    }),
    program("a statement more", |s| {
        table(s, two()).add_to_resource_policy(statement("dynamodb:Query"));
    }),
    program("strong, three replicas", |s| {
        table(s, two().multi_region_consistency(strong(None)));
    }),
    program("strong with a witness", |s| {
        let props = props().replica(ohio());
        table(s, props.multi_region_consistency(strong(Some("us-west-2"))));
    }),
    refused("strong, two replicas", "invalid-replica", |s| {
        table(s, props().replica(ohio()).multi_region_consistency(strong(None)));
    }),
    refused("strong across continents", "invalid-replica", |s| {
        let ireland = ReplicaTableProps::new("eu-west-1");
        let props = props().replica(ohio()).replica(ireland);
        table(s, props.multi_region_consistency(strong(None)));
    }),
    refused("a replica here", "invalid-replica", |s| {
        table(s, props().replica(ReplicaTableProps::new("us-east-1")));
    }),
    refused("two replicas of one region", "invalid-replica", |s| {
        table(s, props().replica(oregon()).replica(oregon()));
    }),
    refused("a replica that is none", "invalid-replica", |s| {
        drop(table(s, two()).replica("eu-west-1"));
    }),
    program("references", |s| {
        let table = table(s, two());
        output(s, "Name", table.table_name());
        output(s, "Arn", table.table_arn());
        output(s, "Stream", table.table_stream_arn());
        output(s, "TableId", table.table_id());
        output(s, "Far", table.replica("us-west-2").table_arn());
        output(s, "FarStream", table.replica("us-west-2").table_stream_arn());
    }),
    program("grantReadData", |s| drop(table(s, two()).grant_read_data(&role(s)))),
    program("grantWriteData with an index", |s| {
        table(s, two().global_secondary_index(index())).grant_write_data(&role(s));
    }),
    program("grantReadWriteData with an index", |s| {
        table(s, two().global_secondary_index(index())).grant_read_write_data(&role(s));
    }),
    program("grantFullAccess", |s| drop(table(s, two()).grant_full_access(&role(s)))),
    program("grantReadData on a replica", |s| {
        let table = table(s, two().global_secondary_index(index()));
        table.replica("us-west-2").grant_read_data(&role(s));
    }),
    program("grantReadData with keys", |s| {
        table(s, encrypted(s)).grant_read_data(&role(s));
    }),
    program("grantReadData on a replica with keys", |s| {
        table(s, encrypted(s)).replica("us-west-2").grant_read_data(&role(s));
    }),
    program("metric", |s| {
        let metric = table(s, two()).metric_consumed_read_capacity_units();
        Alarm::new(s, "Alarm", AlarmProps::new(metric, 1.0, 1));
    }),
];
