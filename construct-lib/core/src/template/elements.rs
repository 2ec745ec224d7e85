//! Which section of a template an element belongs to.

use super::condition::ConditionState;
use super::fragment::FragmentState;
use super::mapping::MappingState;
use super::output::OutputState;
use super::parameter::ParameterState;
use super::resource::Resource;
use super::rule::RuleState;
use crate::construct::Arena;

/// The kinds of elements, by the sections that hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Parameter,
    Mapping,
    Condition,
    Resource,
    Output,
    Rule,
    Fragment,
}

impl Kind {
    /// The kind whose names this one shares: a parameter and a resource cannot
    /// have the same, while an output may be called as its resource is.
    pub(crate) fn namespace(self) -> Self {
        if self == Self::Parameter { Self::Resource } else { self }
    }
}

/// What the element at this node is, when it is one.
pub(crate) fn kind(arena: &Arena, node: u32) -> Option<Kind> {
    // Most elements are resources, so these are asked for first.
    if arena.state::<Resource>(node).is_some() {
        Some(Kind::Resource)
    } else if arena.state::<ParameterState>(node).is_some() {
        Some(Kind::Parameter)
    } else if arena.state::<OutputState>(node).is_some() {
        Some(Kind::Output)
    } else if arena.state::<ConditionState>(node).is_some() {
        Some(Kind::Condition)
    } else if arena.state::<MappingState>(node).is_some() {
        Some(Kind::Mapping)
    } else if arena.state::<RuleState>(node).is_some() {
        Some(Kind::Rule)
    } else if arena.state::<FragmentState>(node).is_some() {
        Some(Kind::Fragment)
    } else {
        None
    }
}
