//! Conditions: operators, keys and values.

use construct_lib::iam::{
    ArnKey, BinaryKey, Condition, ConditionKey, DateKey, IpAddressKey, ListOf, NumericKey,
    PolicyDocument, PolicyStatement, StringKey,
};
use construct_lib::testing::Template;
use construct_lib::{App, CfnResource, Expr, Stack, StackProps};
use serde_json::{Value as Json, json};

const TEXT: ConditionKey<StringKey> = ConditionKey::new("t");
const ARN: ConditionKey<ArnKey> = ConditionKey::new("a");
const NUMBER: ConditionKey<NumericKey> = ConditionKey::new("n");
const DATE: ConditionKey<DateKey> = ConditionKey::new("d");
const ADDRESS: ConditionKey<IpAddressKey> = ConditionKey::new("i");
const BYTES: ConditionKey<BinaryKey> = ConditionKey::new("b");
const SEVERAL: ConditionKey<ListOf<ArnKey>> = ConditionKey::new("s");

/// The `Condition` of a statement as a template has it.
fn written(conditions: impl IntoIterator<Item = Condition>) -> Json {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let statement = PolicyStatement::allow().actions(["s3:GetObject"]).resource("*");
    let statement = conditions.into_iter().fold(statement, PolicyStatement::condition);
    let policy = CfnResource::new(&stack, "Policy", "Acme::Test::Policy");
    policy.add_property_override("Document", &PolicyDocument::new().statement(statement));
    Template::from_stack(&stack).to_json()["Resources"]["Policy"]["Properties"]["Document"]["Statement"][0]
        ["Condition"]
        .clone()
}

#[test]
fn each_operator_is_called_as_aws_calls_it() {
    let all = [
        ("StringEquals", Condition::string_equals(TEXT, "x")),
        ("StringNotEquals", Condition::string_not_equals(TEXT, "x")),
        ("StringEqualsIgnoreCase", Condition::string_equals_ignore_case(TEXT, "x")),
        ("StringNotEqualsIgnoreCase", Condition::string_not_equals_ignore_case(TEXT, "x")),
        ("StringLike", Condition::string_like(TEXT, "x")),
        ("StringNotLike", Condition::string_not_like(TEXT, "x")),
        ("NumericEquals", Condition::numeric_equals(NUMBER, 1)),
        ("NumericNotEquals", Condition::numeric_not_equals(NUMBER, 1)),
        ("NumericLessThan", Condition::numeric_less_than(NUMBER, 1)),
        ("NumericLessThanEquals", Condition::numeric_less_than_equals(NUMBER, 1)),
        ("NumericGreaterThan", Condition::numeric_greater_than(NUMBER, 1)),
        ("NumericGreaterThanEquals", Condition::numeric_greater_than_equals(NUMBER, 1)),
        ("DateEquals", Condition::date_equals(DATE, "2026-01-01")),
        ("DateNotEquals", Condition::date_not_equals(DATE, "2026-01-01")),
        ("DateLessThan", Condition::date_less_than(DATE, "2026-01-01")),
        ("DateLessThanEquals", Condition::date_less_than_equals(DATE, "2026-01-01")),
        ("DateGreaterThan", Condition::date_greater_than(DATE, "2026-01-01")),
        ("DateGreaterThanEquals", Condition::date_greater_than_equals(DATE, "2026-01-01")),
        ("BinaryEquals", Condition::binary_equals(BYTES, "QQ==")),
        ("IpAddress", Condition::ip_address(ADDRESS, "203.0.113.0/24")),
        ("NotIpAddress", Condition::not_ip_address(ADDRESS, "203.0.113.0/24")),
        ("ArnEquals", Condition::arn_equals(ARN, "arn:x")),
        ("ArnLike", Condition::arn_like(ARN, "arn:x")),
        ("ArnNotEquals", Condition::arn_not_equals(ARN, "arn:x")),
        ("ArnNotLike", Condition::arn_not_like(ARN, "arn:x")),
        ("Null", Condition::absent(TEXT)),
    ];
    for (name, condition) in all {
        let found = written([condition.clone()]);
        let operators: Vec<&String> = found.as_object().unwrap().keys().collect();
        assert_eq!(operators, [name]);
        // `Null` asks whether there is a key: there is no other way to say that.
        let lenient = written([condition.if_exists()]);
        let expected = if name == "Null" { name.to_owned() } else { format!("{name}IfExists") };
        assert_eq!(lenient.as_object().unwrap().keys().collect::<Vec<_>>(), [&expected]);
    }
}

#[test]
fn an_arn_may_be_compared_as_a_text() {
    let found = written([Condition::string_like(ARN, "arn:aws:s3:::orders-*")]);
    assert_eq!(found, json!({ "StringLike": { "a": "arn:aws:s3:::orders-*" } }));
    let any = written([Condition::string_like(SEVERAL.for_any_value(), "*:orders")]);
    assert_eq!(any, json!({ "ForAnyValue:StringLike": { "s": "*:orders" } }));
}

#[test]
fn values_are_one_or_a_list_and_numbers_are_texts() {
    let number = written([Condition::numeric_equals(NUMBER, [1.5, 2.0])]);
    assert_eq!(number, json!({ "NumericEquals": { "n": ["1.5", "2"] } }));
    let texts: Vec<String> = vec!["one".to_owned(), "two".to_owned()];
    let found = written([Condition::string_equals(TEXT, texts)]);
    assert_eq!(found, json!({ "StringEquals": { "t": ["one", "two"] } }));
    let truth = written([Condition::bool(ConditionKey::new("k"), false)]);
    assert_eq!(truth, json!({ "Bool": { "k": "false" } }));
}

#[test]
fn conditions_of_one_operator_stand_together_and_a_later_value_replaces_an_earlier_one() {
    let found = written([
        Condition::string_equals(TEXT, "one"),
        Condition::arn_like(ARN, "arn:x"),
        Condition::string_equals(ConditionKey::<StringKey>::named("u".to_owned()), "other"),
        Condition::string_equals(TEXT, ["two", "three"]),
    ]);
    let expected = json!({
        "StringEquals": { "t": ["two", "three"], "u": "other" },
        "ArnLike": { "a": "arn:x" },
    });
    assert_eq!(found, expected);
}

#[test]
fn what_the_types_do_not_know_can_be_written() {
    let values = Expr::list([Expr::text("x"), Expr::Bool(true)]);
    let found = written([Condition::unchecked("ForAnyValue:StringLike", "service:New", values)]);
    assert_eq!(found, json!({ "ForAnyValue:StringLike": { "service:New": ["x", true] } }));
}

#[test]
fn keys_are_compared_and_shown_by_their_names() {
    assert_eq!(TEXT, ConditionKey::named("t".to_owned()));
    assert_eq!(TEXT.clone().name(), "t");
    assert_eq!(format!("{TEXT:?}"), "ConditionKey(\"t\")");
}
