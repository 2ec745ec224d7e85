//! Reads and writes of one item.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::types::AttributeValue;
use construct_contract::{Reader, ReaderWriter, TableItem, Writer};
use construct_runtime::{Condition, ConditionFailed, Failure, Table, WriteError, with_causes};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::server::{
    ORDER, Order, Server, failed, key, lost, ok, on_table, order, orders, refused, stored,
    stored_key,
};

#[tokio::test]
async fn gets_an_item_or_none() {
    let (server, orders) = orders([ok(json!({"Item": stored(7)})), ok(json!({}))]);
    assert_eq!(orders.get(key(7)).await.unwrap(), Some(order(7)));
    assert_eq!(orders.get(key(8)).consistent().await.unwrap(), None);
    server.check(&[
        ("GetItem", on_table(json!({"Key": stored_key(7)}))),
        ("GetItem", on_table(json!({"Key": stored_key(8), "ConsistentRead": true}))),
    ]);
}

#[tokio::test]
async fn once_is_once() {
    let retries = RetryConfig::standard().with_max_attempts(3);
    let (server, client) = Server::answering_with(retries, [lost()]);
    let orders = Table::new(&client, Reader::<Order>::new("orders-1"));
    let error = orders.get(key(7)).once().await.unwrap_err();
    assert_eq!(error.failure(), Failure::Unavailable);
    server.check(&[("GetItem", on_table(json!({"Key": stored_key(7)})))]);
}

#[tokio::test]
async fn an_item_of_another_shape_is_a_defect_that_shows_its_key_alone() {
    let mut item = stored(7);
    item["total"] = json!({"S": "a secret"});
    let (_, orders) = orders([ok(json!({"Item": item}))]);
    let error = orders.get(key(7)).await.unwrap_err();
    assert_eq!(error.failure(), Failure::Defect);
    assert_eq!(
        with_causes(&error),
        "the table refused a request: the item `c1` has not the attributes of a `it::server::Order`"
    );
}

#[tokio::test]
async fn failures_say_whether_to_try_again() {
    for (answer, failure) in [
        (failed("ProvisionedThroughputExceededException"), Failure::Busy),
        (failed("ThrottlingException"), Failure::Busy),
        (failed("RequestLimitExceeded"), Failure::Busy),
        (failed("AccessDeniedException"), Failure::Defect),
        (failed("ResourceNotFoundException"), Failure::Defect),
        (lost(), Failure::Unavailable),
    ] {
        let (_, orders) = orders([answer]);
        let error = orders.get(key(7)).await.unwrap_err();
        assert_eq!(error.failure(), failure, "{}", with_causes(&error));
        assert!(with_causes(&error).contains("(request R1)"), "{}", with_causes(&error));
    }
}

#[tokio::test]
async fn puts_with_and_without_a_condition() {
    let (server, orders) = orders([ok(json!({})), refused(Some(stored(7)))]);
    orders.put(&order(7)).await.unwrap();
    match orders.put_new(&order(7)).await {
        Err(WriteError::ConditionFailed(ConditionFailed { item, repeated: false })) => {
            assert_eq!(item, Some(order(7)));
        }
        other => panic!("{other:?}"),
    }
    server.check(&[
        ("PutItem", on_table(json!({"Item": stored(7)}))),
        (
            "PutItem",
            on_table(json!({
                "Item": stored(7),
                "ConditionExpression": "attribute_not_exists(#customerId)",
                "ExpressionAttributeNames": {"#customerId": "customerId"},
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            })),
        ),
    ]);
}

#[tokio::test]
async fn updates_attributes_of_an_item_that_is_there() {
    let (server, orders) = orders([ok(json!({"Attributes": stored(7)})), refused(None)]);
    let updated = orders
        .update(key(7))
        .set(ORDER.status, "open")
        .set(ORDER.total, 100)
        .set(ORDER.note, None::<String>)
        .set_if_absent(ORDER.day, "2026-11-24")
        .version(ORDER.version, 3)
        .await
        .unwrap();
    assert_eq!(updated, order(7));
    let missing = orders.update(key(8)).remove(ORDER.note).await;
    assert!(
        matches!(
            missing,
            Err(WriteError::ConditionFailed(ConditionFailed { item: None, repeated: false }))
        ),
        "{missing:?}"
    );
    server.check(&[
        (
            "UpdateItem",
            on_table(json!({
                "Key": stored_key(7),
                "UpdateExpression": "SET #status = :status, #total = :total, #day = if_not_exists(#day, :day), #version = #version + :version REMOVE #note",
                "ConditionExpression": "#version = :version_2 AND attribute_exists(#customerId)",
                "ExpressionAttributeNames": {
                    "#status": "status", "#total": "total", "#note": "note", "#day": "day",
                    "#version": "version", "#customerId": "customerId",
                },
                "ExpressionAttributeValues": {
                    ":status": {"S": "open"}, ":total": {"N": "100"}, ":day": {"S": "2026-11-24"},
                    ":version": {"N": "1"}, ":version_2": {"N": "3"},
                },
                "ReturnValues": "ALL_NEW",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            })),
        ),
        (
            "UpdateItem",
            on_table(json!({
                "Key": stored_key(8),
                "UpdateExpression": "REMOVE #note",
                "ConditionExpression": "attribute_exists(#customerId)",
                "ExpressionAttributeNames": {"#note": "note", "#customerId": "customerId"},
                "ReturnValues": "ALL_NEW",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            })),
        ),
    ]);
}

#[tokio::test]
async fn an_update_may_make_the_item() {
    let (server, orders) = orders([ok(json!({"Attributes": stored(7)}))]);
    let raw = AttributeValue::S("as it is".to_owned());
    orders.update(key(7)).add(ORDER.total, 5).set_raw(ORDER.note, raw).or_create().await.unwrap();
    let expected = on_table(json!({
        "Key": stored_key(7),
        "UpdateExpression": "SET #note = :note ADD #total :total",
        "ExpressionAttributeNames": {"#total": "total", "#note": "note"},
        "ExpressionAttributeValues": {":total": {"N": "5"}, ":note": {"S": "as it is"}},
        "ReturnValues": "ALL_NEW",
    }));
    server.check(&[("UpdateItem", expected)]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_says_whether_an_answer_was_lost_before() {
    let retries = RetryConfig::standard().with_max_attempts(3);
    let (_, client) = Server::answering_with(retries, [lost(), refused(Some(stored(7)))]);
    let orders = Table::new(&client, Writer::<Order>::new("orders-1"));
    let refusal = orders.update(key(7)).version(ORDER.version, 0).await;
    assert!(
        matches!(
            refusal,
            Err(WriteError::ConditionFailed(ConditionFailed { item: Some(_), repeated: true }))
        ),
        "{refusal:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_write_waits_for_a_transaction() {
    let conflict = || failed("TransactionConflictException");
    let (server, orders) = orders([conflict(), conflict(), ok(json!({}))]);
    orders.put(&order(7)).await.unwrap();
    let put = on_table(json!({"Item": stored(7)}));
    server.check(&[("PutItem", put.clone()), ("PutItem", put.clone()), ("PutItem", put)]);
}

#[tokio::test(start_paused = true)]
async fn a_write_does_not_wait_for_ever() {
    let conflict = || failed("TransactionConflictException");
    let (_, orders) = orders([conflict(), conflict(), conflict()]);
    match orders.delete(key(7)).await {
        Err(WriteError::Failed(error)) => assert_eq!(error.failure(), Failure::Busy),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_delete_gives_what_was_there() {
    let (server, orders) = orders([ok(json!({"Attributes": stored(7)})), ok(json!({}))]);
    assert_eq!(orders.delete(key(7)).await.unwrap(), Some(order(7)));
    let cheap = Condition::at_most(ORDER.total, 100);
    assert_eq!(orders.delete(key(8)).condition(cheap).await.unwrap(), None);
    server.check(&[
        ("DeleteItem", on_table(json!({"Key": stored_key(7), "ReturnValues": "ALL_OLD"}))),
        (
            "DeleteItem",
            on_table(json!({
                "Key": stored_key(8),
                "ConditionExpression": "#total <= :total",
                "ExpressionAttributeNames": {"#total": "total"},
                "ExpressionAttributeValues": {":total": {"N": "100"}},
                "ReturnValues": "ALL_OLD",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            })),
        ),
    ]);
}

#[tokio::test]
async fn conditions_are_written_as_dynamodb_reads_them() {
    let cases: [(Condition<Order>, &str, Value); 11] = [
        (Condition::exists(ORDER.note), "attribute_exists(#note)", json!(null)),
        (Condition::differs(ORDER.total, 1), "#total <> :total", json!({":total": {"N": "1"}})),
        (Condition::less_than(ORDER.total, 1), "#total < :total", json!({":total": {"N": "1"}})),
        (Condition::greater_than(ORDER.total, 1), "#total > :total", json!({":total": {"N": "1"}})),
        (Condition::at_least(ORDER.total, 1), "#total >= :total", json!({":total": {"N": "1"}})),
        (
            Condition::between(ORDER.total, 1, 9),
            "#total BETWEEN :total AND :total_2",
            json!({":total": {"N": "1"}, ":total_2": {"N": "9"}}),
        ),
        (
            Condition::one_of(ORDER.status, ["open", "paid"]),
            "#status IN (:status, :status_2)",
            json!({":status": {"S": "open"}, ":status_2": {"S": "paid"}}),
        ),
        (
            Condition::begins_with(ORDER.day, "2026"),
            "begins_with(#day, :day)",
            json!({":day": {"S": "2026"}}),
        ),
        (
            Condition::contains(ORDER.note, "gift"),
            "contains(#note, :note)",
            json!({":note": {"S": "gift"}}),
        ),
        (!Condition::exists(ORDER.note), "NOT attribute_exists(#note)", json!(null)),
        (
            (Condition::exists(ORDER.note) | Condition::not_exists(ORDER.day))
                & !(Condition::exists(ORDER.day) & Condition::exists(ORDER.total)),
            "(attribute_exists(#note) OR attribute_not_exists(#day)) AND NOT (attribute_exists(#day) AND attribute_exists(#total))",
            json!(null),
        ),
    ];
    for (condition, text, values) in cases {
        let (server, orders) = orders([ok(json!({}))]);
        orders.delete(key(7)).condition(condition).await.unwrap();
        let requests = server.requests();
        assert_eq!(requests[0].1["ConditionExpression"], text);
        assert_eq!(requests[0].1["ExpressionAttributeValues"], values, "{text}");
    }
}

#[tokio::test]
async fn a_condition_without_values_is_a_defect_and_no_request() {
    let (server, orders) = orders([]);
    let none = Condition::one_of(ORDER.status, [""; 0]);
    match orders.delete(key(7)).condition(none).await {
        Err(WriteError::Failed(error)) => {
            assert_eq!(error.failure(), Failure::Defect);
            assert!(with_causes(&error).contains("no value is allowed for `status`"));
        }
        other => panic!("{other:?}"),
    }
    server.check(&[]);
}

/// An item of another type with the same keys.
#[derive(Debug, PartialEq, Serialize, Deserialize, TableItem)]
#[serde(rename_all = "camelCase")]
struct Receipt {
    #[table(partition_key)]
    customer_id: String,
    #[table(sort_key)]
    number: u32,
    paid: bool,
}

#[tokio::test]
async fn a_table_may_hold_items_of_several_types() {
    let item = json!({"customerId": {"S": "c1"}, "number": {"N": "7"}, "paid": {"BOOL": true}});
    let (server, orders) = orders([ok(json!({"Item": item}))]);
    let receipts: Table<ReaderWriter<Receipt>> = orders.of();
    let found = receipts.get(ReceiptKey { customer_id: "c1".to_owned(), number: 7 }).await.unwrap();
    let expected = Receipt { customer_id: "c1".to_owned(), number: 7, paid: true };
    assert_eq!(found, Some(expected));
    server.check(&[("GetItem", on_table(json!({"Key": stored_key(7)})))]);
}
