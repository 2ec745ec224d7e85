//! Names made from paths, and names of resources that another environment knows.

use construct_core::{
    App, CfnResource, Construct, Environment, Node, PhysicalName, Stack, StackProps, Stage,
    StageProps, UniqueNameOptions, Value,
};
use serde_json::Value as JsonValue;

use crate::support::{bucket, check_report, codes, texts, topic, vectors};

fn below(scope: &dyn Construct, ids: &[&str]) -> Node {
    ids.iter().fold(scope.node().clone(), |node, id| Node::new(&node, id))
}

/// The stack of a case, and the app that holds it.
fn stack_of(case: &JsonValue, id: &str, environment: Environment) -> (App, Stack) {
    let app = App::new();
    let scope: Box<dyn Construct> = match case["stage"].as_str() {
        Some(stage) => Box::new(Stage::new(&app, stage, StageProps::new())),
        None => Box::new(app.clone()),
    };
    let props = StackProps::new().environment(environment);
    let props = match case["stack_name"].as_str() {
        Some(name) => props.stack_name(name),
        None => props,
    };
    let stack = Stack::new(&scope, id, props);
    (app, stack)
}

fn options(json: &JsonValue) -> UniqueNameOptions {
    let mut options = UniqueNameOptions::new();
    if let Some(length) = json["maxLength"].as_u64() {
        options = options.max_length(usize::try_from(length).unwrap());
    }
    if let Some(separator) = json["separator"].as_str() {
        options = options.separator(separator);
    }
    if let Some(characters) = json["allowedSpecialCharacters"].as_str() {
        options = options.allowed_special_characters(characters);
    }
    options
}

#[test]
fn unique_resource_names_are_those_of_the_cdk() {
    let cases = vectors("resource-names");
    assert!(cases.len() > 80);
    for case in &cases {
        let path = texts(&case["path"]);
        let (_app, stack) = stack_of(case, path[0], Environment::agnostic());
        let name = below(&stack, &path[1..]).unique_resource_name(&options(&case["options"]));
        assert_eq!(JsonValue::from(name), case["name"], "{path:?} {}", case["options"]);
    }
}

fn environment(json: &JsonValue) -> Environment {
    let mut environment = Environment::agnostic();
    if let Some(account) = json["account"].as_str() {
        environment = environment.account(account);
    }
    match json["region"].as_str() {
        Some(region) => environment.region(region),
        None => environment,
    }
}

fn usual() -> Environment {
    Environment::agnostic().account("111111111111").region("eu-west-1")
}

#[test]
fn generated_names_are_those_of_the_cdk() {
    let cases = vectors("physical-names");
    assert!(cases.len() > 15);
    for case in &cases {
        let place = if case["env"].is_object() { environment(&case["env"]) } else { usual() };
        let id = case["stack"].as_str().unwrap_or("Users");
        let (app, stack) = stack_of(case, id, place);
        let node = below(&stack, &texts(&case["path"]));
        let name = node.generate_physical_name();
        match case["physical_name"].as_str() {
            Some(expected) => assert_eq!(name.as_deref(), Some(expected), "{}", case["name"]),
            None => {
                assert_eq!(name, None);
                topic(&stack, "Topic");
                assert_eq!(codes(&app), ["physical-name-without-environment"], "{}", case["name"]);
            }
        }
    }
}

struct Two {
    app: App,
    bucket: CfnResource,
    here: Stack,
    elsewhere: Stack,
}

/// A bucket called `name`, a stack beside it, and one in another region.
fn two(name: PhysicalName) -> Two {
    let app = App::new();
    let orders = Stack::new(&app, "Orders", StackProps::new().environment(usual()));
    let bucket = bucket(&Node::new(&orders, "Bucket"), "Resource");
    bucket.set_physical_name("BucketName", name);
    let here = Stack::new(&app, "Here", StackProps::new().environment(usual()));
    let there = usual().region("us-east-1");
    let elsewhere = Stack::new(&app, "Elsewhere", StackProps::new().environment(there));
    [&here, &elsewhere].iter().for_each(|stack| drop(topic(*stack, "Topic")));
    Two { app, bucket, here, elsewhere }
}

fn bucket_name(app: &App) -> JsonValue {
    let assembly = app.synth().unwrap_or_else(|errors| panic!("{errors}"));
    let template: JsonValue =
        serde_json::from_slice(assembly.stack("Orders").unwrap().template()).unwrap();
    let resources = template["Resources"].as_object().unwrap();
    resources.values().next().unwrap()["Properties"]["BucketName"].clone()
}

#[test]
fn a_name_is_generated_only_when_another_environment_needs_it() {
    let two_ = two(PhysicalName::GenerateIfNeeded);
    assert_eq!(two_.bucket.name_for(&two_.here).expr(), &two_.bucket.ref_expr());
    assert_eq!(bucket_name(&two_.app), JsonValue::Null);

    let two_ = two(PhysicalName::GenerateIfNeeded);
    // The name of the construct that the resource stands for, as in the CDK.
    let expected = two_.bucket.node().scope().unwrap().generate_physical_name().unwrap();
    for _ in 0..2 {
        assert_eq!(two_.bucket.name_for(&two_.elsewhere).as_literal(), Some(&*expected));
    }
    assert_eq!(bucket_name(&two_.app), JsonValue::from(expected));
}

#[test]
fn a_given_name_is_the_same_everywhere() {
    let two_ = two(PhysicalName::named("orders"));
    assert_eq!(two_.bucket.name_for(&two_.elsewhere).as_literal(), Some("orders"));
    assert_eq!(two_.bucket.name_for(&two_.here).expr(), &two_.bucket.ref_expr());
    assert_eq!(bucket_name(&two_.app), "orders");
}

#[test]
fn fails_when_another_environment_cannot_know_the_name() {
    let late = Value::<String>::of(construct_core::Aws::STACK_NAME.into());
    for name in [PhysicalName::Unnamed, PhysicalName::Named(late)] {
        let two_ = two(name);
        let _ = two_.bucket.name_for(&two_.elsewhere);
        assert_eq!(codes(&two_.app), ["physical-name-unknown"]);
    }
    let app = App::new();
    let orders = Stack::new(&app, "Orders", StackProps::new());
    let bucket = bucket(&orders, "Bucket");
    bucket.set_physical_name("BucketName", PhysicalName::GenerateIfNeeded);
    let other = Stack::new(&app, "Other", StackProps::new().environment(usual()));
    topic(&other, "Topic");
    let _ = bucket.name_for(&other);
    bucket.set_physical_name("BucketName", PhysicalName::Unnamed);
    let _ = bucket.name_for(&other);
    check_report("physical-names", &app.synth().unwrap_err().to_string());
}
