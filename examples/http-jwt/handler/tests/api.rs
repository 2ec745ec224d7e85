//! The API, asked as an HTTP API asks it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use aws_lambda_events::encodings::Body;
use http_jwt_handler::answer;
use serde_json::{Value, json};

/// An event of payload format 2.0, with the claims of a client's token.
fn event(route: &str, body: Option<&str>) -> Value {
    let (method, path) = route.split_once(' ').unwrap();
    let mut event = json!({
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": "",
        "headers": { "content-type": "application/json" },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api-id",
            "authorizer": { "jwt": {
                "claims": {
                    "client_id": "client-1",
                    "exp": "1900000000",
                    "scope": "quotes/read quotes/write",
                    "sub": "client-1"
                },
                "scopes": ["quotes/write"]
            } },
            "domainName": "id.execute-api.us-east-1.amazonaws.com",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "agent"
            },
            "requestId": "r-1",
            "routeKey": route,
            "stage": "$default",
            "timeEpoch": 1_583_348_638_390_u64
        },
        "isBase64Encoded": false
    });
    if let Some(body) = body {
        event["body"] = json!(body);
    }
    event
}

fn call(event: Value) -> (i64, Value) {
    let response = answer(&serde_json::from_value(event).unwrap());
    let body = match &response.body {
        Some(Body::Text(text)) => {
            assert_eq!(response.headers["content-type"], "application/json");
            serde_json::from_str(text).unwrap()
        }
        _ => Value::Null,
    };
    (response.status_code, body)
}

#[test]
fn tells_whom_the_token_speaks_for() {
    let (status, body) = call(event("GET /me", None));
    assert_eq!(status, 200);
    let scopes = ["quotes/read", "quotes/write"];
    assert_eq!(body, json!({ "subject": "client-1", "client": "client-1", "scopes": scopes }));
}

#[test]
fn adds_up_a_quote_for_the_client() {
    let body = r#"{"lines": [{"unitPrice": 250, "quantity": 2}, {"unitPrice": 1, "quantity": 0}]}"#;
    let (status, body) = call(event("POST /quotes", Some(body)));
    assert_eq!((status, body), (200, json!({ "total": 500, "for": "client-1" })));
}

#[test]
fn anyone_may_ask_whether_it_runs() {
    let mut asked = event("GET /health", None);
    asked["requestContext"].as_object_mut().unwrap().remove("authorizer");
    assert_eq!(call(asked), (204, Value::Null));
}

/// Not even by mistake of the stack: without a checked token nobody is told anything.
#[test]
fn fails_without_a_checked_token() {
    for route in ["GET /me", "POST /quotes", "GET /other"] {
        let mut asked = event(route, Some(r#"{"lines": [{"unitPrice": 1, "quantity": 1}]}"#));
        asked["requestContext"].as_object_mut().unwrap().remove("authorizer");
        assert_eq!(call(asked), (404, json!({ "message": "Not Found" })), "for {route}");
    }
}

#[test]
fn fails_on_what_is_no_quote() {
    let line = r#"{"unitPrice": 4294967295, "quantity": 4294967295}"#;
    let lines = |count: usize| format!(r#"{{"lines": [{}]}}"#, vec![line; count].join(", "));
    for (body, message) in [
        (String::new(), "the body is no request: EOF while parsing a value"),
        ("{}".to_owned(), "the body is no request: missing field `lines`"),
        (r#"{"lines": [], "vat": 1}"#.to_owned(), "the body is no request: unknown field `vat`"),
        (
            r#"{"lines": [{"unitPrice": -1, "quantity": 1}]}"#.to_owned(),
            "the body is no request: invalid value: integer `-1`, expected u32",
        ),
        (lines(0), "`lines` must have 1 to 100 lines"),
        (lines(101), "`lines` must have 1 to 100 lines"),
        (lines(2), "the total is too large"),
    ] {
        let (status, error) = call(event("POST /quotes", Some(&body)));
        assert_eq!(status, 400, "for {body}");
        let seen = error["message"].as_str().unwrap();
        assert!(seen.starts_with(message), "{seen}");
    }
    let mut encoded = event("POST /quotes", Some("e30="));
    encoded["isBase64Encoded"] = json!(true);
    let message = json!({ "message": "send the body as `application/json`" });
    assert_eq!(call(encoded), (400, message));
}
