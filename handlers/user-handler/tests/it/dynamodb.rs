//! The DynamoDB store: what it sends to create and find users, to the letter,
//! and how it reads what comes back.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use serde_json::{Value, json};
use user_handler::domain::Email;
use user_handler::repository::{StorageFailure, UserRepository, WriteError};

use crate::table::{
    ID, Table, cancelled, check_failure, check_storage, claim, failed, fine, id, item, ok,
    read_request, reason, user,
};

fn create_request() -> (&'static str, Value) {
    let put = json!({"Put": {
        "TableName": "users-1",
        "Item": item("ann@example.com", "Ann", 1),
        "ConditionExpression": "attribute_not_exists(#id)",
        "ExpressionAttributeNames": {"#id": "id"},
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }});
    let writes = json!({"TransactItems": [put, claim("ann@example.com")]});
    ("TransactWriteItems", writes)
}

#[tokio::test]
async fn a_new_user_claims_its_address() {
    let (table, users) = Table::answering([ok(json!({}))]);
    users.create(&user("ann@example.com", "Ann", 1)).await.unwrap();
    table.check(&[create_request()]);
}

#[tokio::test]
async fn a_claimed_address_is_told_from_a_used_id() {
    let ann = user("ann@example.com", "Ann", 1);
    let (_, users) = Table::answering([
        cancelled(&[fine(), reason("ConditionalCheckFailed")]),
        cancelled(&[reason("ConditionalCheckFailed"), fine()]),
    ]);
    assert!(matches!(users.create(&ann).await, Err(WriteError::EmailTaken)));
    check_storage(
        users.create(&ann).await.unwrap_err(),
        StorageFailure::Defect,
        "a new id belongs to a user already",
    );
}

#[tokio::test(start_paused = true)]
async fn a_transaction_waits_for_another() {
    let ann = user("ann@example.com", "Ann", 1);
    let conflict = || cancelled(&[fine(), reason("TransactionConflict")]);
    let (table, users) =
        Table::answering([conflict(), failed("TransactionInProgressException"), ok(json!({}))]);
    users.create(&ann).await.unwrap();
    table.check(&[create_request(), create_request(), create_request()]);

    let (table, users) = Table::answering([conflict(), conflict(), conflict()]);
    check_storage(
        users.create(&ann).await.unwrap_err(),
        StorageFailure::Busy,
        "the transaction was cancelled (None, TransactionConflict)",
    );
    table.check(&[create_request(), create_request(), create_request()]);

    // A failed condition is an answer, and does not wait for the conflict.
    let both = cancelled(&[reason("TransactionConflict"), reason("ConditionalCheckFailed")]);
    let (_, users) = Table::answering([both]);
    assert!(matches!(users.create(&ann).await, Err(WriteError::EmailTaken)));
}

#[tokio::test]
async fn other_reasons_are_told_by_their_codes() {
    let ann = user("ann@example.com", "Ann", 1);
    let (_, users) = Table::answering([
        cancelled(&[reason("ThrottlingError"), fine()]),
        cancelled(&[fine(), reason("ProvisionedThroughputExceeded")]),
        cancelled(&[reason("ValidationError"), fine()]),
    ]);
    for (failure, codes) in [
        (StorageFailure::Busy, "ThrottlingError, None"),
        (StorageFailure::Busy, "None, ProvisionedThroughputExceeded"),
        (StorageFailure::Defect, "ValidationError, None"),
    ] {
        check_storage(
            users.create(&ann).await.unwrap_err(),
            failure,
            &format!("the transaction was cancelled ({codes})"),
        );
    }
}

#[tokio::test]
async fn reads_a_user_consistently() {
    let (table, users) =
        Table::answering([ok(json!({"Item": item("ann@example.com", "Ann", 3)})), ok(json!({}))]);
    let expected = user("ann@example.com", "Ann", 3);
    assert_eq!(users.get(id()).await.unwrap(), Some(expected));
    assert_eq!(users.get(id()).await.unwrap(), None);
    table.check(&[read_request(), read_request()]);
}

#[tokio::test]
async fn an_item_that_is_no_user_is_a_defect_without_its_values() {
    let mut wrong = item("ann@example.com", "Ann", 1);
    wrong["version"] = json!({"S": "Ann's"});
    let (_, users) = Table::answering([ok(json!({"Item": wrong}))]);
    check_failure(
        &users.get(id()).await.unwrap_err(),
        StorageFailure::Defect,
        &format!("the item `{ID}` has not the attributes of a `user_contract::User`"),
    );
}

#[tokio::test]
async fn finds_a_user_through_the_index() {
    let (table, users) = Table::answering([
        ok(json!({"Count": 1, "Items": [item("ann@example.com", "Ann", 1)]})),
        ok(json!({"Count": 0, "Items": []})),
    ]);
    let ann = Email::parse("Ann@Example.com").unwrap();
    let found = users.find_by_email(&ann).await.unwrap();
    assert_eq!(found, Some(user("ann@example.com", "Ann", 1)));
    assert_eq!(users.find_by_email(&ann).await.unwrap(), None);
    let query = json!({
        "TableName": "users-1",
        "IndexName": "by-email",
        "KeyConditionExpression": "#email = :email",
        "ExpressionAttributeNames": {"#email": "email"},
        "ExpressionAttributeValues": {":email": {"S": "ann@example.com"}},
        "Limit": 1,
    });
    table.check(&[("Query", query.clone()), ("Query", query)]);
}

fn scan_request(limit: u32, start: Option<&str>) -> (&'static str, Value) {
    let mut scan = json!({
        "TableName": "users-1",
        "FilterExpression": "attribute_exists(#email)",
        "ExpressionAttributeNames": {"#email": "email"},
        "Limit": limit,
    });
    if let Some(start) = start {
        scan["ExclusiveStartKey"] = json!({"id": {"S": start}});
    }
    ("Scan", scan)
}

#[tokio::test]
async fn a_page_is_filled_past_the_claims() {
    let claim_key = "email#bob@example.com";
    let (table, users) = Table::answering([
        ok(json!({
            "Items": [item("a@example.com", "A", 1)],
            "LastEvaluatedKey": {"id": {"S": claim_key}},
        })),
        ok(json!({"Items": [], "LastEvaluatedKey": {"id": {"S": "x"}}})),
        ok(json!({"Items": [item("b@example.com", "B", 1), item("c@example.com", "C", 1)]})),
    ]);
    let page = users.list(Some(id()), 2).await.unwrap();
    let names: Vec<&str> = page.users.iter().map(|user| user.name.as_str()).collect();
    assert_eq!((names, page.more), (vec!["A", "B"], true));
    table.check(&[
        scan_request(6, Some(ID)),
        scan_request(6, Some(claim_key)),
        scan_request(6, Some("x")),
    ]);
}

#[tokio::test]
async fn the_last_page_ends_the_list() {
    let (table, users) = Table::answering([ok(json!({"Items": [item("a@example.com", "A", 1)]}))]);
    let page = users.list(None, 100).await.unwrap();
    assert_eq!((page.users.len(), page.more), (1, false));
    table.check(&[scan_request(202, None)]);
}

#[tokio::test]
async fn failures_are_told_apart() {
    for (answer, failure, code) in [
        (
            failed("ProvisionedThroughputExceededException"),
            StorageFailure::Busy,
            "ProvisionedThroughputExceededException",
        ),
        (failed("ThrottlingException"), StorageFailure::Busy, "ThrottlingException"),
        (failed("RequestLimitExceeded"), StorageFailure::Busy, "RequestLimitExceeded"),
        (failed("AccessDeniedException"), StorageFailure::Defect, "AccessDeniedException"),
        (failed("ResourceNotFoundException"), StorageFailure::Defect, "ResourceNotFoundException"),
        (
            (500, failed("InternalServerError").1),
            StorageFailure::Unavailable,
            "InternalServerError",
        ),
    ] {
        let (_, users) = Table::answering([answer]);
        check_failure(
            &users.get(id()).await.unwrap_err(),
            failure,
            &format!("GetItem answered `{code}`: about it (request R1)"),
        );
    }
}

#[tokio::test]
async fn warms_up_with_one_cheap_request() {
    let retries = RetryConfig::standard().with_max_attempts(3);
    let (table, users) =
        Table::answering_with(retries, [ok(json!({})), failed("ThrottlingException")]);
    users.warm_up().await.unwrap();
    let error = users.warm_up().await.unwrap_err();
    assert_eq!(error.failure(), StorageFailure::Busy);
    let get = json!({"TableName": "users-1", "Key": {"id": {"S": "warm-up"}}});
    table.check(&[("GetItem", get.clone()), ("GetItem", get)]);
}
