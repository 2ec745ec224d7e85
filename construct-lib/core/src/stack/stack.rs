//! One template.

use super::asset::Synthesizer;
use super::environment::Environment;
use super::export_value::AskedExport;
use super::stage;
use super::unique_name::default_stack_name;
use crate::construct::{Arena, Construct, Node, NodeId, State};
use crate::error::{Diagnostic, codes};
use crate::intrinsic;
use crate::template::Raw;
use crate::token::{Aws, Expr, IntoValue, Json, Key, Props, Value};

/// One template, deployed as a whole.
///
/// Appears as a file `<id>.template.json`; see AWS on
/// [stacks](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html).
///
/// ```
/// use construct_core::{App, Environment, Stack, StackProps};
///
/// let app = App::new();
/// let seoul = Environment::agnostic().region("ap-northeast-2");
/// let stack = Stack::new(&app, "Orders", StackProps::new().environment(seoul));
/// assert_eq!(stack.stack_name(), "Orders");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    node: Node,
}

/// What a [`Stack`] takes.
#[derive(Debug, Clone, Default)]
pub struct StackProps {
    pub(crate) stack_name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) environment: Environment,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) termination_protection: bool,
    pub(crate) synthesizer: Option<Synthesizer>,
    pub(crate) suppress_indentation: bool,
}

impl StackProps {
    /// All defaults: named by its id, in any account and region.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows; the id by default, with the name of the stage
    /// in front.
    #[must_use]
    pub fn stack_name(mut self, name: impl Into<String>) -> Self {
        self.stack_name = Some(name.into());
        self
    }

    /// What a person reads beside it, at most 1,024 bytes.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// The account and the region. What is left open is the stage's, and
    /// without one whichever it is deployed to.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Adds a tag of the stack, which CloudFormation hands on to its resources.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push((key.into(), value.into()));
        self
    }

    /// Refuses to delete the stack until this is taken back.
    #[must_use]
    pub fn termination_protection(mut self) -> Self {
        self.termination_protection = true;
        self
    }

    /// How its assets are found; as the app decides by default.
    #[must_use]
    pub fn synthesizer(mut self, synthesizer: Synthesizer) -> Self {
        self.synthesizer = Some(synthesizer);
        self
    }

    /// Writes the template without line breaks, for one that is near the limit.
    #[must_use]
    pub fn suppress_template_indentation(mut self) -> Self {
        self.suppress_indentation = true;
        self
    }
}

pub(crate) struct StackState {
    pub(crate) props: StackProps,
    pub(crate) metadata: Props,
    pub(crate) transforms: Vec<Expr>,
    pub(crate) raw: Raw,
    pub(crate) exports: Vec<AskedExport>,
    /// The resource that a nested stack is in the template above.
    pub(crate) nested: Option<NodeId>,
}

impl StackState {
    pub(super) fn new(props: StackProps) -> Self {
        Self {
            props,
            metadata: Props::new(),
            transforms: Vec::new(),
            raw: Raw::default(),
            exports: Vec::new(),
            nested: None,
        }
    }

    /// The name that AWS shows.
    pub(super) fn name(&self, arena: &Arena, node: u32) -> String {
        let given = self.props.stack_name.clone();
        given.unwrap_or_else(|| default_stack_name(arena, node))
    }
}

impl State for StackState {
    fn is_passive(&self) -> bool {
        true
    }

    fn validate(&self, node: &Node) {
        let text = self.props.description.as_deref().unwrap_or_default();
        if text.len() > 1024 {
            node.report(
                Diagnostic::error(
                    codes::TEXT_TOO_LONG,
                    format!(
                        "the description of a stack must be at most 1024 bytes long, got {}",
                        text.len()
                    ),
                )
                .help("shorten the description"),
            );
        }
    }
}

impl Stack {
    /// A template of its own.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-stack-name`, `duplicate-stack`,
    /// `stack-inside-stack`, and `too-many-resources` above 500 resources.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: StackProps) -> Self {
        let inside = Self::of(scope);
        let environment = props.environment.or(&stage::environment_at(scope));
        let props = StackProps { environment, ..props };
        let node = Node::new_owner(scope, id);
        node.set_state(StackState::new(props));
        if inside.is_some() {
            node.report(
                Diagnostic::error(codes::NESTED_STACK, "a stack stands inside another stack").help(
                    "give both the same scope, for example the app, or make it a `NestedStack`",
                ),
            );
        }
        Self { node }
    }

    /// The stack that a construct belongs to.
    #[must_use]
    pub fn of(scope: &dyn Construct) -> Option<Self> {
        scope.node().owner().map(|node| Self { node })
    }

    /// The name that AWS shows: the id by default, with the name of the stage
    /// in front. AWS makes a name for a nested stack, which only
    /// [`NestedStack::stack_name`](super::NestedStack::stack_name) yields.
    #[must_use]
    pub fn stack_name(&self) -> String {
        let index = self.node.index();
        let name = |arena: &Arena| Some(arena.state::<StackState>(index)?.name(arena, index));
        self.node.freeze(name).unwrap_or_default()
    }

    pub(super) fn at(node: Node) -> Self {
        Self { node }
    }

    /// The ARN that AWS gives it.
    #[must_use]
    pub fn stack_id(&self) -> Value<String> {
        Value::of(Expr::Ref(self.node.node_id()))
    }

    /// The stack around a nested one.
    #[must_use]
    pub fn nested_stack_parent(&self) -> Option<Self> {
        let resource = self.node.read(|s: &StackState| s.nested).flatten()?;
        Self::of(&self.node.find(resource)?)
    }

    /// Its region: as fixed, else the pseudo parameter.
    #[must_use]
    pub fn region(&self) -> Value<String> {
        let fixed = self.environment().region_name().map(Value::from);
        fixed.unwrap_or(Aws::REGION)
    }

    /// Its account: as fixed, else the pseudo parameter.
    #[must_use]
    pub fn account(&self) -> Value<String> {
        let fixed = self.environment().account_id().map(Value::from);
        fixed.unwrap_or(Aws::ACCOUNT_ID)
    }

    /// The account and the region it was given.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.node.read(|s: &StackState| s.props.environment.clone()).unwrap_or_default()
    }

    /// The ARN of something in this stack's account and region:
    /// `arn:PARTITION:service:REGION:ACCOUNT:resource`.
    #[must_use]
    pub fn format_arn(&self, service: &str, resource: impl IntoValue<String>) -> Value<String> {
        intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::from(format!(":{service}:")),
            self.region().into(),
            Expr::text(":"),
            self.account().into(),
            Expr::text(":"),
            resource.into_expr(),
        ])
    }

    /// Lets a macro process the template, after those that were added before.
    ///
    /// Appears under [`Transform`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html),
    /// once. `AWS::LanguageExtensions` comes by itself where a function needs
    /// it, before all others.
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// stack.add_transform("AWS::Serverless-2016-10-31");
    /// CfnResource::new(&stack, "Function", "AWS::Serverless::Function");
    /// assert!(app.synth()?.stacks()[0].template_json().contains("Transform"));
    /// # Ok::<(), construct_core::SynthError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Synthesis reports `late-value` unless it is a literal.
    pub fn add_transform(&self, transform: impl IntoValue<Json>) {
        let transform = transform.into_expr();
        self.node.update(|s: &mut StackState| {
            if !transform.is_unset() && !s.transforms.contains(&transform) {
                s.transforms.push(transform);
            }
        });
    }

    /// Sets one entry of the template's `Metadata`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `late-value` unless it is a literal.
    pub fn add_metadata(&self, key: impl Into<Key>, value: impl IntoValue<Json>) {
        let (key, value) = (key.into(), value.into_expr());
        self.node.update(|s: &mut StackState| s.metadata.put(key, value));
    }
}

impl Construct for Stack {
    fn node(&self) -> &Node {
        &self.node
    }
}
