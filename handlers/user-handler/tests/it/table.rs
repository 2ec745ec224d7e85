//! A table that answers from a script, and what it is asked most.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_http_client::test_util::infallible_client_fn;
use serde_json::{Value, json};
use user_contract::User;
use user_contract::contract::ReaderWriter;
use user_handler::domain::UserId;
use user_handler::dynamodb::DynamoDbUsers;
use user_handler::repository::{StorageError, StorageFailure, WriteError};

pub(crate) const ID: &str = "018f3c5e-7d4a-7c3b-9a51-2f6f0f6f9d11";

/// A table that answers from a script and keeps what it was asked.
#[derive(Clone)]
pub(crate) struct Table {
    answers: Arc<Mutex<VecDeque<(u16, Value)>>>,
    requests: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Table {
    /// A table with these answers, and the store that asks it. The SDK tries
    /// nothing twice.
    pub(crate) fn answering(
        answers: impl IntoIterator<Item = (u16, Value)>,
    ) -> (Self, DynamoDbUsers) {
        Self::answering_with(RetryConfig::disabled(), answers)
    }

    /// The same, where the SDK repeats what failed.
    pub(crate) fn answering_with(
        retries: RetryConfig,
        answers: impl IntoIterator<Item = (u16, Value)>,
    ) -> (Self, DynamoDbUsers) {
        let table = Self {
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            requests: Arc::default(),
        };
        let server = table.clone();
        let config = Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::from_static("eu-west-1"))
            .credentials_provider(Credentials::for_tests())
            .retry_config(retries)
            .http_client(infallible_client_fn(move |request| {
                let target = request.headers()["x-amz-target"].to_str().unwrap();
                let operation = target.strip_prefix("DynamoDB_20120810.").unwrap();
                let body = request.body().bytes().expect("the body is in memory");
                let body = serde_json::from_slice(body).unwrap();
                let mut requests = server.requests.lock().unwrap();
                requests.push((operation.to_owned(), body));
                let mut answers = server.answers.lock().unwrap();
                let (status, body) = answers.pop_front().expect("one request too many");
                http::Response::builder()
                    .status(status)
                    .header("content-type", "application/x-amz-json-1.0")
                    .header("x-amzn-requestid", "R1")
                    .body(body.to_string())
                    .unwrap()
            }))
            .build();
        let users = DynamoDbUsers::new(construct_runtime::Table::new(
            &Client::from_conf(config),
            ReaderWriter::new("users-1"),
        ));
        (table, users)
    }

    /// Compares all requests, without the tokens that the SDK makes at random.
    #[track_caller]
    pub(crate) fn check(&self, expected: &[(&str, Value)]) {
        assert!(self.answers.lock().unwrap().is_empty(), "too few requests");
        let mut requests = self.requests.lock().unwrap();
        for (operation, body) in requests.iter_mut() {
            let token = body.as_object_mut().unwrap().remove("ClientRequestToken");
            assert_eq!(token.is_some(), operation == "TransactWriteItems");
        }
        let expected: Vec<(String, Value)> = expected
            .iter()
            .map(|(operation, body)| ((*operation).to_owned(), body.clone()))
            .collect();
        assert_eq!(*requests, expected);
    }
}

pub(crate) fn ok(body: Value) -> (u16, Value) {
    (200, body)
}

pub(crate) fn failed(code: &str) -> (u16, Value) {
    let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
    (400, json!({"__type": kind, "message": "about it"}))
}

/// A cancelled transaction with one reason for each of its writes.
pub(crate) fn cancelled(reasons: &[Value]) -> (u16, Value) {
    let codes: Vec<&str> = reasons.iter().map(|one| one["Code"].as_str().unwrap()).collect();
    (
        400,
        json!({
            "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
            "Message": format!("Transaction cancelled, please refer cancellation reasons for specific reasons [{}]", codes.join(", ")),
            "CancellationReasons": reasons,
        }),
    )
}

pub(crate) fn fine() -> Value {
    json!({"Code": "None"})
}

pub(crate) fn reason(code: &str) -> Value {
    json!({"Code": code, "Message": "about it"})
}

/// A failed condition, with the item that it met.
pub(crate) fn met(item: Value) -> Value {
    json!({"Code": "ConditionalCheckFailed", "Message": "The conditional request failed", "Item": item})
}

pub(crate) fn item(email: &str, name: &str, version: u64) -> Value {
    json!({
        "id": {"S": ID},
        "email": {"S": email},
        "name": {"S": name},
        "version": {"N": version.to_string()},
    })
}

pub(crate) fn user(email: &str, name: &str, version: u64) -> User {
    User { id: ID.to_owned(), email: email.to_owned(), name: name.to_owned(), version }
}

pub(crate) fn id() -> UserId {
    UserId::parse(ID).unwrap()
}

pub(crate) fn claim(email: &str) -> Value {
    json!({"Put": {
        "TableName": "users-1",
        "Item": {"id": {"S": format!("email#{email}")}, "owner": {"S": ID}},
        "ConditionExpression": "attribute_not_exists(#id)",
        "ExpressionAttributeNames": {"#id": "id"},
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }})
}

pub(crate) fn release(email: &str) -> Value {
    json!({"Delete": {
        "TableName": "users-1",
        "Key": {"id": {"S": format!("email#{email}")}},
        "ConditionExpression": "attribute_not_exists(#id) OR #owner = :owner",
        "ExpressionAttributeNames": {"#id": "id", "#owner": "owner"},
        "ExpressionAttributeValues": {":owner": {"S": ID}},
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }})
}

pub(crate) fn read_request() -> (&'static str, Value) {
    let get = json!({"TableName": "users-1", "Key": {"id": {"S": ID}}, "ConsistentRead": true});
    ("GetItem", get)
}

#[track_caller]
pub(crate) fn check_storage(error: WriteError, failure: StorageFailure, cause: &str) {
    match error {
        WriteError::Storage(error) => check_failure(&error, failure, cause),
        other => panic!("not the table's: {other:?}"),
    }
}

#[track_caller]
pub(crate) fn check_failure(error: &StorageError, failure: StorageFailure, cause: &str) {
    assert_eq!(error.failure(), failure);
    let source = std::error::Error::source(error).expect("it has a cause");
    assert_eq!(source.to_string(), cause);
}
