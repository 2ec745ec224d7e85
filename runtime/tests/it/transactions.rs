//! Writes that happen all or not at all.

use construct_runtime::{Condition, Failure, TransactionError, with_causes};
use serde_json::{Value, json};

use crate::server::{ORDER, Order, failed, key, ok, on_table, order, orders, stored, stored_key};

fn cancelled(reasons: &[Value]) -> (u16, Value) {
    let (status, mut body) = failed("TransactionCanceledException");
    body["CancellationReasons"] = json!(reasons);
    (status, body)
}

fn reason(code: &str) -> Value {
    json!({"Code": code, "Message": "about it"})
}

#[tokio::test]
async fn every_kind_of_write_is_a_part() {
    let (server, orders) = orders([ok(json!({}))]);
    let paid = || Condition::equals(ORDER.status, "paid");
    orders
        .transaction()
        .write(orders.put_new(&order(1)))
        .write(orders.update(key(2)).increment(ORDER.total, 5))
        .write(orders.delete(key(3)).condition(paid()))
        .write(orders.check(key(4), paid()))
        .token("message-7")
        .send()
        .await
        .unwrap();
    assert_eq!(server.tokens(), ["message-7"]);
    let paid = json!({":status": {"S": "paid"}});
    let expected = json!({"TransactItems": [
        {"Put": on_table(json!({
            "Item": stored(1),
            "ConditionExpression": "attribute_not_exists(#customerId)",
            "ExpressionAttributeNames": {"#customerId": "customerId"},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }))},
        {"Update": on_table(json!({
            "Key": stored_key(2),
            "UpdateExpression": "SET #total = #total + :total",
            "ConditionExpression": "attribute_exists(#customerId)",
            "ExpressionAttributeNames": {"#customerId": "customerId", "#total": "total"},
            "ExpressionAttributeValues": {":total": {"N": "5"}},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }))},
        {"Delete": on_table(json!({
            "Key": stored_key(3),
            "ConditionExpression": "#status = :status",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": paid,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }))},
        {"ConditionCheck": on_table(json!({
            "Key": stored_key(4),
            "ConditionExpression": "#status = :status",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": paid,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }))},
    ]});
    server.check(&[("TransactWriteItems", expected)]);
}

#[tokio::test]
async fn a_refusal_tells_which_condition_did_not_hold() {
    let mut met = reason("ConditionalCheckFailed");
    met["Item"] = stored(7);
    let reasons =
        [reason("None"), met, reason("ConditionalCheckFailed"), reason("TransactionConflict")];
    let (_, orders) = orders([cancelled(&reasons)]);
    let put = || orders.put_new(&order(7));
    let all = orders.transaction().write(put()).write(put()).write(put()).write(put());
    let error = all.send().await.unwrap_err();
    assert_eq!(error.to_string(), "the conditions of these writes did not hold: 1, 2");
    let TransactionError::Cancelled(why) = error else { panic!("{error:?}") };
    let failed: Vec<bool> = (0..5).map(|write| why.failed(write)).collect();
    assert_eq!(failed, [false, true, true, false, false]);
    assert_eq!(why.item::<Order>(1).unwrap(), Some(order(7)));
    assert_eq!(why.item::<Order>(2).unwrap(), None);
    assert!(!format!("{why:?}").contains("2026"), "{why:?}");
}

#[tokio::test(start_paused = true)]
async fn a_transaction_waits_for_another() {
    let conflict = || cancelled(&[reason("TransactionConflict")]);
    let (server, table) =
        orders([conflict(), failed("TransactionInProgressException"), ok(json!({}))]);
    table.transaction().write(table.put(&order(7))).send().await.unwrap();
    let put = json!({"TransactItems": [{"Put": on_table(json!({"Item": stored(7)}))}]});
    assert_eq!(server.tokens().len(), 3);
    server.check(&[
        ("TransactWriteItems", put.clone()),
        ("TransactWriteItems", put.clone()),
        ("TransactWriteItems", put),
    ]);

    let (_, table) = orders([conflict(), conflict(), conflict()]);
    let error = table.transaction().write(table.put(&order(7))).send().await.unwrap_err();
    let TransactionError::Failed(error) = error else { panic!("{error:?}") };
    assert_eq!(
        with_causes(&error),
        "the table is busy: the transaction was cancelled (TransactionConflict)"
    );
}

#[tokio::test]
async fn other_reasons_are_told_by_their_codes() {
    for (code, failure) in [
        ("ThrottlingError", Failure::Busy),
        ("ProvisionedThroughputExceeded", Failure::Busy),
        ("ValidationError", Failure::Defect),
    ] {
        let (_, orders) = orders([cancelled(&[reason(code)])]);
        let error = orders.transaction().write(orders.put(&order(7))).send().await.unwrap_err();
        let TransactionError::Failed(error) = error else { panic!("{error:?}") };
        assert_eq!(error.failure(), failure);
    }
}

#[tokio::test]
async fn nothing_is_sent_for_nothing_or_too_much() {
    let (server, orders) = orders([]);
    orders.transaction().send().await.unwrap();
    let mut many = orders.transaction();
    for number in 0..101 {
        many = many.write(orders.put(&order(number)));
    }
    let TransactionError::Failed(error) = many.send().await.unwrap_err() else { panic!("sent") };
    assert_eq!(
        with_causes(&error),
        "the table refused a request: 101 writes, and a transaction has at most 100"
    );
    server.check(&[]);
}
