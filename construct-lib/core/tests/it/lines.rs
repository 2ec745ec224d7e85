//! A report names the user's lines that led to a construct.

use construct_core::{App, CfnResource, Construct, Diagnostic, Node, State};

use crate::support::{app_with_stack, bucket};

/// A user's construct that hands on its caller's line.
struct Tracked(Node);

impl Tracked {
    #[track_caller]
    fn new(scope: &dyn Construct, id: &str) -> Self {
        let node = Node::new(scope, id);
        bucket(&node, "Bucket");
        Self(node)
    }
}

/// A user's construct that does not.
struct Plain(Node);

impl Plain {
    fn new(scope: &dyn Construct, id: &str) -> Self {
        let node = Node::new(scope, id); // line of `Plain`
        bucket(&node, "Bucket"); // line of its bucket
        Self(node)
    }
}

/// The lines of a construct, innermost first, counted from `base`.
fn lines(node: &Node, base: u32) -> Vec<i64> {
    node.report(Diagnostic::warning("here", "here"));
    let found = node.diagnostics();
    let lines = found.last().unwrap().lines().iter();
    let ours = lines.inspect(|l| assert_eq!(l.file(), "construct-lib/core/tests/it/lines.rs"));
    ours.map(|l| i64::from(l.line()) - i64::from(base)).collect()
}

fn made_by(make: impl Fn(&dyn Construct, &str) -> Tracked, scope: &dyn Construct) -> Tracked {
    make(scope, "Made")
}

fn app_here() -> (App, Node) {
    let app = App::new();
    // Made where no line counts, so that the tests see their own alone.
    let scope = app.node().clone();
    (app, scope)
}

#[test]
fn a_construct_that_tracks_its_caller_is_told_by_that_line_alone() {
    let (_app, scope) = app_here();
    let base = line!();
    let made = Tracked::new(&scope, "A"); // base + 1
    let inner = made.0.try_child("Bucket").unwrap();
    assert_eq!(lines(&made.0, base), [1]);
    assert_eq!(lines(&inner, base), [1]);
}

#[test]
fn a_construct_that_does_not_is_told_by_its_own_lines() {
    let (_app, scope) = app_here();
    let base = line!();
    let outer = Tracked::new(&scope, "Outer"); // base + 1
    let made = Plain::new(&outer.0, "A");
    let inner = made.0.try_child("Bucket").unwrap();
    let [own, within] = lines(&inner, base)[..2] else { panic!("two lines") };
    assert!(own < 0 && within == own - 1, "first the bucket's line, then that of `Plain`");
    assert_eq!(lines(&inner, base)[2..], [1]);
}

#[test]
fn closures_maps_and_function_pointers() {
    let (_app, scope) = app_here();
    let base = line!();
    let by_closure = made_by(|s, id| Tracked::new(s, id), &scope); // base + 1
    assert_eq!(lines(&by_closure.0, base), [1]);
    let ids = ["A", "B"];
    let by_map: Vec<Tracked> = ids.iter().map(|id| Tracked::new(&scope, id)).collect(); // base + 4
    assert!(by_map.iter().all(|t| lines(&t.0, base) == [4]));
    let pointer: fn(&dyn Construct, &str) -> Tracked = Tracked::new;
    let by_pointer = pointer(&scope, "Pointer");
    assert_eq!(lines(&by_pointer.0, base).len(), 1, "the definition of the function");
}

#[test]
fn a_function_item_gives_no_line_of_the_standard_library() {
    let (_app, scope) = app_here();
    let outer = Tracked::new(&scope, "Outer");
    let made = made_by(Tracked::new, &outer.0);
    made.0.report(Diagnostic::warning("here", "here"));
    let found = made.0.diagnostics();
    let files: Vec<&str> = found[0].lines().iter().map(|l| l.file()).collect();
    assert_eq!(files, ["construct-lib/core/tests/it/lines.rs"], "that of `Outer`");
}

#[test]
fn what_a_hook_makes_is_told_by_the_lines_of_its_scope() {
    struct Hook;
    impl State for Hook {
        fn prepare(&mut self, node: &Node) {
            CfnResource::new(node, "Made", "AWS::SNS::Topic");
        }
    }
    let (app, stack) = app_with_stack();
    let base = line!();
    let node = Node::new(&stack, "Hooked"); // base + 1
    node.set_state(Hook);
    app.synth().unwrap();
    let made = node.try_child("Made").unwrap();
    made.report(Diagnostic::warning("here", "here"));
    let found = made.diagnostics();
    let lines: Vec<(&str, u32)> = found[0].lines().iter().map(|l| (l.file(), l.line())).collect();
    assert_eq!(lines[1], ("construct-lib/core/tests/it/lines.rs", base + 1));
}
