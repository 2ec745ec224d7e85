//! A group of stacks that are deployed together.

use super::environment::Environment;
use crate::construct::{Arena, Construct, NONE, Node, State};
use crate::error::{Diagnostic, codes};

/// A group of stacks that are deployed together: all of one service in one
/// environment, for example.
///
/// The same construct can stand in several stages: resources keep their
/// logical ids, and the names of stacks begin with the stage's. Its templates
/// are in a folder `assembly-<path>`, an assembly of its own.
///
/// A stage stands for itself: nothing in it can refer to a stack outside.
///
/// # Errors
///
/// Synthesis reports `invalid-stage-name` when the name does not begin with a
/// letter or holds other than letters, digits, `-`, `_` and `.`, and
/// `stage-crossed` when something inside refers to something outside.
///
/// # Example
///
/// ```
/// use construct_core::{App, CfnResource, Environment, Stack, StackProps, Stage, StageProps};
///
/// let app = App::new();
/// for (stage, region) in [("Dev", "ap-northeast-2"), ("Prod", "eu-west-1")] {
///     let environment = Environment::agnostic().region(region);
///     let stage = Stage::new(&app, stage, StageProps::new().environment(environment));
///     let stack = Stack::new(&stage, "Orders", StackProps::new());
///     CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
/// }
/// let assembly = app.synth()?;
/// let names: Vec<&str> = assembly.stacks().iter().map(|s| s.stack_name()).collect();
/// assert_eq!(names, ["Dev-Orders", "Prod-Orders"]);
/// assert_eq!(assembly.stacks()[1].directory(), "assembly-Prod");
/// # Ok::<(), construct_core::SynthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    node: Node,
}

/// What a [`Stage`] takes.
#[derive(Debug, Clone, Default)]
pub struct StageProps {
    environment: Environment,
    stage_name: Option<String>,
}

impl StageProps {
    /// All defaults: named by its id, in any account and region.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The account and the region of its stacks, unless they have their own;
    /// those of the stage around it by default.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// What the names of its stacks begin with; the id by default.
    #[must_use]
    pub fn stage_name(mut self, name: impl Into<String>) -> Self {
        self.stage_name = Some(name.into());
        self
    }
}

pub(crate) struct StageState {
    environment: Environment,
    /// With the names of the stages around it.
    name: String,
}

impl State for StageState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Stage {
    /// A stage without stacks.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: StageProps) -> Self {
        let node = Node::new(scope, id);
        let around = at_or_above(scope.node());
        let own_name = props.stage_name.unwrap_or_else(|| id.to_owned());
        let name = match &around {
            Some(stage) => format!("{}-{own_name}", stage.stage_name()),
            None => own_name,
        };
        let environment = props.environment.or(&environment_at(scope));
        node.set_state(StageState { environment, name });
        // An empty id was reported as that already.
        if !is_name(id) && !id.is_empty() {
            node.report(
                Diagnostic::error(
                    codes::INVALID_STAGE_NAME,
                    format!("`{id}` is not the name of a stage"),
                )
                .help("begin with a letter, go on with letters, digits, `-`, `_` and `.`"),
            );
        }
        if node.owner().is_some() {
            node.report(
                Diagnostic::error(codes::NESTED_STACK, "a stage stands inside a stack")
                    .help("define the stage in the app, and the stack in the stage"),
            );
        }
        Self { node }
    }

    /// The stage that a construct stands in; of a stage, the one around it.
    #[must_use]
    pub fn of(construct: &dyn Construct) -> Option<Self> {
        at_or_above(&construct.node().scope()?)
    }

    /// What the names of its stacks begin with.
    #[must_use]
    pub fn stage_name(&self) -> String {
        self.node.read(|s: &StageState| s.name.clone()).unwrap_or_default()
    }

    /// The account and the region of its stacks, unless they have their own.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.node.read(|s: &StageState| s.environment.clone()).unwrap_or_default()
    }
}

impl Construct for Stage {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn is_name(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

fn at_or_above(node: &Node) -> Option<Stage> {
    let mut at = Some(node.clone());
    while let Some(node) = at {
        if node.has_state::<StageState>() {
            return Some(Stage { node });
        }
        at = node.scope();
    }
    None
}

/// What the stacks of a scope inherit.
pub(super) fn environment_at(scope: &dyn Construct) -> Environment {
    at_or_above(scope.node()).map(|stage| stage.environment()).unwrap_or_default()
}

/// The nearest stage at or above a node.
pub(super) fn stage_of(arena: &Arena, node: u32) -> Option<u32> {
    let mut at = node;
    while at != NONE && arena.state::<StageState>(at).is_none() {
        at = arena.parent(at);
    }
    (at != NONE).then_some(at)
}

pub(super) fn stage_name(arena: &Arena, stage: u32) -> &str {
    arena.state::<StageState>(stage).map_or("", |s| &s.name)
}

/// A stage as the assembly shows it: an assembly inside another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageArtifact {
    path: String,
    directory: String,
}

impl StageArtifact {
    /// The construct path of the stage, which is also the name it is shown by.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its id in the assembly around it, and the folder of its own in there.
    #[must_use]
    pub fn directory(&self) -> &str {
        &self.directory
    }
}

/// The stages above a node, the outermost first.
pub(super) fn stages_above(arena: &Arena, node: u32) -> Vec<StageArtifact> {
    let mut stages = Vec::new();
    let mut at = stage_of(arena, node);
    while let Some(stage) = at {
        let path = arena.path(stage);
        let id = path.replace('/', "-");
        let directory = format!("assembly-{}", id.trim_matches('-'));
        stages.push(StageArtifact { path, directory });
        at = stage_of(arena, arena.parent(stage));
    }
    stages.reverse();
    stages
}
