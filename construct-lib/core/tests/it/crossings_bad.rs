//! Where no value can cross, and what waits for itself because of one.

use std::time::Duration;

use construct_core::{
    App, CfnCondition, CfnMapping, CfnParameter, CfnParameterProps, Construct,
    CrossStackReferences, Environment, Expr, NestedStack, NestedStackProps, Node,
    ReferenceStrength, Stack, StackProps, Stage, StageProps, Value, intrinsic,
};

use crate::support::{check_report, topic, unchecked_app};

fn report(app: &App) -> String {
    app.synth().unwrap_err().to_string()
}

fn stack(scope: &dyn Construct, id: &str) -> Stack {
    Stack::new(scope, id, StackProps::new())
}

#[test]
fn values_that_cannot_be_read() {
    let app = unchecked_app();
    let [producer, consumer] = ["Producer", "Consumer"].map(|id| stack(&app, id));
    let orders = topic(&producer, "Orders");
    let mode = CfnParameter::new(&producer, "Mode", CfnParameterProps::string());
    let live = CfnCondition::new(&producer, "Live", intrinsic::equals(mode.value(), "live"));
    // Conditions are decided before anything is imported.
    CfnCondition::new(&consumer, "AlsoLive", intrinsic::equals(mode.value(), "live"));
    let holder = topic(&consumer, "Holder");
    holder.set_condition(&live);
    holder.add_property_override("Id", Expr::logical_id(orders.node().node_id()));
    let sizes = CfnMapping::new(&consumer, "Sizes");
    sizes.set_value("live", "Size", "large");
    let size = intrinsic::find_in_map(&sizes, mode.value(), "Size");
    holder.add_property_override("Size", Expr::from(size));
    CfnParameter::new(&consumer, "Level", CfnParameterProps::string().default_value(mode.value()));
    check_report("crossings-unreadable", &report(&app));
}

#[test]
fn environments_that_do_not_fit() {
    let app = unchecked_app();
    let at = |id: &str, environment: Environment| {
        let stack = Stack::new(&app, id, StackProps::new().environment(environment));
        topic(&stack, "Topic")
    };
    let ireland = Environment::agnostic().account("111111111111").region("eu-west-1");
    let producer = at("Producer", ireland.clone());
    let read = |id: &str, environment: Environment| {
        at(id, environment).add_property_override("Name", producer.ref_expr());
    };
    read("Anywhere", Environment::agnostic());
    read("AnyAccount", Environment::agnostic().region("eu-west-1"));
    read("AnyRegion", Environment::agnostic().account("111111111111"));
    read("Virginia", ireland.clone().region("us-east-1"));
    CrossStackReferences::of(&producer).produce(ReferenceStrength::Strong);
    check_report("crossings-environments", &report(&app));
}

#[test]
fn strengths_and_exports_that_nothing_heeds() {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let orders = topic(&stack, "Orders");
    let group = Node::new(&stack, "Group");
    CrossStackReferences::of(&orders).consume(ReferenceStrength::Weak);
    CrossStackReferences::of(&group).produce(ReferenceStrength::Weak);
    stack.export_value("a text");
    let other = Stack::new(&app, "Other", StackProps::new());
    let far = topic(&other, "Far");
    stack.export_value(Value::<String>::of(far.ref_expr()));
    check_report("crossings-misplaced", &report(&app));
}

#[test]
fn stages_are_not_crossed() {
    let app = unchecked_app();
    let [dev, prod] = ["Dev", "Prod"].map(|id| Stage::new(&app, id, StageProps::new()));
    let [there, here, beside] = [dev.node(), prod.node(), app.node()].map(|s| stack(s, "Orders"));
    let [far, near, alone] = [&there, &here, &beside].map(|s| topic(s, "Topic"));
    near.add_property_override("Name", far.ref_expr());
    alone.add_property_override("Name", near.att_expr("Arn"));
    // Told once, however many resources wait.
    topic(&here, "Other");
    here.add_stack_dependency(&beside);
    check_report("stages-crossed", &report(&app));
}

#[test]
fn stacks_that_read_in_a_circle() {
    let app = unchecked_app();
    let [a, b, c] = ["A", "B", "C"].map(|id| stack(&app, id));
    let [in_a, in_b, in_c] = [&a, &b, &c].map(|s| topic(s, "Topic"));
    in_a.add_property_override("Name", in_b.ref_expr());
    in_b.add_property_override("Deep.Name", in_c.att_expr("Arn"));
    in_c.add_property_override("Text", {
        let name: Value<String> = intrinsic::concat([Expr::text("x-"), in_a.ref_expr()]);
        Expr::from(name)
    });
    let [d, e] = ["D", "E"].map(|id| stack(&app, id));
    let [in_d, in_e] = [&d, &e].map(|s| topic(s, "Topic"));
    in_d.add_property_override("Name", in_e.ref_expr());
    e.add_stack_dependency(&d);
    check_report("crossings-stack-cycles", &report(&app));
}

#[test]
fn nested_stacks_that_read_in_a_circle() {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let inner = NestedStack::new(&stack, "Inner", NestedStackProps::new());
    let [above, below] = [stack.node(), inner.node()].map(|s| topic(s, "Topic"));
    above.add_property_override("Name", below.ref_expr());
    below.add_property_override("Name", above.ref_expr());
    let [one, two] = ["One", "Two"].map(|id| NestedStack::new(&stack, id, NestedStackProps::new()));
    let [first, second] = [&one, &two].map(|s| topic(s, "Topic"));
    first.add_property_override("Name", second.ref_expr());
    second.add_property_override("Name", first.ref_expr());
    let own = NestedStack::new(&stack, "Own", NestedStackProps::new());
    topic(&own, "Topic").add_property_override("Id", own.nested_stack_resource().ref_expr());
    check_report("nested-stack-cycles", &report(&app));
}

#[test]
fn bad_nested_stacks() {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let props = NestedStackProps::new()
        .parameter("Size", "large")
        .timeout(Duration::from_secs(90))
        .description("x".repeat(1025));
    let inner = NestedStack::new(&stack, "Inner", props);
    let mode = CfnParameter::new(&inner, "Mode", CfnParameterProps::string());
    let level = CfnParameterProps::string().default_value("info");
    let level = CfnParameter::new(&inner, "Level", level);
    let holder = topic(&inner, "Holder");
    holder.add_property_override("Name", Expr::from(mode.value()));
    holder.add_property_override("Level", Expr::from(level.value()));
    for i in 0..500 {
        topic(&inner, &format!("T{i}"));
    }
    NestedStack::new(&inner, "Empty", NestedStackProps::new());
    NestedStack::new(&app, "Alone", NestedStackProps::new());
    check_report("nested-stacks", &report(&app));
}
