//! Every text is read without a fault.

use construct_schema::{Kind, Rule, Schema, find, names};

#[test]
fn every_type_is_found_and_read() {
    let mut count = 0;
    for (namespace, name) in names() {
        let full = format!("{namespace}::{name}");
        let text = find(&full).unwrap_or_else(|| panic!("{full} is not found"));
        let schema = Schema::parse(full.as_str(), text).unwrap_or_else(|e| panic!("{full}: {e}"));
        let is_sorted = |all: &mut dyn Iterator<Item = &str>| all.is_sorted();
        for object in &schema.objects {
            assert!(is_sorted(&mut object.properties.iter().map(|p| p.name)), "{full}");
        }
        assert!(is_sorted(&mut schema.attributes.iter().map(|a| a.name)), "{full}");
        count += 1;
    }
    assert!(count > 1_800, "only {count} types");
}

#[test]
fn what_is_not_there_is_not_found() {
    for name in
        ["", "AWS", "AWS::SQS", "AWS::SQS::", "AWS::SQS::Queu", "AWS::SQS::Queues", "SQS::Queue"]
    {
        assert_eq!(find(name), None, "{name}");
    }
}

#[test]
fn a_table_is_as_its_text_says() {
    let table = Schema::parse("T", find("AWS::DynamoDB::Table").unwrap()).unwrap();
    let body = &table.objects[0];
    let keys = body.property("KeySchema").unwrap();
    assert!(keys.is_required);
    assert_eq!((keys.shape.min, keys.shape.max), (1.0, 2.0));
    let Kind::List(item) = &keys.shape.kind else { panic!("{:?}", keys.shape.kind) };
    let Kind::Object(at) = item.kind else { panic!("{:?}", item.kind) };
    assert_eq!(table.objects[at].name, "KeySchema");
    assert_eq!(table.reference, ["TableName"]);
    assert!(table.attribute("StreamArn").is_some());
    assert!(body.rules.iter().any(|rule| matches!(rule, Rule::Test { id: "E3639", .. })));
}

#[test]
fn fails_for_texts_that_nothing_writes() {
    for text in [
        "A",
        "A int x",
        "A obj:B",
        "A list",
        "? what",
        "? must (has A",
        "? must (what)",
        "? must (true) x",
    ] {
        assert!(Schema::parse("T", text).is_err(), "{text}");
    }
}
