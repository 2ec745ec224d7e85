//! `Rules` of a template.

use crate::construct::{Construct, Node, State};
use crate::token::{Condition, Expr, IntoValue, Key};

/// What must hold of the parameters before CloudFormation does anything.
///
/// Appears under [`Rules`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html).
///
/// ```
/// use construct_core::{App, CfnParameter, CfnParameterProps, CfnRule, CfnRuleProps, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let stage = CfnParameter::new(&stack, "Stage", CfnParameterProps::string());
/// let size = CfnParameter::new(&stack, "Size", CfnParameterProps::string());
/// let is_large = intrinsic::contains(["large", "huge"], size.value());
/// let props = CfnRuleProps::new(is_large, "production takes a large instance")
///     .rule_condition(intrinsic::equals(stage.value(), "prod"));
/// CfnRule::new(&stack, "SizeOfProd", props);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CfnRule {
    node: Node,
}

/// What a [`CfnRule`] takes.
#[derive(Debug, Clone, PartialEq)]
pub struct CfnRuleProps {
    pub(crate) rule_condition: Expr,
    pub(crate) assertions: Vec<(Expr, Key)>,
}

pub(crate) struct RuleState {
    pub(crate) props: CfnRuleProps,
}

impl State for RuleState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl CfnRuleProps {
    /// A rule that asserts this, and says `description` where it does not hold.
    #[must_use]
    pub fn new(assert: impl IntoValue<Condition>, description: impl Into<Key>) -> Self {
        let props = Self { rule_condition: Expr::Unset, assertions: Vec::new() };
        props.assertion(assert, description)
    }

    /// When the rule is looked at; always by default.
    #[must_use]
    pub fn rule_condition(mut self, condition: impl IntoValue<Condition>) -> Self {
        self.rule_condition = condition.into_expr();
        self
    }

    /// Asserts one thing more.
    #[must_use]
    pub fn assertion(
        mut self,
        assert: impl IntoValue<Condition>,
        description: impl Into<Key>,
    ) -> Self {
        self.assertions.push((assert.into_expr(), description.into()));
        self
    }

    /// The rule as the template has it.
    pub(crate) fn to_expr(&self) -> Expr {
        let assertion = |(assert, description): &(Expr, Key)| {
            let description = Expr::Str(description.clone());
            Expr::map([("Assert", assert.clone()), ("AssertDescription", description)])
        };
        Expr::map([
            ("RuleCondition", self.rule_condition.clone()),
            ("Assertions", Expr::list(self.assertions.iter().map(assertion))),
        ])
    }
}

impl CfnRule {
    /// A rule.
    ///
    /// # Errors
    ///
    /// Synthesis reports `misplaced-function` when it uses a function that
    /// rules do not take, and `late-value` when it refers to a resource.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: CfnRuleProps) -> Self {
        let node = Node::new(scope, id);
        node.set_state(RuleState { props });
        Self { node }
    }

    /// Asserts one thing more.
    pub fn add_assertion(&self, assert: impl IntoValue<Condition>, description: impl Into<Key>) {
        let assertion = (assert.into_expr(), description.into());
        self.node.update(|s: &mut RuleState| s.props.assertions.push(assertion));
    }
}

impl Construct for CfnRule {
    fn node(&self) -> &Node {
        &self.node
    }
}
