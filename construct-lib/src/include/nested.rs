//! Nested stacks whose templates are included, too.

use construct_core::{CfnResource, Construct, NestedStack, NestedStackProps};
use construct_document::Entry;

use super::elements::Builder;
use super::include::Include;
use crate::error::codes;

/// A nested stack of an included template, and the template in it.
#[derive(Debug, Clone)]
pub struct IncludedNestedStack {
    stack: NestedStack,
    include: Include,
}

impl IncludedNestedStack {
    /// The nested stack.
    #[must_use]
    pub fn stack(&self) -> &NestedStack {
        &self.stack
    }

    /// Its template.
    #[must_use]
    pub fn include(&self) -> &Include {
        &self.include
    }
}

/// The type of a nested stack.
const TYPE: &str = "AWS::CloudFormation::Stack";

impl Builder<'_> {
    /// The nested stack that a resource becomes, when its template was given.
    pub(super) fn nested(&mut self, entry: &Entry, type_name: &str) -> Option<CfnResource> {
        let at = self.nested.iter().position(|(id, _)| id == entry.key())?;
        let (id, props) = self.nested.remove(at);
        if type_name != TYPE {
            let what = format!("`{id}` is a resource of type `{type_name}`, not `{TYPE}`");
            let help = "give templates for nested stacks only";
            let converter = self.converter(self.node);
            converter.error(codes::INCLUDE_WRONG_TYPE, entry.key_position(), &what, help);
            return None;
        }
        let stack = NestedStack::new(self.node, &id, NestedStackProps::new());
        let include = Include::new(&stack, &id, props);
        let resource = stack.nested_stack_resource().clone();
        self.elements.nested.push((id, IncludedNestedStack { stack, include }));
        Some(resource)
    }

    /// Templates that were given for nested stacks that are not there.
    pub(super) fn check_nested(&self) {
        let known = || self.elements.resources.iter().map(|(id, _)| id);
        let converter = self.converter(self.node);
        for (id, _) in &self.nested {
            converter.missing("resource", id, self.resources_at, known());
        }
    }

    /// Whether a resource is a nested stack whose template is known: then it
    /// says itself where that is.
    pub(super) fn is_nested(&self, resource: &CfnResource) -> bool {
        let node = resource.node();
        let mut all = self.elements.nested.iter();
        all.any(|(_, nested)| nested.stack.nested_stack_resource().node() == node)
    }
}
