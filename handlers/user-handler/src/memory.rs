//! Users in memory, for tests and for trying the API out.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use user_contract::User;

use crate::domain::{Draft, Email, Precondition, UserId};
use crate::repository::{Page, StorageError, UserRepository, WriteError};

/// A store that keeps the promises of [`UserRepository`] and forgets
/// everything when it is dropped.
#[derive(Debug, Default)]
pub struct MemoryUsers {
    users: Mutex<BTreeMap<String, User>>,
}

impl MemoryUsers {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, User>> {
        // Each write is a single insertion or removal, so that a panic of
        // another thread leaves nothing half done.
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells whether a user other than `id` has the address.
fn is_taken(users: &BTreeMap<String, User>, email: &str, id: &str) -> bool {
    let mut others = users.values().filter(|user| user.id != id);
    others.any(|user| user.email == email)
}

impl UserRepository for MemoryUsers {
    async fn create(&self, user: &User) -> Result<(), WriteError> {
        let mut users = self.lock();
        if is_taken(&users, &user.email, &user.id) {
            return Err(WriteError::EmailTaken);
        }
        users.insert(user.id.clone(), user.clone());
        Ok(())
    }

    async fn get(&self, id: UserId) -> Result<Option<User>, StorageError> {
        Ok(self.lock().get(&id.to_string()).cloned())
    }

    async fn find_by_email(&self, email: &Email) -> Result<Option<User>, StorageError> {
        let users = self.lock();
        let mut users = users.values();
        Ok(users.find(|user| user.email == email.as_str()).cloned())
    }

    async fn list(&self, after: Option<UserId>, limit: usize) -> Result<Page, StorageError> {
        let after = after.map(|id| id.to_string());
        let users = self.lock();
        let mut rest =
            users.values().filter(|user| after.as_ref().is_none_or(|after| user.id > *after));
        Ok(Page {
            users: rest.by_ref().take(limit).cloned().collect(),
            more: rest.next().is_some(),
        })
    }

    async fn update(
        &self,
        id: UserId,
        draft: &Draft,
        precondition: &Precondition,
    ) -> Result<User, WriteError> {
        let id = id.to_string();
        let mut users = self.lock();
        let taken = is_taken(&users, draft.email.as_str(), &id);
        let user = users.get_mut(&id).ok_or(WriteError::NotFound)?;
        if !precondition.allows(user.version) {
            return Err(WriteError::VersionMismatch);
        }
        if taken {
            return Err(WriteError::EmailTaken);
        }
        draft.email.as_str().clone_into(&mut user.email);
        draft.name.as_str().clone_into(&mut user.name);
        user.version += 1;
        Ok(user.clone())
    }

    async fn delete(&self, id: UserId, precondition: &Precondition) -> Result<(), WriteError> {
        let id = id.to_string();
        let mut users = self.lock();
        let user = users.get(&id).ok_or(WriteError::NotFound)?;
        if !precondition.allows(user.version) {
            return Err(WriteError::VersionMismatch);
        }
        users.remove(&id);
        Ok(())
    }
}
