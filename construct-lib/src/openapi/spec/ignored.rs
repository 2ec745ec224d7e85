//! What stands in a document and has no effect, each said once.

use super::finding::Findings;
use crate::error::codes;

/// What was left out or has no effect, in the order in which it was found.
#[derive(Default)]
pub(super) struct Ignored(Vec<Entry>);

struct Entry {
    what: String,
    why: &'static str,
    first: Vec<String>,
    count: usize,
}

impl Ignored {
    pub(super) fn note(&mut self, what: &str, why: &'static str, way: &[String]) {
        match self.0.iter_mut().find(|entry| entry.what == what && entry.why == why) {
            Some(entry) => entry.count += 1,
            None => {
                self.0.push(Entry { what: what.to_owned(), why, first: way.to_vec(), count: 1 })
            }
        }
    }

    /// One warning for each thing, at the place where it stands first.
    pub(super) fn report(&self, findings: &Findings<'_>) {
        for entry in &self.0 {
            let more = match entry.count {
                1 => String::new(),
                2 => ", here and in one more place".to_owned(),
                count => format!(", here and in {} more places", count - 1),
            };
            findings.warn(
                codes::OPENAPI_IGNORED,
                &entry.first,
                &format!("`{}` has no effect{more}: {}", entry.what, entry.why),
                "take it out, or acknowledge the warning",
            );
        }
    }
}
