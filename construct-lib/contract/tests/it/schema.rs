#![allow(
    clippy::duplicated_attributes,
    reason = "clippy takes two indexes with the same key for a repetition"
)]

use construct_contract::{
    Index, IndexKind, Key, KeyAttribute, KeyType, Projection, TableItem, TableSchema,
};

fn key(name: &'static str, key_type: KeyType) -> Key {
    Key::new(name, key_type)
}

#[test]
fn a_partition_key_alone() {
    #[derive(TableItem)]
    #[allow(dead_code)]
    struct Item {
        #[table(partition_key)]
        id: u64,
        note: f64,
    }

    assert_eq!(*Item::SCHEMA, TableSchema::new(key("id", KeyType::Number)),);
    assert!(Item::SCHEMA.indexes().is_empty());
}

#[derive(TableItem)]
#[allow(dead_code)]
#[table(
    index(name = "by-status", partition_key = "status", sort_key = "placed", keys_only),
    index(name = "by-total", local, sort_key = "total", include = ["note", "status"])
)]
#[table(index(name = "GSI1", partition_key = "total"))]
struct Order {
    #[table(partition_key)]
    customer: String,
    #[table(sort_key)]
    number: u32,
    status: String,
    placed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<i64>,
    note: String,
}

#[test]
fn keys_and_indexes_in_the_order_written() {
    let status = Index::global("by-status", key("status", KeyType::String))
        .with_sort_key(key("placed", KeyType::Number))
        .with_projection(Projection::KeysOnly);
    let total =
        Index::local("by-total", key("customer", KeyType::String), key("total", KeyType::Number))
            .with_projection(Projection::Include(&["note", "status"]));
    let gsi1 = Index::global("GSI1", key("total", KeyType::Number));
    let schema = Order::SCHEMA;
    assert_eq!(schema.partition_key(), key("customer", KeyType::String));
    assert_eq!(schema.sort_key(), Some(key("number", KeyType::Number)));
    assert_eq!(schema.indexes(), [status, total, gsi1]);
    assert_eq!(total.kind(), IndexKind::Local);
    assert_eq!(gsi1.kind(), IndexKind::Global);
    assert_eq!(gsi1.projection(), Projection::All);
}

#[test]
fn each_key_attribute_is_defined_once() {
    let names: Vec<_> =
        Order::SCHEMA.key_attributes().iter().map(|key| (key.name(), key.key_type())).collect();
    assert_eq!(
        names,
        [
            ("customer", KeyType::String),
            ("number", KeyType::Number),
            ("status", KeyType::String),
            ("placed", KeyType::Number),
            ("total", KeyType::Number),
        ],
    );
}

#[test]
fn a_local_index_may_name_the_partition_key() {
    #[derive(TableItem)]
    #[allow(dead_code)]
    #[table(index(name = "by-day", local, partition_key = "id", sort_key = "day"))]
    struct Item {
        #[table(partition_key)]
        id: String,
        #[table(sort_key)]
        hour: u8,
        day: u8,
    }

    assert_eq!(Item::INDEXES.by_day.partition_key(), Item::SCHEMA.partition_key());
}

#[test]
fn names_of_indexes_become_identifiers() {
    #[derive(TableItem)]
    #[allow(dead_code)]
    #[table(
        index(name = "by-e.mail", partition_key = "a"),
        index(name = "byUserId", partition_key = "a"),
        index(name = "GSI1", partition_key = "a"),
        index(name = "2nd", partition_key = "a"),
        index(name = "type", partition_key = "a"),
        index(name = "self", partition_key = "a"),
        index(name = "___", partition_key = "a")
    )]
    struct Item {
        #[table(partition_key)]
        id: String,
        a: String,
    }

    let ItemIndexes { by_e_mail, by_user_id, gsi1, _2nd, r#type, self_, ___ } = Item::INDEXES;
    assert_eq!(
        [by_e_mail, by_user_id, gsi1, _2nd, r#type, self_, ___].map(|index| index.name()),
        ["by-e.mail", "byUserId", "GSI1", "2nd", "type", "self", "___"],
    );
}

#[test]
fn a_generic_key_has_the_type_of_its_parameter() {
    #[derive(TableItem)]
    #[allow(dead_code)]
    #[table(index(name = "by-other", partition_key = "other", sort_key = "third"))]
    struct Item<'a, K, O, const N: usize, T = ()>
    where
        T: Clone,
    {
        #[table(partition_key)]
        id: K,
        other: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        third: Option<O>,
        payload: [T; N],
    }

    type Concrete = Item<'static, u64, String, 3>;
    assert_eq!(Concrete::SCHEMA.partition_key().key_type(), KeyType::Number);
    let index = Concrete::INDEXES.by_other;
    assert_eq!(index.partition_key().key_type(), KeyType::String);
    assert_eq!(index.sort_key(), Some(key("third", KeyType::String)));
    assert_eq!(Concrete::SCHEMA.indexes(), [index]);
}

#[test]
fn a_key_type_stands_for_what_serde_is_told_to_write() {
    #[derive(TableItem)]
    #[allow(dead_code)]
    #[table(index(name = "by-day", partition_key = "day"))]
    struct Item {
        #[table(partition_key, key_type = "binary")]
        #[serde(with = "serde_bytes")]
        digest: Vec<u8>,
        #[table(key_type = "string")]
        #[serde(serialize_with = "as_iso")]
        day: u32,
    }

    assert_eq!(Item::SCHEMA.partition_key().key_type(), KeyType::Binary);
    assert_eq!(Item::INDEXES.by_day.partition_key().key_type(), KeyType::String);
}

#[test]
fn a_struct_made_by_a_macro() {
    macro_rules! item {
        ($name:ident, $key:ident: $ty:ty, $index:literal) => {
            #[derive(TableItem)]
            #[allow(dead_code)]
            #[table(index(name = $index, partition_key = "other"))]
            struct $name {
                #[table(partition_key)]
                $key: $ty,
                #[serde(skip_serializing_if = "Option::is_none")]
                other: Option<$ty>,
            }
        };
    }
    item!(Item, id: u16, "by-other");

    assert_eq!(Item::SCHEMA.partition_key(), key("id", KeyType::Number));
    assert_eq!(Item::INDEXES.by_other.name(), "by-other");
}

#[test]
fn what_a_user_defines_is_not_taken() {
    // The derive must not mean these when it says `Option`, `Some` or `Key`.
    #[derive(KeyAttribute)]
    struct Key(#[allow(dead_code)] String);
    #[allow(dead_code, non_camel_case_types)]
    enum Option {
        None,
        Some,
    }

    #[derive(TableItem)]
    #[allow(dead_code)]
    struct Item {
        #[table(partition_key)]
        key: Key,
        option: Option,
    }

    assert_eq!(Item::SCHEMA.partition_key().name(), "key");
}
