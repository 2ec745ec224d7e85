//! What is wrong with the constructs of a tree, and which warnings are accepted.

use super::node::Node;
use super::tree::{Arena, NONE};
use crate::error::Diagnostic;

impl Node {
    /// Reports `diagnostic` on this node; synthesis shows it with the user's lines.
    ///
    /// Reporting the same twice on one node shows it once.
    pub fn report(&self, diagnostic: Diagnostic) {
        let diagnostic = self.tree.arena.borrow().place(diagnostic, self.index);
        let mut all = self.tree.diagnostics.borrow_mut();
        self.rare(|rare| {
            // A hook may run again, and finds the same again.
            let known = rare.reported.iter().any(|&at| all.get(at as usize) == Some(&diagnostic));
            if !known && let Ok(at) = u32::try_from(all.len()) {
                rare.reported.push(at);
                all.push(diagnostic);
            }
        });
    }

    /// Accepts the warnings with this code at and below this node.
    ///
    /// They are no longer printed; the reason is kept beside them. An error
    /// cannot be accepted.
    ///
    /// ```
    /// use construct_core::{App, Construct, Diagnostic};
    ///
    /// let app = App::new();
    /// app.node().report(Diagnostic::warning("team-tag-missing", "no team is named"));
    /// app.node().acknowledge_warning("team-tag-missing", "this app is a tutorial");
    /// assert_eq!(app.node().diagnostics()[0].acknowledged(), Some("this app is a tutorial"));
    /// ```
    pub fn acknowledge_warning(&self, code: &str, reason: &str) {
        self.rare(|rare| rare.acknowledged.push((code.to_owned(), reason.to_owned())));
    }

    /// What was reported so far at and below this node, with acknowledgements
    /// filled in.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let arena = self.tree.arena.borrow();
        let all = self.tree.diagnostics.borrow();
        let is_here =
            |d: &&Diagnostic| d.node_index().is_some_and(|node| arena.is_within(node, self.index));
        all.iter()
            .filter(is_here)
            .cloned()
            .map(|mut diagnostic| {
                arena.acknowledge(&mut diagnostic);
                diagnostic
            })
            .collect()
    }
}

impl Arena {
    /// Notes on a warning that a scope above it accepts it.
    pub(crate) fn acknowledge(&self, diagnostic: &mut Diagnostic) {
        let mut at = diagnostic.node_index();
        while let Some(index) = at {
            let node = &self.nodes[index as usize];
            let found = node
                .rare
                .as_deref()
                .and_then(|r| r.acknowledged.iter().find(|(code, _)| code == diagnostic.code()));
            if let Some((_, reason)) = found {
                diagnostic.accept(reason);
                return;
            }
            at = (node.parent != NONE).then_some(node.parent);
        }
    }
}
