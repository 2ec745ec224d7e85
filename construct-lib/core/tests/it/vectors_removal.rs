//! Removal policies are written as the AWS CDK writes them.

use construct_core::{
    CfnResource, Node, Props, RemovalPolicies, RemovalPolicy, RemovalPolicyProps, ResourceType,
    Stack,
};
use serde_json::{Value as JsonValue, json};

use crate::support::{app_with_stack, bucket, codes, template, vectors};

static TABLE: ResourceType =
    ResourceType { name: "AWS::DynamoDB::Table", tags: None, stateful: true };
static VOLUME: ResourceType = ResourceType { name: "AWS::EC2::Volume", tags: None, stateful: true };

/// A table as the CDK's L2 makes it: kept.
fn table(stack: &Stack) {
    CfnResource::define(&Node::new(stack, "Table"), "Resource", &TABLE, Props::new())
        .apply_removal_policy(RemovalPolicy::Retain);
}

fn tables(props: RemovalPolicyProps) -> RemovalPolicyProps {
    props.apply_to_resource_types(["AWS::DynamoDB::Table"])
}

type Program = fn(&Stack);

const PROGRAMS: &[(&str, Program)] = &[
    ("L1: none", |s| drop(bucket(s, "Bucket"))),
    ("L1: destroy", |s| bucket(s, "Bucket").apply_removal_policy(RemovalPolicy::Destroy)),
    ("L1: retain", |s| bucket(s, "Bucket").apply_removal_policy(RemovalPolicy::Retain)),
    ("L1: retain on update or delete", |s| {
        bucket(s, "Bucket").apply_removal_policy(RemovalPolicy::RetainExceptOnCreate);
    }),
    ("L1: snapshot", |s| {
        CfnResource::define(s, "Volume", &VOLUME, Props::new())
            .apply_removal_policy(RemovalPolicy::Snapshot);
    }),
    ("L1: not on update", |s| {
        let b = bucket(s, "Bucket");
        b.apply_removal_policy(RemovalPolicy::Retain);
        b.add_deletion_override("UpdateReplacePolicy");
    }),
    ("L1: twice", |s| {
        let b = bucket(s, "Bucket");
        b.apply_removal_policy(RemovalPolicy::Retain);
        b.apply_removal_policy(RemovalPolicy::Destroy);
    }),
    ("L1: options", |s| {
        bucket(s, "Bucket").add_override("DeletionPolicy", "RetainExceptOnCreate");
    }),
    ("scope: destroy", |s| {
        table(s);
        bucket(s, "Bucket");
        RemovalPolicies::of(s).apply(RemovalPolicy::Destroy);
    }),
    ("scope: retain", |s| {
        table(s);
        bucket(s, "Bucket");
        RemovalPolicies::of(s).apply(RemovalPolicy::Retain);
    }),
    ("scope: of some types", |s| {
        table(s);
        bucket(s, "Bucket");
        let props = tables(RemovalPolicyProps::new());
        RemovalPolicies::of(s).apply_with(RemovalPolicy::Destroy, props);
    }),
    ("scope: but for some types", |s| {
        table(s);
        bucket(s, "Bucket");
        let props = RemovalPolicyProps::new().exclude_resource_types(["AWS::DynamoDB::Table"]);
        RemovalPolicies::of(s).apply_with(RemovalPolicy::Destroy, props);
    }),
    ("scope: the nearest wins", |s| {
        let group = Node::new(s, "Group");
        bucket(&group, "Bucket");
        RemovalPolicies::of(&group).apply(RemovalPolicy::Retain);
        RemovalPolicies::of(s).apply(RemovalPolicy::Destroy);
    }),
    ("scope: a higher priority wins", |s| {
        let group = Node::new(s, "Group");
        bucket(&group, "Bucket");
        let (low, high) =
            (RemovalPolicyProps::new().priority(150), RemovalPolicyProps::new().priority(300));
        RemovalPolicies::of(&group).apply_with(RemovalPolicy::Retain, low);
        RemovalPolicies::of(s).apply_with(RemovalPolicy::Destroy, high);
    }),
];

/// Not checked here, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("L1: snapshot of a type that has none", "an error, in `bad_template`"),
    ("L1: undefined", "there is no undefined policy"),
    ("L1: default", "there is no undefined policy"),
    ("table: destroy", "an L2, tested above this crate"),
    ("table: retain on update or delete", "an L2, tested above this crate"),
    ("table: applied later", "an L2, tested above this crate"),
    ("log group: applied later", "an L2, tested above this crate"),
    ("queue", "an L2, tested above this crate"),
    ("role with a policy, applied to the role", "an L2, tested above this crate"),
    (
        "scope: only what has none",
        "`MissingRemovalPolicies` is not offered: the nearest scope decides",
    ),
];

#[test]
fn removal_policies_are_those_of_the_cdk() {
    for case in &vectors("removal-policies") {
        let name = case["name"].as_str().unwrap();
        let Some((_, program)) = PROGRAMS.iter().find(|(n, _)| *n == name) else {
            assert!(ELSEWHERE.iter().any(|(n, _)| *n == name), "no program for `{name}`");
            continue;
        };
        let (app, stack) = app_with_stack();
        program(&stack);
        assert_eq!(policies(&template(&app)), policies(&case["template"]), "{name}");
    }
}

fn policies(template: &JsonValue) -> Vec<(String, JsonValue)> {
    let resources = template["Resources"].as_object().unwrap();
    let policies = |r: &JsonValue| json!([r["UpdateReplacePolicy"], r["DeletionPolicy"]]);
    resources.iter().map(|(id, r)| (id.clone(), policies(r))).collect()
}

#[test]
fn a_snapshot_for_a_scope_is_refused_where_there_is_none() {
    let (app, stack) = app_with_stack();
    CfnResource::define(&stack, "Volume", &VOLUME, Props::new());
    bucket(&stack, "Bucket");
    RemovalPolicies::of(&stack).apply(RemovalPolicy::Snapshot);
    assert_eq!(codes(&app), ["snapshot-unsupported"]);
}
