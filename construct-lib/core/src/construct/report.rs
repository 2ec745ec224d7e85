//! What is wrong with the constructs of a tree, and which warnings are accepted.

use super::node::Node;
use super::tree::{Acknowledgement, Arena, NONE};
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
    /// cannot be accepted, unless only AWS's schemas say so: they lag behind
    /// AWS, so that nobody should be stuck with what they say.
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
        self.accept(code, None, reason);
    }

    /// Accepts a code of AWS's schemas for one property and all inside it, at
    /// and below this node.
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Construct, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let queue = CfnResource::new(&stack, "Queue", "AWS::SQS::Queue");
    /// queue.add_property_override("DelaySeconds", "1000");
    /// let reason = "AWS raised our quota";
    /// queue.node().acknowledge_property("number-out-of-range", "Properties.DelaySeconds", reason);
    /// assert_eq!(app.synth()?.diagnostics()[0].acknowledged(), Some(reason));
    /// # Ok::<(), construct_core::SynthError>(())
    /// ```
    pub fn acknowledge_property(&self, code: &str, property: &str, reason: &str) {
        self.accept(code, Some(property.to_owned()), reason);
    }

    fn accept(&self, code: &str, property: Option<String>, reason: &str) {
        let (code, reason) = (code.to_owned(), reason.to_owned());
        self.rare(|rare| rare.acknowledged.push(Acknowledgement { code, property, reason }));
    }

    /// The reason for which this node or a scope above it accepts a code.
    ///
    /// Warnings need not ask. A rule of your own that reports an error, which
    /// cannot be accepted otherwise, may let itself be acknowledged by this:
    ///
    /// ```
    /// use construct_core::{App, Aspects, CfnResource, Construct, Diagnostic, EachResource, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let key = CfnResource::new(&stack, "Key", "AWS::IAM::AccessKey");
    /// key.add_property_override("UserName", "partner");
    /// key.node().acknowledge_warning("no-access-keys", "the partner takes nothing else");
    /// Aspects::of(&app).add(EachResource::of_type("AWS::IAM::AccessKey", |key| {
    ///     if key.node().acknowledged("no-access-keys").is_none() {
    ///         key.node().report(Diagnostic::error("no-access-keys", "use a role instead"));
    ///     }
    /// }));
    /// assert!(app.synth().is_ok());
    /// ```
    #[must_use]
    pub fn acknowledged(&self, code: &str) -> Option<String> {
        self.tree.arena.borrow().reason(self.index, code, None).map(str::to_owned)
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
        let reason = |node| self.reason(node, diagnostic.code(), diagnostic.property());
        if let Some(reason) = diagnostic.node_index().and_then(reason) {
            diagnostic.accept(reason);
        }
    }

    /// The reason of the nearest scope that accepts this code, at this property.
    fn reason(&self, node: u32, code: &str, property: Option<&str>) -> Option<&str> {
        let accepts = |a: &&Acknowledgement| {
            a.code == code && a.property.as_deref().is_none_or(|top| is_inside(property, top))
        };
        let mut at = node;
        while at != NONE {
            let node = &self.nodes[at as usize];
            let accepted = node.rare.as_deref().map_or(&[][..], |rare| &rare.acknowledged);
            if let Some(found) = accepted.iter().find(accepts) {
                return Some(&found.reason);
            }
            at = node.parent;
        }
        None
    }
}

/// Whether the path of a property is `top` or leads through it.
fn is_inside(property: Option<&str>, top: &str) -> bool {
    let rest = property.and_then(|property| property.strip_prefix(top));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
