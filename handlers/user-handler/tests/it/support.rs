//! Events, an API with known ids, and responses that are easy to ask.

use std::fs;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_lambda_events::apigw::ApiGatewayProxyResponse;
use aws_lambda_events::encodings::Body;
use construct_runtime::logs::{Format, subscriber};
use serde_json::{Value, json};
use tracing::level_filters::LevelFilter;
use user_handler::domain::{Clock, Ids, UserId};
use user_handler::http::Api;
use user_handler::memory::MemoryUsers;
use user_handler::repository::UserRepository;

/// The time at which every test happens.
pub(crate) const NOW: Duration = Duration::from_millis(0x018f_3c5e_7d4a);

/// A clock that stands still.
pub(crate) struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> Duration {
        NOW
    }
}

/// Ids that count up from 1 behind the time.
#[derive(Default)]
pub(crate) struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn next(&self, now: Duration) -> UserId {
        let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        let milliseconds = u64::try_from(now.as_millis()).expect("the time fits");
        UserId::from_bytes(
            ((u128::from(milliseconds) << 80) | (0x7000_8000 << 48) | u128::from(count))
                .to_be_bytes(),
        )
    }
}

/// The id of the `count`th user that an API of [`api`] creates.
pub(crate) fn id(count: u8) -> String {
    format!("018f3c5e-7d4a-7000-8000-0000000000{count:02x}")
}

pub(crate) type TestApi<R = MemoryUsers> = Api<R, StoppedClock, CountedIds>;

/// An API over an empty store.
pub(crate) fn api() -> TestApi {
    api_over(MemoryUsers::default())
}

pub(crate) fn api_over<R: UserRepository>(users: R) -> TestApi<R> {
    // Where no thread has a log, `tracing` would remember for all threads that
    // nobody listens, also for the test that reads its log.
    static LOG: Once = Once::new();
    LOG.call_once(|| {
        let nowhere = subscriber(&["user_handler"], Format::Json, LevelFilter::INFO, std::io::sink);
        tracing::subscriber::set_global_default(nowhere).expect("there is no other log");
    });
    Api::with(users, StoppedClock, CountedIds::default())
}

/// An event of API Gateway, changed for a test.
#[derive(Clone)]
pub(crate) struct Event(Value);

/// The event in `tests/events/{name}.json`.
pub(crate) fn event(name: &str) -> Event {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/events")
        .join(name)
        .with_extension("json");
    let text = fs::read_to_string(&path).expect("the event exists");
    Event(serde_json::from_str(&text).expect("the event is JSON"))
}

impl Event {
    pub(crate) fn method(mut self, method: &str) -> Self {
        self.0["httpMethod"] = json!(method);
        self.0["requestContext"]["httpMethod"] = json!(method);
        self
    }

    /// The event for another user.
    pub(crate) fn id(mut self, id: &str) -> Self {
        self.0["pathParameters"] = json!({"id": id});
        self.0["path"] = json!(format!("/users/{id}"));
        self.0["requestContext"]["path"] = json!(format!("/prod/users/{id}"));
        self
    }

    /// The event with other values of a header, or without it.
    pub(crate) fn header(mut self, name: &str, values: &[&str]) -> Self {
        for map in ["headers", "multiValueHeaders"] {
            let headers = self.0[map].as_object_mut().expect("headers are an object");
            headers.retain(|known, _| !known.eq_ignore_ascii_case(name));
        }
        if let Some(last) = values.last() {
            self.0["headers"][name] = json!(last);
            self.0["multiValueHeaders"][name] = json!(values);
        }
        self
    }

    pub(crate) fn query(mut self, pairs: &[(&str, &str)]) -> Self {
        let mut single = json!({});
        let mut several = json!({});
        for (name, value) in pairs {
            single[name] = json!(value);
            if several[name].is_null() {
                several[name] = json!([]);
            }
            several[name].as_array_mut().expect("values are a list").push(json!(value));
        }
        self.0["queryStringParameters"] = single;
        self.0["multiValueQueryStringParameters"] = several;
        self
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        self.0["body"] = json!(body);
        self
    }

    /// The event with `value` in place of whatever is at `pointer`.
    pub(crate) fn set(mut self, pointer: &str, value: Value) -> Self {
        *self.0.pointer_mut(pointer).expect("the event has it") = value;
        self
    }

    /// The text that Lambda hands over.
    pub(crate) fn text(&self) -> String {
        self.0.to_string()
    }

    pub(crate) async fn send<R: UserRepository>(&self, api: &TestApi<R>) -> Response {
        let event = serde_json::from_str(&self.text()).expect("the handler takes the event");
        Response(api.handle(event, "8476a536-e9f4-11e8-9739-2dfe598c3fcd").await)
    }
}

/// A response, as API Gateway would get it.
pub(crate) struct Response(pub(crate) ApiGatewayProxyResponse);

impl Response {
    pub(crate) fn status(&self) -> i64 {
        self.0.status_code
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn text(&self) -> &str {
        match &self.0.body {
            Some(Body::Text(text)) => text,
            None => "",
            other => panic!("not text: {other:?}"),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(self.text()).expect("the body is JSON")
    }

    /// The code of an error, which comes with the request's id.
    pub(crate) fn code(&self) -> String {
        let body = self.json();
        assert!(
            body["error"]["requestId"]
                .as_str()
                .is_some_and(|id| id.starts_with("c6af9ac6-7b61-11e6")),
            "{body}"
        );
        body["error"]["code"].as_str().expect("an error has a code").to_owned()
    }
}

/// Creates a user and returns its id.
pub(crate) async fn create(api: &TestApi<impl UserRepository>, email: &str, name: &str) -> String {
    let body = json!({"email": email, "name": name}).to_string();
    let response = event("create").body(&body).send(api).await;
    assert_eq!(response.status(), 201, "{}", response.text());
    response.json()["id"].as_str().expect("a user has an id").to_owned()
}
