//! The usual aspect: one about the resources of one type.

use std::fmt;

use super::resource::CfnResource;
use super::resource_type::ResourceProps;
use crate::construct::{Aspect, Node};
use crate::token::Key;

/// An aspect that visits the resources of one type, also those inside an L2.
///
/// ```
/// use construct_core::{App, Aspects, CfnResource, EachResource, Expr, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// CfnResource::new(&stack, "Queue", "AWS::SQS::Queue");
/// Aspects::of(&app).add(EachResource::of_type("AWS::SQS::Queue", |queue| {
///     queue.add_property_override("SqsManagedSseEnabled", Expr::Bool(true));
/// }));
/// assert!(app.synth()?.stacks()[0].template_json().contains("SqsManagedSseEnabled"));
/// # Ok::<(), construct_core::SynthError>(())
/// ```
pub struct EachResource {
    type_name: Key,
    visit: Box<dyn Fn(&CfnResource)>,
}

impl EachResource {
    /// Calls `visit` with each resource of a type, for example `AWS::SQS::Queue`.
    #[must_use]
    pub fn of_type(type_name: impl Into<Key>, visit: impl Fn(&CfnResource) + 'static) -> Self {
        Self { type_name: type_name.into(), visit: Box::new(visit) }
    }

    /// Calls `visit` with each resource that has these properties, for example
    /// `of::<CfnQueueProps>`.
    #[must_use]
    pub fn of<P: ResourceProps>(visit: impl Fn(&CfnResource) + 'static) -> Self {
        Self::of_type(P::TYPE.name, visit)
    }

    /// Overrides properties of each resource that has them, typed, as
    /// [`CfnResource::patch`] does.
    #[must_use]
    pub fn patch<P: ResourceProps>(props: P) -> Self {
        let props = props.into_props();
        Self::of::<P>(move |resource| resource.patch_props(P::TYPE, props.clone()))
    }
}

impl Aspect for EachResource {
    fn visit(&self, node: &Node) {
        if let Some(resource) = CfnResource::of_type(node, &self.type_name) {
            (self.visit)(&resource);
        }
    }
}

impl fmt::Debug for EachResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EachResource({})", self.type_name)
    }
}
