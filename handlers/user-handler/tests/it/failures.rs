//! A store that fails.

use user_contract::User;
use user_handler::domain::{Draft, Email, Precondition, UserId};
use user_handler::repository::{Page, StorageError, StorageFailure, UserRepository, WriteError};

use crate::support::{Event, api_over, event, id};

/// Fails in one way, with a cause that no client may see.
struct Broken(StorageFailure);

impl Broken {
    fn error(&self) -> StorageError {
        StorageError::new(self.0, "secret cause")
    }
}

impl UserRepository for Broken {
    async fn create(&self, _: &User) -> Result<(), WriteError> {
        Err(self.error().into())
    }
    async fn get(&self, _: UserId) -> Result<Option<User>, StorageError> {
        Err(self.error())
    }
    async fn find_by_email(&self, _: &Email) -> Result<Option<User>, StorageError> {
        Err(self.error())
    }
    async fn list(&self, _: Option<UserId>, _: usize) -> Result<Page, StorageError> {
        Err(self.error())
    }
    async fn update(&self, _: UserId, _: &Draft, _: &Precondition) -> Result<User, WriteError> {
        Err(self.error().into())
    }
    async fn delete(&self, _: UserId, _: &Precondition) -> Result<(), WriteError> {
        Err(self.error().into())
    }
}

fn every_request() -> Vec<Event> {
    ["create", "list", "find-by-email", "read", "update", "delete"].map(event).to_vec()
}

#[tokio::test]
async fn a_busy_table_is_worth_another_try() {
    for failure in [StorageFailure::Busy, StorageFailure::Unavailable] {
        let api = api_over(Broken(failure));
        for event in every_request() {
            let response = event.send(&api).await;
            assert_eq!(response.status(), 503);
            assert_eq!(response.code(), "unavailable");
            assert_eq!(response.header("retry-after"), Some("1"));
            assert!(!response.text().contains("secret"), "{}", response.text());
        }
    }
}

#[tokio::test]
async fn a_defect_shows_no_cause() {
    let api = api_over(Broken(StorageFailure::Defect));
    for event in every_request() {
        let response = event.send(&api).await;
        assert_eq!(response.status(), 500);
        assert_eq!(response.code(), "internal");
        assert_eq!(response.header("retry-after"), None);
        assert!(!response.text().contains("secret"), "{}", response.text());
    }
    // What can be answered without the table still is.
    assert_eq!(event("read").id("u1").send(&api).await.status(), 404);
    let invalid = event("update").id(&id(1)).body("{}");
    assert_eq!(invalid.send(&api).await.status(), 422);
}
