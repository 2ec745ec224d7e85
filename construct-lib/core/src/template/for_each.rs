//! Loops over the elements of a template.

use super::fragment::FragmentState;
use super::output::CfnOutputProps;
use super::resource_type::ResourceProps;
use crate::construct::{Construct, Node};
use crate::intrinsic::Loop;
use crate::token::{Condition, Expr, IntoValue, Key, Props};

/// A loop that repeats resources, outputs or conditions for each value of a
/// collection that is known only at deployment.
///
/// Appears as `Fn::ForEach::NAME` in its section, and brings the transform
/// `AWS::LanguageExtensions`. See [`for_each`](crate::intrinsic::for_each) on
/// what a loop is made of.
///
/// ```
/// use construct_core::{App, CfnForEach, CfnParameter, CfnParameterProps, ParameterType, Props, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = CfnParameterProps::new(ParameterType::CommaDelimitedList);
/// let teams = CfnParameter::new(&stack, "Teams", props);
/// let topics = intrinsic::for_each("Topics", "Team", teams.value_list());
/// let props = Props::new().with("DisplayName", topics.item().into());
/// let topics = topics.entry("Topic${Team}", CfnForEach::resource_of("AWS::SNS::Topic", props));
/// CfnForEach::resources(&stack, topics);
/// assert!(app.synth()?.stacks()[0].template_json().contains("Fn::ForEach::Topics"));
/// # Ok::<(), construct_core::SynthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CfnForEach {
    node: Node,
}

impl CfnForEach {
    /// A loop over resources; its name is its id.
    ///
    /// Each entry is what [`resource`](Self::resource) or
    /// [`resource_of`](Self::resource_of) gives.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-for-each`.
    #[track_caller]
    pub fn resources(scope: &dyn Construct, each: Loop) -> Self {
        Self::make(scope, "Resources", each)
    }

    /// A loop over outputs; each entry is what [`output`](Self::output) gives.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-for-each`.
    #[track_caller]
    pub fn outputs(scope: &dyn Construct, each: Loop) -> Self {
        Self::make(scope, "Outputs", each)
    }

    /// A loop over conditions; each entry is what [`condition`](Self::condition)
    /// gives.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-for-each`.
    #[track_caller]
    pub fn conditions(scope: &dyn Construct, each: Loop) -> Self {
        Self::make(scope, "Conditions", each)
    }

    #[track_caller]
    fn make(scope: &dyn Construct, section: &'static str, each: Loop) -> Self {
        let node = Node::new(scope, each.name());
        let (key, value) = each.into_entry();
        node.set_state(FragmentState { section, key: Some(key), value });
        Self { node }
    }

    /// A resource, as an entry of a loop.
    #[must_use]
    pub fn resource<P: ResourceProps>(props: P) -> Expr {
        Self::resource_of(P::TYPE.name, props.into_props())
    }

    /// A resource of any type, as an entry of a loop.
    #[must_use]
    pub fn resource_of(type_name: impl Into<Key>, props: Props) -> Expr {
        Expr::map([("Type", Expr::Str(type_name.into())), ("Properties", props.into_expr())])
    }

    /// An output, as an entry of a loop.
    #[must_use]
    pub fn output(props: CfnOutputProps) -> Expr {
        let condition = props.condition.map_or(Expr::Unset, Expr::logical_id);
        let export = match props.export_name {
            Expr::Unset => Expr::Unset,
            name => Expr::map([("Name", name)]),
        };
        Expr::map([
            ("Description", props.description),
            ("Value", props.value),
            ("Export", export),
            ("Condition", condition),
        ])
    }

    /// A condition, as an entry of a loop.
    #[must_use]
    pub fn condition(condition: impl IntoValue<Condition>) -> Expr {
        condition.into_expr()
    }
}

impl Construct for CfnForEach {
    fn node(&self) -> &Node {
        &self.node
    }
}
