//! Hooks run until nothing is left to do.

use construct_core::{Construct, Diagnostic, Node, NodeId, Props, State};

use crate::support::{app_with_stack, check_report, codes, template, topic};

/// Something that others grant to, and that makes a resource of it.
#[derive(Default)]
struct Grantee {
    statements: Vec<String>,
}

impl State for Grantee {
    fn prepare(&mut self, node: &Node) {
        if self.statements.is_empty() {
            return;
        }
        let policy = match node.try_child("Policy") {
            Some(policy) => construct_core::CfnResource::at(&policy).unwrap(),
            None => topic(node, "Policy"),
        };
        policy.set_props(Props::new().with("Statements", self.statements.join(",").into()));
    }
}

/// Grants from inside its own hook, after the grantee's has run.
struct Late(NodeId);

impl State for Late {
    fn prepare(&mut self, node: &Node) {
        let grantee = node.find(self.0).unwrap();
        grantee.update(|g: &mut Grantee| {
            if !g.statements.contains(&"late".to_owned()) {
                g.statements.push("late".into());
            }
        });
        if node.try_child("Made").is_none() {
            topic(node, "Made");
        }
    }
}

#[test]
fn what_a_hook_grants_and_adds_is_not_lost() {
    let (app, stack) = app_with_stack();
    let grantee = Node::new(&stack, "Grantee");
    grantee.set_state(Grantee::default());
    Node::new(&stack, "Late").set_state(Late(grantee.node_id()));
    let resources = &template(&app)["Resources"];
    let ids: Vec<&String> = resources.as_object().unwrap().keys().collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
    let policy = ids.iter().find(|id| id.starts_with("GranteePolicy")).unwrap();
    assert_eq!(resources[policy.as_str()]["Properties"]["Statements"], "late");
}

/// Touches another one, which touches it.
struct Restless(NodeId, u64);

impl State for Restless {
    fn prepare(&mut self, node: &Node) {
        if let Some(other) = node.find(self.0) {
            other.update(|r: &mut Restless| r.1 += 1);
        }
    }
}

#[test]
fn hooks_that_never_rest() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let [a, b] = ["A", "B"].map(|id| Node::new(&stack, id));
    a.set_state(Restless(b.node_id(), 0));
    b.set_state(Restless(a.node_id(), 0));
    check_report("hooks-never-rest", &app.synth().unwrap_err().to_string());
}

/// Defines one more of its kind below itself.
struct Endless;

impl State for Endless {
    fn prepare(&mut self, node: &Node) {
        Node::new(node, "More").set_state(Endless);
    }
}

#[test]
fn hooks_that_never_stop_adding() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    Node::new(&stack, "Endless").set_state(Endless);
    let codes = codes(&app);
    assert_eq!(codes, ["prepare-unstable"]);
}

#[test]
fn a_hook_that_makes_many_constructs_is_no_endless_one() {
    struct Many;
    impl State for Many {
        fn prepare(&mut self, node: &Node) {
            for i in 0..400 {
                let id = format!("T{i}");
                if node.try_child(&id).is_none() {
                    let made = topic(node, &id);
                    Node::new(&made, "Hooked").set_state(Grantee::default());
                }
            }
        }
    }
    let (app, stack) = app_with_stack();
    Node::new(&stack, "Many").set_state(Many);
    assert_eq!(app.synth().unwrap().stacks()[0].resource_count(), 400);
}

#[test]
fn what_a_hook_finds_is_reported_once() {
    struct Strict;
    impl State for Strict {
        fn prepare(&mut self, node: &Node) {
            node.report(Diagnostic::error("strict", "as always"));
        }
        fn validate(&self, node: &Node) {
            node.report(Diagnostic::error("strict", "as always"));
            node.report(Diagnostic::error("strict-too", "at the end"));
        }
    }
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let node = Node::new(&stack, "Strict");
    node.set_state(Strict);
    node.update(|_: &mut Strict| ());
    assert_eq!(codes(&app), ["strict", "strict-too"]);
    assert_eq!(codes(&app), ["strict", "strict-too"], "and again");
    assert_eq!(stack.node().diagnostics().len(), 2);
    assert!(stack.node().try_child("Topic").unwrap().diagnostics().is_empty());
}

#[test]
fn validation_cannot_add_constructs() {
    struct Adds;
    impl State for Adds {
        fn validate(&self, node: &Node) {
            let _ = Node::new(node, "Late");
        }
    }
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    Node::new(&stack, "Adds").set_state(Adds);
    assert_eq!(codes(&app), ["tree-locked"]);
}
