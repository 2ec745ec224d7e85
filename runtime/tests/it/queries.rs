//! Reads of many items.

use construct_contract::{Reader, TableItem};
use construct_runtime::{Condition, Cursor, Failure, SortKey, Table};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::server::{
    ORDER, OrderByDayKey, OrderByStatusKey, OrderPartitionKey, Server, key, ok, on_table, order,
    orders, stored, stored_key,
};

fn partition() -> OrderPartitionKey {
    OrderPartitionKey { customer_id: "c1".to_owned() }
}

fn found(numbers: &[u32], more: bool) -> (u16, Value) {
    let items: Vec<Value> = numbers.iter().map(|number| stored(*number)).collect();
    let mut body = json!({"Count": items.len(), "Items": items});
    if more {
        body["LastEvaluatedKey"] = stored_key(*numbers.last().unwrap_or(&0));
    }
    ok(body)
}

fn partition_query() -> Value {
    on_table(json!({
        "KeyConditionExpression": "#customerId = :customerId",
        "ExpressionAttributeNames": {"#customerId": "customerId"},
        "ExpressionAttributeValues": {":customerId": {"S": "c1"}},
    }))
}

#[tokio::test]
async fn a_query_gives_all_pages() {
    let (server, orders) = orders([found(&[1, 2], true), found(&[], true), found(&[3], false)]);
    let all: Vec<u32> =
        orders.query(partition()).await.unwrap().iter().map(|order| order.number).collect();
    assert_eq!(all, [1, 2, 3]);
    let mut second = partition_query();
    second["ExclusiveStartKey"] = stored_key(2);
    let mut third = partition_query();
    third["ExclusiveStartKey"] = stored_key(0);
    server.check(&[("Query", partition_query()), ("Query", second), ("Query", third)]);
}

#[tokio::test]
async fn sort_keys_are_ranges() {
    let cases = [
        (SortKey::equals(7), "= :number", json!({":number": {"N": "7"}})),
        (SortKey::less_than(7), "< :number", json!({":number": {"N": "7"}})),
        (SortKey::at_most(7), "<= :number", json!({":number": {"N": "7"}})),
        (SortKey::greater_than(7), "> :number", json!({":number": {"N": "7"}})),
        (SortKey::at_least(7), ">= :number", json!({":number": {"N": "7"}})),
        (
            SortKey::between(7, 9),
            "BETWEEN :number AND :number_2",
            json!({":number": {"N": "7"}, ":number_2": {"N": "9"}}),
        ),
    ];
    for (range, text, mut values) in cases {
        let (server, orders) = orders([found(&[7], false)]);
        orders.query(partition()).sort_key(range).await.unwrap();
        let mut query = partition_query();
        query["KeyConditionExpression"] =
            json!(format!("#customerId = :customerId AND #number {text}"));
        query["ExpressionAttributeNames"]["#number"] = json!("number");
        values[":customerId"] = json!({"S": "c1"});
        query["ExpressionAttributeValues"] = values;
        server.check(&[("Query", query)]);
    }
}

#[tokio::test]
async fn a_local_index_has_the_tables_partition_key() {
    let (server, orders) = orders([found(&[7], false)]);
    let query = orders
        .query(OrderByDayKey { customer_id: "c1".to_owned() })
        .sort_key(SortKey::begins_with("2026-11-"))
        .filter(Condition::greater_than(ORDER.total, 50))
        .descending()
        .consistent();
    assert_eq!(query.first().await.unwrap(), Some(order(7)));
    let expected = on_table(json!({
        "IndexName": "by-day",
        "KeyConditionExpression": "#customerId = :customerId AND begins_with(#day, :day)",
        "FilterExpression": "#total > :total",
        "ExpressionAttributeNames":
            {"#customerId": "customerId", "#day": "day", "#total": "total"},
        "ExpressionAttributeValues":
            {":customerId": {"S": "c1"}, ":day": {"S": "2026-11-"}, ":total": {"N": "50"}},
        "ScanIndexForward": false,
        "ConsistentRead": true,
    }));
    server.check(&[("Query", expected)]);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrderNumber {
    number: u32,
}

#[tokio::test]
async fn an_index_of_keys_alone_is_read_as_another_type() {
    let item = json!({
        "customerId": {"S": "c1"}, "number": {"N": "7"},
        "status": {"S": "open"}, "total": {"N": "100"},
    });
    let (server, orders) = orders([ok(json!({"Items": [item]})), ok(json!({"Items": [item]}))]);
    let open = || OrderByStatusKey { status: "open".to_owned() };
    let numbers = orders.query(open()).read_as::<OrderNumber>().await.unwrap();
    assert_eq!(numbers, [OrderNumber { number: 7 }]);
    // As whole items they cannot be read.
    assert_eq!(orders.query(open()).await.unwrap_err().failure(), Failure::Defect);
    let query = on_table(json!({
        "IndexName": "by-status",
        "KeyConditionExpression": "#status = :status",
        "ExpressionAttributeNames": {"#status": "status"},
        "ExpressionAttributeValues": {":status": {"S": "open"}},
    }));
    server.check(&[("Query", query.clone()), ("Query", query)]);
}

#[tokio::test]
async fn a_page_says_where_the_next_begins() {
    let (server, orders) = orders([found(&[1, 2], true), found(&[3], false)]);
    let first = orders.query(partition()).limit(2).page().await.unwrap();
    assert_eq!(first.items, [order(1), order(2)]);
    // As it goes through the hands of a client.
    let cursor: Cursor = first.next.unwrap().to_string().parse().unwrap();
    let second = orders.query(partition()).limit(2).after(cursor).page().await.unwrap();
    assert_eq!((second.items, second.next), (vec![order(3)], None));
    let mut one = partition_query();
    one["Limit"] = json!(2);
    let mut two = one.clone();
    two["ExclusiveStartKey"] = stored_key(2);
    server.check(&[("Query", one), ("Query", two)]);
}

#[tokio::test]
async fn a_cursor_of_another_list_is_not_asked() {
    let (_, orders) = orders([found(&[1], true)]);
    let cursor = orders.query(partition()).page().await.unwrap().next;
    let other = orders.query(OrderByStatusKey { status: "open".to_owned() }).after(cursor);
    let error = other.page().await.unwrap_err();
    assert_eq!(error.failure(), Failure::Cursor);
}

#[tokio::test]
async fn items_come_one_by_one_and_pages_only_when_they_are_needed() {
    let (server, orders) = orders([found(&[1], true), found(&[2], true)]);
    let mut pages = orders.query(partition()).pages();
    assert_eq!(pages.next_item().await.unwrap(), Some(order(1)));
    assert_eq!(pages.next_item().await.unwrap(), Some(order(2)));
    let mut second = partition_query();
    second["ExclusiveStartKey"] = stored_key(1);
    server.check(&[("Query", partition_query()), ("Query", second)]);
}

#[tokio::test]
async fn a_scan_is_of_the_whole_table() {
    let (server, orders) = orders([found(&[1], true), found(&[2], false)]);
    let scan = orders.scan().filter(Condition::exists(ORDER.note)).consistent().limit(1);
    let all = scan.after_key(&key(0)).unwrap().await.unwrap();
    assert_eq!(all, [order(1), order(2)]);
    let scan = |after| {
        on_table(json!({
            "FilterExpression": "attribute_exists(#note)",
            "ExpressionAttributeNames": {"#note": "note"},
            "ConsistentRead": true,
            "Limit": 1,
            "ExclusiveStartKey": stored_key(after),
        }))
    };
    server.check(&[("Scan", scan(0)), ("Scan", scan(1))]);
}

/// Keys that are newtypes and bytes.
#[derive(Debug, PartialEq, Serialize, Deserialize, TableItem)]
struct Blob {
    #[table(partition_key, key_type = "binary")]
    #[serde(with = "bytes")]
    digest: Vec<u8>,
    #[table(sort_key, key_type = "binary")]
    #[serde(with = "bytes")]
    part: Vec<u8>,
}

mod bytes {
    use serde::{Deserializer, Serializer, de::Visitor};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
                Ok(bytes)
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        from.deserialize_byte_buf(Bytes)
    }
}

#[tokio::test]
async fn binary_keys_are_bytes() {
    let item = json!({"digest": {"B": "AQI="}, "part": {"B": "AP8="}});
    let (server, client) = Server::answering([ok(json!({"Items": [item]}))]);
    let blobs = Table::new(&client, Reader::<Blob>::new("blobs-1"));
    let digest = || construct_contract::KeyBytes(vec![1, 2]);
    let found = blobs
        .query(BlobPartitionKey { digest: digest() })
        .sort_key(SortKey::begins_with([0_u8].as_slice()))
        .await
        .unwrap();
    assert_eq!(found, [Blob { digest: vec![1, 2], part: vec![0, 255] }]);
    let query = json!({
        "TableName": "blobs-1",
        "KeyConditionExpression": "#digest = :digest AND begins_with(#part, :part)",
        "ExpressionAttributeNames": {"#digest": "digest", "#part": "part"},
        "ExpressionAttributeValues": {":digest": {"B": "AQI="}, ":part": {"B": "AA=="}},
    });
    server.check(&[("Query", query)]);
}
