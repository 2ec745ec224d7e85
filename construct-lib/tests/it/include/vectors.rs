//! What `CfnInclude` of the AWS CDK makes of the same templates.

use std::collections::BTreeSet;

use construct_lib::cfn::s3::CfnBucketProps;
use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::include::{Include, IncludeProps};
use construct_lib::{
    App, CfnOutput, CfnOutputProps, CfnResource, Construct, Expr, RemovalPolicy, Stack, StackProps,
    TagProps, Tags, intrinsic,
};
use serde_json::{Value, json};

type Change = fn(&Include, &Stack);

/// What the programs of the CDK do after they included the template.
const CHANGES: &[(&str, Change)] = &[
    ("two included templates", |_, s| {
        let second = json!({"Resources": {"B": {"Type": "AWS::SQS::Queue"}}});
        Include::new(s, "Second", IncludeProps::from_json("b.json", second.to_string()));
    }),
    ("two with one id", |_, s| {
        let second = json!({"Resources": {"A": {"Type": "AWS::SQS::Queue"}}});
        Include::new(s, "Second", IncludeProps::from_json("b.json", second.to_string()));
    }),
    ("a property is changed", |include, _| {
        include.resource("Files").patch(CfnBucketProps::patch().bucket_name("other"));
        include.resource("Work").add_property_override("DelaySeconds", json!(9));
    }),
    ("a policy is changed", |include, _| {
        include.resource("Files").apply_removal_policy(RemovalPolicy::Destroy);
    }),
    ("a resource is referred to", |include, s| {
        let late = include.get::<CfnQueue>("Late");
        CfnOutput::new(s, "More", CfnOutputProps::new(late.attr_arn()));
    }),
    ("a resource is renamed", |include, _| {
        include.resource("Late").override_logical_id("Later");
    }),
    ("a parameter, a condition, an output are changed", |include, _| {
        include.parameter("Size").set_property("Default", Expr::Int(6));
        include.condition("IsProd").set_condition(intrinsic::equals("a", "b"));
        include.output("Prod").set_value("x");
    }),
    ("a resource that is not there", |include, _| {
        let _ = include.resource("Nothing");
    }),
    ("beside own resources", |include, s| {
        let own = CfnResource::new(s, "Own", "Acme::Test::Thing");
        own.add_property_override("A", include.resource("A").ref_expr());
        include.resource("A").node().add_named_dependency(&own);
    }),
    ("tags of the stack", |_, s| Tags::of(s).add_with("team", "x", TagProps::new())),
];

/// The cases in which we do something else, each for a reason: our template is
/// the included one, or there is this code.
const DIFFERENCES: &[(&str, Result<(), &str>)] = &[
    // Without a resource CloudFormation makes no stack.
    ("no resources", Err("include-invalid-template")),
    // CloudFormation takes both, and what was written stays.
    ("a number as text", Ok(())),
    ("a text as number", Ok(())),
    // CloudFormation refuses it.
    ("a circle, allowed", Err("dependency-cycle")),
    // CloudFormation has them, with a transform.
    ("functions of the language extensions", Ok(())),
    ("ForEach", Ok(())),
    // The list is the form that CloudFormation documents.
    ("an attribute as text", Ok(())),
    // The group has nothing to launch, which CloudFormation refuses.
    ("policies of a resource", Err("missing-property")),
    // `A` refers to `Own`, which depends on `A`.
    ("beside own resources", Err("dependency-cycle")),
];

const ERRORS: &[(&str, &str)] = &[
    ("a wrong type of value", "wrong-type"),
    ("a required property is missing", "missing-property"),
    ("an unknown function", "include-unknown-function"),
    ("a reference to nothing", "include-unknown-element"),
    ("an attribute of nothing", "include-unknown-element"),
    ("Sub of nothing", "include-unknown-element"),
    ("DependsOn nothing", "include-unknown-element"),
    ("a condition that is not there", "include-unknown-element"),
    ("a circle", "dependency-cycle"),
    ("a parameter that is not there is replaced", "include-unknown-element"),
    ("two with one id", "duplicate-logical-id"),
    ("a resource that is not there", "include-unknown-element"),
];

fn included(case: &Value) -> App {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let name = case["name"].as_str().unwrap();
    let mut props = IncludeProps::from_json("template.json", case["included"].to_string());
    if name == "tags of the stack" {
        props = props.resource_type::<CfnBucketProps>().resource_type::<CfnQueueProps>();
    }
    if name == "a parameter is replaced by a reference" {
        let own = CfnResource::new(&stack, "Own", "Acme::Test::Thing");
        props = props.parameter("P", own.ref_expr());
    }
    let parameters = case["props"]["parameters"].as_object();
    for (name, value) in parameters.into_iter().flatten() {
        props = props.parameter(name.as_str(), value.clone());
    }
    if case["props"]["preserveLogicalIds"] == json!(false) {
        props = props.preserve_logical_ids(false);
    }
    let include = Include::new(&stack, "Included", props);
    let change = CHANGES.iter().find(|(n, _)| *n == name).map(|(_, change)| change);
    assert_eq!(change.is_some(), case.get("change").is_some(), "{name}");
    if let Some(change) = change {
        change(&include, &stack);
    }
    app
}

fn check(case: &Value) {
    let name = case["name"].as_str().unwrap();
    let app = included(case);
    for code in ["bucket-name", "unknown-resource-attribute"] {
        app.node().acknowledge_warning(code, "the CDK's templates are about something else");
    }
    let found = app.synth();
    let difference = DIFFERENCES.iter().find(|(n, _)| *n == name).map(|(_, result)| result);
    let error = match difference {
        Some(result) => result.err(),
        None => ERRORS.iter().find(|(n, _)| *n == name).map(|(_, code)| *code),
    };
    assert!(difference.is_some() || error.is_some() == case.get("error").is_some(), "{name}");
    if let Some(code) = error {
        let error = found.expect_err(name);
        let codes: BTreeSet<&str> = error.diagnostics().iter().map(|d| d.code()).collect();
        assert!(codes.contains(code), "{name}: {error}");
        return;
    }
    let assembly = found.unwrap_or_else(|e| panic!("{name}: {e}"));
    let template: Value = serde_json::from_str(assembly.stacks()[0].template_json()).unwrap();
    let is_unchanged = difference.is_some() || case["template"] == "unchanged";
    let wanted = if is_unchanged { &case["included"] } else { &case["template"] };
    assert_eq!(&normal(template), &normal(wanted.clone()), "{name}");
}

/// An attribute as a text says the same as a list, and no properties are none.
fn normal(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let entry = |(key, value): (String, Value)| match (key.as_str(), value.as_str()) {
                ("Fn::GetAtt", Some(text)) => {
                    let (resource, attribute) = text.split_once('.').unwrap();
                    (key, json!([resource, attribute]))
                }
                _ => (key, normal(value)),
            };
            let says_something =
                |(key, value): &(String, Value)| key != "Properties" || *value != json!({});
            Value::Object(map.into_iter().filter(says_something).map(entry).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(normal).collect()),
        value => value,
    }
}

#[test]
fn templates_become_what_the_cdk_makes_of_them() {
    let text = include_str!("../../../../judges/aws-cdk/vectors/include.json");
    let vectors: Value = serde_json::from_str(text).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() >= 40, "the vectors shrank");
    cases.iter().for_each(check);
    let names: BTreeSet<&str> = cases.iter().filter_map(|c| c["name"].as_str()).collect();
    let ours = DIFFERENCES.iter().map(|(n, _)| n).chain(ERRORS.iter().map(|(n, _)| n));
    for name in ours.chain(CHANGES.iter().map(|(n, _)| n)) {
        assert!(names.contains(name), "there is no case `{name}` any more");
    }
}
