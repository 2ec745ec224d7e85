//! Clients that write at the same time.

use std::sync::Arc;

use serde_json::json;

use crate::support::{api, create, event};

const WRITERS: usize = 32;

/// Counts how many of the statuses are `status`, and that the rest are `other`.
fn winners(statuses: &[i64], status: i64, other: i64) -> usize {
    let won = statuses.iter().filter(|found| **found == status).count();
    let lost = statuses.iter().filter(|found| **found == other).count();
    assert_eq!(won + lost, statuses.len(), "{statuses:?}");
    won
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_gets_an_address() {
    let api = Arc::new(api());
    let tasks = (0..WRITERS).map(|_| {
        let api = Arc::clone(&api);
        tokio::spawn(async move { event("create").send(&api).await.status() })
    });
    let mut statuses = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        statuses.push(task.await.unwrap());
    }
    assert_eq!(winners(&statuses, 201, 409), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_changes_a_version() {
    let api = Arc::new(api());
    let ann = create(&api, "ann@example.com", "Ann").await;
    let tasks = (0..WRITERS).map(|count| {
        let api = Arc::clone(&api);
        let body = json!({"email": "ann@example.com", "name": format!("Ann {count}")});
        let event = event("update").id(&ann).body(&body.to_string());
        tokio::spawn(async move { event.send(&api).await.status() })
    });
    let mut statuses = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        statuses.push(task.await.unwrap());
    }
    assert_eq!(winners(&statuses, 200, 412), 1);
    let now = event("read").id(&ann).send(&api).await;
    assert_eq!(now.json()["version"], 2);
}
