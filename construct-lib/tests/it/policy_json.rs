//! Policies from JSON and back.

use construct_lib::iam::{PolicyDocument, PolicyStatement};
use construct_lib::testing::Template;
use construct_lib::{App, CfnResource, Construct, Stack, StackProps};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::cdk::{differences, vectors};

/// A document as a template has it, with something behind every name in it.
fn written(document: &PolicyDocument, names: &Json) -> Json {
    let app = App::new();
    app.node().set_context("construct-lib:validate", "false");
    let stack = Stack::new(&app, "Stack", StackProps::new());
    define(&stack, names);
    let policy = CfnResource::new(&stack, "ThePolicy", "Acme::Test::Policy");
    policy.add_property_override("Document", document);
    let template = Template::from_stack(&stack);
    template.to_json()["Resources"]["ThePolicy"]["Properties"]["Document"].clone()
}

fn define(stack: &Stack, json: &Json) {
    let name = json["Ref"].as_str().or(json["Fn::GetAtt"][0].as_str());
    if let Some(name) = name.filter(|n| !n.contains(':') && stack.node().try_child(n).is_none()) {
        CfnResource::new(stack, name, "Acme::Test::Thing");
    }
    match json {
        Json::Array(items) => items.iter().for_each(|item| define(stack, item)),
        Json::Object(entries) => entries.values().for_each(|value| define(stack, value)),
        _ => {}
    }
}

#[test]
fn documents_of_the_judge_are_read_as_they_are_built() {
    let vectors = vectors("iam-documents");
    let cases = vectors["cases"].as_array().unwrap();
    let mut count = 0;
    for case in cases.iter().filter(|c| c.get("error").is_none() && !c["document"].is_null()) {
        let text = json!({ "Statement": case["statements"] }).to_string();
        let document = PolicyDocument::from_json(&text).unwrap();
        for (minimize, expected) in
            [(true, &case["document"]), (false, case.get("unmerged").unwrap_or(&case["document"]))]
        {
            let ours = written(&document.clone().minimize(minimize), &case["statements"]);
            let found = differences(expected, &ours, "");
            // The reader of these tests sorts the keys of objects.
            if case["name"] != "same condition in another order" {
                assert!(found.is_empty(), "{}, {minimize}: {}", case["name"], found.join("\n"));
            }
        }
        count += 1;
    }
    assert!(count >= 150, "{count} cases");
}

/// All policies in a template.
fn policies<'a>(json: &'a Json, found: &mut Vec<&'a Json>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| policies(item, found)),
        Json::Object(entries) => {
            if entries.contains_key("Statement") && entries.contains_key("Version") {
                found.push(json);
            }
            entries.values().for_each(|value| policies(value, found));
        }
        _ => {}
    }
}

#[test]
fn policies_of_whole_templates_stay_as_they_are() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../judges/aws-cdk/reference");
    let apps = std::fs::read_dir(format!("{folder}/apps")).unwrap();
    let files = apps.chain(std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut count = 0;
    for path in files.filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let json: Json = serde_json::from_str(&text).unwrap();
        let mut found = Vec::new();
        policies(&json, &mut found);
        for policy in found {
            let document = PolicyDocument::from_json(&policy.to_string()).unwrap();
            let ours = written(&document.minimize(false), policy);
            assert_eq!(&ours, policy, "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 30, "{count} policies");
}

#[test]
fn every_part_of_a_document_is_kept() {
    let text = json!({
        "Version": "2008-10-17",
        "Id": "Orders",
        "Statement": [
            {
                "Sid": "One",
                "Effect": "Deny",
                "NotPrincipal": { "AWS": ["arn:b", "arn:a"], "Service": "s3.amazonaws.com" },
                "NotAction": ["s3:Put*", "s3:Get*"],
                "NotResource": ["arn:b", "arn:a"],
                "Condition": {
                    "Null": { "aws:TokenIssueTime": true },
                    "NumericLessThan": { "s3:max-keys": 10 },
                    "StringLike": { "aws:userid": ["b", "a"] },
                },
            },
            { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" },
        ],
    });
    let document = PolicyDocument::from_json(&text.to_string()).unwrap();
    let written: Json = serde_json::from_str(&document.to_json().unwrap()).unwrap();
    assert_eq!(written, text);
}

#[test]
fn fails_with_the_place_of_what_is_no_policy() {
    let cases = [
        ("[]", "1:1: a policy is an object, got a list"),
        ("{\"Statement\": [}", "1:16: expected a value, found `}`"),
        (
            "{\n  \"Statments\": []\n}",
            "2:3: a policy has no `Statments`, maybe `Statement` is meant",
        ),
        (
            "{\"Version\": \"2012-10-18\"}",
            "1:13: `2012-10-18` is no version of policies: use `2012-10-17` or `2008-10-17`",
        ),
        ("{\"Statement\": [{\"Action\": \"*\"}]}", "1:16: a statement has no `Effect`"),
        (
            "{\"Statement\": {\"Effect\": \"allow\"}}",
            "1:26: `allow` is no effect: use `Allow` or `Deny`",
        ),
        (
            "{\"Statement\": {\"Effect\": \"Allow\", \"Actoin\": 1}}",
            "1:35: a statement has no `Actoin`, maybe `Action` is meant",
        ),
        (
            "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": [1]}}",
            "1:46: `Action` takes texts, got a number",
        ),
        (
            "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"NotAction\": \"*\"}}",
            "1:50: a statement has either `Action` or `NotAction`",
        ),
        (
            "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"me\"}}",
            "1:48: `me` is no principal: write `*`, or an object with `AWS` or `Service`",
        ),
        (
            "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"Aws\": \"*\"}}}",
            "1:49: a principal has no `Aws`, maybe `AWS` is meant",
        ),
        (
            "{\"Statement\": {\"Effect\": \"Allow\", \"Condition\": {\"Bool\": true}}}",
            "1:57: an operator of a condition is an object, got a boolean",
        ),
    ];
    for (text, expected) in cases {
        let error = PolicyDocument::from_json(text).unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
        assert!(error.line() > 0 && error.column() > 0 && !error.message().is_empty());
    }
}

#[test]
fn what_is_known_at_deployment_has_no_text_yet() {
    let text = r#"{ "Effect": "Allow", "Action": "s3:*", "Resource": { "Fn::Sub": "arn:${AWS::Partition}:s3:::x" } }"#;
    let document = PolicyDocument::new().statement(PolicyStatement::from_json(text).unwrap());
    assert_eq!(document.to_json(), None);
    let ours = written(&document, &Json::Null);
    assert_eq!(ours["Statement"][0]["Resource"]["Fn::Sub"], "arn:${AWS::Partition}:s3:::x");
}

fn texts(pattern: &'static str) -> impl Strategy<Value = Json> {
    prop_oneof![
        pattern.prop_map(Json::from),
        prop::collection::btree_set(pattern, 2..5).prop_map(|all| json!(all)),
    ]
}

prop_compose! {
    fn a_statement()(
        sid in prop::option::of("[A-Za-z0-9]{1,8}"),
        effect in prop_oneof![Just("Allow"), Just("Deny")],
        action in prop_oneof![Just("Action"), Just("NotAction")],
        actions in texts("[a-z]{2,5}:[A-Z][a-z*]{1,8}"),
        resource in prop_oneof![Just("Resource"), Just("NotResource")],
        resources in texts("arn:aws:s3:::[a-z*/é\"]{1,12}"),
        conditions in prop::collection::btree_map(
            prop_oneof![Just("StringLike"), Just("ForAnyValue:ArnEquals")],
            prop::collection::btree_map("aws:[A-Z][a-z]{1,6}", texts("[ -~]{0,8}"), 1..3),
            0..3,
        ),
    ) -> Json {
        let mut json = json!({ "Effect": effect, (action): actions, (resource): resources });
        if let Some(sid) = sid {
            json["Sid"] = sid.into();
        }
        if !conditions.is_empty() {
            json["Condition"] = json!(conditions);
        }
        json
    }
}

proptest! {
    #[test]
    fn what_is_read_is_written_again(statements in prop::collection::vec(a_statement(), 0..6)) {
        let text = json!({ "Version": "2012-10-17", "Statement": statements });
        let document = PolicyDocument::from_json(&text.to_string()).unwrap().minimize(false);
        let written = document.to_json().unwrap();
        // Equal statements are written once.
        let mut expected = text;
        let all = expected["Statement"].as_array_mut().unwrap();
        let mut seen: Vec<Json> = Vec::new();
        all.retain(|one| !seen.contains(one) && { seen.push(one.clone()); true });
        prop_assert_eq!(serde_json::from_str::<Json>(&written).unwrap(), expected);
    }

    #[test]
    fn a_document_that_is_merged_stays_as_it_is(statements in prop::collection::vec(a_statement(), 0..6)) {
        let text = json!({ "Statement": statements }).to_string();
        let once = PolicyDocument::from_json(&text).unwrap().to_json().unwrap();
        let twice = PolicyDocument::from_json(&once).unwrap().to_json().unwrap();
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn no_text_is_too_strange_to_be_read(text in "\\PC{0,60}") {
        let _ = PolicyDocument::from_json(&text);
    }
}
