//! Context values, and look-ups in the AWS CDK's form.

use construct_core::{
    App, Construct, ContextQuery, Environment, Expr, NestedStack, NestedStackProps, Node, Stack,
    StackProps, Stage, StageProps, Synthesizer, lookup,
};
use serde_json::{Value as JsonValue, json};

use crate::support::{app_with_stack, check_report, codes, template, topic, vectors};

fn stack_in(app: &App, account: &str, region: &str) -> Stack {
    let environment = Environment::agnostic().account(account).region(region);
    Stack::new(app, "S", StackProps::new().environment(environment))
}

fn looking_up() -> (App, Stack) {
    let app = App::new();
    let stack = stack_in(&app, "111111111111", "eu-west-1");
    topic(&stack, "Topic");
    (app, stack)
}

/// What the official command line would be asked.
fn asked(app: &App) -> Vec<JsonValue> {
    let missing = app.missing_context();
    let one = |m: &construct_core::MissingContext| {
        let value = |json: String| serde_json::from_str(&json).unwrap();
        let props = m.props().map(|(name, json)| (name.to_owned(), value(json)));
        let props: JsonValue = props.collect::<serde_json::Map<_, _>>().into();
        json!({ "key": m.key(), "provider": m.provider(), "props": props })
    };
    missing.iter().map(one).collect()
}

/// What the CDK asks, without the role, which the command line's driver adds.
fn without_role(missing: &JsonValue) -> Vec<JsonValue> {
    let mut missing = missing.as_array().unwrap().clone();
    for one in &mut missing {
        one["props"].as_object_mut().unwrap().remove("lookupRoleArn");
    }
    missing
}

/// The query that leads to what the CDK asked.
fn query(asked: &JsonValue) -> ContextQuery {
    let mut query = ContextQuery::new(asked["provider"].as_str().unwrap().to_owned());
    let props = asked["props"].as_object().unwrap();
    for (name, value) in props {
        let value = Expr::from(value.clone());
        query = match name.as_str() {
            "account" | "region" => query,
            "dummyValue" => query.dummy_value(value),
            "ignoreErrorOnMissingContext" => query.must_exist(value == Expr::Bool(false)),
            "additionalCacheKey" => query.additional_cache_key(value.as_str().unwrap()),
            _ => query.prop(name.clone(), value),
        };
    }
    if props.contains_key("account") { query } else { query.without_environment() }
}

#[test]
fn look_ups_ask_as_the_cdk_asks() {
    let cases = vectors("context");
    let mut checked = 0;
    for case in cases.iter().filter(|case| case["missing"].is_array()) {
        let expected = without_role(&case["missing"]);
        for one in &expected {
            let app = App::new();
            let account = case["env"]["account"].as_str().unwrap_or("111111111111");
            let stack =
                stack_in(&app, account, case["env"]["region"].as_str().unwrap_or("eu-west-1"));
            let dummy = one["props"].get("dummyValue").cloned().unwrap_or_default();
            assert_eq!(query(one).value(&stack), Expr::from(dummy), "{}", case["name"]);
            assert_eq!(asked(&app), std::slice::from_ref(one), "{}", case["name"]);
            checked += 1;
        }
    }
    assert!(checked >= 18, "{checked}");
}

#[test]
fn an_answer_is_found_under_the_key_of_the_cdk() {
    for case in vectors("context") {
        let Some(context) = case["context"].as_object() else {
            continue;
        };
        let (app, stack) = looking_up();
        for (key, value) in context {
            app.node().set_context(key, Expr::from(value.clone()));
        }
        let is_zones = case["read"].as_str().unwrap().contains("availabilityZones");
        let value: JsonValue = if is_zones {
            let zones = stack.availability_zones();
            zones.iter().map(|zone| JsonValue::from(zone.as_literal().unwrap())).collect()
        } else {
            let query = ContextQuery::new("ssm").prop("parameterName", "/a").dummy_value("dummy");
            query.value(&stack).as_str().unwrap().into()
        };
        assert_eq!(value, case["value"], "{}", case["name"]);
        if case["errors"].is_array() {
            assert_eq!(codes(&app), ["lookup-failed"], "{}", case["name"]);
        } else {
            assert!(app.missing_context().is_empty());
        }
    }
}

#[test]
fn the_usual_look_ups_are_those_of_the_cdk() {
    let case = |name: &str| {
        let all = vectors("context");
        all.into_iter().find(|case| case["name"] == name).unwrap()
    };
    let (app, stack) = looking_up();
    let expected = case("ssm, a parameter");
    assert_eq!(JsonValue::from(lookup::ssm_parameter(&stack, "/a/b")), expected["value"]);
    assert_eq!(asked(&app), without_role(&expected["missing"]));

    let (app, stack) = looking_up();
    let expected = case("ssm, with a default");
    let value = lookup::ssm_parameter_or(&stack, "/a/b", "default");
    assert_eq!(JsonValue::from(value), expected["value"]);
    assert_eq!(asked(&app), without_role(&expected["missing"]));

    let (app, stack) = looking_up();
    let expected = case("zones of a stack");
    assert_eq!(stack.availability_zones().len(), expected["value"].as_array().unwrap().len());
    assert_eq!(asked(&app), without_role(&expected["missing"]));
}

#[test]
fn zones_of_an_open_environment_are_known_at_deployment() {
    let (app, stack) = app_with_stack();
    let zones = stack.availability_zones();
    let properties = topic(&stack, "Topic");
    properties.add_property_override("Zones", Expr::list(zones.into_iter().map(Expr::from)));
    let zones = &template(&app)["Resources"]["Topic"]["Properties"]["Zones"];
    let select = |i: i64| json!({ "Fn::Select": [i, { "Fn::GetAZs": "" }] });
    assert_eq!(*zones, json!([select(0), select(1)]));

    app.node().set_context("aws:cdk:availability-zones:fallback", Expr::list([Expr::text("z")]));
    assert_eq!(stack.availability_zones()[0].as_literal(), Some("z"));
}

#[test]
fn each_question_is_asked_once_in_the_order_of_stacks() {
    let app = App::new();
    let stack = stack_in(&app, "111111111111", "eu-west-1");
    for scope in [stack.node().clone(), Node::new(&stack, "A"), Node::new(&stack, "B")] {
        let _ = lookup::ssm_parameter(&scope, "/a");
        let _ = lookup::ssm_parameter(&scope, "/b");
    }
    let stage = Stage::new(&app, "Dev", StageProps::new().environment(stack.environment()));
    let staged = Stack::new(&stage, "T", StackProps::new());
    let _ = lookup::ssm_parameter(&staged, "/a");
    let _ = lookup::ssm_parameter(&staged, "/c");
    let missing = app.missing_context();
    let asked: Vec<(&str, &str)> = missing.iter().map(|m| (m.key(), m.stack_path())).collect();
    let key =
        |name: &str| format!("ssm:account=111111111111:parameterName={name}:region=eu-west-1");
    let keys = ["/a", "/b", "/c"].map(key);
    assert_eq!(asked, [(&*keys[0], "S"), (&*keys[1], "S"), (&*keys[2], "Dev/T")]);
}

#[test]
fn context_is_read_typed_from_the_nearest_scope() {
    let (app, stack) = app_with_stack();
    let node = app.node();
    node.set_context("text", "outer");
    stack.node().set_context("text", "inner");
    node.set_context("number", Expr::Int(3));
    node.set_context("number-as-text", "3.5");
    node.set_context("flag", Expr::Bool(true));
    node.set_context("flag-as-text", "false");
    node.set_context("list", Expr::list([Expr::Int(1), Expr::text("2")]));
    node.set_context("object", Expr::map([("a", Expr::list([Expr::Bool(false)]))]));
    let here = stack.node();
    assert_eq!(here.try_context("text").as_deref(), Some("inner"));
    assert_eq!(here.context::<String>("text").as_deref(), Some("inner"));
    assert_eq!(here.try_context("number").as_deref(), Some("3"));
    assert_eq!(
        (here.context::<i64>("number"), here.context::<f64>("number")),
        (Some(3), Some(3.0))
    );
    assert_eq!(here.context::<f64>("number-as-text"), Some(3.5));
    assert_eq!(here.context::<bool>("flag"), Some(true));
    assert_eq!(here.context::<bool>("flag-as-text"), Some(false));
    assert_eq!(here.context::<Vec<i64>>("list"), Some(vec![1, 2]));
    assert_eq!(here.try_context("object").as_deref(), Some(r#"{"a":[false]}"#));
    assert!(here.context::<Expr>("object").is_some());
    assert_eq!(here.context::<Expr>("absent"), None);
    assert!(app.node().diagnostics().is_empty());
}

#[test]
fn fails_on_context_of_another_type_and_on_questions_that_cannot_be_asked() {
    let (app, stack) = app_with_stack();
    let resource = topic(&stack, "Topic");
    let node = stack.node();
    node.set_context("number", "three");
    node.set_context("late", resource.ref_expr());
    assert_eq!(node.context::<i64>("number"), None);
    assert_eq!(node.context::<f64>("number"), None);
    assert_eq!(node.context::<bool>("number"), None);
    assert_eq!(node.context::<Vec<String>>("number"), None);
    assert_eq!(lookup::ssm_parameter(&stack, "/a"), "dummy-value-for-/a");

    let there = stack_in(&app, "111111111111", "eu-west-1");
    topic(&there, "Topic");
    let late = ContextQuery::new("ssm").prop("parameterName", resource.ref_expr());
    assert_eq!(late.value(&there), Expr::Unset);
    let key =
        |name: &str| format!("ssm:account=111111111111:parameterName={name}:region=eu-west-1");
    app.node().set_context(&key("/number"), Expr::Int(1));
    assert_eq!(lookup::ssm_parameter(&there, "/number"), "dummy-value-for-/number");
    let failed = Expr::map([("$providerError", Expr::text("no such parameter"))]);
    app.node().set_context(&key("/gone"), failed);
    assert_eq!(lookup::ssm_parameter(&there, "/gone"), "dummy-value-for-/gone");
    let zones = "availability-zones:account=111111111111:region=eu-west-1";
    app.node().set_context(zones, "eu-west-1a");
    assert!(there.availability_zones().is_empty());
    check_report("context", &app.synth().unwrap_err().to_string());
}

#[test]
fn what_is_missing_says_who_asked_and_what_to_do() {
    let (app, stack) = looking_up();
    let _ = lookup::ssm_parameter(&Node::new(&stack, "Orders"), "/a");
    // Synthesis goes on: a driver decides whether it can do without.
    app.synth().unwrap();
    let missing = app.missing_context();
    let findings = [missing[0].diagnostic().clone()];
    check_report("lookup-missing", &construct_core::Report::new(&findings).to_string());
}

#[test]
fn a_nested_stack_asks_where_the_one_around_it_is_deployed() {
    let app = App::new();
    let environment = Environment::agnostic().account("111111111111").region("eu-west-1");
    let props = StackProps::new().environment(environment).synthesizer(Synthesizer::bootstrap());
    let stack = Stack::new(&app, "S", props);
    let nested = NestedStack::new(&stack, "Nested", NestedStackProps::new());
    topic(&nested, "Topic");
    let _ = lookup::ssm_parameter(&nested, "/a");
    assert_eq!(nested.stack().availability_zones().len(), 3);
    let missing = app.missing_context();
    assert_eq!(missing.len(), 2);
    for one in &missing {
        assert_eq!(one.stack_path(), "S");
        assert_eq!(*one.synthesizer(), Synthesizer::bootstrap());
        assert!(one.key().contains(":account=111111111111:"), "{}", one.key());
    }
    app.synth().unwrap();
}
