//! What the handler asks of a store, whichever it is.

use std::error::Error;

use rest_crud_contract::{Note, NoteDraft};

/// Why a store did not answer. It goes to the log, never to a client.
pub type StorageError = Box<dyn Error + Send + Sync>;

/// Part of the notes of a notebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The notes, oldest first.
    pub notes: Vec<Note>,
    /// The id after which the next page begins, when there is one.
    pub next: Option<String>,
}

/// A store of notes.
#[expect(async_fn_in_trait, reason = "the function has one thread, so no future has to be `Send`")]
pub trait Notes {
    /// Stores a new note.
    async fn create(&self, note: &Note) -> Result<(), StorageError>;

    /// The note, when there is one.
    async fn get(&self, notebook: &str, id: &str) -> Result<Option<Note>, StorageError>;

    /// At most `limit` notes of a notebook behind the one with the id `after`.
    async fn list(
        &self,
        notebook: &str,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page, StorageError>;

    /// Writes over a note; `None` when there is none.
    async fn replace(
        &self,
        notebook: &str,
        id: &str,
        draft: &NoteDraft,
    ) -> Result<Option<Note>, StorageError>;

    /// Removes a note, and says whether there was one.
    async fn delete(&self, notebook: &str, id: &str) -> Result<bool, StorageError>;
}
