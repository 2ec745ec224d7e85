//! Values that get from one template to another.

use std::time::Duration;

use construct_core::{
    App, Asset, AssetHash, AssetResolver, AssetSource, Aws, Capability, CfnCondition, CfnOutput,
    CfnOutputProps, CfnParameter, CfnParameterProps, CfnResource, Construct, ContentHash,
    CrossStackReferences, Environment, ExportValueProps, Expr, List, NestedStack, NestedStackProps,
    Node, Props, ReferenceStrength, RemovalPolicy, Stack, StackArtifact, StackProps, Synthesizer,
    Tags, Value, intrinsic,
};
use serde_json::{Value as JsonValue, json};

use crate::support::{BUCKET, ROLE, bucket, check_templates, topic, unchecked_app};

fn stacks(app: &App) -> Vec<StackArtifact> {
    app.synth().unwrap_or_else(|errors| panic!("{errors}")).stacks().to_vec()
}

fn two(app: &App) -> [Stack; 2] {
    ["Producer", "Consumer"].map(|id| Stack::new(app, id, StackProps::new()))
}

fn template(stack: &StackArtifact) -> JsonValue {
    serde_json::from_slice(stack.template()).unwrap()
}

#[test]
fn a_value_is_found_wherever_it_stands() {
    let app = unchecked_app();
    let [producer, consumer] = two(&app);
    let orders = topic(&producer, "Orders");
    let zones = CfnParameter::new(
        &producer,
        "Zones",
        CfnParameterProps::new(construct_core::ParameterType::CommaDelimitedList),
    );
    let name: Value<String> = Value::of(orders.ref_expr());
    let props = Props::new()
        .with("Plain", orders.ref_expr())
        .with("InText", intrinsic::concat([orders.att_expr("Arn"), Expr::text("/*")]).into())
        .with("InSub", intrinsic::sub("x-${Name}").variable("Name", &name).value().into())
        .with("Set", Expr::set([orders.att_expr("Arn"), Expr::text("*")]))
        .with("List", zones.value_list().into())
        .with("First", intrinsic::select(0, zones.value_list()).into())
        .with("Names", orders.get_att_list("Names").into())
        .with("Deep", Expr::map([("A", Expr::list([orders.ref_expr()]))]));
    let holder = CfnResource::define(&consumer, "Holder", &BUCKET, props);
    let live = CfnCondition::new(&consumer, "Live", intrinsic::equals(Aws::REGION, "x"));
    let choice: Value<String> = intrinsic::if_(&live, &name, "none");
    holder.add_property_override("Over.Ridden", Expr::from(choice));
    holder.add_metadata("Reads", orders.ref_expr());
    Tags::of(&holder).add("orders", &name);
    CfnOutput::new(&consumer, "Name", CfnOutputProps::new(&name));
    let stacks = stacks(&app);
    check_templates("crossing-strong", &stacks);
    assert_eq!(stacks[1].dependencies(), ["Producer"]);
    assert!(!stacks[0].is_name_fixed());
}

#[test]
fn the_list_attributes_of_awss_own_types_are_known() {
    let app = unchecked_app();
    let [producer, consumer] = two(&app);
    let broker = CfnResource::new(&producer, "Broker", "AWS::AmazonMQ::Broker");
    let reader = topic(&consumer, "Topic");
    reader.add_property_override("Arn", broker.att_expr("Arn"));
    reader.add_property_override("Endpoints", broker.att_expr("AmqpEndpoints"));
    let properties = template(&stacks(&app)[1])["Resources"]["Topic"]["Properties"].clone();
    assert!(properties["Arn"]["Fn::ImportValue"].is_string());
    assert_eq!(properties["Endpoints"]["Fn::Split"][0], "||");
}

#[test]
fn a_stack_that_reads_comes_behind() {
    let app = unchecked_app();
    let [consumer, producer] =
        ["First", "Second"].map(|id| Stack::new(&app, id, StackProps::new()));
    let orders = topic(&producer, "Orders");
    topic(&consumer, "Topic").add_property_override("Name", orders.ref_expr());
    let found: Vec<String> = stacks(&app).iter().map(|s| s.id().to_owned()).collect();
    assert_eq!(found, ["Second", "First"]);
}

#[test]
fn a_weak_reference_names_the_stack_by_its_name() {
    let app = unchecked_app();
    let [producer, consumer] =
        [("Producer", "eu-west-1"), ("Consumer", "us-east-1")].map(|(id, region)| {
            let environment = Environment::agnostic().account("111111111111").region(region);
            Stack::new(&app, id, StackProps::new().environment(environment))
        });
    let orders = topic(&producer, "Orders");
    topic(&consumer, "Topic").add_property_override("Name", orders.ref_expr());
    let stacks = stacks(&app);
    check_templates("crossing-regions", &stacks);
    assert!(stacks[0].is_name_fixed() && !stacks[1].is_name_fixed());
    assert_eq!(stacks[1].dependencies(), ["Producer"]);
}

#[test]
fn another_account_reads_by_a_role() {
    let app = unchecked_app();
    let stack = |id: &str, account: &str| {
        let environment = Environment::agnostic().account(account).region("eu-west-1");
        Stack::new(&app, id, StackProps::new().environment(environment))
    };
    let producer = stack("Producer", "111111111111");
    let orders = topic(&producer, "Orders");
    for (id, account) in [("Consumer", "222222222222"), ("Third", "333333333333")] {
        topic(&stack(id, account), "Topic").add_property_override("Name", orders.ref_expr());
    }
    let third = stack("Bootstrapped", "333333333333");
    assert_eq!(third.environment().account_id(), Some("333333333333"));
    topic(&third, "Topic").add_property_override("Name", orders.att_expr("Arn"));
    let stacks = stacks(&app);
    check_templates("crossing-accounts", &stacks);
    assert_eq!(stacks[0].capabilities(), [Capability::NamedIam]);
    assert_eq!(stacks[0].resource_count(), 3);
}

#[test]
fn strengths_are_decided_by_resource_then_stack_then_app() {
    let read = |decide: &dyn Fn(&App, &Stack, &CfnResource)| {
        let app = unchecked_app();
        let [producer, consumer] = two(&app);
        let orders = topic(&producer, "Orders");
        topic(&consumer, "Topic").add_property_override("Name", orders.ref_expr());
        decide(&app, &consumer, &orders);
        let stacks = stacks(&app);
        let outputs = template(&stacks[0])["Outputs"].clone();
        let outputs: Vec<String> = outputs.as_object().unwrap().keys().cloned().collect();
        let name = template(&stacks[1])["Resources"]["Topic"]["Properties"]["Name"].clone();
        (outputs.join(" "), name.as_object().unwrap().keys().next().unwrap().clone())
    };
    let (strong, weak) = ("ExportsOutputRefOrdersA1571B49", "PublishOutputRefOrders0D8AD41F");
    let of = |(outputs, function): (String, String)| {
        (outputs.contains("Exports"), outputs.contains("Publish"), function)
    };
    let by = |function: &str| function.to_owned();
    assert_ne!(strong, weak);
    assert_eq!(of(read(&|_, _, _| ())), (true, false, by("Fn::ImportValue")));
    assert_eq!(
        of(read(&|app, _, _| CrossStackReferences::of(app).consume(ReferenceStrength::Weak))),
        (false, true, by("Fn::GetStackOutput"))
    );
    assert_eq!(
        of(read(&|app, stack, _| {
            CrossStackReferences::of(app).consume(ReferenceStrength::Weak);
            CrossStackReferences::of(stack).consume(ReferenceStrength::Both);
        })),
        (true, true, by("Fn::GetStackOutput"))
    );
    assert_eq!(
        of(read(&|app, _, orders| {
            CrossStackReferences::of(app).consume(ReferenceStrength::Weak);
            CrossStackReferences::of(orders).produce(ReferenceStrength::Strong);
        })),
        (true, false, by("Fn::ImportValue"))
    );
}

#[test]
fn an_export_outlives_its_use() {
    let export = |is_used: bool, is_asked_for: bool| {
        let app = unchecked_app();
        let [producer, consumer] = two(&app);
        let orders = topic(&producer, "Orders");
        let reader = topic(&consumer, "Topic");
        if is_used {
            reader.add_property_override("Name", orders.ref_expr());
        }
        if is_asked_for {
            producer.export_value(Value::<String>::of(orders.ref_expr()));
        }
        template(&stacks(&app)[0])["Outputs"].clone()
    };
    let used = export(true, false);
    assert_eq!(used.as_object().unwrap().len(), 1);
    // The CDK's way out of an embrace: keep the export, take the use away,
    // then take the export away.
    assert_eq!(export(true, true), used);
    assert_eq!(export(false, true), used);
    assert_eq!(export(false, false), JsonValue::Null);
}

#[test]
fn a_list_that_is_asked_for_is_read_as_one() {
    let app = unchecked_app();
    let [producer, consumer] = two(&app);
    let orders = topic(&producer, "Orders");
    // Nothing tells that this is a list but who exports it.
    let names = orders.att_expr("Names");
    producer.export_string_list_value(Value::<List<String>>::of(names.clone()));
    topic(&consumer, "Topic").add_property_override("Names", names);
    let stacks = stacks(&app);
    let outputs = template(&stacks[0])["Outputs"].clone();
    let output = outputs.as_object().unwrap().values().next().unwrap();
    assert_eq!(output["Value"]["Fn::Join"][0], "||");
    let read = template(&stacks[1])["Resources"]["Topic"]["Properties"]["Names"].clone();
    assert_eq!(read["Fn::Split"][0], "||");
}

#[test]
fn an_export_can_have_a_name_and_a_description() {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Producer", StackProps::new());
    let inner = NestedStack::new(&stack, "Inner", NestedStackProps::new());
    let orders = topic(&inner, "Orders");
    let described = ExportValueProps::new().description("all orders");
    stack.export_value_with(Value::<String>::of(orders.ref_expr()), described);
    let named = ExportValueProps::new().name("orders:names").description("their names");
    stack.export_string_list_value_with(orders.get_att_list("Names"), named);
    check_templates("crossing-exports", &stacks(&app));
}

#[test]
fn values_cross_the_border_of_nested_stacks_both_ways() {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let placed = topic(&stack, "Placed");
    let mode = CfnParameter::new(&stack, "Mode", CfnParameterProps::string());
    let props = NestedStackProps::new()
        .parameter("Size", "large")
        .timeout(Duration::from_secs(300))
        .notification_arns(["arn:aws:sns:eu-west-1:111111111111:t"])
        .removal_policy(RemovalPolicy::Retain)
        .description("what reads orders");
    let inner = NestedStack::new(&Node::new(&stack, "Group"), "Inner", props);
    let size = CfnParameter::new(&inner, "Size", CfnParameterProps::string());
    let is_large = CfnCondition::new(&inner, "IsLarge", intrinsic::equals(size.value(), "large"));
    let is_live = CfnCondition::new(&inner, "IsLive", intrinsic::equals(mode.value(), "live"));
    assert_eq!(Stack::of(&is_live), Some(inner.stack()));
    assert_eq!(inner.stack().nested_stack_parent(), Some(stack.clone()));
    let reader = bucket(&inner, "Reader");
    reader.set_condition(&is_large);
    reader.add_property_override("Topic", placed.ref_expr());
    reader.add_property_override("Names", Expr::from(placed.get_att_list("Names")));
    reader.add_property_override("Stack", Expr::from(inner.stack_name()));
    reader.add_property_override("Above", Expr::from(stack.stack_id()));
    let deepest = NestedStack::new(&inner, "Deepest", NestedStackProps::new());
    let deep = bucket(&deepest, "Deep");
    deep.add_property_override("Topic", placed.att_expr("Arn"));
    let sibling = NestedStack::new(&stack, "Sibling", NestedStackProps::new());
    topic(&sibling, "Watcher").add_property_override("Bucket", deep.ref_expr());
    topic(&sibling, "Lister").add_property_override("Names", Expr::from(deep.get_att_list("All")));
    CfnOutput::new(&stack, "InnerName", CfnOutputProps::new(inner.stack_name()));
    Tags::of(&stack).add("team", "orders");

    let stacks = stacks(&app);
    check_templates("nested-stacks", &stacks);
    let nested: Vec<_> = stacks[0].nested().iter().map(|n| (n.path(), n.parent())).collect();
    assert_eq!(
        nested,
        [
            ("Orders/Sibling", "Orders"),
            ("Orders/Group/Inner/Deepest", "Orders/Group/Inner"),
            ("Orders/Group/Inner", "Orders"),
        ]
    );
}

#[test]
fn a_parameter_of_a_nested_stack_can_be_set_later() {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let inner = NestedStack::new(&stack, "Inner", NestedStackProps::new().parameter("Size", "s"));
    let size = CfnParameter::new(&inner, "Size", CfnParameterProps::string());
    let color = CfnParameter::new(&inner, "Color", CfnParameterProps::string());
    topic(&inner, "Topic").add_property_override("Name", Expr::from(size.value()));
    topic(&inner, "Other").add_property_override("Name", Expr::from(color.value()));
    inner.set_parameter("Size", "l");
    inner.set_parameter("Color", "red");
    // What is read from above stands beside, also where overrides reach in.
    topic(&inner, "Reader").add_property_override("Name", topic(&stack, "Placed").ref_expr());
    inner.nested_stack_resource().add_property_override("TimeoutInMinutes", Expr::Int(5));
    let template = template(&stacks(&app)[0]);
    let resource = &template["Resources"]["InnerNestedStackInnerNestedStackResource745E041B"];
    assert_eq!(
        resource["Properties"]["Parameters"],
        json!({"Size": "l", "Color": "red", "referencetoOrdersPlaced85363B85Ref": {"Ref": "Placed"}})
    );
}

struct Hashes;

impl AssetResolver for Hashes {
    fn hash(&self, asset: &Asset) -> Result<AssetHash, String> {
        Ok(AssetHash::Contents(format!("hash-of-{}", asset.display_name())))
    }

    fn template_hash(&self, template: &[u8]) -> Result<AssetHash, String> {
        Ok(AssetHash::Contents(format!("template-of-{}", template.len())))
    }
}

#[test]
fn nested_templates_are_found_by_their_hash_in_the_bootstrap_bucket() {
    let code = |path: &str| Expr::asset(Asset::new(AssetSource::Zip { path: path.into() }));
    let app = unchecked_app();
    app.set_synthesizer(Synthesizer::bootstrap());
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let inner = NestedStack::new(&stack, "Inner", NestedStackProps::new());
    bucket(&stack, "Above").add_property_override("Code", code("above.zip"));
    bucket(&inner, "Bucket").add_property_override("Code", code("inner.zip"));
    CfnResource::define(&inner, "Role", &ROLE, Props::new());
    let mut stacks = Vec::new();
    app.synth_with(&Hashes, &mut |stack| stacks.push(stack)).unwrap();
    let nested = &stacks[0].nested()[0];
    let hash = format!("template-of-{}", nested.template().len());
    assert_eq!(nested.hash(), Some(&AssetHash::Contents(hash.clone())));
    assert_eq!(nested.resource_count(), 2);
    let logical_id = nested.logical_id();
    assert_eq!(
        template(&stacks[0])["Resources"][logical_id]["Properties"]["TemplateURL"],
        // As aws-cdk-lib 2.276.0 writes it.
        json!({"Fn::Join": ["", [
            "https://s3.",
            {"Ref": "AWS::Region"},
            ".",
            {"Ref": "AWS::URLSuffix"},
            "/",
            {"Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"},
            format!("/{hash}.json"),
        ]]})
    );
    assert!(nested.template_json().contains("\"S3Key\": \"hash-of-inner.zip.zip\""));
    // What asks for the version of the bootstrap stack is asked once.
    assert!(!nested.template_json().contains("BootstrapVersion"));
    let assets: Vec<&str> = stacks[0].assets().iter().map(|a| a.asset().display_name()).collect();
    assert_eq!(assets, ["above.zip", "inner.zip"]);
    assert_eq!(stacks[0].capabilities(), [Capability::Iam]);
    // Without a resolver there is a placeholder, which deploying refuses.
    let stacks = app.synth().unwrap();
    assert_eq!(stacks.stacks()[0].nested()[0].hash(), Some(&AssetHash::Placeholder));
}

#[test]
fn what_is_hashed_is_exported_under_its_final_name() {
    let export = |name: &str| {
        let app = unchecked_app();
        let [producer, consumer] = two(&app);
        let orders = topic(&producer, "Orders");
        let method = topic(&consumer, "Method");
        method.add_property_override("Name", orders.ref_expr());
        let contents = topic(&producer, "Contents");
        contents.add_property_override("Name", name);
        let snapshot = topic(&producer, "Snapshot");
        snapshot.set_content_hash(ContentHash::new().resource(contents.node().node_id()));
        topic(&consumer, "Reader").add_property_override("Name", snapshot.ref_expr());
        let follower = topic(&consumer, "Follower");
        follower.set_content_hash(ContentHash::new().resource(method.node().node_id()));
        let stacks = stacks(&app);
        let producer = template(&stacks[0]);
        let id = producer["Resources"].as_object().unwrap().keys().find(|k| k.starts_with("Snap"));
        let output = &producer["Outputs"];
        let entry = output.as_object().unwrap().iter().find(|(k, _)| k.contains("Snapshot"));
        let (key, value) = entry.unwrap();
        assert_eq!(value["Value"]["Ref"], *id.unwrap());
        assert!(key.starts_with(&format!("ExportsOutputRef{}", id.unwrap())), "{key}");
        let reader = template(&stacks[1])["Resources"]["Reader"]["Properties"]["Name"].clone();
        assert_eq!(reader["Fn::ImportValue"], value["Export"]["Name"]);
        key.clone()
    };
    assert_ne!(export("a"), export("b"));
}

#[test]
fn dependencies_cross_the_border_of_nested_stacks() {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    let other = Stack::new(&app, "Other", StackProps::new());
    let inner = NestedStack::new(&stack, "Inner", NestedStackProps::new());
    let sibling = NestedStack::new(&stack, "Sibling", NestedStackProps::new());
    let [a, b, c, d] = [inner.node(), sibling.node(), stack.node(), other.node()]
        .map(|scope| topic(scope, "Topic"));
    a.add_dependency(&b);
    b.add_dependency(&c);
    a.add_dependency(&d);
    stack.add_stack_dependency(&other);
    assert_eq!(stack.dependencies(), [other]);
    let stacks = stacks(&app);
    assert_eq!(stacks[1].dependencies(), ["Other"]);
    let resources = template(&stacks[1])["Resources"].clone();
    let [inner, sibling] = [inner, sibling].map(|n| {
        let path = n.node().path();
        stacks[1].nested().iter().find(|n| n.path() == path).unwrap().logical_id().to_owned()
    });
    assert_eq!(resources[&inner]["DependsOn"], json!([sibling]));
    assert_eq!(resources[&sibling]["DependsOn"], json!(["Topic"]));
    assert!(!stacks[1].nested().iter().any(|n| n.template_json().contains("DependsOn")));
}
