//! Functions that are written by their names: in raw JSON, and in templates
//! that were made elsewhere.

use construct_core::{
    App, Capability, CfnCondition, CfnMapping, CfnParameter, CfnParameterProps, Expr, Intrinsic,
    Stack, intrinsic,
};
use serde_json::{Value as JsonValue, json};

use crate::support::{app_with_stack, check_report, codes, template, topic};

/// A stack with one element of each kind that a function can name.
fn named() -> (App, Stack) {
    let (app, stack) = app_with_stack();
    CfnParameter::new(&stack, "Parameter", CfnParameterProps::string());
    CfnMapping::new(&stack, "Mapping").set_value("a", "b", "c");
    CfnCondition::new(&stack, "Condition", intrinsic::equals("a", "b"));
    topic(&stack, "Topic");
    (app, stack)
}

/// The property `Value` of a resource that was given `value`.
fn written(value: JsonValue) -> JsonValue {
    let (app, stack) = named();
    topic(&stack, "Holder").add_property_override("Value", value);
    template(&app)["Resources"]["Holder"]["Properties"]["Value"].clone()
}

#[test]
fn raw_functions_are_written_as_they_were() {
    let cases = [
        json!({"Ref": "AWS::Region"}),
        json!({"Ref": "Topic"}),
        json!({"Ref": {"Fn::Sub": "Topic${AWS::Region}"}}),
        json!({"Fn::GetAtt": ["Topic", "Arn"]}),
        json!({"Fn::GetAtt": "Topic.Nested.Arn"}),
        json!({"Fn::GetAtt": ["Topic", {"Ref": "Parameter"}]}),
        json!({"Fn::If": ["Condition", {"Ref": "Topic"}, {"Ref": "AWS::NoValue"}]}),
        json!({"Fn::FindInMap": ["Mapping", "a", "b"]}),
        json!({"Fn::FindInMap": ["Mapping", {"Ref": "AWS::Region"}, "b", {"DefaultValue": "d"}]}),
        json!({"Fn::Sub": "a ${Topic.Arn} ${!Kept}"}),
        json!({"Fn::Sub": ["a ${Topic.Arn}", {}]}),
        json!({"Fn::Sub": ["a ${Topic} ${v}", {"v": {"Ref": "Parameter"}}]}),
        json!({"Fn::Join": ["-", ["a", {"Ref": "Topic"}]]}),
        json!({"Fn::Join": [",", {"Ref": "Parameter"}]}),
        json!({"Fn::Select": ["0", {"Fn::GetAZs": ""}]}),
        json!({"Fn::Split": [",", {"Fn::ImportValue": {"Fn::Sub": "${Parameter}-list"}}]}),
        json!({"Fn::Base64": {"Fn::ToJsonString": {"a": {"Ref": "Topic"}}}}),
        json!({"Fn::Cidr": ["10.0.0.0/16", 2, 8]}),
        json!({"Fn::GetStackOutput": {"OutputName": "Arn", "StackName": "Other"}}),
        json!({"Fn::Transform": {"Name": "Macro", "Parameters": {"a": {"Ref": "Topic"}}}}),
        json!({"a": 1, "Fn::Transform": {"Name": "AWS::Include"}}),
        json!({"Fn::ForEach::Loop": ["X", ["a", "b"], {"k${X}": {"Ref": "X"}}], "more": true}),
        json!({"Fn::Nothing": ["not known here"]}),
        json!({"Condition": "a property of a statement"}),
        json!([18_446_744_073_709_551_615_u64, -1, 0.5, true]),
    ];
    for case in cases {
        assert_eq!(written(case.clone()), case);
    }
}

#[test]
fn raw_functions_make_resources_wait_as_others_do() {
    for value in [
        json!({"Ref": "Second"}),
        json!({"Fn::GetAtt": ["Second", "Arn"]}),
        json!({"Fn::GetAtt": "Second.Arn"}),
        json!({"Fn::Sub": "${Second.Arn}"}),
    ] {
        let (app, stack) = named();
        topic(&stack, "First").add_property_override("Value", value);
        topic(&stack, "Second").add_property_override("Value", json!({"Ref": "First"}));
        let report = app.synth().unwrap_err().to_string();
        assert!(report.contains("names `Stack/Second` in `Properties.Value`"), "{report}");
    }
}

#[test]
fn raw_functions_that_lead_nowhere_are_reported() {
    let (app, stack) = named();
    let holder = topic(&stack, "Holder");
    let cases = [
        ("Ref", json!({"Ref": "Nothing"})),
        ("RefToMapping", json!({"Ref": "Mapping"})),
        ("GetAtt", json!({"Fn::GetAtt": ["Nothing", "Arn"]})),
        ("GetAttText", json!({"Fn::GetAtt": "Nothing.Arn"})),
        ("If", json!({"Fn::If": ["Topic", 1, 2]})),
        ("FindInMap", json!({"Fn::FindInMap": ["Condition", "a", "b"]})),
        ("Arity", json!({"Fn::If": ["Condition", 1]})),
        ("NoDot", json!({"Fn::GetAtt": "Topic"})),
        ("Join", json!({"Fn::Join": "-"})),
        ("One", json!({"Fn::And": [{"Fn::Equals": ["a", "b"]}]})),
        ("Output", json!({"Fn::GetStackOutput": {"StackName": "Other"}})),
        ("Import", json!({"Fn::ImportValue": {"Fn::GetAtt": ["Topic", "Name"]}})),
        ("Delimiter", json!({"Fn::Join": [{"Ref": "Parameter"}, ["a", "b"]]})),
        ("Sub", json!({"Fn::Sub": ["${Nothing}", {}]})),
        ("SubText", json!({"Fn::Sub": [{"Ref": "Parameter"}, {"a": "b"}]})),
        ("Length", json!({"Fn::Length": {"Fn::GetAtt": ["Topic", "Names"]}})),
        ("Map", json!({"Fn::FindInMap": ["Mapping", {"Ref": "Topic"}, "b"]})),
    ];
    for (name, value) in cases {
        holder.add_property_override(name, value);
    }
    check_report("functions-by-name", &app.synth().unwrap_err().to_string());
}

#[test]
fn a_macro_may_add_what_is_named() {
    let (app, stack) = named();
    let value = json!([{"Ref": "ServerlessRestApi"}, {"Fn::Sub": "${ServerlessRestApi.Arn}"}]);
    topic(&stack, "Holder").add_property_override("Value", value);
    stack.add_transform("AWS::Serverless-2016-10-31");
    stack.add_transform("AWS::Serverless-2016-10-31");
    assert_eq!(template(&app)["Transform"], "AWS::Serverless-2016-10-31");
}

#[test]
fn the_transform_comes_with_the_functions_that_need_it() {
    let needing = [
        json!({"Fn::Length": {"Ref": "Parameter"}}),
        json!({"Fn::ToJsonString": {"a": 1}}),
        json!({"Fn::FindInMap": ["Mapping", "a", "b", {"DefaultValue": "d"}]}),
        json!({"Fn::FindInMap": ["Mapping", {"Fn::Sub": "${Parameter}"}, "b"]}),
        json!({"Fn::FindInMap": [{"Fn::Join": ["", ["Map", "ping"]]}, "a", "b"]}),
        json!({"Ref": {"Fn::Sub": "Topic"}}),
        json!({"Fn::GetAtt": [{"Fn::Sub": "Topic"}, "Arn"]}),
        json!({"Fn::GetAtt": ["Topic", {"Fn::Sub": "Arn"}]}),
        json!({"Fn::ForEach::Loop": ["X", ["a"], {"${X}": 1}]}),
    ];
    let others = [
        json!({"Fn::FindInMap": [{"Ref": "Parameter"}, {"Ref": "AWS::Region"}, "b"]}),
        json!({"Fn::GetAtt": ["Topic", {"Ref": "Parameter"}]}),
        json!({"Fn::Cidr": ["10.0.0.0/16", 2, 8]}),
        json!({"Fn::Transform": {"Name": "Macro"}}),
    ];
    let used = |value: &JsonValue| {
        let (app, stack) = named();
        topic(&stack, "Holder").add_property_override("Value", value.clone());
        let assembly = app.synth().unwrap_or_else(|e| panic!("{e}"));
        let stack = &assembly.stacks()[0];
        let is_used = stack.template_json().contains("\"Transform\": \"AWS::LanguageExtensions\"");
        let is_macro = value.get("Fn::Transform").is_some();
        let expands = stack.capabilities() == [Capability::AutoExpand];
        assert_eq!(expands, is_used || is_macro, "{value}");
        is_used
    };
    assert!(needing.iter().all(&used));
    assert!(!others.iter().any(used));
}

#[test]
fn the_transform_lets_a_function_decide_what_becomes_of_a_resource() {
    let (app, stack) = named();
    let policy = json!({"Fn::If": ["Condition", "Retain", "Delete"]});
    topic(&stack, "Holder").add_override("DeletionPolicy", policy.clone());
    let template = template(&app);
    assert_eq!(template["Resources"]["Holder"]["DeletionPolicy"], policy);
    assert_eq!(template["Transform"], "AWS::LanguageExtensions");
    let (app, stack) = named();
    topic(&stack, "Holder").add_override("DeletionPolicy", "Retain");
    assert_eq!(crate::support::template(&app).get("Transform"), None);
}

#[test]
fn the_transform_comes_before_those_that_were_added() {
    let (app, stack) = named();
    stack.add_transform("AWS::Serverless-2016-10-31");
    stack.add_transform(json!({"Name": "AWS::Include", "Parameters": {"Location": "s3://b/k"}}));
    topic(&stack, "Holder").add_property_override("Value", json!({"Fn::Length": [1]}));
    let include = json!({"Name": "AWS::Include", "Parameters": {"Location": "s3://b/k"}});
    let all = json!(["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31", include]);
    assert_eq!(template(&app)["Transform"], all);
}

#[test]
fn what_an_override_reaches_into_stays_a_function() {
    let (app, stack) = named();
    let holder = topic(&stack, "Holder");
    holder.add_property_override("Value", json!({"Fn::Length": ["a"]}));
    holder.add_property_override("Value.Fn::Length.1", "b");
    holder.add_property_override("Loop", json!({"Fn::ForEach::L": ["X", ["a"], {"${X}": 1}]}));
    holder.add_property_override("Loop.Fn::ForEach::L.1.1", "b");
    holder.add_property_override("Macro", json!({"x": 1, "Fn::Transform": {"Name": "M"}}));
    holder.add_property_override("Macro.Fn::Transform.Name", "N");
    holder.add_property_override("Macro.x", 2.0_f64.to_string());
    let topic = topic(&stack, "Named");
    holder.add_property_override("Typed", Expr::from(intrinsic::base64(topic.get_att("Name"))));
    holder.add_property_override("Typed.Fn::Base64.Fn::GetAtt.1", "Arn");
    let template = template(&app);
    assert_eq!(template["Transform"], "AWS::LanguageExtensions");
    assert_eq!(
        template["Resources"]["Holder"]["Properties"],
        json!({
            "Value": {"Fn::Length": ["a", "b"]},
            "Loop": {"Fn::ForEach::L": ["X", ["a", "b"], {"${X}": 1}]},
            "Macro": {"x": "2", "Fn::Transform": {"Name": "N"}},
            "Typed": {"Fn::Base64": {"Fn::GetAtt": ["Named", "Arn"]}},
        })
    );
}

#[test]
fn a_number_is_written_as_it_was_read() {
    let (app, stack) = app_with_stack();
    let numbers = ["1.0", "1e400", "-0", "123456789012345678901234567890", "0.10"];
    let list = numbers.map(|n| Expr::number(n).unwrap());
    let text = intrinsic::concat([Expr::text("v"), list[0].clone()]);
    assert_eq!(text.as_literal(), Some("v1.0"));
    topic(&stack, "Holder").add_property_override("Value", Expr::list(list));
    let assembly = app.synth().unwrap();
    let written = assembly.stacks()[0].template_json();
    for number in numbers {
        assert!(written.contains(&format!("    {number}")), "{number} in {written}");
    }
}

#[test]
fn a_call_that_a_constructor_makes_is_the_same() {
    let list = |items: [&'static str; 2]| Expr::list(items.map(Expr::text));
    let sub = Expr::call(Intrinsic::Sub, Expr::text("${AWS::Region}"));
    assert_eq!(sub, Expr::from(intrinsic::sub("${AWS::Region}").value()));
    let equals = Expr::call(Intrinsic::Equals, list(["a", "b"]));
    assert_eq!(equals, Expr::from(intrinsic::equals("a", "b")));
    let named = Expr::call(Intrinsic::Ref, Expr::text("AWS::Region"));
    assert_eq!(named, Expr::from(construct_core::Aws::REGION));
}

#[test]
fn a_name_of_a_resource_in_an_override_cannot_be_a_mapping() {
    let (app, stack) = named();
    topic(&stack, "Holder").add_property_override("Value", json!({"Ref": "Condition"}));
    assert_eq!(codes(&app), ["dangling-reference"]);
}
