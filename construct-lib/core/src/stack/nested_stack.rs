//! A template below another one.

use std::time::Duration;

use super::environment::Environment;
use super::stack::{Stack, StackProps, StackState};
use crate::construct::{Construct, Node};
use crate::error::{Diagnostic, codes};
use crate::template::{CfnResource, RemovalPolicy, Resource, ResourceType, TagProperty, TagShape};
use crate::token::{Expr, IntoValue, Key, List, Props, Value};

static TYPE: ResourceType = ResourceType {
    name: "AWS::CloudFormation::Stack",
    tags: Some(TagProperty { name: "Tags", shape: TagShape::Standard }),
    stateful: false,
};

/// A template of its own that is deployed as one resource of the stack around it.
///
/// This is the way out for a stack with more than 500 resources. Values cross
/// in both directions by themselves: those that the nested stack reads become
/// its parameters, those that others read of it become its outputs.
///
/// Appears as an `AWS::CloudFormation::Stack` in the template above, and as a
/// file `<unique id>.nested.template.json` beside it. For local assets the
/// template above names that file, which `aws cloudformation package` uploads;
/// otherwise the bootstrap bucket and the hash of the nested template. It is
/// deleted with its stack unless a removal policy says otherwise.
///
/// # Errors
///
/// Synthesis reports `outside-stack` when no stack is around it,
/// `dependency-cycle` when values are read in a circle between it and the
/// stack around it, and `too-many-elements` above 200 parameters or outputs.
///
/// # Example
///
/// ```
/// use construct_core::{
///     App, CfnOutput, CfnOutputProps, CfnResource, Construct, NestedStack, NestedStackProps, Stack,
///     StackProps,
/// };
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let topic = CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
/// let queues = NestedStack::new(&stack, "Queues", NestedStackProps::new());
/// let queue = CfnResource::new(&queues, "Queue", "AWS::SQS::Queue");
/// queue.add_metadata("feeds", topic.ref_expr());
/// CfnOutput::new(&stack, "QueueArn", CfnOutputProps::new(queue.get_att("Arn")));
///
/// let assembly = app.synth()?;
/// let nested = &assembly.stacks()[0].nested()[0];
/// assert_eq!(nested.file(), "OrdersQueuesA894D2B4.nested.template.json");
/// assert!(nested.template_json().contains("referencetoOrdersTopic"));
/// # Ok::<(), construct_core::SynthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NestedStack {
    node: Node,
    resource: CfnResource,
}

/// What a [`NestedStack`] takes.
#[derive(Debug, Clone)]
pub struct NestedStackProps {
    parameters: Vec<(Key, Expr)>,
    timeout: Option<Duration>,
    notification_arns: Expr,
    removal_policy: RemovalPolicy,
    description: Option<String>,
    suppress_indentation: bool,
}

impl Default for NestedStackProps {
    fn default() -> Self {
        Self::new()
    }
}

impl NestedStackProps {
    /// All defaults: deleted with the stack around it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            parameters: Vec::new(),
            timeout: None,
            notification_arns: Expr::Unset,
            removal_policy: RemovalPolicy::Destroy,
            description: None,
            suppress_indentation: false,
        }
    }

    /// The value of a parameter that the nested template defines, by its logical id.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        self.parameters.push((name.into(), value.into_expr()));
        self
    }

    /// How long its creation may take, in whole minutes.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The topics that are told of its events.
    #[must_use]
    pub fn notification_arns(mut self, arns: impl IntoValue<List<String>>) -> Self {
        self.notification_arns = arns.into_expr();
        self
    }

    /// What becomes of it when it leaves the stack around it; deleted by default.
    #[must_use]
    pub fn removal_policy(mut self, policy: RemovalPolicy) -> Self {
        self.removal_policy = policy;
        self
    }

    /// What a person reads beside it, at most 1,024 bytes.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Writes the template without line breaks, for one that is near the limit.
    #[must_use]
    pub fn suppress_template_indentation(mut self) -> Self {
        self.suppress_indentation = true;
        self
    }
}

impl NestedStack {
    /// A nested stack without resources yet.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-timeout` unless the timeout is a whole
    /// number of minutes, and `unknown-nested-parameter` and
    /// `missing-nested-parameter` when the parameters given are not those of
    /// the nested template.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: NestedStackProps) -> Self {
        let environment = Stack::of(scope).map(|s| s.environment()).unwrap_or_default();
        let node = Node::new_owner(scope, id);
        let beside = Node::new(scope, &format!("{id}.NestedStack"));
        let resource = CfnResource::define(
            &beside,
            &format!("{id}.NestedStackResource"),
            &TYPE,
            resource_props(&node, &props),
        );
        resource.apply_removal_policy(props.removal_policy);
        node.set_state(StackState {
            nested: Some(resource.node().node_id()),
            ..StackState::new(stack_props(props, environment))
        });
        Self { node, resource }
    }

    /// The stack itself, for what stacks have.
    #[must_use]
    pub fn stack(&self) -> Stack {
        Stack::at(self.node.clone())
    }

    /// The resource that it is in the template above.
    #[must_use]
    pub fn nested_stack_resource(&self) -> &CfnResource {
        &self.resource
    }

    /// Sets the value of a parameter that the nested template defines.
    pub fn set_parameter(&self, name: impl Into<Key>, value: impl IntoValue<String>) {
        let (name, value) = (name.into(), value.into_expr());
        self.resource.node().update(|resource: &mut Resource| {
            let known = match resource.props.get(PARAMETERS) {
                Some(Expr::Map(entries)) => entries.to_vec(),
                _ => Vec::new(),
            };
            let mut all: Props = known.into_iter().collect();
            all.put(name, value);
            resource.props.put(PARAMETERS, all.into_expr());
        });
    }

    /// The name that AWS generates for it.
    #[must_use]
    pub fn stack_name(&self) -> Value<String> {
        Value::of(Expr::get_att(self.node.node_id(), STACK_NAME))
    }

    /// Its ARN.
    #[must_use]
    pub fn stack_id(&self) -> Value<String> {
        self.stack().stack_id()
    }

    /// The file of its template, beside that of the stack.
    #[must_use]
    pub fn template_file(&self) -> String {
        template_file(&self.node)
    }
}

/// The property that holds the values of parameters.
pub(super) const PARAMETERS: &str = "Parameters";

/// The attribute of a nested stack, as a construct, that yields its name.
pub(super) const STACK_NAME: &str = "StackName";

/// The attribute that yields where its template is found.
pub(super) const TEMPLATE_URL: &str = "TemplateURL";

pub(super) fn template_file(nested: &Node) -> String {
    format!("{}.nested.template.json", nested.unique_id())
}

fn resource_props(node: &Node, props: &NestedStackProps) -> Props {
    let mut all = Props::new()
        .with("TemplateURL", Expr::get_att(node.node_id(), TEMPLATE_URL))
        .with("NotificationARNs", props.notification_arns.clone());
    if !props.parameters.is_empty() {
        all.put(PARAMETERS, Expr::Map(props.parameters.clone().into()));
    }
    if let Some(timeout) = props.timeout {
        let seconds = timeout.as_secs();
        match i64::try_from(seconds / 60) {
            Ok(minutes) if minutes > 0 && timeout == Duration::from_secs(seconds / 60 * 60) => {
                all.put("TimeoutInMinutes", Expr::Int(minutes));
            }
            _ => node.report(
                Diagnostic::error(
                    codes::INVALID_TIMEOUT,
                    format!("the timeout of a nested stack must be whole minutes, at least one, got {timeout:?}"),
                )
                .help("give it as `Duration::from_secs(60 * minutes)`"),
            ),
        }
    }
    all
}

fn stack_props(props: NestedStackProps, environment: Environment) -> StackProps {
    StackProps {
        description: props.description,
        environment,
        suppress_indentation: props.suppress_indentation,
        ..StackProps::default()
    }
}

impl Construct for NestedStack {
    fn node(&self) -> &Node {
        &self.node
    }
}
