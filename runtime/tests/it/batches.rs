//! Reads and writes of many items by their keys.

use construct_runtime::{Failure, with_causes};
use serde_json::{Value, json};

use crate::server::{key, ok, order, orders, stored, stored_key};

fn get_request(numbers: std::ops::RangeInclusive<u32>) -> Value {
    let keys: Vec<Value> = numbers.map(stored_key).collect();
    json!({"RequestItems": {"orders-1": {"Keys": keys}}})
}

fn put_request(numbers: std::ops::RangeInclusive<u32>) -> Value {
    let puts: Vec<Value> =
        numbers.map(|number| json!({"PutRequest": {"Item": stored(number)}})).collect();
    json!({"RequestItems": {"orders-1": puts}})
}

#[tokio::test(start_paused = true)]
async fn keys_that_were_left_out_are_asked_for_again() {
    let (server, orders) = orders([
        ok(json!({
            "Responses": {"orders-1": [stored(1)]},
            "UnprocessedKeys": {"orders-1": {"Keys": [stored_key(2)]}},
        })),
        ok(json!({"Responses": {"orders-1": [stored(2)]}, "UnprocessedKeys": {}})),
    ]);
    let found = orders.batch_get([key(1), key(2)]).await.unwrap();
    assert_eq!(found, [order(1), order(2)]);
    server.check(&[("BatchGetItem", get_request(1..=2)), ("BatchGetItem", get_request(2..=2))]);
}

#[tokio::test]
async fn a_hundred_keys_go_into_one_request() {
    let answer = || ok(json!({"Responses": {}, "UnprocessedKeys": {}}));
    let (server, orders) = orders([answer(), answer()]);
    assert!(orders.batch_get((1..=101).map(key)).await.unwrap().is_empty());
    server
        .check(&[("BatchGetItem", get_request(1..=100)), ("BatchGetItem", get_request(101..=101))]);
}

#[tokio::test(start_paused = true)]
async fn a_batch_does_not_ask_for_ever() {
    let busy = || ok(json!({"UnprocessedKeys": {"orders-1": {"Keys": [stored_key(1)]}}}));
    let (_, orders) = orders([busy(), busy(), busy(), busy(), busy()]);
    let error = orders.batch_get([key(1)]).await.unwrap_err();
    assert_eq!(error.failure(), Failure::Busy);
    assert_eq!(with_causes(&error), "the table is busy: BatchGetItem left out 1 keys");
}

#[tokio::test(start_paused = true)]
async fn writes_that_were_left_out_are_sent_again() {
    let (server, orders) = orders([
        ok(json!({"UnprocessedItems": {"orders-1": [{"DeleteRequest": {"Key": stored_key(2)}}]}})),
        ok(json!({"UnprocessedItems": {}})),
    ]);
    orders.batch_write().put(&order(1)).delete(&key(2)).await.unwrap();
    let delete = json!({"DeleteRequest": {"Key": stored_key(2)}});
    let both = json!({"RequestItems": {"orders-1": [{"PutRequest": {"Item": stored(1)}}, delete]}});
    let one = json!({"RequestItems": {"orders-1": [delete]}});
    server.check(&[("BatchWriteItem", both), ("BatchWriteItem", one)]);
}

#[tokio::test]
async fn twenty_five_writes_go_into_one_request() {
    let answer = || ok(json!({"UnprocessedItems": {}}));
    let (server, orders) = orders([answer(), answer()]);
    let all: Vec<_> = (1..=26).map(order).collect();
    orders.batch_write().put_all(&all).await.unwrap();
    server.check(&[
        ("BatchWriteItem", put_request(1..=25)),
        ("BatchWriteItem", put_request(26..=26)),
    ]);
}
