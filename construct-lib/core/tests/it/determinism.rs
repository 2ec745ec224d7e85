//! The same program gives the same bytes.

use construct_core::{
    App, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, CloudAssembly, Construct,
    ContentHash, Expr, Node, Stack, StackProps, Tags, intrinsic,
};

use crate::support::{bucket, topic, unchecked_app};

fn program() -> App {
    let app = unchecked_app();
    for name in ["A", "B"] {
        let stack = Stack::new(&app, name, StackProps::new());
        let size = CfnParameter::new(&stack, "Size", CfnParameterProps::string());
        for i in 0..50 {
            let group = Node::new(&stack, &format!("Group{i}"));
            let b = bucket(&group, "Bucket");
            let t = topic(&group, "Topic");
            let name = intrinsic::sub("${size}-${bucket}")
                .variable("size", size.value())
                .variable("bucket", b.get_att("Arn"));
            t.add_property_override("Name", Expr::from(name.value()));
            t.node().add_dependency(&size);
            CfnOutput::new(&group, "Out", CfnOutputProps::new(t.get_att("Arn")));
        }
        let all = stack.node().children();
        let hash = all.iter().filter_map(|n| n.try_child("Topic"));
        let hash = hash.fold(ContentHash::new(), |h, n| h.resource(n.node_id()));
        topic(&stack, "Deployment").set_content_hash(hash);
        Tags::of(&stack).add("team", "orders");
        Tags::of(&app).add("cost", "42");
    }
    app
}

fn bytes(assembly: &CloudAssembly) -> Vec<&[u8]> {
    assembly.stacks().iter().map(|s| s.template()).collect()
}

#[test]
fn two_synths_of_one_app_and_of_two_equal_apps_agree() {
    let (one, two) = (program(), program());
    let first = one.synth().unwrap();
    assert_eq!(bytes(&first), bytes(&one.synth().unwrap()));
    assert_eq!(bytes(&first), bytes(&two.synth().unwrap()));
}

#[test]
fn stacks_may_be_written_one_by_one() {
    let app = program();
    let whole = app.synth().unwrap();
    let mut ids = Vec::new();
    let warnings = app
        .synth_with(&construct_core::UnresolvedAssets, &mut |stack| {
            assert_eq!(stack.template(), whole.stack(stack.id()).unwrap().template());
            ids.push(stack.template_file());
        })
        .unwrap();
    assert!(warnings.is_empty());
    assert_eq!(ids, ["A.template.json", "B.template.json"]);
}

#[test]
fn no_line_and_no_path_of_the_machine_is_in_a_template() {
    let assembly = program().synth().unwrap();
    let text = assembly.stacks()[0].template_json();
    for trace in [".rs", env!("CARGO_MANIFEST_DIR"), "construct-lib", "tests/it"] {
        assert!(!text.contains(trace), "{trace}");
    }
}

#[test]
fn a_content_hash_follows_contents_and_not_tags() {
    let id = |name: &str, tag: &str| {
        let app = App::new();
        let stack = Stack::new(&app, "Stack", StackProps::new());
        let t = topic(&stack, "Topic");
        t.add_property_override("Name", name);
        Tags::of(&stack).add("a", tag);
        topic(&stack, "Deployment")
            .set_content_hash(ContentHash::new().resource(t.node().node_id()));
        let template = crate::support::template(&app);
        let ids = template["Resources"].as_object().unwrap().keys();
        let id = ids.clone().find(|id| id.starts_with("Deployment")).unwrap().clone();
        let waits = &template["Resources"][&id]["DependsOn"];
        assert_eq!(*waits, serde_json::json!(["Topic"]));
        id
    };
    assert_eq!(id("x", "1"), id("x", "2"));
    assert_ne!(id("x", "1"), id("y", "1"));
    assert_eq!(id("x", "1").len(), "Deployment".len() + 32);
}
