//! The tree: constructs, their places, and what they keep there.
//!
//! This module knows no AWS. It alone borrows the arena, and nothing that a
//! user wrote (a hook, a callback, a `Drop`) ever runs under such a borrow.

mod aspect;
mod children;
mod location;
mod node;
mod prepare;
mod report;
mod slot;
mod tree;

pub use aspect::{Aspect, AspectPriority, Aspects};
pub(crate) use children::fnv;
pub use node::{Node, NodeId};
pub use tree::State;
pub(crate) use tree::{Arena, NONE};

/// Anything that has a place in the tree.
///
/// A user's own construct is a struct that keeps its [`Node`]:
///
/// ```
/// use construct_core::{App, Construct, Node};
///
/// struct Orders { node: Node }
///
/// impl Construct for Orders {
///     fn node(&self) -> &Node { &self.node }
/// }
///
/// impl Orders {
///     #[track_caller]
///     fn new(scope: &dyn Construct, id: &str) -> Self {
///         Self { node: Node::new(scope, id) }
///     }
/// }
///
/// let app = App::new();
/// assert_eq!(Orders::new(&app, "Orders").node().path(), "Orders");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a construct",
    label = "expected an app, a stack or another construct as the scope",
    note = "a construct of your own keeps a `Node` and implements `Construct`"
)]
pub trait Construct {
    /// The place of this construct in the tree.
    fn node(&self) -> &Node;
}

impl<T: Construct + ?Sized> Construct for &T {
    fn node(&self) -> &Node {
        (**self).node()
    }
}

impl<T: Construct + ?Sized> Construct for Box<T> {
    fn node(&self) -> &Node {
        (**self).node()
    }
}

impl<T: Construct + ?Sized> Construct for std::rc::Rc<T> {
    fn node(&self) -> &Node {
        (**self).node()
    }
}

impl Construct for Node {
    fn node(&self) -> &Node {
        self
    }
}
