//! What holds for stacks that read of each other, whatever they read.

use std::collections::{BTreeMap, BTreeSet};

use construct_core::{
    CfnResource, Construct, CrossStackReferences, NestedStack, NestedStackProps, Node,
    ReferenceStrength, Stack, StackProps,
};
use proptest::prelude::*;
use serde_json::Value as JsonValue;

use crate::support::{topic, unchecked_app};

/// One reference: who reads, in which resource, of whom, which resource, and
/// whether its name or an attribute.
type Reference = (usize, usize, usize, usize, bool);

fn references(stacks: usize) -> impl Strategy<Value = Vec<Reference>> {
    let one = (0..stacks, 0..3_usize, 0..stacks, 0..3_usize, any::<bool>());
    prop::collection::vec(one, 0..24)
}

/// All names that stand behind a function, in JSON.
fn calls(json: &JsonValue, function: &str, found: &mut Vec<JsonValue>) {
    match json {
        JsonValue::Array(items) => items.iter().for_each(|i| calls(i, function, found)),
        JsonValue::Object(entries) => {
            for (key, value) in entries {
                if key == function {
                    found.push(value.clone());
                }
                calls(value, function, found);
            }
        }
        _ => {}
    }
}

fn parse(template: &[u8]) -> JsonValue {
    serde_json::from_slice(template).unwrap()
}

fn read(from: &CfnResource, key: &str, to: &CfnResource, is_attribute: bool) {
    let value = if is_attribute { to.att_expr("Arn") } else { to.ref_expr() };
    from.add_property_override(key, value);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    /// Each import has one export of its name, each look-up one output, and
    /// stacks wait for exactly those that they read of.
    #[test]
    fn what_is_read_is_exported_once(references in references(5), is_weak in any::<[bool; 5]>()) {
        let app = unchecked_app();
        let stacks: Vec<Stack> =
            (0..5).map(|i| Stack::new(&app, &format!("S{i}"), StackProps::new())).collect();
        let topics: Vec<Vec<CfnResource>> = stacks
            .iter()
            .map(|stack| (0..3).map(|j| topic(&Node::new(stack, &format!("G{j}")), "T")).collect())
            .collect();
        for (stack, is_weak) in stacks.iter().zip(is_weak) {
            if is_weak {
                CrossStackReferences::of(stack).consume(ReferenceStrength::Weak);
            }
        }
        let mut expected: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (n, &(from, i, to, j, is_attribute)) in references.iter().enumerate() {
            // Without circles: a stack reads only of those before it.
            let (from, to) = (from.max(to), from.min(to));
            let j = if from == to { i } else { j };
            if from != to {
                read(&topics[from][i], &format!("P{n}"), &topics[to][j], is_attribute);
                expected.entry(format!("S{from}")).or_default().insert(format!("S{to}"));
            }
        }
        let assembly = app.synth().unwrap_or_else(|e| panic!("{e}"));
        let mut exports: Vec<String> = Vec::new();
        let mut outputs: BTreeSet<(String, String)> = BTreeSet::new();
        for stack in assembly.stacks() {
            let template = parse(stack.template());
            for (id, output) in template["Outputs"].as_object().into_iter().flatten() {
                outputs.insert((stack.stack_name().to_owned(), id.clone()));
                exports.extend(output["Export"]["Name"].as_str().map(str::to_owned));
            }
        }
        let mut seen = BTreeSet::new();
        let (mut imported, mut looked_up) = (BTreeSet::new(), BTreeSet::new());
        for stack in assembly.stacks() {
            let template = parse(stack.template());
            let (mut imports, mut reads) = (Vec::new(), Vec::new());
            calls(&template, "Fn::ImportValue", &mut imports);
            calls(&template, "Fn::GetStackOutput", &mut reads);
            for name in imports {
                let name = name.as_str().unwrap().to_owned();
                prop_assert_eq!(exports.iter().filter(|e| **e == name).count(), 1, "{}", name);
                imported.insert(name);
            }
            for read in reads {
                let text = |key: &str| read[key].as_str().unwrap().to_owned();
                let output = (text("StackName"), text("OutputName"));
                prop_assert!(outputs.contains(&output), "{:?}", output);
                let named = assembly.stack(&output.0).unwrap();
                prop_assert!(named.is_name_fixed());
                looked_up.insert(output);
            }
            let found: BTreeSet<String> = stack.dependencies().iter().cloned().collect();
            let wanted = expected.get(stack.id()).cloned().unwrap_or_default();
            prop_assert_eq!(&found, &wanted, "{}", stack.id());
            prop_assert!(found.iter().all(|first| seen.contains(first)), "{} is too early", stack.id());
            seen.insert(stack.id().to_owned());
        }
        // Nothing is exported that nobody reads.
        prop_assert_eq!(imported.len(), exports.len());
        prop_assert_eq!(imported.len() + looked_up.len(), outputs.len());
    }

    /// Whatever is read in a tree of nested stacks, every name that a template
    /// uses stands in it, and what is handed over is what is asked for.
    #[test]
    fn templates_stand_for_themselves(references in references(6), parents in any::<[usize; 6]>()) {
        let app = unchecked_app();
        let top = Stack::new(&app, "Top", StackProps::new());
        let mut scopes: Vec<Node> = vec![top.node().clone()];
        for (i, parent) in parents.iter().enumerate().skip(1) {
            let scope = scopes[parent % i].clone();
            let nested = NestedStack::new(&scope, &format!("N{i}"), NestedStackProps::new());
            scopes.push(nested.node().clone());
        }
        let topics: Vec<Vec<CfnResource>> = scopes
            .iter()
            .map(|scope| (0..3).map(|j| topic(scope, &format!("T{j}"))).collect())
            .collect();
        for (n, &(from, i, to, j, is_attribute)) in references.iter().enumerate() {
            if from != to {
                read(&topics[from][i], &format!("P{n}"), &topics[to][j], is_attribute);
            }
        }
        // Parent and child may read of each other in a circle.
        let Ok(assembly) = app.synth() else {
            return Ok(());
        };
        let stack = &assembly.stacks()[0];
        let mut templates = vec![(stack.path(), parse(stack.template()))];
        templates.extend(stack.nested().iter().map(|n| (n.path(), parse(n.template()))));
        for (path, template) in &templates {
            let names: BTreeSet<&String> = ["Resources", "Parameters"]
                .iter()
                .filter_map(|section| template[*section].as_object())
                .flat_map(serde_json::Map::keys)
                .collect();
            let (mut refs, mut attributes) = (Vec::new(), Vec::new());
            calls(template, "Ref", &mut refs);
            calls(template, "Fn::GetAtt", &mut attributes);
            let named = refs.iter().chain(attributes.iter().map(|a| &a[0]));
            for name in named.map(|n| n.as_str().unwrap().to_owned()) {
                prop_assert!(names.contains(&name), "{} of {}", name, path);
            }
        }
        for nested in stack.nested() {
            let find = |path: &str| &templates.iter().find(|(p, _)| *p == path).unwrap().1;
            let (above, below) = (find(nested.parent()), find(nested.path()));
            let keys = |json: &JsonValue| -> BTreeSet<String> {
                json.as_object().into_iter().flat_map(serde_json::Map::keys).cloned().collect()
            };
            let resource = &above["Resources"][nested.logical_id()];
            prop_assert_eq!(keys(&resource["Properties"]["Parameters"]), keys(&below["Parameters"]));
            let mut attributes = Vec::new();
            calls(above, "Fn::GetAtt", &mut attributes);
            let read: BTreeSet<String> = attributes
                .iter()
                .filter(|a| a[0] == nested.logical_id())
                .map(|a| a[1].as_str().unwrap().trim_start_matches("Outputs.").to_owned())
                .collect();
            prop_assert_eq!(read, keys(&below["Outputs"]));
        }
    }
}
