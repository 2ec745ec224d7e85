//! Every route, with recorded events, over the store in memory.

use serde_json::{Value, json};

use crate::support::{Event, TestApi, api, create, event, id};

fn user(id: &str, email: &str, name: &str, version: u64) -> Value {
    json!({"id": id, "email": email, "name": name, "version": version})
}

#[tokio::test]
async fn creates_a_user() {
    let response = event("create").send(&api()).await;
    let expected = user(&id(1), "ann@example.com", "Ann Lee", 1);
    assert_eq!(response.json(), expected);
    assert_eq!(
        serde_json::to_value(&response.0).unwrap(),
        json!({
            "statusCode": 201,
            "headers": {
                "content-type": "application/json",
                "etag": "\"1\"",
                "location": format!("/prod/users/{}", id(1)),
            },
            "multiValueHeaders": {},
            "body": response.text(),
            "isBase64Encoded": false,
        })
    );
}

#[tokio::test]
async fn reads_a_base64_body() {
    let response = event("create-base64").send(&api()).await;
    assert_eq!(response.status(), 201);
    assert_eq!(response.json()["name"], "이순신");
}

#[tokio::test]
async fn location_has_the_base_path_of_a_domain() {
    let response =
        event("create").set("/requestContext/path", json!("/service/users/")).send(&api()).await;
    let expected = format!("/service/users/{}", id(1));
    assert_eq!(response.header("location"), Some(expected.as_str()));
}

#[tokio::test]
async fn refuses_an_address_that_another_user_has() {
    let api = api();
    create(&api, "ann@example.com", "Ann").await;
    let response =
        event("create").body(r#"{"email":" ANN@Example.com","name":"Another"}"#).send(&api).await;
    assert_eq!(response.status(), 409);
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(
        response.text(),
        r#"{"error":{"code":"email-taken","message":"another user has this e-mail address","fields":[{"field":"email","message":"belongs to another user"}],"requestId":"c6af9ac6-7b61-11e6-9a41-93e8deadbee1"}}"#
    );
}

#[tokio::test]
async fn reads_a_user() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    let response = event("read").id(&ann).header("If-None-Match", &[]).send(&api).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.json(), user(&ann, "ann@example.com", "Ann", 1));
    assert_eq!(response.header("etag"), Some("\"1\""));
    assert_eq!(response.header("cache-control"), Some("private, no-cache"));
}

#[tokio::test]
async fn does_not_send_again_what_the_client_has() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    for (known, status) in [
        (&["\"1\""][..], 304),
        (&["W/\"1\""], 304),
        (&["*"], 304),
        (&["\"7\", \"1\""], 304),
        (&["\"7\"", "\"1\""], 304),
        (&["\"2\""], 200),
        (&["\"abc\""], 200),
        (&["1"], 400),
    ] {
        let response = event("read").id(&ann).header("If-None-Match", known).send(&api).await;
        assert_eq!(response.status(), status, "for {known:?}");
        if status == 304 {
            assert_eq!(response.text(), "");
            assert_eq!(response.header("etag"), Some("\"1\""));
            assert_eq!(response.header("content-type"), None);
        }
    }
}

#[tokio::test]
async fn fails_to_find_what_is_no_user() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    for unknown in [
        id(9).as_str(),
        ann.to_uppercase().as_str(),
        "u1",
        "email#ann@example.com",
        "email%23ann@example.com",
        "warm-up",
    ] {
        for name in ["read", "update", "delete"] {
            let response = event(name).id(unknown).send(&api).await;
            assert_eq!(response.status(), 404, "{name} {unknown}");
            assert_eq!(response.code(), "user-not-found");
        }
    }
}

async fn page(api: &TestApi, query: &[(&str, &str)]) -> (Vec<String>, Option<String>) {
    let response = event("list").query(query).send(api).await;
    assert_eq!(response.status(), 200, "{}", response.text());
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let body = response.json();
    let users = body["users"].as_array().unwrap();
    let ids = users.iter().map(|user| user["id"].as_str().unwrap());
    let next = body["nextCursor"].as_str().map(str::to_owned);
    (ids.map(str::to_owned).collect(), next)
}

#[tokio::test]
async fn lists_users_page_by_page() {
    let api = api();
    for count in 1..=5 {
        create(&api, &format!("u{count}@example.com"), "U").await;
    }
    let (first, next) = page(&api, &[("limit", "2")]).await;
    assert_eq!(first, [id(1), id(2)]);
    let cursor = next.unwrap();
    assert!(!cursor.contains('@') && cursor.len() < 30, "{cursor}");

    // A user who goes away takes no page along.
    let deleted = event("delete").id(&id(2)).send(&api).await;
    assert_eq!(deleted.status(), 204);

    let (second, next) = page(&api, &[("limit", "2"), ("cursor", &cursor)]).await;
    assert_eq!(second, [id(3), id(4)]);
    let (third, next) = page(&api, &[("limit", "2"), ("cursor", &next.unwrap())]).await;
    assert_eq!((third, next), (vec![id(5)], None));
    // A page that is just full is the last one when nothing follows.
    let (all, next) = page(&api, &[("limit", "4")]).await;
    assert_eq!((all.len(), next), (4, None));
}

#[tokio::test]
async fn a_page_has_twenty_users_unless_told() {
    let api = api();
    for count in 1..=21 {
        create(&api, &format!("u{count}@example.com"), "U").await;
    }
    let (users, next) = page(&api, &[]).await;
    assert_eq!((users.len(), next.is_some()), (20, true));
}

#[tokio::test]
async fn an_empty_list_is_a_list() {
    let response = event("console-test").send(&api()).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.json(), json!({"users": []}));
}

#[tokio::test]
async fn finds_a_user_by_address() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    create(&api, "bob@example.com", "Bob").await;
    let found = event("find-by-email").send(&api).await;
    assert_eq!(found.status(), 200);
    assert_eq!(found.json(), json!({"users": [user(&ann, "ann@example.com", "Ann", 1)]}));
    let none = event("find-by-email").query(&[("email", "cat@example.com")]).send(&api).await;
    assert_eq!(none.json(), json!({"users": []}));
}

#[tokio::test]
async fn updates_the_version_that_the_client_knows() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    let response = event("update").id(&ann).send(&api).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.json(), user(&ann, "ann@example.com", "Ann Kim", 2));
    assert_eq!(response.header("etag"), Some("\"2\""));

    let again = event("update").id(&ann).send(&api).await;
    assert_eq!(again.status(), 412);
    assert_eq!(again.code(), "version-mismatch");
}

fn update(id: &str, if_match: &[&str]) -> Event {
    event("update").id(id).header("If-Match", if_match)
}

#[tokio::test]
async fn an_update_needs_a_version() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    for (if_match, status, code) in [
        (&[][..], 428, "if-match-required"),
        (&["1"], 400, "invalid-etag"),
        (&["\"2\""], 412, "version-mismatch"),
        (&["W/\"1\""], 412, "version-mismatch"),
        (&["\"abc\""], 412, "version-mismatch"),
    ] {
        let response = update(&ann, if_match).send(&api).await;
        assert_eq!(response.status(), status, "for {if_match:?}");
        assert_eq!(response.code(), code);
    }
    for if_match in [&["\"9\", \"1\""][..], &["*"], &["\"9\"", "\"3\""]] {
        let response = update(&ann, if_match).send(&api).await;
        assert_eq!(response.status(), 200, "for {if_match:?}");
    }
    // A tag that can never match still tells a user who is not there.
    let response = update(&id(9), &["\"abc\""]).send(&api).await;
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn a_changed_address_is_free_again() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    create(&api, "bob@example.com", "Bob").await;
    let taken = update(&ann, &["\"1\""])
        .body(r#"{"email":"bob@example.com","name":"Ann"}"#)
        .send(&api)
        .await;
    assert_eq!((taken.status(), taken.code().as_str()), (409, "email-taken"));

    let moved = update(&ann, &["\"1\""])
        .body(r#"{"email":"ann@example.org","name":"Ann"}"#)
        .send(&api)
        .await;
    assert_eq!(moved.status(), 200);
    assert_eq!(moved.json(), user(&ann, "ann@example.org", "Ann", 2));
    create(&api, "ann@example.com", "Another").await;
}

#[tokio::test]
async fn deletes_a_user_and_frees_the_address() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    let stale = event("delete").id(&ann).header("If-Match", &["\"2\""]).send(&api).await;
    assert_eq!((stale.status(), stale.code().as_str()), (412, "version-mismatch"));

    let response = event("delete").id(&ann).send(&api).await;
    assert_eq!((response.status(), response.text()), (204, ""));
    let again = event("delete").id(&ann).send(&api).await;
    assert_eq!(again.status(), 404);

    let second = create(&api, "ann@example.com", "Ann").await;
    let unconditional = event("delete").id(&second).header("If-Match", &[]);
    assert_eq!(unconditional.send(&api).await.status(), 204);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let api = api();
    let ann = create(&api, "ann@example.com", "Ann").await;
    let response =
        event("read").method("HEAD").id(&ann).header("If-None-Match", &[]).send(&api).await;
    assert_eq!((response.status(), response.text()), (200, ""));
    assert_eq!(response.header("etag"), Some("\"1\""));
    let list = event("list").method("HEAD").send(&api).await;
    assert_eq!((list.status(), list.text()), (200, ""));
    let unknown = event("read").method("HEAD").id("u1").send(&api).await;
    assert_eq!((unknown.status(), unknown.text()), (404, ""));
}

#[tokio::test]
async fn other_methods_are_told_what_is_allowed() {
    let api = api();
    for (name, method, status, allow) in [
        ("list", "OPTIONS", 204, "GET, HEAD, OPTIONS, POST"),
        ("list", "DELETE", 405, "GET, HEAD, OPTIONS, POST"),
        ("list", "PATCH", 405, "GET, HEAD, OPTIONS, POST"),
        ("read", "OPTIONS", 204, "DELETE, GET, HEAD, OPTIONS, PUT"),
        ("read", "POST", 405, "DELETE, GET, HEAD, OPTIONS, PUT"),
        ("read", "PURGE", 405, "DELETE, GET, HEAD, OPTIONS, PUT"),
    ] {
        let response = event(name).method(method).send(&api).await;
        assert_eq!(response.status(), status, "{method} {name}");
        assert_eq!(response.header("allow"), Some(allow));
        if status == 405 {
            assert_eq!(response.code(), "method-not-allowed");
        }
    }
}

#[tokio::test]
async fn another_resource_is_not_found_whatever_its_path() {
    let api = api();
    for resource in ["/", "/orders", "/v1/users", "/users/{id}/orders", "/{proxy+}"] {
        let response = event("list").set("/resource", json!(resource)).send(&api).await;
        assert_eq!(response.status(), 404, "{resource}");
        assert_eq!(response.code(), "no-such-route");
    }
    let nothing = event("read").set("/pathParameters", Value::Null);
    assert_eq!(nothing.send(&api).await.status(), 404);
}

#[tokio::test]
async fn the_path_does_not_choose_the_route() {
    let api = api();
    let response = event("list").set("/path", json!("/users/users/users")).send(&api).await;
    assert_eq!(response.status(), 200);
}
