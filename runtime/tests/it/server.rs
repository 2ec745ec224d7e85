//! A DynamoDB that answers from a script, and a table in it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_http_client::test_util::infallible_client_fn;
use construct_contract::{ReaderWriter, TableItem};
use construct_runtime::Table;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// An item with every kind of key and index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TableItem)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::duplicated_attributes)]
#[table(
    index(name = "by-status", partition_key = "status", sort_key = "total", keys_only),
    index(name = "by-day", local, sort_key = "day")
)]
pub(crate) struct Order {
    #[table(partition_key)]
    pub(crate) customer_id: String,
    #[table(sort_key)]
    pub(crate) number: u32,
    pub(crate) status: String,
    pub(crate) total: u64,
    pub(crate) day: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    #[serde(default)]
    pub(crate) version: u64,
}

pub(crate) const ORDER: OrderAttributes = Order::ATTRIBUTES;

pub(crate) fn order(number: u32) -> Order {
    Order {
        customer_id: "c1".to_owned(),
        number,
        status: "open".to_owned(),
        total: 100,
        day: "2026-11-24".to_owned(),
        note: None,
        version: 1,
    }
}

/// The same as DynamoDB has it.
pub(crate) fn stored(number: u32) -> Value {
    json!({
        "customerId": {"S": "c1"},
        "number": {"N": number.to_string()},
        "status": {"S": "open"},
        "total": {"N": "100"},
        "day": {"S": "2026-11-24"},
        "version": {"N": "1"},
    })
}

pub(crate) fn key(number: u32) -> OrderKey {
    OrderKey { customer_id: "c1".to_owned(), number }
}

pub(crate) fn stored_key(number: u32) -> Value {
    json!({"customerId": {"S": "c1"}, "number": {"N": number.to_string()}})
}

/// A server that answers from a script and keeps what it was asked.
#[derive(Clone)]
pub(crate) struct Server {
    answers: Arc<Mutex<VecDeque<(u16, Value)>>>,
    requests: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Server {
    /// A server with these answers, and a client that tries nothing twice.
    pub(crate) fn answering(answers: impl IntoIterator<Item = (u16, Value)>) -> (Self, Client) {
        Self::answering_with(RetryConfig::disabled(), answers)
    }

    pub(crate) fn answering_with(
        retries: RetryConfig,
        answers: impl IntoIterator<Item = (u16, Value)>,
    ) -> (Self, Client) {
        let server = Self {
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            requests: Arc::default(),
        };
        let this = server.clone();
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
                this.requests.lock().unwrap().push((operation.to_owned(), body));
                let answer = this.answers.lock().unwrap().pop_front();
                let (status, body) = answer.expect("one request too many");
                http::Response::builder()
                    .status(status)
                    .header("content-type", "application/x-amz-json-1.0")
                    .header("x-amzn-requestid", "R1")
                    .body(body.to_string())
                    .unwrap()
            }))
            .build();
        (server, Client::from_conf(config))
    }

    /// Compares all requests.
    #[track_caller]
    pub(crate) fn check(&self, expected: &[(&str, Value)]) {
        assert!(self.answers.lock().unwrap().is_empty(), "too few requests");
        let expected: Vec<(String, Value)> = expected
            .iter()
            .map(|(operation, body)| ((*operation).to_owned(), body.clone()))
            .collect();
        assert_eq!(*self.requests.lock().unwrap(), expected);
    }

    pub(crate) fn requests(&self) -> Vec<(String, Value)> {
        self.requests.lock().unwrap().clone()
    }

    /// The tokens of transactions, which are taken out of the requests.
    pub(crate) fn tokens(&self) -> Vec<String> {
        let mut requests = self.requests.lock().unwrap();
        let tokens = requests.iter_mut().filter_map(|(_, body)| {
            let token = body.as_object_mut()?.remove("ClientRequestToken")?;
            Some(token.as_str()?.to_owned())
        });
        tokens.collect()
    }
}

/// A server with these answers, and its table of orders.
pub(crate) fn orders(
    answers: impl IntoIterator<Item = (u16, Value)>,
) -> (Server, Table<ReaderWriter<Order>>) {
    let (server, client) = Server::answering(answers);
    (server, Table::new(&client, ReaderWriter::new("orders-1")))
}

pub(crate) fn ok(body: Value) -> (u16, Value) {
    (200, body)
}

pub(crate) fn failed(code: &str) -> (u16, Value) {
    let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
    (400, json!({"__type": kind, "message": "about it"}))
}

/// A condition that did not hold, with the item that it met.
pub(crate) fn refused(item: Option<Value>) -> (u16, Value) {
    let (status, mut body) = failed("ConditionalCheckFailedException");
    if let Some(item) = item {
        body["Item"] = item;
    }
    (status, body)
}

/// An error that may come after the work was done.
pub(crate) fn lost() -> (u16, Value) {
    (500, failed("InternalServerError").1)
}

/// The body with the table's name.
pub(crate) fn on_table(mut body: Value) -> Value {
    body["TableName"] = json!("orders-1");
    body
}
