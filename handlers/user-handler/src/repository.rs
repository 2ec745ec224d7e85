//! What the handler asks of a store, whichever it is.

use std::future::Future;

/// A store that did not do what it was asked, and how it failed.
///
/// Its text goes to the log, never to a client, and has no personal data.
pub use construct_runtime::{Error as StorageError, Failure as StorageFailure};
use user_contract::User;

use crate::domain::{Draft, Email, Precondition, UserId};

/// A store of users, in which no two have the same e-mail address.
///
/// Each write happens whole or not at all, also when others write at the same
/// time. The futures are `Send`, so that a server with threads can use a store.
pub trait UserRepository: Sync {
    /// Stores a new user.
    ///
    /// # Errors
    ///
    /// [`WriteError::EmailTaken`] when another user has the address.
    fn create(&self, user: &User) -> impl Future<Output = Result<(), WriteError>> + Send;

    /// The user with this id. It sees every write that has ended.
    ///
    /// # Errors
    ///
    /// A [`StorageError`] when the store did not answer.
    fn get(&self, id: UserId) -> impl Future<Output = Result<Option<User>, StorageError>> + Send;

    /// The user with this e-mail address. It may miss a write of the last
    /// moment.
    ///
    /// # Errors
    ///
    /// A [`StorageError`] when the store did not answer.
    fn find_by_email(
        &self,
        email: &Email,
    ) -> impl Future<Output = Result<Option<User>, StorageError>> + Send;

    /// At most `limit` users after the one with the id `after`, in an order
    /// that is the store's own. `after` need not exist any more.
    ///
    /// # Errors
    ///
    /// A [`StorageError`] when the store did not answer.
    fn list(
        &self,
        after: Option<UserId>,
        limit: usize,
    ) -> impl Future<Output = Result<Page, StorageError>> + Send;

    /// Replaces what a client may set, when the user's version is allowed, and
    /// returns the user of the next version.
    ///
    /// # Errors
    ///
    /// [`WriteError::NotFound`] before [`WriteError::VersionMismatch`] before
    /// [`WriteError::EmailTaken`].
    fn update(
        &self,
        id: UserId,
        draft: &Draft,
        precondition: &Precondition,
    ) -> impl Future<Output = Result<User, WriteError>> + Send;

    /// Removes a user, when its version is allowed, and frees its address.
    ///
    /// # Errors
    ///
    /// [`WriteError::NotFound`] before [`WriteError::VersionMismatch`].
    fn delete(
        &self,
        id: UserId,
        precondition: &Precondition,
    ) -> impl Future<Output = Result<(), WriteError>> + Send;
}

/// Part of the list of users.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The users, in the store's order.
    pub users: Vec<User>,
    /// Whether the list goes on after the last of them.
    pub more: bool,
}

/// Why a write was not done.
#[derive(Debug)]
pub enum WriteError {
    /// No user has this id.
    NotFound,
    /// The user has another version than those allowed.
    VersionMismatch,
    /// Another user has the e-mail address.
    EmailTaken,
    /// The store did not do it.
    Storage(StorageError),
}

impl From<StorageError> for WriteError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}
