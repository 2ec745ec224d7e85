//! The root of the tree.

use super::artifact::StackArtifact;
use super::assembly::CloudAssembly;
use super::asset::{AssetResolver, Synthesizer, UnresolvedAssets};
use super::lookup::{self, MissingContext};
use super::stack::StackState;
use super::synth;
use crate::construct::{Arena, Construct, Node, State};
use crate::error::{Diagnostic, SynthError};

/// The root of the tree: everything that is synthesized together.
///
/// ```
/// use construct_core::{App, CfnResource, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
/// let assembly = app.synth()?;
/// assert!(assembly.stacks()[0].template_json().contains("AWS::SNS::Topic"));
/// # Ok::<(), construct_core::SynthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    node: Node,
}

pub(crate) struct AppState {
    pub(crate) synthesizer: Synthesizer,
}

impl State for AppState {
    fn is_passive(&self) -> bool {
        true
    }
}

/// How the assets of a stack are found: as it chose, else as the app did.
pub(super) fn synthesizer(arena: &Arena, stack: u32) -> Synthesizer {
    let own = arena.state::<StackState>(stack).and_then(|s| s.props.synthesizer.clone());
    own.or_else(|| Some(arena.state::<AppState>(0)?.synthesizer.clone())).unwrap_or_default()
}

impl App {
    /// An app without stacks.
    #[track_caller]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "the caller's line is the app's line")]
    pub fn new() -> Self {
        let node = Node::root();
        node.set_state(AppState { synthesizer: Synthesizer::Local });
        Self { node }
    }

    /// The app that a construct belongs to.
    #[must_use]
    pub fn of(scope: &dyn Construct) -> Self {
        let mut node = scope.node().clone();
        while let Some(scope) = node.scope() {
            node = scope;
        }
        Self { node }
    }

    /// How the stacks that do not choose find their assets; local files at first.
    pub fn set_synthesizer(&self, synthesizer: Synthesizer) {
        self.node.update(|state: &mut AppState| state.synthesizer = synthesizer);
    }

    /// What was [looked up](crate::ContextQuery) so far and is not known, each key once.
    ///
    /// A driver hands it to the official `cdk` command, which finds it out and
    /// runs the program again.
    #[must_use]
    pub fn missing_context(&self) -> Vec<MissingContext> {
        lookup::missing(&self.node)
    }

    /// Turns the tree into templates, in memory.
    ///
    /// The same app gives the same bytes each time. Assets that need the hash
    /// of their contents get a marked placeholder; a driver that builds them
    /// calls [`synth_with`](Self::synth_with).
    ///
    /// Every resource is compared with what AWS takes for its type. What the
    /// schemas say can be acknowledged, errors too; a scope whose context value
    /// `construct-lib:validate` is `false` is not compared.
    ///
    /// From here on nothing can be added or changed: who does it later finds
    /// `tree-locked` in the next report.
    ///
    /// # Errors
    ///
    /// With everything that is wrong, when anything is.
    pub fn synth(&self) -> Result<CloudAssembly, SynthError> {
        let mut stacks = Vec::new();
        let diagnostics = self.synth_with(&UnresolvedAssets, &mut |stack| stacks.push(stack))?;
        Ok(CloudAssembly::new(stacks, diagnostics))
    }

    /// Turns the tree into templates, and gives each to `sink` as it is written.
    ///
    /// Only one template is in memory at a time. When this fails, what `sink`
    /// was given must be thrown away. Gives the warnings. Both `assets` and
    /// `sink` may look at the tree.
    ///
    /// # Errors
    ///
    /// With everything that is wrong, when anything is.
    pub fn synth_with(
        &self,
        assets: &dyn AssetResolver,
        sink: &mut dyn FnMut(StackArtifact),
    ) -> Result<Vec<Diagnostic>, SynthError> {
        synth::synth(&self.node, assets, sink)
    }
}

impl Construct for App {
    fn node(&self) -> &Node {
        &self.node
    }
}
