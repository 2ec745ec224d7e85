//! What the notes API's stack and its handler share: the item of the table,
//! the body of a request, and the environment variables.

/// The traits behind these types, for the handler to import.
pub use construct_contract as contract;

use construct_contract::{Environment, ReaderWriter, TableItem};
use serde::{Deserialize, Serialize};

/// A note, as stored in the table and as clients see it.
///
/// The notes of one notebook lie together, in the order in which they were
/// written, so that listing them is one query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TableItem)]
pub struct Note {
    /// The notebook that it is in.
    #[table(partition_key)]
    pub notebook: String,

    /// Tells one note from another; grows with time.
    #[table(sort_key)]
    pub id: String,

    /// What a list shows.
    pub title: String,

    /// All of it.
    pub text: String,
}

/// What a client sends to write a note.
///
/// The stack makes a model of it, and the handler reads it: a field that is
/// added here is asked for by both.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoteDraft {
    /// What a list shows.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = NoteDraft::MAX_TITLE)))]
    pub title: String,

    /// All of it.
    #[cfg_attr(feature = "schema", schemars(length(max = NoteDraft::MAX_TEXT)))]
    pub text: String,
}

impl NoteDraft {
    /// The longest title, in characters.
    pub const MAX_TITLE: usize = 120;

    /// The longest text, in characters: well below what an item may hold.
    pub const MAX_TEXT: usize = 20_000;
}

/// The environment variables of the handler.
#[derive(Debug, Clone, PartialEq, Eq, Environment)]
#[environment(handler = "rest-crud-handler")]
pub struct NotesEnv {
    /// The table of notes, which the handler reads and writes.
    pub notes: ReaderWriter<Note>,

    /// The origin of the web page that may read answers.
    pub allowed_origin: String,
}
