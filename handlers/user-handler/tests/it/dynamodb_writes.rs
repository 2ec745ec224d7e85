//! The DynamoDB store: what it sends to change and delete users, to the letter,
//! and how it reads which condition failed.

use aws_sdk_dynamodb::config::retry::RetryConfig;
use serde_json::{Value, json};
use user_handler::domain::{Draft, Email, Name, Precondition};
use user_handler::repository::{StorageFailure, UserRepository, WriteError};

use crate::table::{
    ID, Table, cancelled, check_storage, claim, failed, fine, id, item, met, ok, read_request,
    reason, release, user,
};

fn draft(email: &str, name: &str) -> Draft {
    Draft { email: Email::parse(email).unwrap(), name: Name::parse(name).unwrap() }
}

fn version(version: u64) -> Precondition {
    Precondition::Versions(vec![version])
}

fn in_place_request(email: &str, name: &str, versions: &[&str]) -> (&'static str, Value) {
    let mut condition = "#email = :email".to_owned();
    let mut values = json!({":email": {"S": email}, ":name": {"S": name}, ":version": {"N": "1"}});
    let names: Vec<String> =
        (0..versions.len()).map(|index| format!(":version_{}", index + 2)).collect();
    for (name, version) in names.iter().zip(versions) {
        values[name] = json!({"N": version});
    }
    if !names.is_empty() {
        condition = format!("{condition} AND #version IN ({})", names.join(", "));
    }
    let names = json!({"#email": "email", "#id": "id", "#name": "name", "#version": "version"});
    let update = json!({
        "TableName": "users-1",
        "Key": {"id": {"S": ID}},
        "UpdateExpression": "SET #name = :name, #version = #version + :version",
        "ConditionExpression": format!("{condition} AND attribute_exists(#id)"),
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
        "ReturnValues": "ALL_NEW",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    });
    ("UpdateItem", update)
}

fn refused_in_place(item: Value) -> (u16, Value) {
    (
        400,
        json!({
            "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
            "message": "The conditional request failed",
            "Item": item,
        }),
    )
}

fn replace(email: &str, name: &str, from: u64) -> Value {
    json!({"Update": {
        "TableName": "users-1",
        "Key": {"id": {"S": ID}},
        "UpdateExpression": "SET #email = :email, #name = :name, #version = #version + :version",
        "ConditionExpression": "#version = :version_2 AND attribute_exists(#id)",
        "ExpressionAttributeNames":
            {"#email": "email", "#id": "id", "#name": "name", "#version": "version"},
        "ExpressionAttributeValues": {
            ":email": {"S": email},
            ":name": {"S": name},
            ":version": {"N": "1"},
            ":version_2": {"N": from.to_string()},
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }})
}

fn move_request(from: (&str, u64), to: (&str, &str)) -> (&'static str, Value) {
    let writes = json!([replace(to.0, to.1, from.1), release(from.0), claim(to.0)]);
    ("TransactWriteItems", json!({"TransactItems": writes}))
}

fn delete_request(version: u64) -> (&'static str, Value) {
    let delete = json!({"Delete": {
        "TableName": "users-1",
        "Key": {"id": {"S": ID}},
        "ConditionExpression": "#version = :version",
        "ExpressionAttributeNames": {"#version": "version"},
        "ExpressionAttributeValues": {":version": {"N": version.to_string()}},
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }});
    let writes = json!({"TransactItems": [delete, release("ann@example.com")]});
    ("TransactWriteItems", writes)
}

#[tokio::test]
async fn an_update_that_keeps_the_address_is_one_request() {
    let (table, users) = Table::answering([
        ok(json!({"Attributes": item("ann@example.com", "Ann Kim", 4)})),
        ok(json!({"Attributes": item("ann@example.com", "Ann Kim", 4)})),
    ]);
    let draft = draft("ann@example.com", "Ann Kim");
    let several = Precondition::Versions(vec![3, 7]);
    let updated = users.update(id(), &draft, &several).await.unwrap();
    assert_eq!(updated, user("ann@example.com", "Ann Kim", 4));
    users.update(id(), &draft, &Precondition::Any).await.unwrap();
    table.check(&[
        in_place_request("ann@example.com", "Ann Kim", &["3", "7"]),
        in_place_request("ann@example.com", "Ann Kim", &[]),
    ]);
}

#[tokio::test]
async fn one_refusal_tells_no_user_from_another_version() {
    let (table, users) = Table::answering([
        failed("ConditionalCheckFailedException"),
        refused_in_place(item("ann@example.com", "Ann", 4)),
    ]);
    let draft = draft("ann@example.com", "Ann Kim");
    let missing = users.update(id(), &draft, &version(3)).await;
    assert!(matches!(missing, Err(WriteError::NotFound)), "{missing:?}");
    let stale = users.update(id(), &draft, &version(3)).await;
    assert!(matches!(stale, Err(WriteError::VersionMismatch)), "{stale:?}");
    let request = in_place_request("ann@example.com", "Ann Kim", &["3"]);
    table.check(&[request.clone(), request]);
}

#[tokio::test(start_paused = true)]
async fn an_update_is_not_refused_by_its_own_first_try() {
    let retries = || RetryConfig::standard().with_max_attempts(3);
    let lost = || (500, failed("InternalServerError").1);
    let draft = draft("ann@example.com", "Ann Kim");
    let ours = item("ann@example.com", "Ann Kim", 4);
    let (table, users) = Table::answering_with(retries(), [lost(), refused_in_place(ours.clone())]);
    let updated = users.update(id(), &draft, &version(3)).await.unwrap();
    assert_eq!(updated, user("ann@example.com", "Ann Kim", 4));
    let request = in_place_request("ann@example.com", "Ann Kim", &["3"]);
    table.check(&[request.clone(), request]);

    // What another client wrote is a refusal, and so is ours without a loss.
    for theirs in [
        item("ann@example.com", "Ann Lee", 4),
        item("ann@example.com", "Ann Kim", 5),
        item("ann@example.net", "Ann Kim", 4),
    ] {
        let (_, users) = Table::answering_with(retries(), [lost(), refused_in_place(theirs)]);
        let stale = users.update(id(), &draft, &version(3)).await;
        assert!(matches!(stale, Err(WriteError::VersionMismatch)), "{stale:?}");
    }
    let (_, users) = Table::answering_with(retries(), [refused_in_place(ours)]);
    let stale = users.update(id(), &draft, &version(3)).await;
    assert!(matches!(stale, Err(WriteError::VersionMismatch)), "{stale:?}");
}

#[tokio::test]
async fn a_new_address_moves_the_claim() {
    let (table, users) =
        Table::answering([refused_in_place(item("ann@example.com", "Ann", 3)), ok(json!({}))]);
    let draft = draft("ann@example.org", "Ann Kim");
    let updated = users.update(id(), &draft, &version(3)).await.unwrap();
    assert_eq!(updated, user("ann@example.org", "Ann Kim", 4));
    table.check(&[
        in_place_request("ann@example.org", "Ann Kim", &["3"]),
        move_request(("ann@example.com", 3), ("ann@example.org", "Ann Kim")),
    ]);
}

#[tokio::test]
async fn a_move_that_fails_says_by_which_write() {
    let old = || item("ann@example.com", "Ann", 3);
    let condition = || reason("ConditionalCheckFailed");
    let draft = draft("ann@example.org", "Ann");
    let try_move = async |reasons: [Value; 3]| {
        let (_, users) = Table::answering([refused_in_place(old()), cancelled(&reasons)]);
        users.update(id(), &draft, &version(3)).await.unwrap_err()
    };
    let taken = try_move([fine(), fine(), condition()]).await;
    assert!(matches!(taken, WriteError::EmailTaken), "{taken:?}");
    let gone = try_move([condition(), fine(), fine()]).await;
    assert!(matches!(gone, WriteError::NotFound), "{gone:?}");
    let empty = try_move([met(json!({})), fine(), fine()]).await;
    assert!(matches!(empty, WriteError::NotFound), "{empty:?}");
    let newer = item("ann@example.com", "Ann", 4);
    let stale = try_move([met(newer.clone()), fine(), fine()]).await;
    assert!(matches!(stale, WriteError::VersionMismatch), "{stale:?}");
    // The version counts before the address.
    let both = try_move([met(newer), fine(), condition()]).await;
    assert!(matches!(both, WriteError::VersionMismatch), "{both:?}");
    check_storage(
        try_move([fine(), condition(), fine()]).await,
        StorageFailure::Defect,
        "the claim of a user's address belongs to another",
    );
}

#[tokio::test]
async fn any_version_starts_again_from_the_newer_one() {
    let (table, users) = Table::answering([
        refused_in_place(item("ann@example.com", "Ann", 3)),
        cancelled(&[met(item("ann@example.net", "Ann", 4)), fine(), fine()]),
        ok(json!({})),
    ]);
    let draft = draft("ann@example.org", "Ann");
    let updated = users.update(id(), &draft, &Precondition::Any).await.unwrap();
    assert_eq!(updated, user("ann@example.org", "Ann", 5));
    table.check(&[
        in_place_request("ann@example.org", "Ann", &[]),
        move_request(("ann@example.com", 3), ("ann@example.org", "Ann")),
        move_request(("ann@example.net", 4), ("ann@example.org", "Ann")),
    ]);
}

#[tokio::test]
async fn a_move_to_the_address_that_another_write_set_needs_no_claim() {
    let (table, users) = Table::answering([
        refused_in_place(item("ann@example.com", "Ann", 3)),
        cancelled(&[met(item("ann@example.org", "A", 4)), fine(), fine()]),
        ok(json!({})),
    ]);
    let draft = draft("ann@example.org", "Ann");
    users.update(id(), &draft, &Precondition::Any).await.unwrap();
    let alone = json!({"TransactItems": [replace("ann@example.org", "Ann", 4)]});
    table.check(&[
        in_place_request("ann@example.org", "Ann", &[]),
        move_request(("ann@example.com", 3), ("ann@example.org", "Ann")),
        ("TransactWriteItems", alone),
    ]);
}

#[tokio::test]
async fn a_user_that_never_rests_is_busy() {
    let changed =
        |version| cancelled(&[met(item("ann@example.com", "Ann", version)), fine(), fine()]);
    let (_, users) = Table::answering([
        refused_in_place(item("ann@example.com", "Ann", 3)),
        changed(4),
        changed(5),
        changed(6),
    ]);
    let draft = draft("ann@example.org", "Ann");
    check_storage(
        users.update(id(), &draft, &Precondition::Any).await.unwrap_err(),
        StorageFailure::Busy,
        "the user changes all the time",
    );
}

#[tokio::test(start_paused = true)]
async fn an_update_waits_for_a_transaction() {
    let (table, users) = Table::answering([
        failed("TransactionConflictException"),
        ok(json!({"Attributes": item("ann@example.com", "Ann", 2)})),
    ]);
    let draft = draft("ann@example.com", "Ann");
    users.update(id(), &draft, &version(1)).await.unwrap();
    let request = in_place_request("ann@example.com", "Ann", &["1"]);
    table.check(&[request.clone(), request]);
}

#[tokio::test]
async fn deleting_frees_the_address() {
    let (table, users) =
        Table::answering([ok(json!({"Item": item("ann@example.com", "Ann", 3)})), ok(json!({}))]);
    users.delete(id(), &version(3)).await.unwrap();
    table.check(&[read_request(), delete_request(3)]);
}

#[tokio::test]
async fn deleting_knows_missing_and_changed_users() {
    let stored = |version| ok(json!({"Item": item("ann@example.com", "Ann", version)}));
    let condition = || reason("ConditionalCheckFailed");
    let delete = async |answers: Vec<(u16, Value)>, precondition: Precondition| {
        let (_, users) = Table::answering(answers);
        users.delete(id(), &precondition).await
    };
    let missing = delete(vec![ok(json!({}))], Precondition::Any).await;
    assert!(matches!(missing, Err(WriteError::NotFound)), "{missing:?}");
    let stale = delete(vec![stored(4)], version(3)).await;
    assert!(matches!(stale, Err(WriteError::VersionMismatch)), "{stale:?}");
    // Another delete or update came between the read and the transaction.
    let gone = vec![stored(3), cancelled(&[condition(), fine()])];
    let gone = delete(gone, version(3)).await;
    assert!(matches!(gone, Err(WriteError::NotFound)), "{gone:?}");
    let changed = || cancelled(&[met(item("ann@example.com", "Ann", 4)), fine()]);
    let raced = delete(vec![stored(3), changed()], version(3)).await;
    assert!(matches!(raced, Err(WriteError::VersionMismatch)), "{raced:?}");
    delete(vec![stored(3), changed(), ok(json!({}))], Precondition::Any).await.unwrap();
    let foreign = vec![stored(3), cancelled(&[fine(), condition()])];
    check_storage(
        delete(foreign, Precondition::Any).await.unwrap_err(),
        StorageFailure::Defect,
        "the claim of a user's address belongs to another",
    );
}
