//! What metrics and alarms do beyond the CDK's, and what they refuse.

use std::time::Duration;

use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps};
use construct_lib::cloudwatch::{
    Alarm, AlarmAction, AlarmProps, AlarmRule, AlarmState, CompositeAlarm, CompositeAlarmProps,
    MathExpression, Metric, Range, Statistic,
};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{App, Environment, Node, Stack, StackProps};

use crate::support::{check_template, orders};

fn codes(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (app, stack) = orders();
    build(&stack);
    diagnostics(&app).iter().map(|d| d.code().to_owned()).collect()
}

fn metric() -> Metric {
    Metric::new("Shop", "Orders")
}

#[test]
fn statistics_are_read_as_they_are_written() {
    let texts = [
        "Average",
        "Maximum",
        "Minimum",
        "SampleCount",
        "Sum",
        "IQM",
        "p99",
        "p99.9",
        "tm95",
        "wm90",
        "tc10",
        "ts0",
        "TM(5%:95%)",
        "WM(:90%)",
        "TC(80%:)",
        "TS(150:1000)",
        "PR(:300)",
        "PR(100:2000)",
    ];
    for text in texts {
        assert_eq!(Statistic::parse(text).unwrap().to_string(), text);
    }
}

#[test]
fn fails_to_read_what_is_no_statistic() {
    let texts = [
        "",
        "p",
        "p101",
        "pNaN",
        "pinf",
        "tm",
        "tm-1",
        "tm(5:)%",
        "TM(:)",
        "TM(95%:5%)",
        "TM(5%:95)",
        "TM(5%)",
        "PR(5%:95%)",
        "PR(:)",
        "median",
        "p 9",
        "p.5",
    ];
    for text in texts {
        let error = Statistic::parse(text).unwrap_err().to_string();
        assert!(error.contains(&format!("`{text}`")), "{error}");
    }
}

#[test]
fn fails_for_statistics_that_cloudwatch_refuses() {
    let bad = [
        Statistic::Percentile(100.5),
        Statistic::TrimmedMean(Range::UpTo(-1.0)),
        Statistic::TrimmedSum(Range::Percentiles(None, None)),
        Statistic::WinsorizedMean(Range::Percentiles(Some(9.0), Some(9.0))),
        Statistic::TrimmedCount(Range::Values(Some(f64::NAN), None)),
        Statistic::PercentileRank(Some(2.0), Some(1.0)),
    ];
    for statistic in bad {
        let found = codes(|s| {
            Alarm::new(s, "Alarm", AlarmProps::new(metric().statistic(statistic), 1.0, 1));
        });
        assert_eq!(found, ["invalid-metric"], "{statistic}");
    }
}

#[test]
fn fails_for_alarms_that_cloudwatch_refuses() {
    let hour = || metric().period(Duration::from_secs(3600));
    let bad = [
        AlarmProps::new(metric(), 1.0, 0),
        AlarmProps::new(metric(), 1.0, 3).datapoints_to_alarm(4),
        AlarmProps::new(metric(), 1.0, 3).datapoints_to_alarm(0),
        AlarmProps::new(metric(), 1.0, 289),
        AlarmProps::new(hour(), 1.0, 169),
        (0..6).fold(AlarmProps::new(metric(), 1.0, 1), |props, i| {
            props.ok_action(AlarmAction::arn(format!("arn:aws:ssm:::opsitem:{i}")))
        }),
    ];
    for props in bad {
        assert_eq!(codes(|s| drop(Alarm::new(s, "Alarm", props.clone()))), ["invalid-alarm"]);
    }
    let fits = [AlarmProps::new(metric(), 1.0, 288), AlarmProps::new(hour(), 1.0, 168)];
    for props in fits {
        assert!(codes(|s| drop(Alarm::new(s, "Alarm", props))).is_empty());
    }
}

#[test]
fn an_alarm_watches_its_own_region_alone() {
    let watch = |region: &str| {
        let app = App::new();
        let environment = Environment::agnostic().account("111122223333").region("ap-northeast-2");
        let stack = Stack::new(&app, "Orders", StackProps::new().environment(environment));
        Alarm::new(&stack, "Alarm", AlarmProps::new(metric().region(region), 1.0, 1));
        diagnostics(&app).len()
    };
    assert_eq!(watch("ap-northeast-2"), 0);
    assert_eq!(watch("us-east-1"), 1);
}

#[test]
fn metrics_of_a_stack_with_an_environment_are_of_its_account() {
    let app = App::new();
    let environment = Environment::agnostic().account("111122223333").region("us-east-1");
    let theirs = Stack::new(&app, "Api", StackProps::new().environment(environment));
    let api = RestApi::new(&theirs, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    let environment = Environment::agnostic().account("444455556666").region("us-east-1");
    let watching = Stack::new(&app, "Alarms", StackProps::new().environment(environment));
    Alarm::new(&watching, "Alarm", AlarmProps::new(api.metric_latency(), 1.0, 1));
    Alarm::new(&theirs, "Alarm", AlarmProps::new(api.metric_latency(), 1.0, 1));
    let query = json!([{ "AccountId": "111122223333" }]);
    let alarm = "AWS::CloudWatch::Alarm";
    Template::from_stack(&watching).has_resource_properties(alarm, json!({ "Metrics": query }));
    Template::from_stack(&theirs)
        .has_resource_properties(alarm, json!({ "MetricName": "Latency" }));
}

#[test]
fn an_api_is_counted_under_the_ascii_of_its_name() {
    let dimension = |name: &str| {
        let (_, stack) = orders();
        let api = RestApi::new(&stack, "Api", RestApiProps::new().rest_api_name(name));
        api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
        Alarm::new(&stack, "Alarm", AlarmProps::new(api.metric_count(), 1.0, 1));
        let template = Template::from_stack(&stack);
        let found = template.find_resources("AWS::CloudWatch::Alarm");
        found[0].1["Properties"]["Dimensions"][0]["Value"].clone()
    };
    assert_eq!(dimension("orders-주문"), "orders-");
    assert_eq!(dimension("주문"), json!({ "Ref": "ApiF70053CD" }));
}

#[test]
fn expressions_warn_of_unknown_names_and_of_other_periods() {
    let found = codes(|s| {
        let metric = metric().period(Duration::from_secs(60));
        let math = MathExpression::new("IF(m1 > 0, m2, \"m3\") + FILL(METRICz, 0)");
        Alarm::new(s, "Alarm", AlarmProps::new(math.using("m1", metric), 1.0, 1));
    });
    assert_eq!(found, ["unknown-metric-name", "metric-period-overridden"]);
}

#[test]
fn fails_to_change_an_imported_alarm() {
    let found = codes(|s| {
        let alarm = Alarm::from_alarm_name(s, "Alarm", "orders");
        alarm.add_ok_action(AlarmAction::arn("arn:aws:swf:x"));
    });
    assert!(found.contains(&"imported-construct".to_owned()), "{found:?}");
}

#[test]
fn alarms_of_one_id_in_different_scopes_may_all_call_the_function() {
    let (_, stack) = orders();
    let function = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    for scope in ["Shop", "Warehouse"] {
        let scope = Node::new(&stack, scope);
        let alarm = Alarm::new(&scope, "Errors", AlarmProps::new(metric(), 1.0, 1));
        // One permission is enough for all that the alarm does.
        alarm.add_alarm_action(AlarmAction::lambda(&function));
        alarm.add_ok_action(AlarmAction::lambda(&function));
    }
    let template = Template::from_stack(&stack);
    let permissions = template.find_resources("AWS::Lambda::Permission");
    let alarms = template.find_resources("AWS::CloudWatch::Alarm");
    let sources: Vec<_> =
        permissions.iter().map(|(_, p)| p["Properties"]["SourceArn"].clone()).collect();
    let arns: Vec<_> = alarms.iter().map(|(id, _)| json!({ "Fn::GetAtt": [id, "Arn"] })).collect();
    assert_eq!(sources.len(), 2, "{sources:?}");
    assert!(arns.iter().all(|arn| sources.contains(arn)), "{sources:?}");
    // The first has the CDK's id.
    assert!(permissions.iter().any(|(id, _)| id.starts_with("HandlerErrorsAlarmPermission")));
}

#[test]
fn alarms() {
    let (_, stack) = orders();
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    let on_call = || AlarmAction::sns_topic("arn:aws:sns:us-east-1:111122223333:on-call");
    let errors = AlarmProps::new(api.metric_server_error(), 1.0, 3).datapoints_to_alarm(2);
    let errors = Alarm::new(&stack, "Errors", errors.alarm_action(on_call()));
    let rate = MathExpression::new("100 * errors / requests")
        .using("errors", api.metric_client_error())
        .using("requests", api.metric_count())
        .label("Refused requests in percent");
    let refused = Alarm::new(&stack, "Refused", AlarmProps::new(rate, 20.0, 1));
    let slow = api.metric_latency().statistic(Statistic::Percentile(99.0));
    Alarm::new(&stack, "Slow", AlarmProps::new(slow, 1000.0, 5));
    let rule = AlarmRule::any_of([
        AlarmRule::from_alarm(&errors, AlarmState::Alarm),
        AlarmRule::from_alarm(&refused, AlarmState::Alarm),
    ]);
    let props = CompositeAlarmProps::new(rule).alarm_action(on_call()).ok_action(on_call());
    CompositeAlarm::new(&stack, "Trouble", props);
    check_template("cloudwatch-alarms", &stack);
}
