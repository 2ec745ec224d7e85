//! Logical ids and unique ids are the AWS CDK's.

use construct_core::{App, CfnResource, Construct, Node, Stack, StackProps};
use serde_json::Value as JsonValue;

use crate::support::{codes, template, texts, vectors};

/// Ids that the CDK rewrites or takes, and that are an error here: what an id
/// cannot hold should not be found out in a template.
fn is_refused_here(path: &[&str]) -> bool {
    path.iter().any(|id| id.is_empty() || id.len() > 255 || id.contains(['/', '\n']))
}

#[test]
fn logical_ids_are_those_of_the_cdk() {
    let cases = vectors("logical-ids");
    assert!(cases.len() > 250);
    let mut refused = 0;
    for case in &cases {
        let path = texts(&case["path"]);
        let app = App::new();
        let stack = Stack::new(&app, "Stack", StackProps::new());
        resource_at(&stack, &path);
        if is_refused_here(&path) {
            refused += 1;
            assert!(codes(&app).contains(&"invalid-construct-id".to_owned()), "{path:?}");
        } else if case["error"].is_string() {
            assert_eq!(codes(&app), ["invalid-logical-id"], "{path:?}");
        } else {
            let template = template(&app);
            let ids: Vec<&String> = template["Resources"].as_object().unwrap().keys().collect();
            assert_eq!(ids, [case["logical_id"].as_str().unwrap()], "{path:?}");
        }
    }
    assert_eq!(refused, 18, "each case is either checked or a known difference");
}

#[test]
fn unique_ids_are_those_of_the_cdk() {
    let cases = vectors("unique-ids");
    assert!(cases.len() > 10);
    for case in &cases {
        let path = texts(&case["path"]);
        let app = App::new();
        let mut node = app.node().clone();
        for id in &path {
            node = Node::new(&node, id);
        }
        assert_eq!(JsonValue::from(node.unique_id()), case["name"], "{path:?}");
    }
}

#[test]
fn a_logical_id_can_be_overridden() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let topic = CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    topic.override_logical_id("Kept");
    CfnResource::new(&stack, "Other", "AWS::SNS::Topic")
        .add_property_override("Name", topic.ref_expr());
    let template = template(&app);
    assert_eq!(template["Resources"]["Kept"]["Type"], "AWS::SNS::Topic");
    assert_eq!(template["Resources"]["Other"]["Properties"]["Name"]["Ref"], "Kept");
}

fn resource_at(stack: &Stack, path: &[&str]) {
    let (last, scopes) = path.split_last().unwrap();
    let mut scope = stack.node().clone();
    for id in scopes {
        scope = Node::new(&scope, id);
    }
    CfnResource::new(&scope, last, "AWS::SNS::Topic");
}
