//! Which attributes are lists: nothing in a template tells, but a value that
//! crosses to another one must be known to be one.

use super::parameter::ParameterState;
use super::resource::CfnResource;
use crate::construct::{Arena, Construct as _};
use crate::token::{Expr, Key, List, Value};

/// The attributes of one resource that were asked for as lists.
#[derive(Default)]
struct ListAttributes(Vec<Key>);

impl CfnResource {
    /// `Fn::GetAtt` of an attribute that is a list.
    ///
    /// Only what is known to be a list gets to another template as one: there
    /// is no list among exports and parameters, so it is joined and split.
    ///
    /// ```
    /// use construct_core::{App, CfnResource, List, Stack, StackProps, Value};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Zone", StackProps::new());
    /// let zone = CfnResource::new(&stack, "Zone", "AWS::Route53::HostedZone");
    /// let servers: Value<List<String>> = zone.get_att_list("NameServers");
    /// ```
    #[must_use]
    pub fn get_att_list(&self, attribute: impl Into<Key>) -> Value<List<String>> {
        let attribute = attribute.into();
        self.node().annotate(|lists: &mut ListAttributes| {
            if !lists.0.contains(&attribute) {
                lists.0.push(attribute.clone());
            }
        });
        Value::of(Expr::get_att(self.node().node_id(), attribute))
    }
}

/// Whether `Ref` to an element or one of its attributes is known to be a list.
pub(crate) fn is_list(arena: &Arena, node: u32, attribute: &str) -> bool {
    if let Some(ParameterState { props }) = arena.state(node) {
        let ty = props.get("Type").and_then(Expr::as_str).unwrap_or_default();
        return ty.contains("List<") || ty.contains("CommaDelimitedList");
    }
    arena.annotation::<ListAttributes>(node).is_some_and(|l| l.0.iter().any(|a| a == attribute))
}
