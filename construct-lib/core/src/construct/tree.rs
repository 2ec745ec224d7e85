//! The arena behind every handle.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::panic::Location;
use std::sync::atomic::{AtomicU32, Ordering};

use super::aspect::Application;
use super::children::ChildIndex;
use super::node::{Node, NodeId};
use super::slot::Slot;
use crate::error::{Diagnostic, SourceLine};

/// What a construct keeps in the tree, so that its handle can be thrown away
/// and found again.
///
/// A handle holds its [`Node`] and nothing else. Whatever it must remember is
/// a value of a private type that implements this trait. The tree owns the
/// state and a handle keeps the tree alive, so a state that holds handles is
/// never freed: where many apps are made in one process, keep
/// [`NodeId`]s in it and find the nodes again by [`Node::find`].
///
/// ```
/// use construct_core::{App, Construct, Node, State};
///
/// #[derive(Default)]
/// struct Topics { names: Vec<String> }
///
/// impl State for Topics {
///     // Runs before synthesis, and again after each change.
///     fn prepare(&mut self, node: &Node) {
///         for name in &self.names {
///             if node.try_child(name).is_none() {
///                 Node::new(node, name);
///             }
///         }
///     }
/// }
///
/// let app = App::new();
/// let node = Node::new(&app, "Topics");
/// node.set_state(Topics::default());
/// node.update(|topics: &mut Topics| topics.names.push("Orders".into()));
/// ```
pub trait State: Any {
    /// Brings the resources below `node` up to date, before synthesis.
    ///
    /// Runs again whenever this state was touched after its last run, so it
    /// must lead to the same result each time. It may add constructs and
    /// change others, whose hooks then run again too.
    ///
    /// # Errors
    ///
    /// Synthesis reports `construct-busy` when it changes its own state by way
    /// of `node`, and `prepare-unstable` when hooks never come to rest.
    fn prepare(&mut self, node: &Node) {
        let _ = node;
    }

    /// Reports what is wrong with this construct, once nothing changes any more.
    fn validate(&self, node: &Node) {
        let _ = node;
    }

    /// Whether [`prepare`](Self::prepare) does nothing, so that it is never queued.
    fn is_passive(&self) -> bool {
        false
    }
}

/// Marks the absence of a node in the arena's links.
pub(crate) const NONE: u32 = u32::MAX;

/// The one owner of all constructs of an app.
pub(super) struct Tree {
    /// Tells one app's tokens from another's.
    pub(super) id: u32,
    pub(super) arena: RefCell<Arena>,
    pub(super) diagnostics: RefCell<Vec<Diagnostic>>,
    /// Nodes whose state was touched and whose hook has not run since.
    pub(super) queue: RefCell<VecDeque<u32>>,
    /// How many states are out of their slots, being worked on.
    pub(super) busy: Cell<u32>,
    /// How many nodes there were when synthesis began; none may change since.
    pub(super) locked: Cell<Option<u32>>,
    /// How many aspects were added.
    pub(super) aspects: Cell<u32>,
}

/// All nodes, in the order in which they were made.
pub(crate) struct Arena {
    tree_id: u32,
    pub(crate) nodes: Vec<NodeData>,
    /// The ids of all nodes, one after the other.
    pub(super) ids: String,
}

/// One node. Ids live in [`Arena::ids`] and children are a linked list, so
/// that a node costs no allocation of its own.
pub(crate) struct NodeData {
    pub(super) id_start: u32,
    pub(super) id_len: u32,
    pub(super) parent: u32,
    /// The nearest template root at or above this node.
    pub(super) owner: u32,
    pub(super) first_child: u32,
    pub(super) last_child: u32,
    pub(super) next_sibling: u32,
    pub(super) child_count: u32,
    pub(super) at: &'static Location<'static>,
    pub(super) slot: Slot,
    pub(super) queued: bool,
    pub(super) index: Option<Box<ChildIndex>>,
    pub(super) rare: Option<Box<Rare>>,
}

/// A code that is accepted, at one property or at all, and why.
pub(super) struct Acknowledgement {
    pub(super) code: String,
    pub(super) property: Option<String>,
    pub(super) reason: String,
}

/// What few nodes have.
#[derive(Default)]
pub(super) struct Rare {
    pub(super) dependencies: Vec<NodeId>,
    /// Those of the dependencies that are written whatever references say.
    pub(super) named_dependencies: Vec<NodeId>,
    /// Where it was read from, when that is no line of the program.
    pub(super) origin: Option<SourceLine>,
    pub(super) acknowledged: Vec<Acknowledgement>,
    /// Positions in [`Tree::diagnostics`].
    pub(super) reported: Vec<u32>,
    pub(super) annotations: Vec<Box<dyn Any>>,
    pub(super) aspects: Vec<Application>,
}

static TREES: AtomicU32 = AtomicU32::new(0);

impl Tree {
    pub(super) fn new(at: &'static Location<'static>) -> Self {
        let id = TREES.fetch_add(1, Ordering::Relaxed);
        let mut arena = Arena { tree_id: id, nodes: Vec::new(), ids: String::new() };
        arena.push("", NONE, false, at);
        Self {
            id,
            arena: RefCell::new(arena),
            diagnostics: RefCell::default(),
            queue: RefCell::default(),
            busy: Cell::new(0),
            locked: Cell::new(None),
            aspects: Cell::new(0),
        }
    }
}

impl Arena {
    /// Appends a node and links it below `parent`.
    pub(super) fn push(
        &mut self,
        id: &str,
        parent: u32,
        is_owner: bool,
        at: &'static Location<'static>,
    ) -> u32 {
        let index = to_u32(self.nodes.len());
        let owner = match self.nodes.get(parent as usize) {
            _ if is_owner => index,
            Some(scope) => scope.owner,
            None => NONE,
        };
        let id_start = to_u32(self.ids.len());
        self.ids.push_str(id);
        self.nodes.push(NodeData {
            id_start,
            id_len: to_u32(id.len()),
            parent,
            owner,
            first_child: NONE,
            last_child: NONE,
            next_sibling: NONE,
            child_count: 0,
            at,
            slot: Slot::Empty,
            queued: false,
            index: None,
            rare: None,
        });
        if parent != NONE {
            self.link(parent, index);
        }
        index
    }

    pub(crate) fn id(&self, index: u32) -> &str {
        let node = &self.nodes[index as usize];
        let start = node.id_start as usize;
        &self.ids[start..start + node.id_len as usize]
    }

    /// Tells this app's tokens from another's.
    pub(crate) fn tree_id(&self) -> u32 {
        self.tree_id
    }

    /// What late-bound values hold of a node.
    pub(crate) fn node_id(&self, index: u32) -> NodeId {
        NodeId::new(self.tree_id, index)
    }

    pub(crate) fn len(&self) -> u32 {
        to_u32(self.nodes.len())
    }

    pub(crate) fn parent(&self, index: u32) -> u32 {
        self.nodes[index as usize].parent
    }

    pub(crate) fn owner(&self, index: u32) -> u32 {
        self.nodes[index as usize].owner
    }

    /// The state of a node, when it is of type `S`.
    pub(crate) fn state<S: State>(&self, index: u32) -> Option<&S> {
        match &self.nodes[index as usize].slot {
            Slot::Full(state) => (&**state as &dyn Any).downcast_ref(),
            Slot::Empty | Slot::Taken => None,
        }
    }

    /// What was said about a node by [`Node::annotate`].
    pub(crate) fn annotation<A: Any>(&self, index: u32) -> Option<&A> {
        let rare = self.nodes[index as usize].rare.as_deref()?;
        rare.annotations.iter().find_map(|a| a.downcast_ref())
    }

    pub(crate) fn dependencies(&self, index: u32) -> &[NodeId] {
        match self.nodes[index as usize].rare.as_deref() {
            Some(rare) => &rare.dependencies,
            None => &[],
        }
    }

    /// The dependencies that are written even where a reference implies them.
    pub(crate) fn named_dependencies(&self, index: u32) -> &[NodeId] {
        match self.nodes[index as usize].rare.as_deref() {
            Some(rare) => &rare.named_dependencies,
            None => &[],
        }
    }

    /// Whether `index` is `top` or stands below it.
    pub(super) fn is_within(&self, index: u32, top: u32) -> bool {
        let mut at = index;
        while at != NONE && at != top {
            at = self.parent(at);
        }
        at == top
    }

    /// The ids from below `top` down to `index`.
    pub(crate) fn components(&self, top: u32, index: u32) -> Vec<&str> {
        let mut ids = Vec::with_capacity(6);
        self.components_into(top, index, &mut ids);
        ids
    }

    /// The same, in a vector that is used again.
    pub(crate) fn components_into<'a>(&'a self, top: u32, index: u32, ids: &mut Vec<&'a str>) {
        ids.clear();
        let mut at = index;
        while at != NONE && at != top {
            ids.push(self.id(at));
            at = self.parent(at);
        }
        ids.reverse();
    }

    pub(crate) fn path(&self, index: u32) -> String {
        self.components(0, index).join("/")
    }

    /// All nodes at and below `top`, parents before children, in the order
    /// in which siblings were made.
    pub(crate) fn preorder(&self, top: u32) -> Preorder<'_> {
        Preorder { arena: self, top, next: top }
    }
}

/// See [`Arena::preorder`].
pub(crate) struct Preorder<'a> {
    arena: &'a Arena,
    top: u32,
    next: u32,
}

impl Iterator for Preorder<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.next == NONE {
            return None;
        }
        let current = self.next;
        let nodes = &self.arena.nodes;
        let mut at = current;
        self.next = nodes[at as usize].first_child;
        while self.next == NONE && at != self.top {
            self.next = nodes[at as usize].next_sibling;
            at = nodes[at as usize].parent;
        }
        Some(current)
    }
}

/// An arena of four billion nodes does not fit into memory, so this saturates
/// in theory only.
fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(NONE - 1)
}
