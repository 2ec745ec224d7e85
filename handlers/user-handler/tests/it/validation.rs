//! What a request must look like, and what it is told otherwise.

use serde_json::{Value, json};

use crate::support::{Event, api, event};

async fn check(event: Event, status: i64, code: &str, fields: Value) {
    let api = api();
    let response = event.send(&api).await;
    assert_eq!(response.status(), status, "{}", response.text());
    assert_eq!(response.code(), code);
    let body = response.json();
    assert_eq!(body["error"]["fields"], fields);
    assert_eq!(response.header("content-type"), Some("application/json"));
}

async fn check_user(body: &str, fields: Value) {
    for name in ["create", "update"] {
        let event = event(name).body(body);
        check(event, 422, "invalid-user", fields.clone()).await;
    }
}

#[tokio::test]
async fn names_every_problem_of_a_user_at_once() {
    check_user(
        r#"{"nickname":"A","email":"nobody","name":7,"version":3}"#,
        json!([
            {"field": "nickname", "message": "is no field of a user"},
            {"field": "version", "message": "is set by the service alone"},
            {"field": "email", "message": "must have an `@` between a name and a domain"},
            {"field": "name", "message": "must be a string"},
        ]),
    )
    .await;
}

#[tokio::test]
async fn fails_on_each_kind_of_wrong_user() {
    let required = |field| json!({"field": field, "message": "is required"});
    check_user("{}", json!([required("email"), required("name")])).await;
    check_user(r#"{"email":"ann@example.com"}"#, json!([required("name")])).await;
    check_user(
        r#"{"email":null,"name":["Ann"]}"#,
        json!([
            {"field": "email", "message": "must be a string"},
            {"field": "name", "message": "must be a string"},
        ]),
    )
    .await;
    check_user(
        r#"{"email":"ann@example.com","name":"Ann","email":"bob@example.com"}"#,
        json!([{"field": "email", "message": "must be given only once"}]),
    )
    .await;
    check_user(
        r#"{"id":"1","email":"ann@example.com","name":"  "}"#,
        json!([
            {"field": "id", "message": "is set by the service alone"},
            {"field": "name", "message": "must not be empty"},
        ]),
    )
    .await;
    check_user(
        r#"{"Email":"ann@example.com","email":"ann@example.com","name":"Ann"}"#,
        json!([{"field": "Email", "message": "is no field of a user"}]),
    )
    .await;
}

#[tokio::test]
async fn counts_problems_in_words() {
    let one = event("create").body(r#"{"email":"ann@example.com"}"#);
    let one = one.send(&api()).await.json();
    assert_eq!(one["error"]["message"], "the user has 1 problem");
    let two = event("create").body("{}").send(&api()).await.json();
    assert_eq!(two["error"]["message"], "the user has 2 problems");
}

#[tokio::test]
async fn an_answer_stays_small_whatever_is_sent() {
    let mut body = json!({"email": "ann@example.com", "name": "Ann"});
    for count in 0..500 {
        body[format!("{count:0>20}")] = json!(0);
    }
    body["x".repeat(1000)] = json!(0);
    let response = event("create").body(&body.to_string()).send(&api()).await;
    assert_eq!(response.status(), 422);
    let fields = response.json()["error"]["fields"].clone();
    assert_eq!(fields.as_array().unwrap().len(), 20);
    assert_eq!(response.json()["error"]["message"], "the user has 501 problems");
    let response =
        event("create").body(&json!({"x".repeat(1000): 0}).to_string()).send(&api()).await;
    let field = response.json()["error"]["fields"][0]["field"].clone();
    assert_eq!(field, "x".repeat(64));
}

async fn check_json(body: &str, message: &str) {
    let response = event("create").body(body).send(&api()).await;
    assert_eq!(response.status(), 400, "{body}");
    assert_eq!(response.code(), "invalid-json");
    assert_eq!(response.json()["error"]["message"], message, "{body}");
}

#[tokio::test]
async fn says_where_a_body_stops_being_json() {
    check_json("", "the body is not valid JSON at line 1, column 0").await;
    check_json("{", "the body is not valid JSON at line 1, column 1").await;
    check_json(
        "{\n  \"email\": \"a\",\n  oops\n}",
        "the body is not valid JSON at line 3, column 3",
    )
    .await;
    check_json("{} {}", "the body is not valid JSON at line 1, column 4").await;
    check_json("{\"name\": \"\\ud800\"}", "the body is not valid JSON at line 1, column 17").await;
    // Deeply nested values end before the stack does.
    let deep = format!("{{\"name\":{}", "[".repeat(5000));
    check_json(&deep, "the body is not valid JSON at line 1, column 135").await;
}

#[tokio::test]
async fn a_body_is_an_object() {
    for body in ["null", "[]", "\"Ann\"", "7"] {
        check(event("create").body(body), 400, "invalid-body", Value::Null).await;
    }
    let missing = event("create").set("/body", Value::Null);
    check(missing, 400, "invalid-json", Value::Null).await;
}

#[tokio::test]
async fn a_body_is_json_by_its_type() {
    for types in [
        &[][..],
        &["text/plain"],
        &["application/x-www-form-urlencoded"],
        &["application/json; charset=latin1"],
        &["application/json", "text/plain"],
    ] {
        let event = event("create").header("content-type", types);
        check(event, 415, "unsupported-media-type", Value::Null).await;
    }
    // A server that fills only one of the two maps is understood too.
    let single = event("create").set("/multiValueHeaders", Value::Null);
    assert_eq!(single.send(&api()).await.status(), 201);
    let several = event("create").set("/headers", Value::Null);
    assert_eq!(several.send(&api()).await.status(), 201);
}

#[tokio::test]
async fn a_body_has_a_largest_size() {
    let empty = r#"{"email":"ann@example.com","name":"Ann"}"#;
    let largest = format!("{}{empty}", " ".repeat(16 * 1024 - empty.len()));
    assert_eq!(event("create").body(&largest).send(&api()).await.status(), 201);
    let larger = format!(" {largest}");
    check(event("create").body(&larger), 413, "body-too-large", Value::Null).await;
    let encoded = event("create-base64").body(&"A".repeat(22_000));
    check(encoded, 413, "body-too-large", Value::Null).await;
    // 16,386 bytes in as many characters as 16,384 may take.
    let encoded = event("create-base64").body(&"AAAA".repeat(5462));
    check(encoded, 413, "body-too-large", Value::Null).await;
}

#[tokio::test]
async fn fails_on_a_body_that_is_not_base64_or_not_text() {
    for body in ["{}", "AAA", "A===", "e30=\n"] {
        let event = event("create-base64").body(body);
        check(event, 400, "invalid-base64", Value::Null).await;
    }
    // The bytes of {"name":"\xff"}.
    let event = event("create-base64").body("eyJuYW1lIjoi/yJ9");
    check(event, 400, "invalid-json", Value::Null).await;
}

async fn check_query(query: &[(&str, &str)], fields: Value) {
    let event = event("list").query(query);
    check(event, 400, "invalid-query", fields).await;
}

#[tokio::test]
async fn names_every_problem_of_a_query_at_once() {
    check_query(
        &[("cursor", "abc"), ("email", "nobody"), ("emial", "x"), ("limit", "0")],
        json!([
            {"field": "cursor", "message": "is not a cursor of this list"},
            {"field": "email", "message": "must have an `@` between a name and a domain"},
            {"field": "emial", "message": "is no parameter of this list"},
            {"field": "limit", "message": "must be a whole number from 1 to 100"},
        ]),
    )
    .await;
}

#[tokio::test]
async fn fails_on_each_kind_of_wrong_query() {
    for limit in ["", "0", "-1", "101", "ten", "1.5", "99999999999999999999"] {
        check_query(
            &[("limit", limit)],
            json!([{"field": "limit", "message": "must be a whole number from 1 to 100"}]),
        )
        .await;
    }
    check_query(
        &[("limit", "2"), ("limit", "3")],
        json!([{"field": "limit", "message": "must be given only once"}]),
    )
    .await;
    check_query(
        &[("email", "ann@example.com"), ("limit", "2")],
        json!([{"field": "email", "message": "must not be combined with `limit` or `cursor`"}]),
    )
    .await;
    check_query(
        &[("email", "ann@example.com"), ("cursor", "AQGPPF59Snw7mlEvbw9vnRE")],
        json!([{"field": "email", "message": "must not be combined with `limit` or `cursor`"}]),
    )
    .await;
}

#[tokio::test]
async fn reads_a_query_from_either_map() {
    let event =
        event("list").query(&[("limit", "0")]).set("/multiValueQueryStringParameters", Value::Null);
    assert_eq!(event.send(&api()).await.status(), 400);
}
