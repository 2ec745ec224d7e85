//! What is done to every construct of a scope.

mod run;

use std::fmt;
use std::panic::Location;
use std::rc::Rc;

use super::Construct;
use super::node::Node;

/// Something done to every construct at and below the one it is added to.
///
/// A closure that takes a [`Node`] is an aspect, too. Most aspects are about
/// resources: [`EachResource`](crate::EachResource) finds those of one type.
///
/// ```
/// use construct_core::{App, Aspect, Aspects, CfnResource, Diagnostic, Node, Stack, StackProps};
///
/// /// Every queue must be encrypted.
/// struct EncryptedQueues;
///
/// impl Aspect for EncryptedQueues {
///     fn visit(&self, node: &Node) {
///         let queue = CfnResource::of_type(node, "AWS::SQS::Queue");
///         if queue.is_some_and(|queue| queue.property("SqsManagedSseEnabled").is_none()) {
///             node.report(
///                 Diagnostic::warning("queue-not-encrypted", "the queue is not encrypted")
///                     .help("set `sqs_managed_sse_enabled`"),
///             );
///         }
///     }
/// }
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// CfnResource::new(&stack, "Queue", "AWS::SQS::Queue");
/// Aspects::of(&app).add(EncryptedQueues);
/// assert_eq!(app.synth()?.diagnostics()[0].code(), "queue-not-encrypted");
/// # Ok::<(), construct_core::SynthError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an aspect",
    label = "expected a closure that takes a `&Node`, or a type that implements `Aspect`"
)]
pub trait Aspect {
    /// Looks at one construct, and may change it, report on it, or add others.
    ///
    /// Called once for each construct.
    fn visit(&self, node: &Node);

    /// Where the aspect lies when it is shared, so that it is known again.
    #[doc(hidden)]
    fn shared(&self) -> Option<*const ()> {
        None
    }
}

impl<F: Fn(&Node)> Aspect for F {
    fn visit(&self, node: &Node) {
        self(node);
    }
}

/// One aspect for several scopes: it visits what stands below two of them once.
impl<A: Aspect + ?Sized> Aspect for Rc<A> {
    fn visit(&self, node: &Node) {
        (**self).visit(node);
    }

    fn shared(&self) -> Option<*const ()> {
        Some(Rc::as_ptr(self).cast())
    }
}

/// When an aspect visits a construct: the lowest number comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AspectPriority {}

impl AspectPriority {
    /// For those that change constructs or add some: 200.
    pub const MUTATING: u32 = 200;
    /// What an aspect has that is given none: 500.
    pub const DEFAULT: u32 = 500;
    /// For those that only look: 1000. From here on an aspect sees what the
    /// hooks of all constructs made.
    pub const READONLY: u32 = 1000;
}

/// The aspects of one construct, for it and all below it.
///
/// They run when synthesis begins. Parents are visited before their children.
/// Of several aspects the one with the lowest priority visits a construct
/// first, then those of outer scopes, then the one that was added first. Those
/// below [`AspectPriority::READONLY`] visit all constructs before the
/// `prepare` hooks run, the others when these have come to rest; whatever is
/// added meanwhile, by an aspect or by a hook, is visited as well.
///
/// [`Tags`](crate::Tags) and [`RemovalPolicies`](crate::RemovalPolicies) are no
/// aspects: they are applied after all of these, whatever their priorities, so
/// they win over what an aspect sets, and they also reach what an aspect adds.
///
/// The app keeps its aspects, so one that captures a handle is never freed with
/// its app: where many apps are made in one process, capture a
/// [`NodeId`](crate::NodeId) and find the node by [`Node::find`].
///
/// # Errors
///
/// Synthesis reports `aspect-too-late` when an aspect is added during synthesis
/// above or at a construct that one with a higher priority has visited,
/// `aspects-unstable` when aspects never stop to add constructs, and
/// `tree-locked` when one is added after synthesis began.
///
/// # Example
///
/// ```
/// use construct_core::{App, AspectPriority, Aspects, CfnResource, Node, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
/// let encrypt = |node: &Node| {
///     if let Some(topic) = CfnResource::of_type(node, "AWS::SNS::Topic") {
///         topic.add_property_override("KmsMasterKeyId", "alias/aws/sns");
///     }
/// };
/// Aspects::of(&stack).add_with_priority(encrypt, AspectPriority::MUTATING);
/// assert!(app.synth()?.stacks()[0].template_json().contains("alias/aws/sns"));
/// # Ok::<(), construct_core::SynthError>(())
/// ```
#[derive(Debug)]
pub struct Aspects {
    node: Node,
}

impl Aspects {
    /// The aspects of this scope.
    #[must_use]
    pub fn of(scope: &dyn Construct) -> Self {
        Self { node: scope.node().clone() }
    }

    /// Adds an aspect with the priority [`AspectPriority::DEFAULT`].
    #[track_caller]
    pub fn add(&self, aspect: impl Aspect + 'static) {
        self.apply(Rc::new(aspect), AspectPriority::DEFAULT, Location::caller());
    }

    /// Adds an aspect with another priority.
    ///
    /// A shared aspect that was added here with the same priority is not added again.
    #[track_caller]
    pub fn add_with_priority(&self, aspect: impl Aspect + 'static, priority: u32) {
        self.apply(Rc::new(aspect), priority, Location::caller());
    }

    fn apply(&self, aspect: Rc<dyn Aspect>, priority: u32, at: &'static Location<'static>) {
        if self.node.is_locked() {
            return;
        }
        let address = (*aspect).shared().unwrap_or(Rc::as_ptr(&aspect).cast());
        let scope = self.node.index;
        let added = Application { aspect, address, priority, scope, at };
        let refused = self.node.rare(|rare| {
            let known = rare.aspects.iter().any(|a| a.address == address && a.priority == priority);
            if known {
                return Some(added);
            }
            rare.aspects.push(added);
            None
        });
        // Dropping the user's aspect may run code: not under the borrow.
        if refused.is_none() {
            self.node.tree.aspects.set(self.node.tree.aspects.get() + 1);
        }
    }
}

/// An aspect, where it was added and with which priority.
#[derive(Clone)]
pub(super) struct Application {
    aspect: Rc<dyn Aspect>,
    /// What tells one aspect from another.
    address: *const (),
    priority: u32,
    scope: u32,
    at: &'static Location<'static>,
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Application({}, {})", self.priority, self.at)
    }
}
