//! How stages of REST APIs serve and log, and the role that logs need.

use std::time::Duration;

use construct_lib::apigateway::{
    AccessLogField, AccessLogFormat, AccessLogSettings, Account, AccountProps, CacheClusterSize,
    Canary, Deployment, DeploymentProps, HttpMethod, LoggingLevel, MethodDeploymentOptions,
    MockIntegration, RestApi, RestApiProps, Stage, StageOptions, StageProps,
};
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::logs::{LogGroup, LogGroupProps};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{App, Construct, Environment, RemovalPolicy, Stack, StackProps};

use crate::support::{check_template, orders};

const STAGE: &str = "AWS::ApiGateway::Stage";

fn api(s: &Stack, id: &str, props: RestApiProps) -> RestApi {
    let api = RestApi::new(s, id, props);
    api.root().add_resource("orders").add_method(HttpMethod::Get, MockIntegration::new(204));
    api
}

fn with(s: &Stack, options: StageOptions) -> RestApi {
    api(s, "Api", RestApiProps::new().deploy_options(options))
}

fn codes(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (app, stack) = orders();
    build(&stack);
    diagnostics(&app).iter().map(|d| d.code().to_owned()).collect()
}

fn has_log(template: &Template) -> bool {
    let stages = template.find_resources(STAGE);
    stages.iter().all(|(_, stage)| stage["Properties"].get("AccessLogSetting").is_some())
}

#[test]
fn nothing_is_logged_until_the_app_says_that_the_role_exists() {
    let (_, stack) = orders();
    with(&stack, StageOptions::new());
    let template = Template::from_stack(&stack);
    assert!(!has_log(&template));
    template.resource_count_is("AWS::Logs::LogGroup", 0);
}

#[test]
fn a_declared_role_turns_access_logs_on() {
    let (app, stack) = orders();
    with(&stack, StageOptions::new());
    // What is said after the stage counts, too.
    Account::declare_cloud_watch_role(&app);
    let template = Template::from_stack(&stack);
    assert!(has_log(&template));
    template.has_resource_properties("AWS::Logs::LogGroup", json!({ "RetentionInDays": 30 }));
    assert!(diagnostics(&app).is_empty());
}

#[test]
fn the_context_of_a_command_line_declares_the_role() {
    let (app, stack) = orders();
    app.node().set_context("construct-lib:apigateway-account-has-cloudwatch-role", "true");
    with(&stack, StageOptions::new());
    assert!(has_log(&Template::from_stack(&stack)));
}

#[test]
fn a_stack_may_say_that_its_account_has_no_role() {
    let (app, stack) = orders();
    Account::declare_cloud_watch_role(&app);
    stack.node().set_context("construct-lib:apigateway-account-has-cloudwatch-role", false);
    with(&stack, StageOptions::new());
    assert!(!has_log(&Template::from_stack(&stack)));
}

#[test]
fn a_stage_may_do_without_an_access_log() {
    let (app, stack) = orders();
    Account::declare_cloud_watch_role(&app);
    with(&stack, StageOptions::new().without_access_log());
    assert!(!has_log(&Template::from_stack(&stack)));
}

#[test]
fn stages_wait_for_the_account_of_their_stack() {
    let (_, stack) = orders();
    with(&stack, StageOptions::new());
    Account::new(&stack, "Account", AccountProps::new());
    let template = Template::from_stack(&stack);
    assert!(has_log(&template));
    let account = template.find_resources("AWS::ApiGateway::Account")[0].0.to_owned();
    template.has_resource(STAGE, json!({ "DependsOn": [account] }));
}

#[test]
fn stages_of_other_stacks_in_one_environment_wait_for_the_stack_of_the_account() {
    let app = App::new();
    let region = |region: &str| {
        let environment = Environment::agnostic().account("111122223333").region(region);
        StackProps::new().environment(environment)
    };
    let near = Stack::new(&app, "Near", region("ap-northeast-2"));
    let far = Stack::new(&app, "Far", region("us-east-1"));
    with(&near, StageOptions::new());
    with(&far, StageOptions::new());
    let foundation = Stack::new(&app, "Foundation", region("ap-northeast-2"));
    Account::new(&foundation, "Account", AccountProps::new());
    let assembly = app.synth().unwrap();
    let stacks: Vec<String> = assembly.stacks().iter().map(|s| s.stack_name().to_owned()).collect();
    let place = |name: &str| stacks.iter().position(|s| s == name).unwrap();
    assert!(place("Foundation") < place("Near"), "{stacks:?}");
    assert!(has_log(&Template::from_stack(&near)));
    assert!(!has_log(&Template::from_stack(&far)));
}

#[test]
fn two_accounts_of_one_environment_are_told() {
    let found = codes(|s| {
        Account::new(s, "One", AccountProps::new());
        api(s, "Api", RestApiProps::new().cloud_watch_role());
    });
    assert_eq!(found, ["duplicate-api-gateway-account"]);
    let found = codes(|s| {
        let elsewhere = Environment::agnostic().region("eu-west-1");
        Account::new(s, "One", AccountProps::new());
        let other = Stack::new(
            &s.node().scope().unwrap(),
            "Other",
            StackProps::new().environment(elsewhere),
        );
        Account::new(&other, "Two", AccountProps::new());
    });
    assert!(found.is_empty(), "{found:?}");
}

/// A stack in an app stage of this name, in this environment.
fn in_stage(app: &App, name: &str, environment: Environment) -> Stack {
    let stage = construct_lib::Stage::new(app, name, construct_lib::StageProps::new());
    Stack::new(&stage, "Orders", StackProps::new().environment(environment))
}

fn seoul() -> Environment {
    Environment::agnostic().account("111122223333").region("ap-northeast-2")
}

#[test]
fn each_app_stage_has_an_account_of_its_own() {
    for environment in [Environment::agnostic(), seoul()] {
        let app = App::new();
        let stacks = ["Dev", "Prod"].map(|name| in_stage(&app, name, environment.clone()));
        for stack in &stacks {
            api(stack, "Api", RestApiProps::new().cloud_watch_role());
        }
        let found = diagnostics(&app);
        assert!(found.is_empty(), "{found:?}");
        for stack in &stacks {
            let template = Template::from_stack(stack);
            assert!(has_log(&template));
            let account = template.find_resources("AWS::ApiGateway::Account")[0].0.to_owned();
            template.has_resource(STAGE, json!({ "DependsOn": [account] }));
        }
    }
}

#[test]
fn an_account_of_another_app_stage_is_known_but_not_waited_for() {
    for (environment, logs) in [(Environment::agnostic(), false), (seoul(), true)] {
        let app = App::new();
        let dev = in_stage(&app, "Dev", environment.clone());
        Account::new(&dev, "Account", AccountProps::new());
        let prod = in_stage(&app, "Prod", environment.clone());
        with(&prod, StageOptions::new());
        let plain = Stack::new(&app, "Plain", StackProps::new().environment(environment));
        with(&plain, StageOptions::new());
        let found = diagnostics(&app);
        assert!(found.is_empty(), "{found:?}");
        for stack in [&prod, &plain] {
            assert_eq!(has_log(&Template::from_stack(stack)), logs);
        }
    }
}

#[test]
fn a_stage_does_not_wait_for_an_account_that_comes_after_it() {
    let app = App::new();
    let [apis, between, foundation] =
        ["Apis", "Between", "Foundation"].map(|id| Stack::new(&app, id, StackProps::new()));
    with(&apis, StageOptions::new());
    Account::new(&foundation, "Account", AccountProps::new());
    LogGroup::new(&between, "Logs", LogGroupProps::new());
    foundation.add_stack_dependency(&between);
    between.add_stack_dependency(&apis);
    let found = diagnostics(&app);
    assert!(found.is_empty(), "{found:?}");
    assert!(has_log(&Template::from_stack(&apis)));
}

#[test]
fn logs_without_a_role_are_told() {
    let group = |s: &Stack| LogGroup::new(s, "Logs", LogGroupProps::new());
    let asked: [fn(&Stack) -> StageOptions; 4] = [
        |_| StageOptions::new().logging_level(LoggingLevel::Info),
        |_| StageOptions::new().access_log_format(AccessLogFormat::clf()),
        |s| {
            let group = LogGroup::new(s, "Logs", LogGroupProps::new());
            StageOptions::new().access_log(AccessLogSettings::log_group(&group))
        },
        |_| {
            let trace = MethodDeploymentOptions::new().data_trace_enabled(true);
            StageOptions::new().method_options("/orders", HttpMethod::Get, trace)
        },
    ];
    for options in asked {
        let found = codes(|s| drop(with(s, options(s))));
        assert_eq!(found, ["unknown-cloud-watch-role"]);
        let found = codes(|s| {
            Account::declare_cloud_watch_role(s);
            with(s, options(s));
        });
        assert!(found.is_empty(), "{found:?}");
    }
    let found = codes(|s| {
        let firehose = "arn:aws:firehose:us-east-1:111122223333:deliverystream/amazon-apigateway-x";
        with(s, StageOptions::new().access_log(AccessLogSettings::firehose(firehose)));
        let off = StageOptions::new().logging_level(LoggingLevel::Off);
        api(s, "Off", RestApiProps::new().deploy_options(off));
        group(s);
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn formats_in_xml_and_csv() {
    let xml = AccessLogFormat::xml_with_standard_fields();
    assert!(xml.as_str().starts_with("<request id=\"$context.requestId\"><ip>"));
    assert!(xml.as_str().ends_with("</responseLength></request>"));
    let csv = AccessLogFormat::csv_with_standard_fields();
    assert_eq!(csv.as_str().split(',').count(), 10);
    let quoted = AccessLogFormat::json([("a\"b\n", AccessLogField::STATUS)]);
    assert_eq!(quoted.as_str(), r#"{"a\"b\u000a":"$context.status"}"#);
}

#[test]
fn stages_refuse_what_aws_refuses() {
    let firehose = "arn:aws:firehose:us-east-1:111122223333:deliverystream/orders";
    let hour = Duration::from_secs(3601);
    let bad = [
        StageOptions::new().access_log(AccessLogSettings::firehose(firehose)),
        StageOptions::new().all_methods(MethodDeploymentOptions::new().cache_ttl(hour)),
        StageOptions::new().throttling(f64::NAN, 1),
        StageOptions::new().resource_options("/orders/", MethodDeploymentOptions::new()),
    ];
    for options in bad {
        let found = codes(|s| drop(with(s, options)));
        assert!(found.contains(&"invalid-stage".to_owned()), "{found:?}");
    }
    let found = codes(|s| {
        let api = api(s, "Api", RestApiProps::new().without_deployment());
        let now = Deployment::new(s, "Now", DeploymentProps::new(&api));
        let canary = Canary::new(&now, 101.0).variable("a b", "x y");
        let options = StageOptions::new().canary(canary);
        Stage::new(s, "Prod", StageProps::new(&now).options(options));
    });
    assert_eq!(found, ["invalid-stage", "invalid-name", "invalid-stage"]);
}

#[test]
fn options_of_methods_that_the_api_lacks_are_told() {
    let of = |path: &str, method: HttpMethod| {
        let options = MethodDeploymentOptions::new().metrics_enabled(true);
        codes(|s| drop(with(s, StageOptions::new().method_options(path, method, options))))
    };
    assert!(of("/orders", HttpMethod::Get).is_empty());
    assert!(of("/*", HttpMethod::Put).is_empty());
    assert_eq!(of("/orders", HttpMethod::Put), ["unknown-method"]);
    assert_eq!(of("/order", HttpMethod::Get), ["unknown-method"]);
    assert_eq!(of("/", HttpMethod::Get), ["unknown-method"]);
}

#[test]
fn fails_to_change_an_imported_stage() {
    let found = codes(|s| {
        let stage = Stage::from_stage_attributes(s, "Beta", "beta", &with(s, StageOptions::new()));
        stage.patch(construct_lib::cfn::apigateway::CfnStageProps::patch());
    });
    assert_eq!(found, ["imported-construct"]);
}

#[test]
fn stage_options() {
    let (_, stack) = orders();
    let role =
        Role::new(&stack, "Logs", RoleProps::new(Principal::service("apigateway.amazonaws.com")));
    let account = AccountProps::new().cloud_watch_role(&role);
    Account::new(&stack, "Account", account.removal_policy(RemovalPolicy::Destroy));
    let api = api(&stack, "Api", RestApiProps::new().without_deployment());
    let now = Deployment::new(&stack, "Now", DeploymentProps::new(&api).pinned());
    let next = Deployment::new(&stack, "Next", DeploymentProps::new(&api));
    let cached = MethodDeploymentOptions::new()
        .caching_enabled(true)
        .cache_ttl(Duration::from_secs(60))
        .cache_data_encrypted(true)
        .data_trace_enabled(true);
    let options = StageOptions::new()
        .stage_name("beta")
        .description("For a few")
        .tracing()
        .variable("table", "orders")
        .throttling(100.0, 200)
        .logging_level(LoggingLevel::Error)
        .metrics()
        .method_options("/orders", HttpMethod::Get, cached)
        .resource_options("/orders", MethodDeploymentOptions::new().throttling(10.0, 20))
        .cache_cluster_size(CacheClusterSize::Gb1_6)
        .documentation_version("1")
        .access_log_format(AccessLogFormat::clf())
        .canary(Canary::new(&next, 10.0).use_stage_cache().variable("table", "next"));
    Stage::new(&stack, "Beta", StageProps::new(&now).options(options));
    check_template("apigateway-stage-options", &stack);
}
