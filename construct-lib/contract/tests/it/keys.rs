use std::borrow::Cow;
use std::marker::PhantomData;

use construct_contract::{KeyAttribute, KeyType};
use serde::Serialize;
use serde_json::{Value, json};

/// The type of a key, and what serde writes for it.
fn check<K: KeyAttribute + Serialize>(key: K, expected: KeyType) {
    assert_eq!(K::TYPE, expected);
    let written = match serde_json::to_value(key).expect("serde writes a key") {
        Value::String(_) => KeyType::String,
        Value::Number(_) => KeyType::Number,
        other => panic!("serde writes {other}"),
    };
    assert_eq!(written, expected);
}

#[test]
fn text_and_whole_numbers() {
    check("a".to_owned(), KeyType::String);
    check("a", KeyType::String);
    check(Box::new(7_u8), KeyType::Number);
    check(Cow::Borrowed("a"), KeyType::String);
    check(-1_i8, KeyType::Number);
    check(-1_i16, KeyType::Number);
    check(-1_i32, KeyType::Number);
    check(-1_i64, KeyType::Number);
    check(1_u8, KeyType::Number);
    check(1_u16, KeyType::Number);
    check(1_u32, KeyType::Number);
    check(1_u64, KeyType::Number);
}

#[test]
fn newtypes_are_what_they_wrap() {
    #[derive(Serialize, KeyAttribute)]
    struct UserId(String);
    #[derive(Serialize, KeyAttribute)]
    struct Outer(UserId);
    #[derive(Serialize, KeyAttribute)]
    struct Wrapper<T>(T);
    #[derive(Serialize, KeyAttribute)]
    #[serde(transparent)]
    struct Id<T> {
        number: u64,
        #[serde(skip)]
        of: PhantomData<T>,
    }

    check(UserId("a".to_owned()), KeyType::String);
    check(Outer(UserId("a".to_owned())), KeyType::String);
    check(Wrapper(3_i32), KeyType::Number);
    check(Id::<f64> { number: 3, of: PhantomData }, KeyType::Number);
}

#[test]
fn an_enum_without_data_is_text() {
    #[derive(Serialize, KeyAttribute)]
    enum Status {
        Open,
        #[serde(rename = "done")]
        Shipped,
    }

    check(Status::Open, KeyType::String);
    assert_eq!(serde_json::to_value(Status::Shipped).unwrap(), json!("done"));
}

#[test]
fn a_key_type_overrides_what_serde_hides() {
    #[derive(Clone, Serialize, KeyAttribute)]
    #[serde(into = "String")]
    #[key_attribute(key_type = "string")]
    struct Point {
        x: u8,
        y: u8,
    }
    impl From<Point> for String {
        fn from(point: Point) -> Self {
            format!("{},{}", point.x, point.y)
        }
    }

    check(Point { x: 1, y: 2 }, KeyType::String);
}
