//! `Outputs` of a template.

use crate::construct::{Construct, Node, NodeId, State};
use crate::template::CfnCondition;
use crate::token::{Expr, IntoValue};

/// A value that AWS shows once the stack is deployed.
///
/// Appears under [`Outputs`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html).
///
/// ```
/// use construct_core::{App, Aws, CfnOutput, CfnOutputProps, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// CfnOutput::new(&stack, "Region", CfnOutputProps::new(Aws::REGION).export_name("orders-region"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CfnOutput {
    node: Node,
}

pub(crate) struct OutputState {
    pub(crate) props: CfnOutputProps,
}

impl State for OutputState {
    fn is_passive(&self) -> bool {
        true
    }
}

/// What a [`CfnOutput`] takes.
#[derive(Debug, Clone, PartialEq)]
pub struct CfnOutputProps {
    pub(crate) value: Expr,
    pub(crate) description: Expr,
    pub(crate) export_name: Expr,
    pub(crate) condition: Option<NodeId>,
}

impl CfnOutputProps {
    /// An output of this value.
    #[must_use]
    pub fn new(value: impl IntoValue<String>) -> Self {
        Self {
            value: value.into_expr(),
            description: Expr::Unset,
            export_name: Expr::Unset,
            condition: None,
        }
    }

    /// What a person reads beside it.
    #[must_use]
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = text.into_expr();
        self
    }

    /// Lets other stacks of the account and region import it under this name.
    #[must_use]
    pub fn export_name(mut self, name: impl IntoValue<String>) -> Self {
        self.export_name = name.into_expr();
        self
    }

    /// Leaves it out unless the condition holds.
    #[must_use]
    pub fn condition(mut self, condition: &CfnCondition) -> Self {
        self.condition = Some(condition.node().node_id());
        self
    }
}

impl CfnOutput {
    /// An output.
    ///
    /// # Errors
    ///
    /// Synthesis reports `too-many-elements` above 200 outputs of one stack.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: CfnOutputProps) -> Self {
        let node = Node::new(scope, id);
        node.set_state(OutputState { props });
        Self { node }
    }

    /// Sets another value.
    pub fn set_value(&self, value: impl IntoValue<String>) {
        let value = value.into_expr();
        self.node.update(|state: &mut OutputState| state.props.value = value);
    }
}

impl Construct for CfnOutput {
    fn node(&self) -> &Node {
        &self.node
    }
}
