//! What holds for aspects in every tree.

use std::cell::RefCell;
use std::rc::Rc;

use construct_core::{App, Aspects, Construct, Node, Stack, StackProps};
use proptest::prelude::*;

use crate::support::topic;

/// An aspect: on which node it is added, with which priority, and below which
/// node it adds a child when it comes there.
type Spec = (prop::sample::Index, u32, Option<prop::sample::Index>);

fn specs() -> impl Strategy<Value = Vec<Spec>> {
    let adds = prop::option::weighted(0.3, any::<prop::sample::Index>());
    prop::collection::vec((any::<prop::sample::Index>(), 0..1500_u32, adds), 1..8)
}

/// The nodes of a tree in which each stands below one that was made before it.
fn tree(stack: &Stack, parents: &[prop::sample::Index]) -> Vec<Node> {
    let mut nodes = vec![stack.node().clone()];
    for (i, parent) in parents.iter().enumerate() {
        let parent = parent.get(&nodes).clone();
        nodes.push(Node::new(&parent, &format!("N{i}")));
    }
    nodes
}

fn is_within(path: &str, scope: &str) -> bool {
    path.strip_prefix(scope).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

proptest! {
    #[test]
    fn each_aspect_visits_each_construct_of_its_scope_once_and_in_order(
        parents in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        specs in specs(),
    ) {
        let app = App::new();
        let stack = Stack::new(&app, "Stack", StackProps::new());
        topic(&stack, "Topic");
        let nodes = tree(&stack, &parents);
        let visits: Rc<RefCell<Vec<(usize, String)>>> = Rc::default();
        for (i, (on, priority, adds)) in specs.iter().enumerate() {
            let log = Rc::clone(&visits);
            let adds = adds.map(|at| at.get::<Node>(&nodes).clone());
            let aspect = move |node: &Node| {
                log.borrow_mut().push((i, node.path()));
                let added = format!("Added{i}");
                if adds.as_ref() == Some(node) && node.try_child(&added).is_none() {
                    Node::new(node, &added);
                }
            };
            let scope: &Node = on.get(&nodes);
            Aspects::of(scope).add_with_priority(aspect, *priority);
        }
        app.synth().unwrap();
        let visits = visits.borrow();
        for node in stack.node().find_all() {
            let path = node.path();
            let seen: Vec<usize> = visits.iter().filter(|(_, p)| *p == path).map(|(i, _)| *i).collect();
            let scope = |i: usize| specs[i].0.get::<Node>(&nodes).path();
            let mut due: Vec<usize> =
                (0..specs.len()).filter(|&i| is_within(&path, &scope(i))).collect();
            // The lowest priority, then the outermost scope, then the first added.
            due.sort_by_key(|&i| (specs[i].1, scope(i).len(), i));
            prop_assert_eq!(seen, due, "{}", path);
        }
    }
}
