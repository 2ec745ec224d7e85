//! Which attributes are lists: nothing in a template tells, but a value that
//! crosses to another one must be known to be one.

use std::collections::BTreeMap;

use construct_schema::{AttributeKind, Schema};

use super::names::REF;
use super::parameter::ParameterState;
use super::resource::{CfnResource, Resource};
use crate::construct::{Arena, Construct as _};
use crate::token::{Expr, Key, List, Value};

/// The attributes of one resource that were asked for as lists.
#[derive(Default)]
struct ListAttributes(Vec<Key>);

impl CfnResource {
    /// `Fn::GetAtt` of an attribute that is a list.
    ///
    /// Only what is known to be a list gets to another template as one: there
    /// is no list among exports and parameters, so it is joined and split. The
    /// attributes of AWS's own types are known without this.
    ///
    /// ```
    /// use construct_core::{App, CfnResource, List, Stack, StackProps, Value};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Zone", StackProps::new());
    /// let zone = CfnResource::new(&stack, "Zone", "Acme::Dns::Zone");
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

/// What is known to be a list, with the list attributes of each type that was
/// asked for.
#[derive(Default)]
pub(crate) struct Lists<'a>(BTreeMap<&'a str, Vec<&'static str>>);

impl<'a> Lists<'a> {
    /// Whether `Ref` to an element or one of its attributes is known to be a list.
    pub(crate) fn has(&mut self, arena: &'a Arena, node: u32, attribute: &str) -> bool {
        if let Some(ParameterState { props }) = arena.state(node) {
            let ty = props.get("Type").and_then(Expr::as_str).unwrap_or_default();
            return ty.contains("List<") || ty.contains("CommaDelimitedList");
        }
        if arena
            .annotation::<ListAttributes>(node)
            .is_some_and(|l| l.0.iter().any(|a| a == attribute))
        {
            return true;
        }
        let Some(resource) = arena.state::<Resource>(node).filter(|_| attribute != REF) else {
            return false;
        };
        let of_type = self.0.entry(resource.type_name()).or_insert_with_key(|ty| of_type(ty));
        of_type.contains(&attribute)
    }
}

/// The list attributes of a type, when AWS had it at the time of the snapshot.
fn of_type(name: &str) -> Vec<&'static str> {
    let text = construct_schema::find(name);
    let schema = text.and_then(|text| Schema::parse(name.to_owned(), text).ok());
    let attributes = schema.into_iter().flat_map(|schema| schema.attributes);
    attributes.filter(|a| a.kind == AttributeKind::List).map(|a| a.name).collect()
}
