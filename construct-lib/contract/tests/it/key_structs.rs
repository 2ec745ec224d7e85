//! Keys as values: the structs that the derive makes.

use construct_contract::{
    KeyAttribute, KeyBytes, KeyWriter, NoSortKey, NumberKey, QueryKey, StringKey, TableItem,
    WriteKey,
};
use serde::Serialize;
use serde_json::{Value, json};

/// Writes keys as JSON; whatever serde can write.
#[derive(Default)]
struct Json(Vec<(&'static str, Value)>);

impl<V: Serialize> KeyWriter<V> for Json {
    fn write(&mut self, name: &'static str, value: &V) {
        self.0.push((name, serde_json::to_value(value).expect("serde writes a key")));
    }
}

fn written(key: &impl WriteKey<Json>) -> Vec<(&'static str, Value)> {
    let mut json = Json::default();
    key.write_key(&mut json);
    json.0
}

fn index<T: TableItem, K: QueryKey<T>>(_: &K) -> Option<&'static str> {
    K::INDEX.map(|index| index.name())
}

#[derive(Serialize, KeyAttribute)]
struct CustomerId(String);

#[derive(Serialize, KeyAttribute)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
}

#[derive(TableItem)]
#[allow(dead_code, clippy::duplicated_attributes)]
#[serde(rename_all = "camelCase")]
#[table(
    index(name = "by-status", partition_key = "status", sort_key = "placed_at"),
    index(name = "by-total", local, sort_key = "total"),
    index(name = "byPhone", partition_key = "phone")
)]
struct Order {
    #[table(partition_key)]
    customer_id: CustomerId,
    #[table(sort_key)]
    number: u32,
    status: Status,
    placed_at: u64,
    total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

fn customer() -> CustomerId {
    CustomerId("c1".to_owned())
}

#[test]
fn a_key_has_the_fields_and_the_names_of_the_items() {
    let key = OrderKey { customer_id: customer(), number: 7 };
    assert_eq!(written(&key), [("customerId", json!("c1")), ("number", json!(7))]);
    let key = OrderPartitionKey { customer_id: customer() };
    assert_eq!(written(&key), [("customerId", json!("c1"))]);
    assert_eq!(index::<Order, _>(&key), None);
}

#[test]
fn the_key_of_an_index_names_it() {
    let key = OrderByStatusKey { status: Status::Open };
    assert_eq!(written(&key), [("status", json!("open"))]);
    assert_eq!(index::<Order, _>(&key), Some("by-status"));
    let key = OrderByTotalKey { customer_id: customer() };
    assert_eq!(written(&key), [("customerId", json!("c1"))]);
    assert_eq!(index::<Order, _>(&key), Some("by-total"));
    // Who looks for a phone number has one.
    let key = OrderByPhoneKey { phone: "1".to_owned() };
    assert_eq!(written(&key), [("phone", json!("1"))]);
    assert_eq!(index::<Order, _>(&key), Some("byPhone"));
}

#[test]
fn sort_keys_have_the_types_of_their_fields() {
    fn sorts<K: QueryKey<Order, SortKey = S>, S>() {}
    sorts::<OrderPartitionKey, u32>();
    sorts::<OrderByStatusKey, u64>();
    sorts::<OrderByTotalKey, i64>();
    sorts::<OrderByPhoneKey, NoSortKey>();

    fn kinds<K: KeyAttribute<Kind = Kind>, Kind>() {}
    kinds::<CustomerId, StringKey>();
    kinds::<Status, StringKey>();
    kinds::<u32, NumberKey>();
}

#[test]
fn a_key_that_serde_is_told_to_write_has_what_is_stored() {
    #[derive(TableItem)]
    #[allow(dead_code)]
    #[table(index(name = "by-day", partition_key = "day", sort_key = "second"))]
    struct Item {
        #[table(partition_key, key_type = "binary")]
        #[serde(with = "serde_bytes")]
        digest: Vec<u8>,
        #[table(key_type = "string")]
        #[serde(serialize_with = "as_iso")]
        day: u32,
        #[table(key_type = "number")]
        #[serde(with = "seconds")]
        second: std::time::Duration,
        #[serde(with = "hidden")]
        hidden: f64,
    }

    let ItemKey { digest: KeyBytes(bytes) } = ItemKey { digest: KeyBytes(vec![1]) };
    assert_eq!(bytes, [1]);
    let key = ItemByDayKey { day: "2026-11-24".to_owned() };
    assert_eq!(written(&key), [("day", json!("2026-11-24"))]);
    fn sorts<K: QueryKey<Item, SortKey = i64>>(_: &K) {}
    sorts(&key);
    let _: construct_contract::Attribute<Item, construct_contract::Opaque> =
        Item::ATTRIBUTES.hidden;
}

#[test]
fn a_generic_key_has_the_parameters_that_it_needs() {
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

    let key: <Item<'static, u64, String, 3> as TableItem>::Key = ItemKey { id: 7 };
    assert_eq!(written(&key), [("id", json!(7))]);
    let key = ItemByOtherKey { other: "x" };
    assert_eq!(written(&key), [("other", json!("x"))]);
    assert_eq!(index::<Item<'_, u64, String, 3>, _>(&key), Some("by-other"));
}

#[test]
fn names_that_would_meet_are_told_apart() {
    #[derive(TableItem)]
    #[allow(dead_code, clippy::duplicated_attributes)]
    #[table(
        index(name = "partition", partition_key = "a"),
        index(name = "gsi1", partition_key = "a"),
        index(name = "gsi-1", partition_key = "a"),
        index(name = "___", partition_key = "a")
    )]
    struct Item {
        #[table(partition_key)]
        id: String,
        #[table(sort_key)]
        at: u64,
        a: String,
    }

    let a = || "a".to_owned();
    assert_eq!(index::<Item, _>(&ItemPartitionKey { id: a() }), None);
    assert_eq!(index::<Item, _>(&ItemPartitionIndex1Key { a: a() }), Some("partition"));
    assert_eq!(index::<Item, _>(&ItemGsi1Key { a: a() }), Some("gsi1"));
    assert_eq!(index::<Item, _>(&ItemGsi1Index3Key { a: a() }), Some("gsi-1"));
    assert_eq!(index::<Item, _>(&ItemIndex4Key { a: a() }), Some("___"));
}
