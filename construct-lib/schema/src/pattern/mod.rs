//! The regular expressions of AWS's schemas.
//!
//! They are written for Java and Python: one in twenty looks ahead or behind,
//! or names a class of Unicode. So this matches by backtracking, with an end
//! to its patience, and where it cannot tell it says so.

mod class;
mod parse;
mod run;

use class::Class;

/// A compiled pattern.
#[derive(Debug)]
pub struct Pattern {
    root: Node,
    groups: usize,
}

/// Whether a text matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Telling would take too long.
    Unknown,
}

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadPattern {
    at: usize,
    what: &'static str,
}

impl std::fmt::Display for BadPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at byte {}", self.what, self.at)
    }
}

impl std::error::Error for BadPattern {}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// Fails for what it does not know, so that nobody is told of a mismatch
    /// that is none.
    pub fn new(source: &str) -> Result<Self, BadPattern> {
        let (root, groups) = parse::parse(source)?;
        Ok(Self { root, groups })
    }

    /// Whether the pattern matches anywhere in `text`, as JSON schema says.
    ///
    /// ```
    /// use construct_schema::{Match, Pattern};
    ///
    /// let pattern = Pattern::new("^(?!aws:)[a-z:]{1,8}$")?;
    /// assert_eq!(pattern.search("team:ab"), Match::Yes);
    /// assert_eq!(pattern.search("aws:ab"), Match::No);
    /// # Ok::<(), construct_schema::BadPattern>(())
    /// ```
    #[must_use]
    pub fn search(&self, text: &str) -> Match {
        run::search(self, text)
    }
}

/// What must come next.
#[derive(Debug)]
enum Node {
    Empty,
    /// One character.
    One(Class),
    Start,
    End,
    WordBoundary(bool),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Group(usize, Box<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: u32,
        lazy: bool,
    },
    /// Looks ahead or behind without moving.
    Look {
        node: Box<Node>,
        ahead: bool,
        wanted: bool,
    },
    Again(usize),
}
