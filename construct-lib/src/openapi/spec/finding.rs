//! Where in a document something is wrong.

use construct_core::Key;
use construct_document::{Document, Element};

use super::tree::pointer;
use crate::{Diagnostic, Node};

/// Reports findings about a document, each with its place in it.
pub(super) struct Findings<'a> {
    pub(super) node: &'a Node,
    pub(super) document: Option<&'a Document>,
}

impl Findings<'_> {
    pub(super) fn error(
        &self,
        code: &'static str,
        way: &[String],
        what: &str,
        help: impl Into<Key>,
    ) {
        self.node.report(Diagnostic::error(code, self.placed(way, what)).help(help));
    }

    pub(super) fn warn(
        &self,
        code: &'static str,
        way: &[String],
        what: &str,
        help: impl Into<Key>,
    ) {
        self.node.report(Diagnostic::warning(code, self.placed(way, what)).help(help));
    }

    fn placed(&self, way: &[String], what: &str) -> String {
        match self.document {
            Some(document) => {
                let place = document_place(document.root(), way);
                format!("{}:{}: {what}", document.name(), place.position())
            }
            None if way.is_empty() => what.to_owned(),
            None => format!("{what} (at `{}`)", pointer(way)),
        }
    }
}

/// What stands at a place, or the innermost thing around it.
fn document_place<'e>(root: &'e Element, way: &[String]) -> &'e Element {
    let mut at = root;
    for part in way {
        let index = part.parse().ok().filter(|_| at.as_list().is_some());
        let next = match index {
            Some(index) => at.as_list().and_then(|items: &[Element]| items.get::<usize>(index)),
            None => at.get(part),
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}
