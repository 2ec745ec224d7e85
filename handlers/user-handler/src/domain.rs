//! What a user is made of, and which values are valid.
//!
//! Everything here is plain data: a value that exists is valid, so the code
//! below it never checks again.

mod email;
mod id;
mod name;

pub use email::Email;
pub use id::{Clock, Ids, SystemClock, TimeOrderedIds, UserId};
pub use name::Name;

/// What a client may set on a user, already checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The user's e-mail address, which no other user has.
    pub email: Email,
    /// The user's name.
    pub name: Name,
}

/// One thing wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field as the client wrote it.
    pub field: String,
    /// What is wrong, worded to follow the field's name.
    pub message: String,
}

impl FieldProblem {
    /// A problem with `field`.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// Which versions of a user a write may replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Whichever version is there.
    Any,
    /// One of these versions. An empty list allows none.
    Versions(Vec<u64>),
}

impl Precondition {
    /// Tells whether a user of this version may be replaced.
    #[must_use]
    pub fn allows(&self, version: u64) -> bool {
        match self {
            Self::Any => true,
            Self::Versions(versions) => versions.contains(&version),
        }
    }
}
