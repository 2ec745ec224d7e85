//! Tags reach the resources that the AWS CDK's reach, in the same shape.

use std::collections::BTreeSet;

use construct_core::{
    Aws, CfnResource, Construct, Entries, Expr, IntoValue, List, Map, Node, Props, ResourceType,
    Stack, Tag, TagProps, TagShape, Tags, Value,
};
use serde_json::Value as JsonValue;

use crate::support::{BUCKET, ROLE, app_with_stack, bucket, tagged, template, vectors};

static PARAMETER: ResourceType = tagged("AWS::SSM::Parameter", TagShape::Map);
static API: ResourceType = tagged("AWS::ApiGatewayV2::Api", TagShape::Map);
static GROUP: ResourceType =
    tagged("AWS::AutoScaling::AutoScalingGroup", TagShape::AutoScalingGroup);
static POLICY: ResourceType =
    ResourceType { name: "AWS::IAM::Policy", tags: None, stateful: false };

fn role(stack: &Stack) -> CfnResource {
    CfnResource::define(&Node::new(stack, "Role"), "Resource", &ROLE, Props::new())
}

fn only(ty: &str) -> TagProps {
    TagProps::new().include_resource_types([ty])
}

fn own_tag(key: &str, value: &str) -> Props {
    let tags: [Tag; 1] = [Tag::new(key, value)];
    Props::new().with("Tags", IntoValue::<List<Tag>>::into_expr(tags))
}

type Program = fn(&Stack);

const PROGRAMS: &[(&str, Program)] = &[
    ("list of key and value", |s| {
        bucket(s, "Bucket");
        Tags::of(s).add("b", "2");
        Tags::of(s).add("a", "1");
    }),
    ("resources without tags are left alone", |s| {
        role(s);
        CfnResource::define(&Node::new(s, "Policy"), "Resource", &POLICY, Props::new());
        Tags::of(s).add("a", "1");
    }),
    ("map", |s| {
        CfnResource::define(s, "Parameter", &PARAMETER, Props::new());
        Tags::of(s).add("b", "2");
        Tags::of(s).add("a", "1");
    }),
    ("map of an HTTP API", |s| {
        CfnResource::define(s, "Api", &API, Props::new());
        Tags::of(s).add("a", "1");
    }),
    ("beside tags of the props", |s| {
        CfnResource::define(s, "Bucket", &BUCKET, own_tag("z", "0"));
        Tags::of(s).add("a", "1");
    }),
    ("a tag from above is stronger than one of the props", |s| {
        CfnResource::define(s, "Bucket", &BUCKET, own_tag("a", "props"));
        Tags::of(s).add("a", "above");
    }),
    ("the nearest wins", |s| {
        let group = Node::new(s, "Group");
        Tags::of(&bucket(&group, "Bucket")).add("a", "near");
        Tags::of(&group).add("a", "middle");
        Tags::of(s).add("a", "far");
    }),
    ("the last of one place wins", |s| {
        bucket(s, "Bucket");
        Tags::of(s).add("a", "first");
        Tags::of(s).add("a", "second");
    }),
    ("a higher priority wins", |s| {
        Tags::of(&bucket(s, "Bucket")).add("a", "near");
        Tags::of(s).add_with("a", "far", TagProps::new().priority(300));
    }),
    ("a lower priority loses", |s| {
        bucket(s, "Bucket");
        Tags::of(s).add("a", "first");
        Tags::of(s).add_with("a", "second", TagProps::new().priority(50));
    }),
    ("include types", |s| {
        bucket(s, "Bucket");
        role(s);
        Tags::of(s).add_with("a", "1", only("AWS::S3::Bucket"));
    }),
    ("exclude types", |s| {
        bucket(s, "Bucket");
        role(s);
        let props = TagProps::new().exclude_resource_types(["AWS::S3::Bucket"]);
        Tags::of(s).add_with("a", "1", props);
    }),
    ("include and exclude one type", |s| {
        bucket(s, "Bucket");
        let props = only("AWS::S3::Bucket").exclude_resource_types(["AWS::S3::Bucket"]);
        Tags::of(s).add_with("a", "1", props);
    }),
    ("remove", |s| {
        Tags::of(&bucket(s, "Bucket")).add("b", "2");
        Tags::of(s).add("a", "1");
        Tags::of(s).remove("a");
    }),
    ("remove below", |s| {
        let b = bucket(s, "Bucket");
        bucket(s, "Other");
        Tags::of(s).add("a", "1");
        Tags::of(&b).remove("a");
    }),
    ("remove of one type", |s| {
        bucket(s, "Bucket");
        role(s);
        Tags::of(s).add("a", "1");
        Tags::of(s).remove_with("a", only("AWS::S3::Bucket"));
    }),
    ("a removal from above is stronger than a tag", |s| {
        let b = bucket(s, "Bucket");
        Tags::of(s).remove("a");
        Tags::of(&b).add("a", "1");
    }),
    ("remove with a higher priority", |s| {
        let b = bucket(s, "Bucket");
        Tags::of(&b).add("a", "1");
        Tags::of(s).remove_with("a", TagProps::new().priority(400));
    }),
    ("launched instances", |s| {
        let group = CfnResource::define(s, "Group", &GROUP, Props::new());
        let props = TagProps::new().apply_to_launched_instances(false);
        Tags::of(&group).add_with("a", "1", props);
        Tags::of(s).add("b", "2");
    }),
    ("value that is a token", |s| {
        bucket(s, "Bucket");
        Tags::of(s).add("a", Aws::REGION);
    }),
    ("empty value", |s| {
        bucket(s, "Bucket");
        Tags::of(s).add("a", "");
    }),
];

/// Needs L2s, which are tested above this crate.
const ABOVE: &[&str] = &["the services of the sample"];

#[test]
fn tags_are_those_of_the_cdk() {
    let cases = vectors("tags");
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let Some((_, program)) = PROGRAMS.iter().find(|(n, _)| *n == name) else {
            assert!(ABOVE.contains(&name), "no program for `{name}`");
            continue;
        };
        let (app, stack) = app_with_stack();
        program(&stack);
        assert_eq!(tags(&template(&app)), tags(&case["template"]), "{name}");
    }
    let names: BTreeSet<&str> = cases.iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert!(PROGRAMS.iter().all(|(n, _)| names.contains(n)), "a program without a vector");
}

/// The tags of each resource.
fn tags(template: &JsonValue) -> Vec<(String, JsonValue)> {
    let resources = template["Resources"].as_object().unwrap();
    resources.iter().map(|(id, r)| (id.clone(), r["Properties"]["Tags"].clone())).collect()
}

#[test]
fn own_tags_that_are_known_late_are_left_alone_with_a_warning() {
    let (app, stack) = app_with_stack();
    let late = Value::<List<Tag>>::of(Expr::from(Aws::NOTIFICATION_ARNS));
    CfnResource::define(&stack, "Bucket", &BUCKET, Props::new().with("Tags", late.into()));
    Tags::of(&stack).add("a", "1");
    let assembly = app.synth().unwrap();
    let warnings: Vec<&str> = assembly.diagnostics().iter().map(|d| d.code()).collect();
    assert_eq!(warnings, ["tags-not-merged"]);
    let written = &template(&app)["Resources"]["Bucket"]["Properties"]["Tags"];
    assert_eq!(written["Ref"], "AWS::NotificationARNs");
}

#[test]
fn a_patch_of_the_tags_wins_over_all_scopes() {
    let (app, stack) = app_with_stack();
    let resource = CfnResource::define(&stack, "Parameter", &PARAMETER, Props::new());
    let own: Expr = IntoValue::<Map<String>>::into_expr(Entries::new().set("own", "1"));
    resource.add_property_override("Tags", own);
    Tags::of(&stack).add("a", "1");
    let written = &template(&app)["Resources"]["Parameter"]["Properties"]["Tags"];
    assert_eq!(*written, serde_json::json!({"own": "1"}));
    assert!(resource.node().diagnostics().is_empty());
}
