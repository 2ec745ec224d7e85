//! What the tables of a made-up service with awkward names become.

use crate::{
    fake::{CfnBag, CfnBagProps, CfnThing, CfnThingProps, thing},
    refs,
};
use construct_core::{
    App, Construct, Expr, IntoValue, List, ResourceProps, Stack, StackProps, Tag, TagShape, Value,
};

fn json<T>(value: impl IntoValue<T>) -> Expr {
    value.into_expr()
}

fn property(props: CfnThingProps, name: &str) -> Option<Expr> {
    props.into_props().get(name).cloned()
}

fn required() -> CfnThingProps {
    CfnThingProps::new(thing::Value::new("id"), 1, thing::Type::ON)
}

#[test]
fn required_properties_are_arguments_in_alphabetical_order() {
    let props = required().into_props();
    let names: Vec<&str> = props.entries().iter().map(|(name, _)| name.as_ref()).collect();
    assert_eq!(names, ["Code", "OldSize", "Type"]);
    assert!(CfnThingProps::patch().into_props().is_empty());
}

#[test]
fn a_setter_writes_the_name_that_aws_gives() {
    let props = required().ipv6_cidr_blocks(["::/0"]).clone_(true).self_("me").ratio(2);
    let names: Vec<String> =
        props.into_props().entries().iter().map(|(n, _)| n.to_string()).collect();
    assert_eq!(names, ["Code", "OldSize", "Type", "IPv6CidrBlocks", "Clone", "Self", "Ratio"]);
}

#[test]
fn enums_are_open_and_keep_each_value() {
    let levels = [thing::Level::A_B, thing::Level::a_b, thing::Level::MINUS_1, thing::Level::EMPTY];
    let known = json::<List<thing::Level>>(levels);
    assert_eq!(known, json::<List<String>>(["A_B", "a.b", "-1", ""]));
    assert_eq!(property(required().type_("NEW"), "Type"), Some(json::<String>("NEW")));
}

#[test]
fn a_nested_type_may_have_the_name_of_one_of_ours() {
    let inner = thing::List::new().items([thing::List::new()]);
    let text = thing::String::new().text("t");
    let code = thing::Value::new("r").map([("key", [text])]);
    let props = CfnThingProps::new(code, 1, thing::Type::Self_)
        .patch_([("a", inner)])
        .tags([Tag::new("k", "v")]);
    assert_eq!(property(props, "Type"), Some(json::<String>("Self")));
}

#[test]
fn references_are_typed_by_what_they_yield() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let thing = CfnThing::new(&stack, "Thing", required());
    let role: Value<refs::IamRoleArn> = thing.attr_role_arn();
    let arn: Value<String> = thing.attr_arn();
    let count: Value<i64> = thing.attr_count();
    let names: Value<List<String>> = thing.attr_names();
    let output: Value<String> = thing.attr_outputs("Url");
    assert_eq!(output.expr(), thing.get_att("Outputs.Url").expr());
    assert_eq!(role.expr(), thing.get_att("RoleArn").expr());
    // A marker widens to text where several kinds of reference fit.
    let props = CfnThingProps::patch().role_arn(&role).either(role).kms_key_arn(arn).count(count);
    assert!(props.ipv6_cidr_blocks(names).into_props().get("Either").is_some());
}

#[test]
fn the_type_says_where_its_tags_go() {
    let thing = <CfnThingProps as ResourceProps>::TYPE;
    let bag = <CfnBagProps as ResourceProps>::TYPE;
    assert_eq!((thing.name, thing.stateful), (CfnThing::TYPE, true));
    assert_eq!(thing.tags.map(|tags| tags.shape), Some(TagShape::Standard));
    assert_eq!(bag.tags.map(|tags| (tags.name, tags.shape)), Some(("Tags", TagShape::Map)));
    assert_eq!((bag.name, bag.stateful), ("AWS::Fake::Bag", false));
}

#[test]
fn a_handle_is_the_resource_in_the_tree() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let bag = CfnBag::new(&stack, "Bag", CfnBagProps::new().tags([("team", "orders")]));
    let again = bag.clone();
    assert_eq!(again.node().path(), "Stack/Bag");
    assert_eq!(again.resource_type(), "AWS::Fake::Bag");
    assert!(format!("{again:?}").contains("CfnResource"));
}

#[test]
#[expect(deprecated, reason = "this is about what is gone from the specification")]
fn what_an_earlier_specification_had_is_deprecated_and_works() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let thing = CfnThing::new(&stack, "Thing", required());
    assert_eq!(thing.attr_old_arn().expr(), thing.get_att("OldArn").expr());
    let code = thing::Value::new("id").old("text");
    let part = thing::OldPart::new("name");
    let props = CfnThingProps::new(code, 2, thing::Type::OLD).old_part(part).old_size(3);
    assert_eq!(property(props, "OldSize"), Some(json::<i64>(3)));
}
