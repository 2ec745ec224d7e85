//! Raw overrides and typed patches.

use construct_core::{CfnResource, Construct, Expr, Props, ResourceProps, ResourceType, intrinsic};
use serde_json::json;

use crate::support::{TOPIC, app_with_stack, codes, template, topic};

struct TopicProps(Props);

impl ResourceProps for TopicProps {
    const TYPE: &'static ResourceType = &TOPIC;

    fn into_props(self) -> Props {
        self.0
    }
}

#[test]
fn a_patch_wins_over_what_is_set_later() {
    let (app, stack) = app_with_stack();
    let t = topic(&stack, "Topic");
    t.set_props(Props::new().with("Name", "first".into()).with("Kept", 1.into()));
    t.patch(TopicProps(Props::new().with("Name", "patched".into())));
    t.set_props(Props::new().with("Name", "later".into()));
    let written = &template(&app)["Resources"]["Topic"]["Properties"];
    assert_eq!(*written, json!({"Name": "patched", "Kept": 1}));
}

#[test]
fn an_override_reaches_into_a_function_and_keeps_its_references() {
    let (app, stack) = app_with_stack();
    let [a, b] = ["A", "B"].map(|id| topic(&stack, id));
    let name = intrinsic::concat([Expr::text("x-"), b.att_expr("Name")]);
    a.set_props(Props::new().with("Name", name.into()));
    a.add_property_override("Name.Fn::Join.0", "-");
    // A reference inside is still one: this dependency is redundant …
    a.add_dependency(&b);
    let written = &template(&app)["Resources"]["A"];
    let join = json!({"Fn::Join": ["-", ["x-", {"Fn::GetAtt": ["B", "Name"]}]]});
    assert_eq!(written["Properties"]["Name"], join);
    assert_eq!(written.get("DependsOn"), None);
    // … and this one is a circle.
    let (app, stack) = app_with_stack();
    let [a, b] = ["A", "B"].map(|id| topic(&stack, id));
    a.set_props(Props::new().with("Name", b.ref_expr()));
    a.add_property_override("Name.Extra", "x");
    b.add_dependency(&a);
    assert_eq!(codes(&app), ["dependency-cycle"]);
}

#[test]
fn an_overridden_reference_follows_a_late_logical_id() {
    let (app, stack) = app_with_stack();
    let [a, b] = ["A", "B"].map(|id| topic(&stack, id));
    b.set_content_hash(construct_core::ContentHash::new());
    a.set_props(Props::new().with("Name", b.ref_expr()));
    a.add_property_override("Name.Extra", "x");
    let template = template(&app);
    let name = template["Resources"]["A"]["Properties"]["Name"]["Ref"].as_str().unwrap();
    assert!(name.len() > 30 && template["Resources"][name].is_object(), "{name}");
}

#[test]
fn dependencies_stay_when_an_override_leaves_no_properties() {
    let (app, stack) = app_with_stack();
    let [a, b] = ["A", "B"].map(|id| topic(&stack, id));
    a.add_dependency(&b);
    a.add_override("Metadata.Team", "orders");
    let written = &template(&app)["Resources"]["A"];
    assert_eq!(
        *written,
        json!({"Type": "AWS::SNS::Topic", "DependsOn": ["B"], "Metadata": {"Team": "orders"}})
    );
}

#[test]
fn a_dependency_written_by_hand_replaces_the_computed_ones() {
    let (app, stack) = app_with_stack();
    let [a, b, _] = ["A", "B", "C"].map(|id| topic(&stack, id));
    a.add_dependency(&b);
    a.add_override("DependsOn", Expr::list([Expr::text("C")]));
    assert_eq!(template(&app)["Resources"]["A"]["DependsOn"], json!(["C"]));
}

#[test]
fn items_are_set_added_and_deleted_by_position() {
    let (app, stack) = app_with_stack();
    let t = topic(&stack, "Topic");
    let items = Expr::list(["a", "b", "c"].map(Expr::text));
    t.set_props(Props::new().with("Items", items));
    t.add_property_override("Items.0", "A");
    t.add_property_override("Items.3.Deep", "d");
    t.add_property_deletion_override("Items.1");
    t.add_property_override(r"Dotted\.Name", 1.5_f64.to_string().as_str());
    let written = &template(&app)["Resources"]["Topic"]["Properties"];
    assert_eq!(*written, json!({"Items": ["A", "c", {"Deep": "d"}], "Dotted.Name": "1.5"}));
}

#[test]
fn an_overridden_name_needs_the_named_capability() {
    use construct_core::Capability;
    let capability = |name: bool| {
        let (app, stack) = app_with_stack();
        let role = CfnResource::new(&stack, "Role", "AWS::IAM::Role");
        if name {
            role.add_property_override("RoleName", "fixed");
        }
        app.synth().unwrap().stacks()[0].capabilities().to_vec()
    };
    assert_eq!(capability(false), [Capability::Iam]);
    assert_eq!(capability(true), [Capability::NamedIam]);
}

#[test]
fn an_l2_is_reached_through_its_default_child() {
    let (_app, stack) = app_with_stack();
    let l2 = construct_core::Node::new(&stack, "Table");
    assert!(CfnResource::at(&l2).is_none());
    let resource = topic(&l2, "Resource");
    assert_eq!(CfnResource::at(&l2).unwrap().node(), resource.node());
    assert_eq!(CfnResource::at(resource.node()).unwrap().resource_type(), "AWS::SNS::Topic");
}
