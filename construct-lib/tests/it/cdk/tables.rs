//! Tables and what is granted on them.

use construct_lib::dynamodb::{
    Attribute, Billing, ContributorInsightsMode, GlobalSecondaryIndex, LocalSecondaryIndex,
    Projection, StreamView, Table, TableAttributes, TableClass, TableEncryption, TableProps,
    WarmThroughput,
};
use construct_lib::iam::{PolicyDocument, PolicyStatement, Principal, Role, RoleProps};
use construct_lib::kms::{Key, KeyProps};
use construct_lib::testing::{Template, json};
use construct_lib::{App, CfnOutput, CfnOutputProps, IntoValue, RemovalPolicy, Stack, StackProps};

use super::compare::{Program, check, program, refused};

fn text(name: &str) -> Attribute {
    Attribute::string(name)
}

fn props() -> TableProps {
    TableProps::new(text("id"))
}

fn provisioned() -> TableProps {
    props().billing(Billing::Provisioned { read: 5, write: 5 })
}

fn with(s: &Stack, props: TableProps) -> Table {
    Table::new(s, "Table", props)
}

fn table(s: &Stack) -> Table {
    with(s, props())
}

fn by_email() -> GlobalSecondaryIndex {
    GlobalSecondaryIndex::new("by-email", text("email"))
}

fn index() -> GlobalSecondaryIndex {
    GlobalSecondaryIndex::new("idx", text("email"))
}

fn indexed(s: &Stack) -> Table {
    with(s, props().global_secondary_index(by_email()))
}

fn role(s: &Stack) -> Role {
    Role::new(s, "Role", RoleProps::new(Principal::service("lambda")))
}

fn encrypted(s: &Stack, props: TableProps) -> Table {
    let key = Key::new(s, "Key", KeyProps::new());
    with(s, props.encryption(TableEncryption::CustomerManaged(key)))
}

fn streaming(s: &Stack) -> Table {
    with(s, props().stream(StreamView::NewImage))
}

const ARN: &str = "arn:aws:dynamodb:us-east-1:111122223333:table/users";

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

#[test]
fn tables_are_those_of_the_cdk() {
    check("tables", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[
    ("provisioned, read only", "capacity is given as a pair"),
    ("capacity on demand", "`Billing` does not let it be given"),
    ("attributes named, but all projected", "`Projection` does not let them be named"),
    (
        "encryption with a key of ours",
        "the key is given, so that nothing appears that nobody named",
    ),
    ("encryption by AWS with a key", "`TableEncryption` does not let it be given"),
    ("encryption by default", "what is the default is not written"),
    ("grant to an account", "who has no policy here is named in the policy of the table"),
    ("grant to an imported role", "the role's policy is enough in one account; it is there"),
    ("index added after the grant", "indexes are properties of the table"),
    (
        "two grants to one role",
        "they become one statement, because the ARNs are the same; see below",
    ),
    ("imported by name", "a grant covers the indexes, too: `index/*` of none allows nothing"),
    ("imported by ARN", "a grant covers the indexes, too: `index/*` of none allows nothing"),
    ("imported with a key", "a grant covers the indexes, too: `index/*` of none allows nothing"),
];

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(with(s, provisioned()))),
    program("on demand", |s| drop(table(s))),
    program("sort key", |s| drop(with(s, props().sort_key(Attribute::number("at"))))),
    program("binary key", |s| drop(with(s, TableProps::new(Attribute::binary("id"))))),
    program("name", |s| drop(with(s, props().table_name("users")))),
    program("provisioned", |s| {
        with(s, props().billing(Billing::Provisioned { read: 10, write: 2 }));
    }),
    program("global index", |s| drop(indexed(s))),
    program("global index with a sort key", |s| {
        with(s, props().global_secondary_index(index().sort_key(Attribute::number("at"))));
    }),
    program("global index of keys only", |s| {
        with(s, props().global_secondary_index(index().projection(Projection::KeysOnly)));
    }),
    program("global index of some attributes", |s| {
        let some = Projection::Include(vec!["name".into(), "age".into()]);
        with(s, props().global_secondary_index(index().projection(some)));
    }),
    program("global index, provisioned", |s| {
        with(s, provisioned().global_secondary_index(index().capacity(3, 5)));
    }),
    program("global index on the key of the table", |s| {
        with(s, props().global_secondary_index(GlobalSecondaryIndex::new("idx", text("id"))));
    }),
    program("two global indexes on one attribute", |s| {
        let second = GlobalSecondaryIndex::new("second", text("email")).sort_key(text("name"));
        with(s, props().global_secondary_index(by_email()).global_secondary_index(second));
    }),
    refused("two types for one attribute", "invalid-keys", |s| {
        let second = GlobalSecondaryIndex::new("second", Attribute::number("email"));
        with(s, props().global_secondary_index(by_email()).global_secondary_index(second));
    }),
    refused("two indexes of one name", "duplicate-index", |s| {
        let second = GlobalSecondaryIndex::new("by-email", text("x"));
        with(s, props().global_secondary_index(by_email()).global_secondary_index(second));
    }),
    refused("some attributes, but none named", "invalid-index", |s| {
        let none = Projection::Include(Vec::new());
        with(s, props().global_secondary_index(index().projection(none)));
    }),
    program("local index", |s| {
        let local = LocalSecondaryIndex::new("idx", text("name"));
        with(s, props().sort_key(text("at")).local_secondary_index(local));
    }),
    refused("local index of a table without a sort key", "invalid-keys", |s| {
        with(s, props().local_secondary_index(LocalSecondaryIndex::new("idx", text("name"))));
    }),
    refused("six local indexes", "invalid-index", |s| {
        let local = |n| LocalSecondaryIndex::new(format!("index-{n}"), text(&format!("a{n}")));
        let props = props().sort_key(text("at"));
        with(s, (1..=6).fold(props, |props, n| props.local_secondary_index(local(n))));
    }),
    program("stream", |s| drop(with(s, props().stream(StreamView::NewAndOldImages)))),
    program("time to live", |s| drop(with(s, props().time_to_live("expires")))),
    program("recovery", |s| drop(with(s, props().point_in_time_recovery()))),
    program("recovery of some days", |s| drop(with(s, props().recovery_period_in_days(7)))),
    program("encryption by AWS", |s| {
        with(s, props().encryption(TableEncryption::AwsManaged));
    }),
    program("encryption with a key that is given", |s| drop(encrypted(s, props()))),
    program("maximum throughput on demand", |s| {
        with(s, props().max_read_request_units(10).max_write_request_units(5));
    }),
    program("warm throughput", |s| {
        let warm = WarmThroughput::new().read_units_per_second(13_000);
        with(s, props().warm_throughput(warm.write_units_per_second(5000)));
    }),
    program("global index, maximum throughput", |s| {
        with(s, props().global_secondary_index(index().max_read_request_units(3)));
    }),
    program("contributor insights", |s| {
        with(s, props().contributor_insights_mode(ContributorInsightsMode::ThrottledKeys));
    }),
    program("contributor insights of an index", |s| {
        let index = GlobalSecondaryIndex::new("idx", text("e")).contributor_insights();
        with(s, props().global_secondary_index(index));
    }),
    program("resource policy", |s| {
        let statement = PolicyStatement::allow()
            .actions(["dynamodb:GetItem"])
            .resource("*")
            .principal(&Principal::account_root());
        with(s, props().resource_policy(PolicyDocument::new().statement(statement)));
    }),
    program("grantReadData with a key", |s| drop(encrypted(s, props()).grant_read_data(&role(s)))),
    program("grantWriteData with a key", |s| {
        encrypted(s, props()).grant_write_data(&role(s));
    }),
    program("grantReadWriteData with a key", |s| {
        encrypted(s, props()).grant_read_write_data(&role(s));
    }),
    program("grantFullAccess with a key", |s| {
        encrypted(s, props()).grant_full_access(&role(s));
    }),
    program("grantStreamRead with a key", |s| {
        encrypted(s, props().stream(StreamView::NewImage)).grant_stream_read(&role(s));
    }),
    program("deletion protection", |s| drop(with(s, props().deletion_protection()))),
    program("infrequent access", |s| {
        with(s, props().table_class(TableClass::StandardInfrequentAccess));
    }),
    program("kept", |s| drop(with(s, props().removal_policy(RemovalPolicy::Retain)))),
    program("deleted", |s| drop(with(s, props().removal_policy(RemovalPolicy::Destroy)))),
    program("references", |s| {
        let table = with(s, props().stream(StreamView::KeysOnly));
        output(s, "Name", table.table_name());
        output(s, "Arn", table.table_arn());
        output(s, "Stream", table.table_stream_arn());
    }),
    program("grantReadData", |s| drop(table(s).grant_read_data(&role(s)))),
    program("grantReadData with an index", |s| drop(indexed(s).grant_read_data(&role(s)))),
    program("grantWriteData", |s| drop(table(s).grant_write_data(&role(s)))),
    program("grantWriteData with an index", |s| drop(indexed(s).grant_write_data(&role(s)))),
    program("grantReadWriteData", |s| drop(table(s).grant_read_write_data(&role(s)))),
    program("grantReadWriteData with an index", |s| {
        indexed(s).grant_read_write_data(&role(s));
    }),
    program("grantFullAccess", |s| drop(table(s).grant_full_access(&role(s)))),
    program("grantFullAccess with an index", |s| drop(indexed(s).grant_full_access(&role(s)))),
    program("grantStreamRead", |s| drop(streaming(s).grant_stream_read(&role(s)))),
    refused("grantStreamRead without a stream", "table-without-stream", |s| {
        table(s).grant_stream_read(&role(s));
    }),
    program("grantTableListStreams", |s| {
        streaming(s).grant_table_list_streams(&role(s));
    }),
    program("grantStream of actions", |s| {
        streaming(s).grant_stream(&role(s), ["dynamodb:DescribeStream"]);
    }),
    program("grant of actions", |s| {
        table(s).grant(&role(s), ["dynamodb:PutItem", "dynamodb:GetItem"]);
    }),
    program("grant of actions with an index", |s| {
        indexed(s).grant(&role(s), ["dynamodb:Query"]);
    }),
    program("two tables to one role", |s| {
        let role = role(s);
        table(s).grant_read_data(&role);
        let other = TableProps::new(text("id")).billing(Billing::Provisioned { read: 5, write: 5 });
        Table::new(s, "Other", other).grant_read_data(&role);
    }),
    program("imported with indexes", |s| {
        let table: Table = Table::from_table_arn(s, "Table", ARN);
        table.grant_read_data(&role(s));
    }),
    program("imported with index permissions", |s| {
        let table: Table = Table::from_table_arn(s, "Table", ARN);
        table.grant_read_data(&role(s));
    }),
    program("imported with a stream", |s| {
        let attributes = TableAttributes::new(ARN).stream_arn(format!("{ARN}/stream/1"));
        let table: Table = Table::from_table_attributes(s, "Table", attributes);
        table.grant_stream_read(&role(s));
    }),
    refused("imported without a stream", "table-without-stream", |s| {
        let table: Table = Table::from_table_arn(s, "Table", ARN);
        table.grant_stream_read(&role(s));
    }),
];

#[test]
fn two_grants_of_one_table_are_one_statement() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let (table, role) = (indexed(&stack), role(&stack));
    table.grant_read_data(&role);
    table.grant(&role, ["dynamodb:PartiQLSelect", "dynamodb:UpdateItem"]);
    let template = Template::from_stack(&stack);
    let (_, policy) = template.find_resources("AWS::IAM::Policy")[0];
    let statements = &policy["Properties"]["PolicyDocument"]["Statement"];
    assert_eq!(statements.as_array().map(Vec::len), Some(1));
    assert_eq!(statements[0]["Action"].as_array().map(Vec::len), Some(8));
}

#[test]
fn a_table_imported_by_name_is_in_the_account_and_region_of_its_stack() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let table: Table = Table::from_table_name(&stack, "Table", "users");
    table.grant(&role(&stack), ["dynamodb:Query"]);
    let arn = ["arn:", "AWS::Partition", ":dynamodb:", "AWS::Region", ":", "AWS::AccountId"];
    let part = |text: &str| match text.strip_prefix("AWS::") {
        Some(_) => json!({ "Ref": text }),
        None => json!(text),
    };
    let resource = |end: &str| {
        let all: Vec<_> = arn.iter().map(|t| part(t)).chain([json!(end)]).collect();
        json!({ "Fn::Join": ["", all] })
    };
    Template::from_stack(&stack).has_resource_properties(
        "AWS::IAM::Policy",
        json!({ "PolicyDocument": { "Statement": [{
            "Resource": [resource(":table/users"), resource(":table/users/index/*")],
        }] } }),
    );
}
