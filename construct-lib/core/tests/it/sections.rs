//! Rules, loops, hooks and fragments, and what stands in their sections.

use construct_core::{
    App, Aws, AwsParameterType, CfnCondition, CfnForEach, CfnHook, CfnMapping, CfnOutput,
    CfnOutputProps, CfnParameter, CfnParameterProps, CfnRule, CfnRuleProps, Entries, Expr,
    ParameterType, Props, Stack, Synthesizer, Value, intrinsic,
};
use serde_json::{Value as JsonValue, json};

use crate::support::{app_with_stack, check_report, codes, template, topic};

fn list(stack: &Stack, id: &str) -> CfnParameter {
    let props = CfnParameterProps::new(ParameterType::CommaDelimitedList);
    CfnParameter::new(stack, id, props)
}

#[test]
fn a_rule_is_written_with_its_condition_and_assertions() {
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let props = CfnParameterProps::new(ParameterType::AwsList(AwsParameterType::SubnetId));
    let subnets = CfnParameter::new(&stack, "Subnets", props);
    let stage = CfnParameter::new(&stack, "Stage", CfnParameterProps::string());
    let vpcs: Value<construct_core::List<String>> = intrinsic::value_of(&subnets, "VpcId").cast();
    let are_in_vpc = intrinsic::each_member_equals(vpcs, "vpc-1");
    let props = CfnRuleProps::new(are_in_vpc, "all in one network")
        .rule_condition(intrinsic::not(intrinsic::equals(stage.value(), "dev")));
    let rule = CfnRule::new(&stack, "Network", props);
    rule.add_assertion(intrinsic::contains(["prod", "test"], stage.value()), "a \"known\" stage");
    assert_eq!(
        template(&app)["Rules"],
        json!({"Network": {
            "RuleCondition": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "dev"]}]},
            "Assertions": [
                {
                    "Assert": {"Fn::EachMemberEquals": [{"Fn::ValueOf": ["Subnets", "VpcId"]}, "vpc-1"]},
                    "AssertDescription": "all in one network",
                },
                {
                    "Assert": {"Fn::Contains": [["prod", "test"], {"Ref": "Stage"}]},
                    "AssertDescription": "a \"known\" stage",
                },
            ],
        }})
    );
}

#[test]
fn the_bootstrap_rule_stands_beside_others() {
    let (app, stack) = app_with_stack();
    app.set_synthesizer(Synthesizer::bootstrap());
    topic(&stack, "Topic");
    let holds = intrinsic::contains(["a"], "a");
    CfnRule::new(&stack, "Own", CfnRuleProps::new(holds, "holds"));
    let rules = template(&app)["Rules"].clone();
    let versions = json!(["1", "2", "3", "4", "5"]);
    let is_old = json!({"Fn::Contains": [versions, {"Ref": "BootstrapVersion"}]});
    let assertion = &rules["CheckBootstrapVersion"]["Assertions"][0];
    assert_eq!(assertion["Assert"], json!({"Fn::Not": [is_old]}));
    assert_eq!(rules.as_object().unwrap().len(), 2);
}

#[test]
fn loops_stand_in_their_sections() {
    let (app, stack) = app_with_stack();
    let names = list(&stack, "Names");
    let zones = intrinsic::for_each("Zones", "Zone", ["a", "b"]);
    let both = intrinsic::join(
        "-",
        [zones.item(), Value::of(Expr::call(construct_core::Intrinsic::Ref, Expr::text("Name")))],
    );
    let props = Props::new().with("DisplayName", both.into());
    let zones =
        zones.entry("Topic&{Name}${Zone}", CfnForEach::resource_of("AWS::SNS::Topic", props));
    let topics = intrinsic::for_each("Topics", "Name", names.value_list()).nested(zones);
    CfnForEach::resources(&stack, topics);
    let wanted = intrinsic::for_each("Wanted", "Name", names.value_list());
    let is_wanted = CfnForEach::condition(intrinsic::equals(wanted.item(), "x"));
    CfnForEach::conditions(&stack, wanted.entry("Is&{Name}", is_wanted));
    let arns = intrinsic::for_each("Arns", "Name", names.value_list());
    let output = CfnOutputProps::new(arns.item()).export_name(Aws::STACK_NAME);
    CfnForEach::outputs(&stack, arns.entry("Arn&{Name}", CfnForEach::output(output)));
    let template = template(&app);
    assert_eq!(template["Transform"], "AWS::LanguageExtensions");
    let name = json!({"Ref": "Names"});
    let display = json!({"Fn::Join": ["-", [{"Ref": "Zone"}, {"Ref": "Name"}]]});
    let one = json!({"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": display}});
    let inner = json!(["Zone", ["a", "b"], {"Topic&{Name}${Zone}": one}]);
    assert_eq!(
        template["Resources"],
        json!({"Fn::ForEach::Topics": ["Name", name, {"Fn::ForEach::Zones": inner}]})
    );
    let equals = json!({"Fn::Equals": [{"Ref": "Name"}, "x"]});
    assert_eq!(
        template["Conditions"],
        json!({"Fn::ForEach::Wanted": ["Name", name, {"Is&{Name}": equals}]})
    );
    let output = json!({"Value": {"Ref": "Name"}, "Export": {"Name": {"Ref": "AWS::StackName"}}});
    assert_eq!(
        template["Outputs"],
        json!({"Fn::ForEach::Arns": ["Name", name, {"Arn&{Name}": output}]})
    );
}

#[test]
fn a_loop_in_a_property_stands_among_other_entries() {
    let (app, stack) = app_with_stack();
    let names = list(&stack, "Names");
    let tags = intrinsic::for_each("Tags", "Name", names.value_list());
    let text = intrinsic::sub("${Name} of ${AWS::StackName}").value();
    let tags = tags.entry("team-${Name}", Expr::from(text));
    let all = Entries::new().set("always", "there").for_each(tags);
    let holder = topic(&stack, "Holder");
    holder.add_property_override(
        "Tags",
        construct_core::IntoValue::<construct_core::Json>::into_expr(all),
    );
    assert_eq!(
        template(&app)["Resources"]["Holder"]["Properties"]["Tags"],
        json!({
            "always": "there",
            "Fn::ForEach::Tags": [
                "Name",
                {"Ref": "Names"},
                {"team-${Name}": {"Fn::Sub": "${Name} of ${AWS::StackName}"}},
            ],
        })
    );
}

#[test]
fn loops_that_cloudformation_refuses() {
    let (app, stack) = app_with_stack();
    let other = topic(&stack, "Topic");
    let holder = topic(&stack, "Holder");
    let each = |name: &'static str, identifier: &'static str| {
        intrinsic::for_each(name, identifier, ["a", "b"])
    };
    let cases = [
        ("Name", each("with-dash", "X").entry("${X}", 1.to_string())),
        ("Identifier", each("L", "x-y").entry("${x-y}", "1")),
        ("Taken", each("L", "Topic").entry("${Topic}", "1")),
        ("Key", each("L", "X").entry("same", "1")),
        ("Same", intrinsic::for_each("L", "X", ["a", "b", "a"]).entry("${X}", "1")),
        ("Twice", each("L", "X").nested(each("M", "X").entry("${X}", "1"))),
        ("Collection", intrinsic::for_each("L", "X", [other.get_att("Name")]).entry("${X}", "1")),
    ];
    for (name, case) in cases {
        holder.add_property_override(name, Expr::from(case));
    }
    let deep = ["A", "B", "C", "D", "E", "F"]
        .into_iter()
        .rev()
        .fold(each("G", "G").entry("${G}", "1"), |inner, id| each(id, id).nested(inner));
    holder.add_property_override("Deep", Expr::from(deep));
    holder.add_property_override("Body", json!({"Fn::ForEach::L": ["X", ["a"], "text"]}));
    check_report("loops", &app.synth().unwrap_err().to_string());
}

#[test]
fn functions_where_cloudformation_does_not_take_them() {
    let (app, stack) = app_with_stack();
    let parameter = CfnParameter::new(&stack, "Parameter", CfnParameterProps::string());
    let mapping = CfnMapping::new(&stack, "Mapping");
    mapping.set_value("a", "b", "c");
    let found = intrinsic::find_in_map(&mapping, "a", "b");
    let other = topic(&stack, "Topic");
    let always = CfnCondition::new(&stack, "Always", intrinsic::equals("a", "a"));
    let zone = intrinsic::select(0, intrinsic::get_azs(None::<&str>));
    for (id, value) in [
        ("Zones", zone),
        ("Import", intrinsic::import_value("a")),
        ("Output", intrinsic::get_stack_output("A", "B").value()),
        ("Base64", intrinsic::base64(parameter.value())),
    ] {
        CfnCondition::new(&stack, id, intrinsic::equals(value, "x"));
    }
    let taken = intrinsic::equals(found.clone(), intrinsic::join("-", [parameter.value()]));
    CfnCondition::new(&stack, "Taken", taken);
    let in_rules = [
        ("Found", found),
        ("Att", other.get_att("Name")),
        ("Sub", intrinsic::sub("${Parameter}").value()),
        ("Imported", intrinsic::import_value("a")),
    ];
    for (id, value) in in_rules {
        CfnRule::new(&stack, id, CfnRuleProps::new(intrinsic::equals(value, "x"), "holds"));
    }
    let holder = topic(&stack, "Holder");
    let conditions = [
        ("Contains", intrinsic::contains(["a"], "a")),
        ("Equals", intrinsic::equals("a", "a")),
        ("Not", intrinsic::not(&always)),
        ("Or", intrinsic::or([always.value(), always.value()])),
        ("Condition", always.value()),
    ];
    for (name, condition) in conditions {
        holder.add_property_override(name, Expr::from(condition));
    }
    let all = intrinsic::ref_all("AWS::EC2::VPC::Id");
    holder.add_property_override("RefAll", Expr::from(all));
    let output = CfnOutputProps::new(intrinsic::get_stack_output("A", "B").value());
    CfnOutput::new(&stack, "Fine", output.clone());
    CfnOutput::new(&stack, "Late", output.clone().export_name(other.get_att("Name")));
    let name = intrinsic::get_stack_output("A", "B").value();
    CfnOutput::new(&stack, "Elsewhere", output.export_name(name));
    check_report("misplaced-functions", &app.synth().unwrap_err().to_string());
}

#[test]
fn ranges_of_addresses_that_cannot_be() {
    let (app, stack) = app_with_stack();
    let holder = topic(&stack, "Holder");
    let refused = [
        ("Block", intrinsic::cidr("10.0.0.0", 1, 8)),
        ("None", intrinsic::cidr("10.0.0.0/16", 0, 8)),
        ("Many", intrinsic::cidr("10.0.0.0/8", 257, 8)),
        ("Bits", intrinsic::cidr("10.0.0.0/16", 1, 129)),
        ("Room", intrinsic::cidr("10.0.0.0/24", 4, 7)),
        ("Wide", intrinsic::cidr("10.0.0.0/24", 1, 9)),
    ];
    for (name, value) in refused {
        holder.add_property_override(name, Expr::from(value));
    }
    let text = json!({"Fn::Cidr": ["10.0.0.0/16", "many", "8"]});
    holder.add_property_override("Text", text);
    let taken = [
        intrinsic::cidr("10.0.0.0/16", 256, 8),
        intrinsic::cidr("2001:db8::/56", 256, 64),
        intrinsic::cidr(other(&stack), 6, 5),
        intrinsic::cidr("10.0.0.0/16", 4, None::<i64>),
    ];
    for (i, value) in taken.into_iter().enumerate() {
        holder.add_property_override(&format!("Taken{i}"), Expr::from(value));
    }
    check_report("cidr", &app.synth().unwrap_err().to_string());
}

fn other(stack: &Stack) -> Value<String> {
    topic(stack, "Vpc").get_att("CidrBlock")
}

#[test]
fn a_hook_is_written_with_its_type() {
    let (app, stack) = app_with_stack();
    stack.add_transform("AWS::CodeDeployBlueGreen");
    let service = topic(&stack, "Service");
    let properties = Entries::new().set("Target", service.ref_expr());
    CfnHook::new(&stack, "BlueGreen", "AWS::CodeDeploy::BlueGreen", properties);
    let properties = json!({"Target": {"Ref": "Service"}});
    assert_eq!(
        template(&app)["Hooks"],
        json!({"BlueGreen": {"Type": "AWS::CodeDeploy::BlueGreen", "Properties": properties}})
    );
}

#[test]
fn a_key_that_is_there_already_is_reported() {
    let made = |section: &'static str, key: &'static str| {
        let (app, stack) = app_with_stack();
        topic(&stack, "Topic");
        stack.add_section_entry(section, key, json!({}));
        app
    };
    assert_eq!(codes(&made("Resources", "Topic")), ["duplicate-logical-id"]);
    assert!(made("Outputs", "Topic").synth().is_ok());
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    stack.set_section("Resources", json!({}));
    assert_eq!(codes(&app), ["duplicate-logical-id"]);
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    let each = intrinsic::for_each("Loop", "X", ["a"]).entry("${X}", "x");
    CfnForEach::outputs(&stack, each.clone());
    CfnForEach::outputs(&construct_core::Node::new(&stack, "Deep"), each);
    assert_eq!(codes(&app), ["duplicate-logical-id"]);
}

#[test]
fn parameters_have_the_types_of_aws() {
    let types = [
        (ParameterType::Aws(AwsParameterType::VpcId), "AWS::EC2::VPC::Id"),
        (ParameterType::AwsList(AwsParameterType::SubnetId), "List<AWS::EC2::Subnet::Id>"),
        (ParameterType::SsmName, "AWS::SSM::Parameter::Name"),
        (ParameterType::SsmString, "AWS::SSM::Parameter::Value<String>"),
        (ParameterType::SsmStringList, "AWS::SSM::Parameter::Value<List<String>>"),
        (ParameterType::SsmCommaDelimitedList, "AWS::SSM::Parameter::Value<CommaDelimitedList>"),
        (
            ParameterType::SsmAws(AwsParameterType::ImageId),
            "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
        ),
        (
            ParameterType::SsmAwsList(AwsParameterType::HostedZoneId),
            "AWS::SSM::Parameter::Value<List<AWS::Route53::HostedZone::Id>>",
        ),
    ];
    let (app, stack) = app_with_stack();
    topic(&stack, "Topic");
    for (i, (ty, _)) in types.iter().enumerate() {
        CfnParameter::new(&stack, &format!("P{i}"), CfnParameterProps::new(ty.clone()));
    }
    let template = template(&app);
    for (i, (_, name)) in types.iter().enumerate() {
        assert_eq!(template["Parameters"][format!("P{i}")]["Type"], *name);
    }
}

#[test]
fn more_conditions_than_a_function_takes_are_nested() {
    fn depth(json: &JsonValue) -> (usize, usize) {
        let Some(all) = json.get("Fn::And").and_then(JsonValue::as_array) else {
            return (0, 1);
        };
        assert!((2..=10).contains(&all.len()));
        let inner = all.iter().map(depth);
        inner.fold((1, 0), |(d, n), (depth, count)| (d.max(depth + 1), n + count))
    }
    for (count, levels) in [(2, 1), (10, 1), (11, 2), (100, 2), (101, 3), (1000, 3)] {
        let (app, stack) = app_with_stack();
        topic(&stack, "Topic");
        let all = (0..count).map(|i: usize| intrinsic::equals(i.to_string(), "x"));
        CfnCondition::new(&stack, "All", intrinsic::and(all));
        assert_eq!(depth(&template(&app)["Conditions"]["All"]), (levels, count));
    }
    let (app, stack): (App, Stack) = app_with_stack();
    topic(&stack, "Topic");
    CfnCondition::new(&stack, "None", intrinsic::or([]));
    assert_eq!(codes(&app), ["invalid-function-argument"]);
}
