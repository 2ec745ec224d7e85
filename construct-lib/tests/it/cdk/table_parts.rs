//! What a table has beside its keys.

use std::time::Duration;

use construct_lib::Stack;
use construct_lib::applicationautoscaling::{Cron, ScalingSchedule, Schedule};
use construct_lib::cloudwatch::{Alarm, AlarmProps, AnyMetric, Statistic};
use construct_lib::dynamodb::{
    ApproximateCreationDateTimePrecision, Attribute, Billing, GlobalSecondaryIndex, ImportSource,
    InputCompressionType, InputFormat, KinesisStream, Operation, StreamView, Table, TableProps,
    UtilizationScaling, WarmThroughput,
};
use construct_lib::iam::{PolicyStatement, Principal};

use super::compare::{Program, check, program, refused};

#[test]
fn parts_of_tables_are_those_of_the_cdk() {
    check("table-parts", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[("import of CSV", "an empty object says nothing")];

fn text(name: &str) -> Attribute {
    Attribute::string(name)
}

fn props() -> TableProps {
    TableProps::new(text("id"))
}

fn table(s: &Stack, props: TableProps) -> Table {
    Table::new(s, "Table", props)
}

fn provisioned(s: &Stack) -> Table {
    table(s, props().billing(Billing::Provisioned { read: 5, write: 5 }))
}

fn by_email() -> GlobalSecondaryIndex {
    GlobalSecondaryIndex::new("by-email", text("email"))
}

fn scaled(s: &Stack) -> Table {
    let props = props().billing(Billing::Provisioned { read: 5, write: 5 });
    table(s, props.global_secondary_index(by_email()))
}

fn indexed(s: &Stack, index: GlobalSecondaryIndex) {
    table(s, props().global_secondary_index(index));
}

fn by_place() -> GlobalSecondaryIndex {
    GlobalSecondaryIndex::new("by-place", text("country"))
}

fn at(percent: u8) -> UtilizationScaling {
    UtilizationScaling::new(percent)
}

fn mornings() -> ScalingSchedule {
    let eight = Schedule::cron(Cron::new().hour("8").minute("0"));
    ScalingSchedule::new(eight).min_capacity(20)
}

fn kinesis() -> KinesisStream {
    KinesisStream::new("arn:aws:kinesis:us-east-1:111122223333:stream/changes")
}

fn import(s: &Stack, format: InputFormat, with: fn(ImportSource) -> ImportSource) {
    table(s, props().import_source(with(ImportSource::new("orders-of-old", format))));
}

fn csv(delimiter: char, headers: &[&str]) -> InputFormat {
    let header_list = headers.iter().map(|&name| name.to_owned()).collect();
    InputFormat::Csv { delimiter: Some(delimiter), header_list }
}

fn alarm<M: Into<AnyMetric>>(s: &Stack, metric: impl FnOnce(&Table) -> M) {
    let metric = metric(&table(s, props()));
    Alarm::new(s, "Alarm", AlarmProps::new(metric, 1.0, 1));
}

const PROGRAMS: &[Program] = &[
    program("scaled reads", |s| {
        provisioned(s).auto_scale_read_capacity(1, 50).scale_on_utilization(at(70));
    }),
    program("scaled writes", |s| {
        provisioned(s).auto_scale_write_capacity(5, 50).scale_on_utilization(at(70));
    }),
    program("scaled with everything", |s| {
        let busy = at(50)
            .policy_name("busy")
            .disable_scale_in()
            .scale_in_cooldown(Duration::from_secs(60))
            .scale_out_cooldown(Duration::from_secs(30));
        provisioned(s).auto_scale_read_capacity(1, 50).scale_on_utilization(busy);
    }),
    program("scaled by a schedule", |s| {
        provisioned(s).auto_scale_read_capacity(1, 50).scale_on_schedule("mornings", mornings());
    }),
    program("scaled by both", |s| {
        let reads = provisioned(s).auto_scale_read_capacity(1, 50);
        reads.scale_on_utilization(at(70));
        reads.scale_on_schedule("mornings", mornings());
    }),
    program("scaled in both directions", |s| {
        let table = provisioned(s);
        table.auto_scale_read_capacity(1, 50).scale_on_utilization(at(70));
        table.auto_scale_write_capacity(1, 20).scale_on_utilization(at(70));
    }),
    program("scaled reads of an index", |s| {
        scaled(s)
            .auto_scale_global_secondary_index_read_capacity("by-email", 1, 50)
            .scale_on_utilization(at(70));
    }),
    program("scaled writes of an index", |s| {
        scaled(s)
            .auto_scale_global_secondary_index_write_capacity("by-email", 1, 50)
            .scale_on_utilization(at(70));
    }),
    refused("scaled index that is none", "unknown-index", |s| {
        scaled(s).auto_scale_global_secondary_index_read_capacity("by-name", 1, 50);
    }),
    refused("scaled on demand", "invalid-scaling", |s| {
        table(s, props()).auto_scale_read_capacity(1, 50);
    }),
    refused("scaled twice", "duplicate-construct-id", |s| {
        let table = provisioned(s);
        table.auto_scale_read_capacity(1, 50);
        table.auto_scale_read_capacity(1, 50);
    }),
    refused("scaled at 95 percent", "invalid-scaling", |s| {
        provisioned(s).auto_scale_read_capacity(1, 50).scale_on_utilization(at(95));
    }),
    program("index of two partition keys", |s| {
        indexed(s, by_place().partition_key(text("city")));
    }),
    program("index of two keys each", |s| {
        let place = by_place().partition_key(text("city"));
        indexed(s, place.sort_key(text("street")).sort_key(Attribute::number("at")));
    }),
    refused("index of five partition keys", "invalid-keys", |s| {
        let more = ["b", "c", "d", "e"].map(text);
        indexed(s, more.into_iter().fold(by_place(), GlobalSecondaryIndex::partition_key));
    }),
    refused("index of five sort keys", "invalid-keys", |s| {
        let more = ["a", "b", "c", "d", "e"].map(text);
        indexed(s, more.into_iter().fold(by_place(), GlobalSecondaryIndex::sort_key));
    }),
    program("warm index", |s| {
        let warm = WarmThroughput::new().read_units_per_second(13_000);
        indexed(s, by_email().warm_throughput(warm.write_units_per_second(5000)));
    }),
    program("warm for reads alone", |s| {
        let warm = WarmThroughput::new().read_units_per_second(13_000);
        table(s, props().warm_throughput(warm));
    }),
    program("maximum of writes alone", |s| {
        table(s, props().max_write_request_units(5));
    }),
    program("maximum of an index", |s| {
        indexed(s, by_email().max_read_request_units(3).max_write_request_units(2));
    }),
    program("stream of Kinesis", |s| drop(table(s, props().kinesis_stream(kinesis())))),
    program("stream of Kinesis with a precision", |s| {
        let exact = kinesis().precision(ApproximateCreationDateTimePrecision::Microsecond);
        table(s, props().kinesis_stream(exact));
    }),
    program("a statement more", |s| {
        let statement = PolicyStatement::allow()
            .actions(["dynamodb:GetItem"])
            .resource("*")
            .principal(&Principal::account("111122223333"));
        table(s, props()).add_to_resource_policy(statement);
    }),
    program("import of JSON", |s| import(s, InputFormat::DynamoDbJson, |all| all)),
    program("import of Ion", |s| {
        import(s, InputFormat::Ion, |all| all.compression_type(InputCompressionType::Gzip));
    }),
    program("import of CSV, everything", |s| {
        import(s, csv(';', &["id", "name"]), |all| {
            all.compression_type(InputCompressionType::Zstd)
                .key_prefix("2025/")
                .bucket_owner("111122223333")
        });
    }),
    refused("import of CSV between dashes", "invalid-import", |s| {
        import(s, csv('-', &[]), |all| all);
    }),
    program("consumed reads", |s| alarm(s, Table::metric_consumed_read_capacity_units)),
    program("consumed writes", |s| alarm(s, Table::metric_consumed_write_capacity_units)),
    program("failed conditions", |s| {
        alarm(s, Table::metric_conditional_check_failed_requests);
    }),
    program("latency", |s| {
        alarm(s, |table| table.metric_successful_request_latency(Operation::Query));
    }),
    program("throttled calls of an operation", |s| {
        alarm(s, |table| table.metric_throttled_requests_for_operation(Operation::PutItem));
    }),
    program("throttled calls", |s| {
        let of = [Operation::GetItem, Operation::PutItem];
        alarm(s, |table| table.metric_throttled_requests_for_operations(of));
    }),
    program("system errors", |s| {
        let of = [Operation::Query, Operation::TransactWriteItems];
        alarm(s, |table| table.metric_system_errors_for_operations(of));
    }),
    program("user errors", |s| alarm(s, Table::metric_user_errors)),
    program("any metric", |s| alarm(s, |table| table.metric("ReturnedItemCount"))),
    program("metric of a stream", |s| {
        let metric = table(s, props().stream(StreamView::KeysOnly)).metric("ReturnedRecordsCount");
        Alarm::new(s, "Alarm", AlarmProps::new(metric.statistic(Statistic::Sum), 1.0, 1));
    }),
];
