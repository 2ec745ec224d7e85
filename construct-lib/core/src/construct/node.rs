//! The handle of one place in the tree.

use std::any::Any;
use std::fmt;
use std::panic::Location;
use std::rc::Rc;

use super::Construct;
use super::tree::{Arena, NONE, Rare, Tree};
use crate::error::{Diagnostic, SourceLine, codes};

/// Names one node of one app; what late-bound values hold.
///
/// It is a pair of numbers: it can be copied, compared and sent to another
/// thread, and it keeps nothing alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId {
    tree: u32,
    index: u32,
}

impl NodeId {
    pub(crate) fn new(tree: u32, index: u32) -> Self {
        Self { tree, index }
    }

    pub(crate) fn tree(self) -> u32 {
        self.tree
    }

    pub(crate) fn index(self) -> u32 {
        self.index
    }
}

/// The place of a construct in the tree: its id, its scope, its children.
///
/// A cheap handle. The tree itself lives as long as any handle into it.
#[derive(Clone)]
pub struct Node {
    pub(super) tree: Rc<Tree>,
    pub(super) index: u32,
}

/// The longest id of a construct, in bytes: what a logical id can hold.
const LONGEST_ID: usize = 255;

impl Node {
    /// Makes the root of a new tree.
    #[track_caller]
    #[must_use]
    pub(crate) fn root() -> Self {
        Self { tree: Rc::new(Tree::new(Location::caller())), index: 0 }
    }

    /// Makes a place named `id` below `scope`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `duplicate-construct-id` when `scope` has a child
    /// with this id, `invalid-construct-id` when the id is empty, longer than
    /// 255 bytes, or has a `/` or a line break, and `tree-locked` when synthesis has begun.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str) -> Self {
        Self::make(scope.node(), id, false, Location::caller())
    }

    /// Makes a place that begins a template of its own.
    #[track_caller]
    #[must_use]
    pub(crate) fn new_owner(scope: &dyn Construct, id: &str) -> Self {
        Self::make(scope.node(), id, true, Location::caller())
    }

    fn make(scope: &Node, id: &str, is_owner: bool, at: &'static Location<'static>) -> Self {
        let (index, first) = {
            let mut arena = scope.tree.arena.borrow_mut();
            let first = arena.child(scope.index, id).map(|c| arena.nodes[c as usize].at);
            (arena.push(id, scope.index, is_owner, at), first)
        };
        let node = Self { tree: Rc::clone(&scope.tree), index };
        node.check_id(id, first);
        node
    }

    fn check_id(&self, id: &str, first: Option<&'static Location<'static>>) {
        if let Some(first) = first {
            self.report(
                Diagnostic::error(
                    codes::DUPLICATE_CONSTRUCT_ID,
                    format!("two constructs named `{id}` in the same scope"),
                )
                .help(if super::location::is_users(first) {
                    format!(
                        "the first one is defined at {}:{}, rename one of them",
                        first.file(),
                        first.line()
                    )
                } else {
                    "rename one of them".into()
                }),
            );
        }
        let problem = if id.is_empty() {
            Some((
                "the id of a construct is empty".into(),
                "name it by its role, for example `UserTable`",
            ))
        } else if id.len() > LONGEST_ID {
            Some((
                format!(
                    "the id of a construct must be at most {LONGEST_ID} bytes long, got {} bytes",
                    id.len()
                ),
                "shorten the id; it need only be unique within its scope",
            ))
        } else if id.contains('/') {
            Some((
                format!(
                    "the id `{id}` of a construct contains `/`, which separates the parts of a path"
                ),
                "use another character, or nest one construct in another",
            ))
        } else if id.contains('\n') {
            Some((
                format!("the id {id:?} of a construct contains a line break"),
                "leave the line break out",
            ))
        } else {
            None
        };
        if let Some((message, help)) = problem {
            self.report(Diagnostic::error(codes::INVALID_CONSTRUCT_ID, message).help(help));
        }
        if self.tree.locked.get().is_some() {
            self.report(
                Diagnostic::error(
                    codes::TREE_LOCKED,
                    format!("`{id}` was added after synthesis began"),
                )
                .help("define all constructs before `synth`; a `prepare` hook may still add some"),
            );
        }
    }

    /// What late-bound values hold of this node.
    #[must_use]
    pub fn node_id(&self) -> NodeId {
        NodeId::new(self.tree.id, self.index)
    }

    /// The node that `id` names, unless it belongs to another app.
    #[must_use]
    pub fn find(&self, id: NodeId) -> Option<Node> {
        (id.tree == self.tree.id).then(|| self.at_index(id.index))
    }

    /// The name among its siblings.
    #[must_use]
    pub fn id(&self) -> String {
        self.tree.arena.borrow().id(self.index).to_owned()
    }

    /// The ids from the root down to this node, joined by `/`.
    #[must_use]
    pub fn path(&self) -> String {
        self.tree.arena.borrow().path(self.index)
    }

    /// The construct it was defined in; nothing for the app.
    #[must_use]
    pub fn scope(&self) -> Option<Node> {
        let parent = self.tree.arena.borrow().parent(self.index);
        (parent != NONE).then(|| self.at_index(parent))
    }

    /// The child with this id.
    #[must_use]
    pub fn try_child(&self, id: &str) -> Option<Node> {
        let child = self.tree.arena.borrow().child(self.index, id)?;
        Some(self.at_index(child))
    }

    /// The children, in the order in which they were made.
    #[must_use]
    pub fn children(&self) -> Vec<Node> {
        let children: Vec<u32> = self.tree.arena.borrow().children(self.index).collect();
        children.into_iter().map(|c| self.at_index(c)).collect()
    }

    /// The child that stands for this construct: `Resource`, else `Default`.
    #[must_use]
    pub fn default_child(&self) -> Option<Node> {
        self.try_child("Resource").or_else(|| self.try_child("Default"))
    }

    /// This node and all below it, parents before children.
    #[must_use]
    pub fn find_all(&self) -> Vec<Node> {
        let all: Vec<u32> = self.tree.arena.borrow().preorder(self.index).collect();
        all.into_iter().map(|i| self.at_index(i)).collect()
    }

    /// The node that begins the template this one is written to.
    pub(crate) fn owner(&self) -> Option<Node> {
        let owner = self.tree.arena.borrow().owner(self.index);
        (owner != NONE).then(|| self.at_index(owner))
    }

    /// Makes every resource below this node wait for every resource below `other`.
    ///
    /// Written as `DependsOn`, without those that a reference already implies.
    /// Between two stacks it says which must be deployed first. In the template
    /// above a nested stack, its resource stands for all that is in it.
    /// Resources below both wait for nobody.
    ///
    /// # Errors
    ///
    /// Synthesis reports `dependency-cycle`, and `foreign-token` when `other`
    /// belongs to another app.
    pub fn add_dependency(&self, other: &dyn Construct) {
        let id = other.node().node_id();
        self.rare(|rare| {
            if !rare.dependencies.contains(&id) {
                rare.dependencies.push(id);
            }
        });
    }

    /// As [`add_dependency`](Self::add_dependency), and `DependsOn` names the
    /// other even where a reference implies it: in front of what else it
    /// names, in the order of these calls.
    pub fn add_named_dependency(&self, other: &dyn Construct) {
        let id = other.node().node_id();
        self.add_dependency(other);
        self.rare(|rare| {
            if !rare.named_dependencies.contains(&id) {
                rare.named_dependencies.push(id);
            }
        });
    }

    /// Says where this construct was read from: findings then name that line
    /// in front of the lines of the program.
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Construct, SourceLine, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let topic = CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    /// topic.node().set_origin(SourceLine::new("legacy.yaml", 12));
    /// ```
    pub fn set_origin(&self, line: SourceLine) {
        self.rare(|rare| rare.origin = Some(line));
    }

    /// Says something of type `A` about this node; one value of each type.
    pub(crate) fn annotate<A: Any + Default>(&self, f: impl FnOnce(&mut A)) {
        let mut value = self
            .rare(|rare| {
                let at = rare.annotations.iter().position(|a| a.is::<A>())?;
                rare.annotations.swap_remove(at).downcast::<A>().ok()
            })
            .unwrap_or_default();
        f(&mut value);
        self.rare(|rare| rare.annotations.push(value));
    }

    pub(super) fn rare<R>(&self, f: impl FnOnce(&mut Rare) -> R) -> R {
        let mut arena = self.tree.arena.borrow_mut();
        f(arena.nodes[self.index as usize].rare.get_or_insert_default())
    }

    pub(super) fn queue(&self) {
        let mut arena = self.tree.arena.borrow_mut();
        let node = &mut arena.nodes[self.index as usize];
        if !node.queued {
            node.queued = true;
            self.tree.queue.borrow_mut().push_back(self.index);
        }
    }

    /// Runs a piece of the synthesis over the arena. It must not run user code.
    pub(crate) fn freeze<R>(&self, f: impl FnOnce(&Arena) -> R) -> R {
        f(&self.tree.arena.borrow())
    }

    /// From now on nothing of the tree may change.
    pub(crate) fn lock(&self) {
        if self.tree.locked.get().is_none() {
            self.tree.locked.set(Some(self.tree_len()));
        }
    }

    /// Whether synthesis has begun.
    pub(crate) fn is_tree_locked(&self) -> bool {
        self.tree.locked.get().is_some()
    }

    /// Whether some construct is being changed right now.
    pub(crate) fn is_tree_busy(&self) -> bool {
        self.tree.busy.get() > 0
    }

    pub(crate) fn index(&self) -> u32 {
        self.index
    }

    pub(crate) fn at_index(&self, index: u32) -> Node {
        Node { tree: Rc::clone(&self.tree), index }
    }

    pub(super) fn tree_len(&self) -> u32 {
        self.tree.arena.borrow().len()
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.node_id() == other.node_id()
    }
}

impl Eq for Node {}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({})", self.path())
    }
}
