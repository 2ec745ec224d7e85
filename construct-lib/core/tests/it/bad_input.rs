//! What is wrong with the tree: each report as a person reads it.

use construct_core::{
    Aws, CfnCondition, CfnMapping, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps,
    CfnResource, Construct, Environment, Expr, Node, Stack, StackProps, Value, intrinsic,
};

use crate::support::{app_with_stack, bucket, check_report, topic};

fn report(app: &construct_core::App) -> String {
    app.synth().unwrap_err().to_string()
}

#[test]
fn ids() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Orders");
    topic(&stack, "Orders");
    topic(&stack, "a/b");
    topic(&stack, "");
    topic(&stack, &"x".repeat(300));
    topic(&stack, "two\nlines");
    topic(&stack, "주문");
    topic(&stack, "my-topic");
    topic(&stack, "my_topic");
    check_report("ids", &report(&app));
}

#[test]
fn duplicates_among_many_siblings_are_found() {
    let (app, stack) = app_with_stack();
    for i in 0..100 {
        topic(&stack, &format!("Topic{i}"));
    }
    topic(&stack, "Topic3");
    topic(&stack, "Topic99");
    let errors = app.synth().unwrap_err();
    let paths: Vec<&str> = errors.diagnostics().iter().map(|d| d.path()).collect();
    assert_eq!(paths, ["Stack/Topic3", "Stack/Topic99"]);
}

#[test]
fn stacks() {
    let app = construct_core::App::new();
    let seoul = || Environment::agnostic().region("ap-northeast-2");
    let named = |name: &str| StackProps::new().stack_name(name);
    let orders = Stack::new(&app, "Orders", StackProps::new());
    topic(&orders, "Topic");
    topic(&Stack::new(&app, "orders", StackProps::new()), "Topic");
    topic(&Stack::new(&app, "Again", named("Orders")), "Topic");
    topic(&Stack::new(&app, "Seoul", named("Orders").environment(seoul())), "Topic");
    topic(&Stack::new(&app, "under_score", StackProps::new()), "Topic");
    topic(&Stack::new(&app, "Long", named(&"x".repeat(129))), "Topic");
    topic(&Stack::new(&orders, "Inner", StackProps::new()), "Topic");
    Stack::new(&app, "Wordy", StackProps::new().description("x".repeat(1025)));
    check_report("stacks", &report(&app));
}

#[test]
fn an_app_without_a_stack() {
    let app = construct_core::App::new();
    topic(&app, "Topic");
    check_report("app-without-stack", &report(&app));
}

#[test]
fn references() {
    let (other, there) = app_with_stack();
    let foreign = topic(&there, "Foreign");
    drop(other);
    let (app, stack) = app_with_stack();
    let second = Stack::new(&app, "Second", StackProps::new());
    let elsewhere = CfnCondition::new(&second, "Elsewhere", intrinsic::equals("a", "b"));
    let nothing = Node::new(&stack, "Nothing");
    let holder = bucket(&stack, "Holder");
    holder.add_property_override("Foreign", foreign.ref_expr());
    holder.add_property_override("Twice", foreign.att_expr("Arn"));
    let choice: Value<String> = intrinsic::if_(&elsewhere, "a", "b");
    holder.add_property_override("Elsewhere", Expr::from(choice));
    topic(&second, "Topic");
    holder.add_property_override("Nothing", Expr::Ref(nothing.node_id()));
    holder.node().add_dependency(&foreign);
    let twin = foreign.clone();
    CfnOutput::new(&stack, "Out", CfnOutputProps::new(Value::<String>::of(twin.ref_expr())));
    check_report("references", &report(&app));
}

#[test]
fn values_that_are_known_too_late() {
    let (app, stack) = app_with_stack();
    let orders = topic(&stack, "Orders");
    let arn: Value<String> = orders.get_att("Arn");
    CfnParameter::new(&stack, "Name", CfnParameterProps::string().default_value(Aws::REGION));
    CfnMapping::new(&stack, "Map").set_value("a", "b", &arn);
    CfnCondition::new(&stack, "Live", intrinsic::equals(&arn, "x"));
    stack.add_metadata("Arn", Expr::from(arn));
    orders.add_property_override("Weight", Expr::Num(f64::NAN));
    check_report("late-values", &report(&app));
}

#[test]
fn texts_with_variables() {
    let (app, stack) = app_with_stack();
    let orders = topic(&stack, "Orders");
    let put = |name: &str, sub: intrinsic::Sub| {
        orders.add_property_override(name, Expr::from(sub.value()));
    };
    put("Unknown", intrinsic::sub("${Nobody.Arn}/x"));
    put("Unclosed", intrinsic::sub("a ${AWS::Region"));
    put("Empty", intrinsic::sub("${}"));
    put("Unused", intrinsic::sub("${AWS::Region}").variable("Name", "x"));
    put("Fine", intrinsic::sub("${!Literal} ${AWS::Region} ${x}").variable("x", "y"));
    check_report("sub", &report(&app));
}

#[test]
fn cycles() {
    let (app, stack) = app_with_stack();
    let [a, b] = ["A", "B"].map(|id| topic(&stack, id));
    a.add_property_override("Subscription.0.Endpoint", b.att_expr("Arn"));
    b.add_dependency(&a);
    let alone = topic(&stack, "Alone");
    alone.add_metadata("Self", alone.ref_expr());
    let [x, y, z] = ["X", "Y", "Z"].map(|id| topic(&stack, id));
    x.add_property_override(
        "Name",
        intrinsic::concat([Expr::text("a-"), y.ref_expr()]).expr().clone(),
    );
    y.add_property_override("Name", Expr::from(intrinsic::sub("${Z.Arn}").value()));
    z.add_property_override("Name", x.ref_expr());
    // Waits for a circle without being in it.
    topic(&stack, "Outside").add_property_override("Name", x.ref_expr());
    check_report("cycles", &report(&app));
}

#[test]
fn stacks_that_wait_for_each_other() {
    let app = construct_core::App::new();
    let [a, b] = ["A", "B"].map(|id| Stack::new(&app, id, StackProps::new()));
    let (in_a, in_b) = (topic(&a, "Topic"), topic(&b, "Topic"));
    in_a.add_dependency(&in_b);
    b.node().add_dependency(&a);
    check_report("stack-cycle", &report(&app));
}

#[test]
fn a_long_circle_is_found_without_recursion() {
    let (app, stack) = app_with_stack();
    let all: Vec<CfnResource> = (0..400).map(|i| topic(&stack, &format!("T{i}"))).collect();
    for (from, to) in all.iter().zip(all.iter().cycle().skip(1)) {
        from.add_dependency(to);
    }
    let errors = app.synth().unwrap_err();
    let [only] = errors.diagnostics() else { panic!("one circle: {errors}") };
    assert_eq!(only.code(), "dependency-cycle");
    assert_eq!(only.message().matches("->").count(), 400);
}

#[test]
fn everything_is_reported_at_once() {
    let (app, stack) = app_with_stack();
    topic(&stack, "A/B");
    let a = topic(&stack, "A");
    let b = topic(&stack, "B");
    a.add_dependency(&b);
    b.add_dependency(&a);
    b.add_property_override("Name", "z");
    b.add_property_override("Name.x", "z");
    a.override_logical_id("not-valid");
    topic(&app, "Outside");
    a.node().report(construct_core::Diagnostic::error("mine", "my own rule is broken"));
    let errors = app.synth().unwrap_err();
    let codes: Vec<&str> = errors.diagnostics().iter().map(|d| d.code()).collect();
    assert_eq!(
        codes,
        [
            "invalid-construct-id",
            "invalid-logical-id",
            "mine",
            "outside-stack",
            "invalid-override",
            "dependency-cycle",
        ]
    );
}

#[test]
fn a_text_cannot_name_a_resource_whose_id_follows_contents() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Deployment").set_content_hash(construct_core::ContentHash::new());
    let sub = intrinsic::sub("${Deployment}").value();
    topic(&stack, "Topic").add_property_override("Name", Expr::from(sub));
    assert_eq!(crate::support::codes(&app), ["unknown-sub-variable"]);
}
