//! Metrics and alarms.

use std::time::Duration;

use construct_lib::apigateway::{
    HttpMethod, LambdaIntegration, Method, RestApi, RestApiProps, Stage, StageOptions,
};
use construct_lib::cloudwatch::{
    Alarm, AlarmAction, AlarmProps, AlarmRule, AlarmState, AnyMetric, ComparisonOperator,
    CompositeAlarm, CompositeAlarmProps, LowSampleCountPercentile, MathExpression, Metric, Range,
    Statistic, TreatMissingData, Unit,
};
use construct_lib::lambda::Function;
use construct_lib::{CfnOutput, CfnOutputProps, Stack};

use super::compare::{Program, check, program, refused};

#[test]
fn alarms_are_those_of_the_cdk() {
    check("cloudwatch", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] =
    &[("HTTP API", "the metrics of HTTP APIs are compared with the other parts of HTTP APIs")];

fn metric() -> Metric {
    Metric::new("Shop", "Orders")
}

fn named(name: &str) -> Metric {
    Metric::new("Shop", name)
}

fn props(metric: impl Into<AnyMetric>) -> AlarmProps {
    AlarmProps::new(metric, 5.0, 3)
}

fn alarm(s: &Stack, id: &str, metric: impl Into<AnyMetric>) -> Alarm {
    Alarm::new(s, id, props(metric))
}

fn statistic(s: &Stack, statistic: Statistic) {
    alarm(s, "Alarm", metric().statistic(statistic));
}

fn rate() -> MathExpression {
    MathExpression::new("100 * errors / orders")
        .using("errors", named("Errors").statistic(Statistic::Sum))
        .using("orders", metric().statistic(Statistic::Sum))
}

fn topic() -> AlarmAction {
    AlarmAction::sns_topic("arn:aws:sns:us-east-1:111122223333:on-call")
}

fn handler(s: &Stack) -> Function {
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:Handler";
    Function::from_function_arn(s, "Handler", arn)
}

fn rest(s: &Stack, props: RestApiProps) -> (RestApi, Method, Stage) {
    let api = RestApi::new(s, "Api", props);
    let integration = LambdaIntegration::new(&handler(s));
    let user = api.root().resource_for_path("users/{id}");
    let method = user.add_method(HttpMethod::Get, integration);
    let stage = api.deployment_stage().unwrap();
    (api, method, stage)
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn output(s: &Stack, id: &str, value: impl construct_lib::IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(alarm(s, "Alarm", metric()))),
    program("everything", |s| {
        let metric = metric().period(seconds(60)).unit(Unit::Count);
        let props = props(metric.statistic(Statistic::Percentile(99.0)))
            .without_actions()
            .alarm_name("orders")
            .alarm_description("Few orders")
            .comparison_operator(ComparisonOperator::LessThanThreshold)
            .datapoints_to_alarm(2)
            .evaluate_low_sample_count_percentile(LowSampleCountPercentile::Ignore)
            .treat_missing_data(TreatMissingData::Breaching);
        Alarm::new(s, "Alarm", props);
    }),
    program("greater", |s| {
        let operator = ComparisonOperator::GreaterThanThreshold;
        Alarm::new(s, "Alarm", props(metric()).comparison_operator(operator));
    }),
    program("less or equal", |s| {
        let operator = ComparisonOperator::LessThanOrEqualToThreshold;
        Alarm::new(s, "Alarm", props(metric()).comparison_operator(operator));
    }),
    program("missing data: not breaching", |s| {
        Alarm::new(s, "Alarm", props(metric()).treat_missing_data(TreatMissingData::NotBreaching));
    }),
    program("missing data: ignored", |s| {
        Alarm::new(s, "Alarm", props(metric()).treat_missing_data(TreatMissingData::Ignore));
    }),
    program("missing data: missing", |s| {
        Alarm::new(s, "Alarm", props(metric()).treat_missing_data(TreatMissingData::Missing));
    }),
    program("dimensions are sorted", |s| {
        alarm(s, "Alarm", metric().dimension("Shop", "Seoul").dimension("Country", "KR"));
    }),
    refused("thirty-one dimensions", "invalid-metric", |s| {
        let all = (0..31).fold(metric(), |metric, i| metric.dimension(format!("D{i}"), "x"));
        alarm(s, "Alarm", all);
    }),
    refused("empty dimension", "invalid-metric", |s| {
        alarm(s, "Alarm", metric().dimension("Shop", ""));
    }),
    program("period of thirty seconds", |s| {
        alarm(s, "Alarm", metric().period(seconds(30)));
    }),
    refused("period of 45 seconds", "invalid-metric", |s| {
        alarm(s, "Alarm", metric().period(seconds(45)));
    }),
    program("statistic: Sum", |s| statistic(s, Statistic::Sum)),
    program("statistic: min", |s| statistic(s, Statistic::parse("min").unwrap())),
    program("statistic: Maximum", |s| statistic(s, Statistic::Maximum)),
    program("statistic: n", |s| statistic(s, Statistic::parse("n").unwrap())),
    program("statistic: IQM", |s| statistic(s, Statistic::InterquartileMean)),
    program("statistic: p99.9", |s| statistic(s, Statistic::Percentile(99.9))),
    program("statistic: tm95", |s| statistic(s, Statistic::TrimmedMean(Range::UpTo(95.0)))),
    program("statistic: TM(5%:95%)", |s| {
        let range = Range::Percentiles(Some(5.0), Some(95.0));
        statistic(s, Statistic::TrimmedMean(range));
    }),
    program("statistic: TM(150:1000)", |s| {
        statistic(s, Statistic::TrimmedMean(Range::Values(Some(150.0), Some(1000.0))));
    }),
    program("statistic: WM(:90%)", |s| {
        statistic(s, Statistic::WinsorizedMean(Range::Percentiles(None, Some(90.0))));
    }),
    program("statistic: tc90", |s| statistic(s, Statistic::TrimmedCount(Range::UpTo(90.0)))),
    program("statistic: TS(80%:)", |s| {
        statistic(s, Statistic::TrimmedSum(Range::Percentiles(Some(80.0), None)));
    }),
    program("statistic: PR(:300)", |s| {
        statistic(s, Statistic::PercentileRank(None, Some(300.0)));
    }),
    program("label", |s| {
        alarm(s, "Alarm", metric().label("Orders of Seoul").dimension("Shop", "Seoul"));
    }),
    program("metric of another account", |s| {
        alarm(s, "Alarm", metric().account("444455556666"));
    }),
    program("math", |s| drop(alarm(s, "Alarm", rate()))),
    program("math: label and period", |s| {
        alarm(s, "Alarm", rate().label("Failed").period(seconds(60)));
    }),
    program("math: period of a metric gives way", |s| {
        let metric = metric().period(seconds(600));
        alarm(s, "Alarm", MathExpression::new("m1 * 2").using("m1", metric));
    }),
    program("math of math", |s| {
        let sum = MathExpression::new("a + b").using("a", rate()).using("b", named("Other"));
        alarm(s, "Alarm", sum);
    }),
    program("math: the same metric twice", |s| {
        let sum = MathExpression::new("a + b").using("a", metric()).using("b", metric());
        alarm(s, "Alarm", sum);
    }),
    refused("math: a name for two metrics", "invalid-metric", |s| {
        let inner = MathExpression::new("m1").using("m1", metric());
        let sum = MathExpression::new("a + m1").using("a", inner).using("m1", named("Other"));
        alarm(s, "Alarm", sum);
    }),
    refused("math: bad name", "invalid-metric", |s| {
        alarm(s, "Alarm", MathExpression::new("M1").using("M1", metric()));
    }),
    program("math: unknown name", |s| {
        alarm(s, "Alarm", MathExpression::new("m1 + m2").using("m1", metric()));
    }),
    program("math: no metric", |s| {
        alarm(s, "Alarm", MathExpression::new("SELECT AVG(Orders) FROM Shop"));
    }),
    refused("math: eleven metrics", "invalid-metric", |s| {
        let sum = MathExpression::new("m0 + m1 + m2 + m3 + m4 + m5 + m6 + m7 + m8 + m9 + m10");
        let all = (0..11).fold(sum, |sum, i| sum.using(format!("m{i}"), named(&format!("m{i}"))));
        alarm(s, "Alarm", all);
    }),
    program("math: a metric of another account", |s| {
        let theirs = metric().account("444455556666").label("Theirs");
        alarm(s, "Alarm", MathExpression::new("m1 * 2").using("m1", theirs));
    }),
    program("actions", |s| {
        let made = alarm(s, "Alarm", metric());
        made.add_alarm_action(topic());
        made.add_ok_action(topic());
        made.add_insufficient_data_action(topic());
    }),
    program("a function as action", |s| {
        alarm(s, "Alarm", metric()).add_alarm_action(AlarmAction::lambda(&handler(s)));
    }),
    program("ARN and name", |s| {
        let made = alarm(s, "Alarm", metric());
        output(s, "Arn", made.alarm_arn());
        output(s, "Name", made.alarm_name());
    }),
    program("imports", |s| {
        let arn = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:orders";
        output(s, "Name", Alarm::from_alarm_arn(s, "ByArn", arn).alarm_name());
        output(s, "Arn", Alarm::from_alarm_name(s, "ByName", "orders").alarm_arn());
    }),
    program("composite: all", |s| {
        let rule = AlarmRule::all_of([
            AlarmRule::from_alarm(&alarm(s, "A", metric()), AlarmState::Alarm),
            AlarmRule::from_alarm(&alarm(s, "B", metric()), AlarmState::Ok),
        ]);
        CompositeAlarm::new(s, "All", CompositeAlarmProps::new(rule));
    }),
    program("composite: any, not, a word", |s| {
        let one = alarm(s, "A", metric());
        let rule = AlarmRule::any_of([
            AlarmRule::not(AlarmRule::from_alarm(&one, AlarmState::InsufficientData)),
            AlarmRule::from_boolean(false),
        ]);
        let props = CompositeAlarmProps::new(rule)
            .composite_alarm_name("any")
            .alarm_description("Any of them")
            .without_actions();
        CompositeAlarm::new(s, "Any", props).add_alarm_action(topic());
    }),
    program("composite of composite", |s| {
        let inner = CompositeAlarmProps::new(AlarmRule::from_boolean(true));
        let inner = CompositeAlarm::new(s, "Inner", inner);
        let rule = AlarmRule::from_alarm(&inner, AlarmState::Alarm);
        CompositeAlarm::new(s, "Outer", CompositeAlarmProps::new(rule));
    }),
    program("REST API", |s| {
        let (api, _, _) = rest(s, RestApiProps::new());
        alarm(s, "metricClientError", api.metric_client_error());
        alarm(s, "metricServerError", api.metric_server_error());
        alarm(s, "metricCacheHitCount", api.metric_cache_hit_count());
        alarm(s, "metricCacheMissCount", api.metric_cache_miss_count());
        alarm(s, "metricCount", api.metric_count());
        alarm(s, "metricIntegrationLatency", api.metric_integration_latency());
        alarm(s, "metricLatency", api.metric_latency());
    }),
    program("REST API with a name", |s| {
        let (api, _, _) = rest(s, RestApiProps::new().rest_api_name("users"));
        alarm(s, "Alarm", api.metric_server_error());
    }),
    program("REST API: another metric", |s| {
        let metric = rest(s, RestApiProps::new()).0.metric("Count");
        alarm(s, "Alarm", metric.statistic(Statistic::Sum).period(seconds(60)));
    }),
    program("stage of a REST API", |s| {
        let (_, _, stage) = rest(s, RestApiProps::new());
        alarm(s, "metricClientError", stage.metric_client_error());
        alarm(s, "metricServerError", stage.metric_server_error());
        alarm(s, "metricCacheHitCount", stage.metric_cache_hit_count());
        alarm(s, "metricCacheMissCount", stage.metric_cache_miss_count());
        alarm(s, "metricCount", stage.metric_count());
        alarm(s, "metricIntegrationLatency", stage.metric_integration_latency());
        alarm(s, "metricLatency", stage.metric_latency());
    }),
    program("method of a REST API", |s| {
        let props = RestApiProps::new().deploy_options(StageOptions::new().metrics());
        let (_, method, stage) = rest(s, props);
        alarm(s, "metricClientError", method.metric_client_error(&stage));
        alarm(s, "metricServerError", method.metric_server_error(&stage));
        alarm(s, "metricCacheHitCount", method.metric_cache_hit_count(&stage));
        alarm(s, "metricCacheMissCount", method.metric_cache_miss_count(&stage));
        alarm(s, "metricCount", method.metric_count(&stage));
        alarm(s, "metricIntegrationLatency", method.metric_integration_latency(&stage));
        alarm(s, "metricLatency", method.metric_latency(&stage));
    }),
];
