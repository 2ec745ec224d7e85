//! What an update of the specification changes in the code, case by case.

use super::{
    decide::{self, Markers, Module},
    features::Features,
    freeze::{freeze, lost},
    lock::Lock,
    render,
};
use crate::spec::facts::Service;
use serde_json::{Value, json};

fn decided(resource: &Value) -> Module {
    let service = json!({"namespace": "AWS::Fake", "resources": {"Thing": resource}});
    decide::service(&Service::from_json(&service).unwrap(), &markers()).unwrap()
}

fn markers() -> Markers {
    Markers::new(["AWS::IAM::Role.Arn".to_owned()]).unwrap()
}

/// The lock that a resource leaves behind, through its text.
fn lock(resource: &Value) -> Lock {
    let features = Features::parse(&json!({"groups": {}}), &["fake".to_owned()]).unwrap();
    let lock = Lock::of(&[("fake", decided(resource))], &features, &markers());
    let read = Lock::parse(&lock.render()).unwrap();
    assert_eq!(read, lock, "the text says all");
    read
}

/// The generated code after the schema changed from `before` to `after`, or the problems.
fn update(before: &Value, after: &Value) -> Result<String, Vec<String>> {
    update_by(&lock(before), after)
}

fn update_by(lock: &Lock, after: &Value) -> Result<String, Vec<String>> {
    let mut module = decided(after);
    let mut problems = Vec::new();
    if let Some(locked) = lock.resources.get("AWS::Fake::Thing") {
        freeze(&mut module.resources[0], locked, &mut problems).unwrap();
    }
    let text = plain(&render::service(&module, "fake"));
    if problems.is_empty() { Ok(text) } else { Err(problems) }
}

/// The generated text without what every argument has around its type.
fn plain(text: &str) -> String {
    let mut parts = text.split("impl IntoValue<");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut depth = 1;
        let end = part.find(|c| {
            depth += i32::from(c == '<') - i32::from(c == '>');
            depth == 0
        });
        let (ty, rest) = part.split_at(end.unwrap());
        plain += ty;
        plain += &rest[1..];
    }
    plain.replace("    new(", "    (")
}

fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|found| found.trim() == *line), "no `{line}` in {text}");
    }
}

fn text() -> Value {
    json!({"type": "string"})
}

fn choice(values: &[&str]) -> Value {
    json!({"type": "string", "enum": values, "enumName": "Mode"})
}

#[test]
fn a_newly_required_property_is_no_argument() {
    let before = json!({"properties": {"A": text(), "B": text()}, "required": ["B"]});
    let after = json!({"properties": {"A": text(), "B": text()}, "required": ["A", "B"]});
    let code = update(&before, &after).unwrap();
    has(&code, &[r#"(b "B": String)"#, r#"a "A": String;"#]);
}

#[test]
fn a_property_that_is_required_no_more_stays_an_argument_in_its_place() {
    let before = json!({"properties": {"A": text(), "B": text()}, "required": ["A", "B"]});
    let after = json!({"properties": {"A": text(), "B": text()}, "required": ["B"]});
    has(&update(&before, &after).unwrap(), &[r#"(a "A": String, b "B": String)"#]);
}

#[test]
fn a_property_that_is_gone_keeps_its_setter_and_its_type() {
    let part = json!({"type": "object", "name": "Part"});
    let before = json!({
        "properties": {"A": text(), "Part": part},
        "required": ["Part"],
        "types": {"Part": {"properties": {"X": text()}, "required": ["X"]}},
    });
    let code = update(&before, &json!({"properties": {"A": text()}})).unwrap();
    has(
        &code,
        &["gone {", r#"part "Part": Part;"#, r#"(part "Part": Part)"#, r#"type Part "part""#],
    );
    // The next update still knows of it.
    let mut module = decided(&json!({"properties": {"A": text()}}));
    let first = lock(&before);
    freeze(&mut module.resources[0], &first.resources["AWS::Fake::Thing"], &mut Vec::new())
        .unwrap();
    let features = Features::parse(&json!({"groups": {}}), &["fake".to_owned()]).unwrap();
    let second = Lock::of(&[("fake", module)], &features, &markers());
    assert_eq!(second.resources, first.resources);
}

#[test]
fn a_nested_property_and_an_attribute_that_are_gone_stay() {
    let thing = |properties: Value, attributes: Value| {
        json!({
            "properties": {"Part": {"type": "object", "name": "Part"}},
            "types": {"Part": {"properties": properties}},
            "attributes": attributes,
        })
    };
    let before = thing(json!({"X": text(), "Y": text()}), json!({"Arn": text(), "Id": text()}));
    let after = thing(json!({"X": text()}), json!({"Arn": text()}));
    let code = update(&before, &after).unwrap();
    has(&code, &[r#"y "Y": String;"#, r#"attr_id "Id": String;"#]);
    assert_eq!(code.matches("gone {").count(), 2, "{code}");
}

#[test]
fn values_that_are_gone_stay_and_new_ones_take_no_old_name() {
    let before = json!({"properties": {"Mode": choice(&["enabled", "off"])}});
    let after = json!({"properties": {"Mode": choice(&["ENABLED", "enabled", "Enabled"])}});
    let code = update(&before, &after).unwrap();
    has(
        &code,
        &[
            r#"ENABLED "enabled";"#,
            r#"ENABLED_ "ENABLED";"#,
            r#"Enabled "Enabled";"#,
            "gone {",
            r#"OFF "off";"#,
        ],
    );
}

#[test]
fn a_value_whose_capitals_are_corrected_keeps_its_name() {
    let before = json!({"properties": {"Mode": choice(&["off"])}});
    let after = json!({"properties": {"Mode": choice(&["OFF"])}});
    let code = update(&before, &after).unwrap();
    has(&code, &[r#"OFF "OFF";"#]);
    assert!(!code.contains("gone {"), "{code}");
}

#[test]
fn a_text_that_gets_known_values_or_becomes_a_reference_stays_a_text() {
    let before =
        json!({"properties": {"Mode": text(), "Role": text()}, "attributes": {"Arn": text()}});
    let role = json!({"type": "string", "targets": ["AWS::IAM::Role.Arn"]});
    let after = json!({
        "properties": {"Mode": choice(&["ON"]), "Role": role}, "attributes": {"Arn": role}
    });
    let code = update(&before, &after).unwrap();
    has(
        &code,
        &[r#"mode "Mode": String;"#, r#"role "Role": String;"#, r#"attr_arn "Arn": String;"#],
    );
    has(&code, &["values Mode {"]);
}

#[test]
fn a_text_that_loses_its_known_values_keeps_them() {
    let before = json!({"properties": {"Mode": choice(&["ON"])}});
    let code = update(&before, &json!({"properties": {"Mode": text()}})).unwrap();
    has(&code, &[r#"mode "Mode": Mode;"#, "values Mode {", r#"ON "ON";"#]);
}

#[test]
fn a_reference_that_is_any_text_now_takes_any_text() {
    let role = json!({"type": "string", "targets": ["AWS::IAM::Role.Arn"]});
    let before = json!({"properties": {"Role": role}, "attributes": {"RoleArn": role}});
    let after = json!({"properties": {"Role": text()}, "attributes": {"RoleArn": text()}});
    let code = update(&before, &after).unwrap();
    has(&code, &[r#"role "Role": String;"#, r#"attr_role_arn "RoleArn": refs::IamRoleArn;"#]);
}

#[test]
fn fails_on_another_type() {
    let list = json!({"type": "list", "items": text()});
    for (was, now, expected) in [
        (text(), json!({"type": "integer"}), "`text` became `i64`"),
        (text(), list.clone(), "`text` became `list<text>`"),
        (
            list,
            json!({"type": "list", "items": {"type": "json"}}),
            "`list<text>` became `list<json>`",
        ),
    ] {
        let problems =
            update(&json!({"properties": {"A": was}}), &json!({"properties": {"A": now}}));
        let problem = problems.unwrap_err().join("\n");
        // Inside a list the element is what changed.
        let element = expected.replace("list<text>` became `list<json>", "text` became `json");
        assert!(
            problem == format!("AWS::Fake::Thing.A: {expected}")
                || problem == format!("AWS::Fake::Thing.A: {element}"),
            "{problem}"
        );
    }
}

#[test]
fn fails_on_a_nested_type_of_another_name_and_not_when_that_is_accepted() {
    let thing = |name: &str| {
        json!({
            "properties": {"Part": {"type": "object", "name": name}},
            "types": {name: {"properties": {"X": text()}}},
        })
    };
    let (before, after) = (thing("Part"), thing("Piece"));
    let problems = update(&before, &after).unwrap_err();
    assert_eq!(problems, ["AWS::Fake::Thing.Part: `Part` became `Piece`"]);
    let mut accepted = lock(&before);
    accepted.forget("AWS::Fake::Thing.Part").unwrap();
    let code = update_by(&accepted, &after).unwrap();
    has(&code, &[r#"part "Part": Piece;"#]);
    assert!(!code.contains("type Part"), "nothing takes it: {code}");
    let all = accepted.forget("AWS::Fake::Nothing").unwrap_err().to_string();
    assert_eq!(all, "nothing in the lock is called `AWS::Fake::Nothing`");
}

#[test]
fn rust_names_stay_whatever_today_s_rules_make_of_them() {
    let resource = json!({"properties": {"SomeName": text()}});
    let mut lock = lock(&resource);
    let signature = lock.resources.get_mut("AWS::Fake::Thing").unwrap();
    signature.body.setters[0].rust = "somename".to_owned();
    has(&update_by(&lock, &resource).unwrap(), &[r#"somename "SomeName": String;"#]);
}

#[test]
fn fails_with_the_line_of_a_lock_that_cannot_be_read() {
    for (text, expected) in [
        (" set a A text", "signatures.lock:1: no resource stands above this"),
        (
            "AWS::A::B b\n set a A",
            "signatures.lock:2: a Rust name, a CloudFormation name and a type",
        ),
        ("AWS::A::B b\n\n", "signatures.lock:2: two words are needed"),
        ("AWS::A::B b\n  set a A text", "signatures.lock:2: no type or enum stands above this"),
    ] {
        let error = Lock::parse(text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn fails_when_a_type_is_gone_or_a_service_moves_to_another_feature() {
    let mut lock = lock(&json!({"properties": {}}));
    let services = ["fake".to_owned()];
    let moved = Features::parse(&json!({"groups": {"rare": ["fake"]}}), &services).unwrap();
    assert_eq!(
        lost(&lock, &moved),
        ["AWS::Fake::Thing is gone", "fake: the feature `fake` became `rare`"]
    );
    lock.forget("fake").unwrap();
    lock.forget("AWS::Fake::Thing").unwrap();
    assert!(lost(&lock, &moved).is_empty());
}
