//! `Conditions` of a template.

use crate::construct::{Construct, Node, NodeId, State};
use crate::token::{Condition, Expr, IntoValue, NamedCondition, Token, Value};

/// A condition that resources, outputs and [`if_`](crate::intrinsic::if_) can name.
///
/// Appears under [`Conditions`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CfnCondition {
    node: Node,
}

pub(crate) struct ConditionState {
    pub(crate) expr: Expr,
}

impl State for ConditionState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl CfnCondition {
    /// A condition.
    ///
    /// # Errors
    ///
    /// Synthesis reports `late-value` when it refers to a resource: conditions
    /// are decided before there are any.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, condition: impl IntoValue<Condition>) -> Self {
        let node = Node::new(scope, id);
        node.set_state(ConditionState { expr: condition.into_expr() });
        Self { node }
    }

    /// Sets another condition; for those that are made before what they name.
    pub fn set_condition(&self, condition: impl IntoValue<Condition>) {
        let expr = condition.into_expr();
        self.node.update(|state: &mut ConditionState| state.expr = expr);
    }

    /// The condition, as part of another one.
    #[must_use]
    pub fn value(&self) -> Value<Condition> {
        Value::of(Expr::token(Token::Condition(self.node.node_id())))
    }
}

impl Construct for CfnCondition {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl NamedCondition for CfnCondition {
    fn condition(&self) -> NodeId {
        self.node.node_id()
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Condition> for &CfnCondition {
    fn into_expr(self) -> Expr {
        self.value().into()
    }
}
