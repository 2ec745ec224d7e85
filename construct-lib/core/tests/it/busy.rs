//! Re-entry is a diagnostic, never a panic.

use construct_core::{
    App, Asset, AssetHash, AssetResolver, AssetSource, CfnResource, Construct, Expr, Node, Stack,
    StackProps, State, Synthesizer,
};

use crate::support::{app_with_stack, check_report, codes, topic, unchecked_app};

#[derive(Default)]
struct Counter {
    count: u32,
}

impl State for Counter {}

fn counter(app: &App) -> Node {
    let stack = Stack::new(app, "Stack", StackProps::new());
    topic(&stack, "Topic");
    let node = Node::new(&stack, "Counter");
    node.set_state(Counter::default());
    node
}

#[test]
fn a_state_touched_from_inside_its_own_update() {
    let app = App::new();
    let node = counter(&app);
    let inner = node.update(|c: &mut Counter| {
        c.count += 1;
        node.update(|c: &mut Counter| c.count += 10)
    });
    assert_eq!(inner, Some(None));
    assert_eq!(node.read(|c: &Counter| c.count), Some(1));
    check_report("construct-busy", &app.synth().unwrap_err().to_string());
}

#[test]
fn all_else_works_from_inside_an_update() {
    let app = App::new();
    let node = counter(&app);
    node.update(|c: &mut Counter| {
        let made = topic(&node, "Made");
        made.add_metadata("Path", made.node().path().as_str());
        node.add_dependency(&made);
        c.count = u32::try_from(node.children().len()).unwrap();
    });
    assert_eq!(node.read(|c: &Counter| c.count), Some(1));
    app.synth().unwrap();
}

#[test]
fn a_state_replaced_from_inside_its_own_update() {
    let app = App::new();
    let node = counter(&app);
    node.update(|_: &mut Counter| node.set_state(Counter { count: 7 }));
    assert_eq!(node.read(|c: &Counter| c.count), Some(0));
    assert_eq!(codes(&app), ["construct-busy"]);
}

#[test]
fn asking_for_another_type_of_state_gives_nothing() {
    struct Other;
    impl State for Other {}
    let app = App::new();
    let node = counter(&app);
    assert_eq!(node.update(|_: &mut Other| ()), None);
    assert!(node.has_state::<Counter>() && !node.has_state::<Other>());
    app.synth().unwrap();
}

#[test]
fn synthesis_from_inside_an_update_or_a_hook() {
    struct Hasty(Option<App>);
    impl State for Hasty {
        fn prepare(&mut self, _: &Node) {
            if let Some(app) = self.0.take() {
                let error = app.synth().unwrap_err();
                assert_eq!(error.diagnostics()[0].code(), "construct-busy");
            }
        }
    }
    let app = App::new();
    let node = counter(&app);
    let error = node.update(|_: &mut Counter| app.synth().unwrap_err()).unwrap();
    check_report("synth-inside-update", &error.to_string());
    Node::new(&app, "Hasty").set_state(Hasty(Some(app.clone())));
    app.synth().unwrap();
}

/// Runs whatever it likes while a state is dropped.
struct OnDrop(Node, &'static str);

impl State for OnDrop {}

impl Drop for OnDrop {
    fn drop(&mut self) {
        let _ = Node::new(&self.0, self.1);
        let _ = self.0.path();
        self.0.report(construct_core::Diagnostic::warning("dropped", "a state was dropped"));
    }
}

#[test]
fn a_state_may_use_the_tree_while_it_is_dropped() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let node = Node::new(&stack, "Node");
    node.set_state(OnDrop(stack.node().clone(), "First"));
    node.set_state(Counter::default());
    assert!(stack.node().try_child("First").is_some());
    app.synth().unwrap();
}

#[test]
fn a_panic_inside_an_update_leaves_an_error_and_no_template() {
    let app = App::new();
    let node = counter(&app);
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        node.update(|_: &mut Counter| panic!("expected in this test"))
    }));
    assert!(caught.is_err());
    assert_eq!(node.read(|c: &Counter| c.count), None);
    assert_eq!(codes(&app), ["construct-busy"]);
}

#[test]
fn the_sink_and_the_resolver_may_use_the_tree() {
    struct Curious(App);
    impl AssetResolver for Curious {
        fn hash(&self, asset: &Asset) -> Result<AssetHash, String> {
            let late = Node::new(&self.0, "FromResolver");
            late.set_state(Counter::default());
            Ok(AssetHash::Contents(asset.display_name().to_owned()))
        }
    }
    let app = unchecked_app();
    app.set_synthesizer(Synthesizer::bootstrap());
    for id in ["A", "B"] {
        let stack = Stack::new(&app, id, StackProps::new());
        let source = AssetSource::Zip { path: "code.zip".into() };
        CfnResource::new(&stack, "Function", "AWS::Lambda::Function")
            .add_property_override("Code", Expr::asset(Asset::new(source)));
    }
    let mut seen = Vec::new();
    let resolver = Curious(app.clone());
    app.synth_with(&resolver, &mut |artifact| {
        // Too late to change anything, but nothing panics and the templates agree.
        let stack = app.node().try_child(artifact.id()).unwrap();
        let function = CfnResource::at(&stack.try_child("Function").unwrap()).unwrap();
        function.add_property_override("Late", "x");
        topic(&stack, "Late");
        seen.push(artifact);
    })
    .unwrap();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].template(), seen[1].template());
    assert!(!seen[1].template_json().contains("Late"));
    let late = app.synth().unwrap_err();
    check_report("tree-locked", &late.to_string());
}
