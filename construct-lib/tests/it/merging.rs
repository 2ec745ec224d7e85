//! Merged statements mean what the statements meant.

use std::collections::BTreeSet;

use construct_lib::iam::{Condition, ConditionKey, PolicyDocument, PolicyStatement, StringKey};
use construct_lib::testing::Template;
use construct_lib::{App, CfnResource, Stack, StackProps};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::Value;

#[derive(Debug, Clone)]
struct Statement {
    is_allow: bool,
    actions: Vec<&'static str>,
    resources: Vec<&'static str>,
    region: Option<&'static str>,
}

fn statement() -> impl Strategy<Value = Statement> {
    let actions = subsequence(vec!["a:X", "a:Y", "b:Z"], 1..=3);
    let resources = subsequence(vec!["r:1", "r:2", "r:3"], 1..=3);
    let region = prop_oneof![3 => Just(None), 1 => Just(Some("us-east-1"))];
    (prop::bool::weighted(0.8), actions, resources, region).prop_map(
        |(is_allow, actions, resources, region)| Statement { is_allow, actions, resources, region },
    )
}

/// Every single thing that is said: an effect, an action, a resource and a condition.
type Meaning = BTreeSet<(String, String, String, String)>;

fn meaning(statements: &[Statement]) -> Meaning {
    let mut all = Meaning::new();
    for s in statements {
        let effect = if s.is_allow { "Allow" } else { "Deny" };
        for action in &s.actions {
            for resource in &s.resources {
                let region = s.region.unwrap_or_default();
                all.insert((effect.into(), (*action).into(), (*resource).into(), region.into()));
            }
        }
    }
    all
}

fn written(document: &Value) -> (usize, Meaning) {
    let list = |v: &Value| -> Vec<String> {
        let all = v.as_array().cloned().unwrap_or_else(|| vec![v.clone()]);
        all.iter().map(|t| t.as_str().unwrap().to_owned()).collect()
    };
    let statements = document["Statement"].as_array().unwrap();
    let mut all = Meaning::new();
    for s in statements {
        let region = &s["Condition"]["StringEquals"]["aws:RequestedRegion"];
        let region = region.as_str().unwrap_or_default().to_owned();
        let effect = s["Effect"].as_str().unwrap().to_owned();
        for action in list(&s["Action"]) {
            for resource in list(&s["Resource"]) {
                all.insert((effect.clone(), action.clone(), resource, region.clone()));
            }
        }
    }
    (statements.len(), all)
}

fn render(statements: &[Statement]) -> Value {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let one = |s: &Statement| {
        let start = if s.is_allow { PolicyStatement::allow() } else { PolicyStatement::deny() };
        let all = start.actions(s.actions.clone()).resources(s.resources.clone());
        match s.region {
            Some(region) => all.condition(Condition::string_equals(
                ConditionKey::<StringKey>::new("aws:RequestedRegion"),
                region,
            )),
            None => all,
        }
    };
    let document =
        statements.iter().map(one).fold(PolicyDocument::new(), PolicyDocument::statement);
    let policy = CfnResource::new(&stack, "Policy", "AWS::Test::Policy");
    policy.add_property_override("Document", &document);
    Template::from_stack(&stack).to_json()["Resources"]["Policy"]["Properties"]["Document"].clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_neither_adds_nor_takes_away(statements in vec(statement(), 1..10)) {
        let (count, found) = written(&render(&statements));
        prop_assert_eq!(found, meaning(&statements));
        prop_assert!(count <= statements.len());
    }
}
