//! What is known of a resource type, from the generated tables.

use super::resource::CfnResource;
use crate::token::{Expr, IntoValue, Props};

/// A resource type and the facts that synthesis needs of it.
#[derive(Debug, PartialEq, Eq)]
pub struct ResourceType {
    /// The name, for example `AWS::DynamoDB::Table`.
    pub name: &'static str,
    /// Where its tags go, when it can have some.
    pub tags: Option<TagProperty>,
    /// Whether it holds data that is lost with it.
    pub stateful: bool,
}

/// The property that holds a resource's tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagProperty {
    /// The property's name, mostly `Tags`.
    pub name: &'static str,
    /// What a tag looks like in it.
    pub shape: TagShape,
}

/// What the tags of a resource look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagShape {
    /// A list of `Key` and `Value`.
    Standard,
    /// An object from key to value.
    Map,
    /// A list of `Key`, `Value` and `PropagateAtLaunch`.
    AutoScalingGroup,
}

/// The typed properties of one resource type.
pub trait ResourceProps {
    /// The type they belong to.
    const TYPE: &'static ResourceType;

    /// The properties by their names in the template.
    fn into_props(self) -> Props;
}

/// A resource with typed attributes, as the generated tables have them.
pub trait TypedResource {
    /// The name of its type, for example `AWS::DynamoDB::Table`.
    const TYPE: &'static str;

    /// The typed face of a resource, whatever its type is.
    fn from_resource(resource: CfnResource) -> Self;
}

/// A key and a value that AWS shows beside a resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag(Expr);

impl Tag {
    /// A tag.
    #[must_use]
    pub fn new(key: impl IntoValue<String>, value: impl IntoValue<String>) -> Self {
        Self(Expr::map([("Key", key.into_expr()), ("Value", value.into_expr())]))
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Tag> for Tag {
    fn into_expr(self) -> Expr {
        self.0
    }
}
