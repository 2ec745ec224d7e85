//! `Parameters` of a template.

use super::parameter_type::ParameterType;
use crate::construct::{Arena, Construct, Node, NodeId, State};
use crate::error::{Diagnostic, codes};
use crate::token::{Expr, IntoValue, Json, Key, List, NamedParameter, Props, SecretValue, Value};

/// A value that is asked for at deployment.
///
/// Appears under [`Parameters`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html).
///
/// ```
/// use construct_core::{App, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = CfnParameterProps::string().default_value("info").allowed_values(["info", "debug"]);
/// let level = CfnParameter::new(&stack, "Level", props);
/// CfnOutput::new(&stack, "LevelInUse", CfnOutputProps::new(level.value()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CfnParameter {
    node: Node,
}

pub(crate) struct ParameterState {
    pub(crate) props: Props,
}

impl State for ParameterState {
    fn is_passive(&self) -> bool {
        true
    }

    fn validate(&self, node: &Node) {
        let value = self.props.get("Default").and_then(Expr::as_str).unwrap_or_default();
        if value.len() > LONGEST_VALUE {
            node.report(
                Diagnostic::error(
                    codes::TEXT_TOO_LONG,
                    format!(
                        "the value of a parameter must be at most {LONGEST_VALUE} bytes long, got {}",
                        value.len()
                    ),
                )
                .help("divide it, and join the parts with `intrinsic::concat`"),
            );
        }
    }
}

/// The longest value of a parameter, in bytes.
const LONGEST_VALUE: usize = 4096;

/// The type of the parameter at this node, when there is one.
pub(crate) fn parameter_type(arena: &Arena, node: u32) -> Option<&str> {
    arena.state::<ParameterState>(node)?.props.get("Type")?.as_str()
}

/// What a [`CfnParameter`] takes.
#[derive(Debug, Clone, PartialEq)]
pub struct CfnParameterProps(Props);

impl CfnParameterProps {
    /// A parameter of this type.
    #[must_use]
    pub fn new(ty: ParameterType) -> Self {
        Self(Props::new().with("Type", Expr::Str(ty.name())))
    }

    /// The properties as a template has them, `Type` among them.
    #[must_use]
    pub fn of(props: Props) -> Self {
        Self(props)
    }

    /// A text.
    #[must_use]
    pub fn string() -> Self {
        Self::new(ParameterType::String)
    }

    /// What is taken when nothing is given.
    #[must_use]
    pub fn default_value(self, value: impl IntoValue<String>) -> Self {
        self.with("Default", value.into_expr())
    }

    /// What the person who deploys reads.
    #[must_use]
    pub fn description(self, text: impl IntoValue<String>) -> Self {
        self.with("Description", text.into_expr())
    }

    /// The values that are taken.
    #[must_use]
    pub fn allowed_values(self, values: impl IntoValue<List<String>>) -> Self {
        self.with("AllowedValues", values.into_expr())
    }

    /// The form of the values that are taken, as a regular expression.
    #[must_use]
    pub fn allowed_pattern(self, pattern: impl IntoValue<String>) -> Self {
        self.with("AllowedPattern", pattern.into_expr())
    }

    /// What is said when a value is not taken.
    #[must_use]
    pub fn constraint_description(self, text: impl IntoValue<String>) -> Self {
        self.with("ConstraintDescription", text.into_expr())
    }

    /// The shortest text that is taken.
    #[must_use]
    pub fn min_length(self, length: u32) -> Self {
        self.with("MinLength", Expr::Int(i64::from(length)))
    }

    /// The longest text that is taken.
    #[must_use]
    pub fn max_length(self, length: u32) -> Self {
        self.with("MaxLength", Expr::Int(i64::from(length)))
    }

    /// The smallest number that is taken.
    #[must_use]
    pub fn min_value(self, value: i64) -> Self {
        self.with("MinValue", Expr::Int(value))
    }

    /// The largest number that is taken.
    #[must_use]
    pub fn max_value(self, value: i64) -> Self {
        self.with("MaxValue", Expr::Int(value))
    }

    /// Keeps the value out of what AWS shows.
    #[must_use]
    pub fn no_echo(self) -> Self {
        self.with("NoEcho", Expr::Bool(true))
    }

    fn with(self, name: &'static str, value: Expr) -> Self {
        Self(self.0.with(name, value))
    }
}

impl CfnParameter {
    /// A parameter.
    ///
    /// # Errors
    ///
    /// Synthesis reports `late-value` when its default or any other property
    /// is not a literal.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: CfnParameterProps) -> Self {
        let node = Node::new(scope, id);
        node.set_state(ParameterState { props: props.0 });
        Self { node }
    }

    /// Sets one property by its name in the template, for example `Default`.
    pub fn set_property(&self, name: impl Into<Key>, value: impl IntoValue<Json>) {
        let (name, value) = (name.into(), value.into_expr());
        self.node.update(|state: &mut ParameterState| state.props.put(name, value));
    }

    /// What was given for it.
    #[must_use]
    pub fn value(&self) -> Value<String> {
        Value::of(Expr::Ref(self.node.node_id()))
    }

    /// What was given for it, when it is a number.
    #[must_use]
    pub fn value_number(&self) -> Value<i64> {
        Value::of(Expr::Ref(self.node.node_id()))
    }

    /// What was given for it, when it is a list.
    #[must_use]
    pub fn value_list(&self) -> Value<List<String>> {
        Value::of(Expr::Ref(self.node.node_id()))
    }
}

impl SecretValue {
    /// What is given for a parameter that keeps it out of what AWS shows.
    ///
    /// # Errors
    ///
    /// Synthesis reports `secret-shown` when the parameter shows its value.
    ///
    /// ```
    /// use construct_core::{App, CfnParameter, CfnParameterProps, SecretValue, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let password = CfnParameter::new(&stack, "Password", CfnParameterProps::string().no_echo());
    /// let password = SecretValue::cfn_parameter(&password);
    /// ```
    #[must_use]
    pub fn cfn_parameter(parameter: &CfnParameter) -> Self {
        let node = parameter.node();
        let is_hidden =
            node.read(|s: &ParameterState| s.props.get("NoEcho") == Some(&Expr::Bool(true)));
        if is_hidden == Some(false) {
            node.report(
                Diagnostic::error(
                    codes::SECRET_SHOWN,
                    "this parameter is taken as a secret, but AWS shows what is given for it",
                )
                .help("make it with `CfnParameterProps::no_echo`"),
            );
        }
        Self(Expr::Ref(node.node_id()))
    }
}

impl NamedParameter for CfnParameter {
    fn parameter(&self) -> NodeId {
        self.node.node_id()
    }
}

impl Construct for CfnParameter {
    fn node(&self) -> &Node {
        &self.node
    }
}
