//! Aspects: whom they visit, in which order, and how they meet hooks, tags and
//! removal policies.

use std::cell::RefCell;
use std::rc::Rc;

use crate::support::{
    BUCKET, app_with_stack, bucket, check_report, codes, errors, template, topic,
};
use construct_core::{
    App, AspectPriority, Aspects, CfnResource, Construct, Diagnostic, EachResource, Expr, Node,
    Props, RemovalPolicies, RemovalPolicy, ResourceProps, ResourceType, Stack, StackProps, State,
    Tags,
};

/// What visited what, in order.
type Log = Rc<RefCell<Vec<String>>>;

fn logging(log: &Log, name: &'static str) -> impl Fn(&Node) + 'static {
    let log = Rc::clone(log);
    move |node: &Node| log.borrow_mut().push(format!("{name} {}", node.path()))
}

/// Makes a topic for each name when it is prepared.
struct Topics(Vec<&'static str>);

impl State for Topics {
    fn prepare(&mut self, node: &Node) {
        for id in &self.0 {
            if node.try_child(id).is_none() {
                topic(node, id);
            }
        }
    }
}

#[test]
fn what_a_hook_adds_is_visited_and_a_touched_hook_runs_again() {
    let (app, stack) = app_with_stack();
    let topics = Node::new(&stack, "Topics");
    topics.set_state(Topics(vec!["First"]));
    let log = Log::default();
    let visited = Rc::clone(&log);
    Aspects::of(&stack).add(move |node: &Node| {
        visited.borrow_mut().push(node.path());
        // Not before there is a first topic: only a hook makes that.
        if node.id() == "First" {
            let topics = node.scope().unwrap();
            topics.update(|t: &mut Topics| t.0.push("Second"));
        }
    });
    let template = template(&app);
    assert_eq!(
        *log.borrow(),
        ["Stack", "Stack/Topics", "Stack/Topics/First", "Stack/Topics/Second"]
    );
    assert_eq!(template["Resources"].as_object().unwrap().len(), 2);
}

#[test]
fn an_aspect_that_only_looks_sees_what_hooks_made() {
    let (app, stack) = app_with_stack();
    let topics = Node::new(&stack, "Topics");
    topics.set_state(Topics(vec!["First"]));
    let log = Log::default();
    let (changing, looking) = (Rc::clone(&log), Rc::clone(&log));
    let count = |node: &Node| CfnResource::find_all(node).len();
    Aspects::of(&stack).add_with_priority(
        move |node: &Node| {
            looking.borrow_mut().push(format!("looks {} {}", node.id(), count(node)))
        },
        AspectPriority::READONLY,
    );
    Aspects::of(&stack).add_with_priority(
        move |node: &Node| {
            changing.borrow_mut().push(format!("acts {} {}", node.id(), count(node)))
        },
        AspectPriority::MUTATING,
    );
    template(&app);
    let expected = [
        "acts Stack 0",
        "acts Topics 0",
        "acts First 1",
        "looks Stack 1",
        "looks Topics 1",
        "looks First 1",
    ];
    assert_eq!(*log.borrow(), expected);
}

#[test]
fn an_aspect_added_by_a_hook_visits() {
    struct Adds(Log);
    impl State for Adds {
        fn prepare(&mut self, node: &Node) {
            Aspects::of(node).add(logging(&self.0, "of the hook"));
        }
    }
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let log = Log::default();
    Node::new(&stack, "Adds").set_state(Adds(Rc::clone(&log)));
    template(&app);
    assert_eq!(*log.borrow(), ["of the hook Stack/Adds"]);
}

#[test]
fn each_construct_is_visited_once_however_often_the_app_is_synthesized() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let log = Log::default();
    Aspects::of(&app).add(logging(&log, "a"));
    let first = template(&app);
    assert_eq!(first, template(&app));
    assert_eq!(*log.borrow(), ["a ", "a Stack", "a Stack/Topic"]);
}

/// The properties of a bucket, as a generated type has them.
struct BucketPatch(Props);

impl ResourceProps for BucketPatch {
    const TYPE: &'static ResourceType = &BUCKET;

    fn into_props(self) -> Props {
        self.0
    }
}

#[test]
fn a_patch_reaches_every_resource_of_its_type_and_no_other() {
    let (app, stack) = app_with_stack();
    let l2 = Node::new(&stack, "Site");
    bucket(&l2, "Resource").set_props(Props::new().with("BucketName", Expr::text("site")));
    topic(&stack, "Topic");
    let patch = BucketPatch(Props::new().with("BucketName", Expr::text("patched")));
    Aspects::of(&app).add(EachResource::patch(patch));
    let resources = &template(&app)["Resources"];
    let of_bucket = resources.as_object().unwrap().values().find(|r| r["Type"] == BUCKET.name);
    assert_eq!(of_bucket.unwrap()["Properties"]["BucketName"], "patched");
    assert!(resources["Topic"].get("Properties").is_none());
}

#[test]
fn a_rule_reads_properties_patches_and_overrides() {
    let (_app, stack) = app_with_stack();
    let site = bucket(&stack, "Site");
    site.set_props(Props::new().with("BucketName", Expr::text("own")));
    assert_eq!(site.property("BucketName"), Some(Expr::text("own")));
    site.patch(BucketPatch(Props::new().with("BucketName", Expr::text("patched"))));
    assert_eq!(site.property("BucketName"), Some(Expr::text("patched")));
    site.add_property_override("Cors.Rules.0.MaxAge", Expr::Int(5));
    site.add_property_override("Cors.Rules", Expr::list([Expr::map([("MaxAge", Expr::Int(7))])]));
    assert_eq!(site.property("Cors.Rules.0.MaxAge"), Some(Expr::Int(7)));
    site.add_property_deletion_override("BucketName");
    assert_eq!(site.property("BucketName"), None);
    assert_eq!(site.property("Cors.Rules.1.MaxAge"), None);
    assert_eq!(site.property("Cors.Rules.0.MaxAge.Deeper"), None);
}

#[test]
fn removal_policies_and_tags_win_over_aspects_and_reach_what_they_add() {
    let (app, stack) = app_with_stack();
    bucket(&stack, "Bucket");
    RemovalPolicies::of(&stack).apply(RemovalPolicy::Destroy);
    Tags::of(&stack).add("team", "orders");
    Aspects::of(&stack).add(EachResource::of_type("AWS::S3::Bucket", |bucket| {
        bucket.apply_removal_policy(RemovalPolicy::Retain);
        Tags::of(bucket).add("audit", "yes");
        let scope = bucket.node().scope().unwrap();
        if scope.try_child("Logs").is_none() {
            crate::support::bucket(&scope, "Logs");
        }
    }));
    let resources = &template(&app)["Resources"];
    for id in ["Bucket", "Logs"] {
        assert_eq!(resources[id]["DeletionPolicy"], "Delete", "{id}");
        assert_eq!(resources[id]["Properties"]["Tags"][0]["Key"], "audit", "{id}");
        assert_eq!(resources[id]["Properties"]["Tags"][1]["Key"], "team", "{id}");
    }
}

#[test]
fn findings_of_aspects_are_shown_and_warnings_can_be_accepted() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let known = bucket(&stack, "Known");
    bucket(&stack, "Site");
    known.node().acknowledge_warning("bucket-without-team", "it belongs to all");
    Aspects::of(&app).add(EachResource::of_type("AWS::S3::Bucket", |bucket| {
        let finding = Diagnostic::warning("bucket-without-team", "no team is named");
        bucket.node().report(finding);
        bucket.node().report(Diagnostic::info("bucket-counted", "one more bucket"));
    }));
    let assembly = app.synth().unwrap();
    let of = |path: &str| {
        let all = assembly.diagnostics().iter().filter(|d| d.path() == path);
        all.map(|d| (d.severity().to_string(), d.acknowledged().is_some())).collect::<Vec<_>>()
    };
    assert_eq!(of("Stack/Known"), [("warning".into(), true), ("info".into(), false)]);
    assert_eq!(of("Stack/Site"), [("warning".into(), false), ("info".into(), false)]);
}

#[test]
fn fails_when_aspects_never_stop_to_add_constructs() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    Aspects::of(&stack).add(|node: &Node| {
        topic(node, "Copy");
    });
    check_report("aspects-unstable", &app.synth().unwrap_err().to_string());
}

#[test]
fn fails_when_an_added_aspect_comes_too_late() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    Aspects::of(&stack).add(|node: &Node| {
        if node.id() == "Topic" {
            Aspects::of(node).add_with_priority(|_: &Node| {}, AspectPriority::MUTATING);
        }
    });
    check_report("aspect-too-late", &app.synth().unwrap_err().to_string());
}

#[test]
fn fails_when_an_aspect_is_added_after_synthesis() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    app.synth().unwrap();
    Aspects::of(&stack).add(|_: &Node| {});
    assert_eq!(codes(&app), ["tree-locked"]);
}

#[test]
fn fails_when_synthesis_starts_inside_an_aspect() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let log = Log::default();
    let found = Rc::clone(&log);
    Aspects::of(&stack).add(move |node: &Node| {
        let errors = errors(&App::of(node));
        found.borrow_mut().extend(errors.iter().map(|d| d.code().to_owned()));
    });
    app.synth().unwrap();
    assert_eq!(*log.borrow(), ["construct-busy", "construct-busy"]);
}

#[test]
fn a_deep_tree_is_walked_through() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let mut node = stack.node().clone();
    for _ in 0..20_000 {
        node = Node::new(&node, "A");
    }
    topic(&stack, "Topic");
    let count = Rc::new(RefCell::new(0));
    let counted = Rc::clone(&count);
    Aspects::of(&app).add(move |_: &Node| *counted.borrow_mut() += 1);
    app.synth().unwrap();
    assert_eq!(*count.borrow(), 20_003);
}
