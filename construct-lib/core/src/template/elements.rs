//! Which section of a template an element belongs to.

use super::condition::ConditionState;
use super::mapping::MappingState;
use super::output::OutputState;
use super::parameter::ParameterState;
use super::resource::Resource;
use super::write::TemplateParts;
use crate::construct::Arena;

type Section = fn(&mut TemplateParts) -> &mut Vec<u32>;

/// The section that the element at this node goes to, when it is one.
pub(crate) fn section(arena: &Arena, node: u32) -> Option<Section> {
    if arena.state::<Resource>(node).is_some() {
        Some(|parts| &mut parts.resources)
    } else if arena.state::<ParameterState>(node).is_some() {
        Some(|parts| &mut parts.parameters)
    } else if arena.state::<OutputState>(node).is_some() {
        Some(|parts| &mut parts.outputs)
    } else if arena.state::<ConditionState>(node).is_some() {
        Some(|parts| &mut parts.conditions)
    } else if arena.state::<MappingState>(node).is_some() {
        Some(|parts| &mut parts.mappings)
    } else {
        None
    }
}
