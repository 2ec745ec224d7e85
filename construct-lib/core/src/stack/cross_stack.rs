//! How values get from one stack to another.

use super::stack::Stack;
use crate::construct::{Arena, Construct, NONE, Node};
use crate::error::{Diagnostic, codes};
use crate::template::CfnResource;

/// How a value of one stack gets to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceStrength {
    /// By an export and `Fn::ImportValue`: AWS does not let the value go while
    /// it is imported. Only within one account and region; the default there.
    Strong,
    /// By an output and `Fn::GetStackOutput`: the value is looked up when the
    /// stack that reads it is deployed, and nothing holds it. It reaches into
    /// other regions and accounts; the default there. The name of the stack
    /// that it is read from is then part of the template that reads it.
    Weak,
    /// By an output, with the export beside it: for moving from one to the
    /// other. Deploy all stacks with this, then all with the new strength.
    Both,
}

/// Decides how values get from stack to stack, where the default is not wanted.
///
/// A value of one stack can be used in any other of the same stage: synthesis
/// finds it, adds an output where it comes from, and makes the one stack wait
/// for the other. See [`ReferenceStrength`] for what appears.
///
/// What a resource decides wins over what the stack that reads it decides.
///
/// # Errors
///
/// Synthesis reports `strong-reference-impossible` where a strong reference is
/// asked for across accounts or regions, and `misplaced-reference-strength`
/// where no resource or stack could heed it.
///
/// # Example
///
/// ```
/// use construct_core::{
///     App, CfnOutput, CfnOutputProps, CfnResource, CrossStackReferences, ReferenceStrength, Stack,
///     StackProps,
/// };
///
/// let app = App::new();
/// let orders = Stack::new(&app, "Orders", StackProps::new());
/// let placed = CfnResource::new(&orders, "Placed", "AWS::SNS::Topic");
/// let service = Stack::new(&app, "Service", StackProps::new());
/// CrossStackReferences::of(&service).consume(ReferenceStrength::Weak);
/// CfnOutput::new(&service, "Placed", CfnOutputProps::new(placed.get_att("TopicArn")));
///
/// let assembly = app.synth()?;
/// let service = assembly.stack("Service").unwrap();
/// assert!(service.template_json().contains("Fn::GetStackOutput"));
/// assert_eq!(service.dependencies(), ["Orders"]);
/// assert!(assembly.stack("Orders").unwrap().is_name_fixed());
/// # Ok::<(), construct_core::SynthError>(())
/// ```
#[derive(Debug)]
pub struct CrossStackReferences {
    node: Node,
}

/// What was decided at a resource.
#[derive(Default)]
struct Produced(Option<ReferenceStrength>);

/// What was decided at a stack or above.
#[derive(Default)]
struct Consumed(Option<ReferenceStrength>);

impl CrossStackReferences {
    /// The references to and from a construct.
    #[must_use]
    pub fn of(construct: &dyn Construct) -> Self {
        Self { node: construct.node().clone() }
    }

    /// Decides for all that other stacks read of this resource, or of the one
    /// that stands for this construct.
    pub fn produce(&self, strength: ReferenceStrength) {
        match CfnResource::at(&self.node) {
            Some(resource) => resource.apply_cross_stack_reference_strength(strength),
            None => self.misplaced(
                "this stands for no resource whose references could be strong or weak",
                "call it on a resource or an L2, or decide with `consume` where values are read",
            ),
        }
    }

    /// Decides for all that this stack, or every stack of this scope, reads of others.
    pub fn consume(&self, strength: ReferenceStrength) {
        if self.node.owner().is_some_and(|stack| stack != self.node) {
            return self.misplaced(
                "only a whole stack can decide how it reads from others",
                "call it on the stack, or `produce` on the resource that is read",
            );
        }
        if !self.node.is_locked() {
            self.node.annotate(|consumed: &mut Consumed| consumed.0 = Some(strength));
        }
    }

    fn misplaced(&self, message: &'static str, help: &'static str) {
        let code = codes::MISPLACED_REFERENCE_STRENGTH;
        self.node.report(Diagnostic::error(code, message).help(help));
    }
}

impl CfnResource {
    /// Decides how other stacks read its values; see [`CrossStackReferences`].
    pub fn apply_cross_stack_reference_strength(&self, strength: ReferenceStrength) {
        if !self.node().is_locked() {
            self.node().annotate(|produced: &mut Produced| produced.0 = Some(strength));
        }
    }
}

/// How `stack` reads values of the element `target`, when that was decided.
pub(super) fn decided(arena: &Arena, stack: u32, target: u32) -> Option<ReferenceStrength> {
    let produced = arena.annotation::<Produced>(target).and_then(|p| p.0);
    produced.or_else(|| {
        let mut at = stack;
        while at != NONE {
            if let Some(Consumed(Some(strength))) = arena.annotation(at) {
                return Some(*strength);
            }
            at = arena.parent(at);
        }
        None
    })
}

impl Stack {
    /// Makes this stack wait for another one: it is deployed after it.
    ///
    /// A reference does that by itself.
    ///
    /// # Errors
    ///
    /// Synthesis reports `dependency-cycle`, and `stage-crossed` when the
    /// other one stands in another stage.
    pub fn add_stack_dependency(&self, other: &Stack) {
        self.node().add_dependency(other);
    }

    /// The stacks that this one was made to wait for as a whole.
    ///
    /// Those whose values it reads are known only at synthesis; see
    /// [`StackArtifact::dependencies`](super::StackArtifact::dependencies).
    #[must_use]
    pub fn dependencies(&self) -> Vec<Stack> {
        let node = self.node();
        let others = node.freeze(|arena| arena.dependencies(node.index()).to_vec());
        let others = others.into_iter().filter_map(|id| Self::of(&node.find(id)?));
        let mut all: Vec<Stack> = Vec::new();
        for other in others.filter(|other| other != self) {
            if !all.contains(&other) {
                all.push(other);
            }
        }
        all
    }
}
