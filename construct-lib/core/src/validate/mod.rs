//! What AWS will refuse, told from its own schemas.
//!
//! Looks at each resource as the template will hold it, so that it is the
//! same for an L2, an override and an included template. What is only known
//! at deployment is no finding.

mod attributes;
mod finding;
mod formats;
mod nearest;
mod object;
mod references;
mod rules;
mod schemas;
pub(crate) mod sections;
mod see;
pub(crate) mod services;
pub(crate) mod template;
mod tests;
mod value;
mod words;

use std::rc::Rc;

use construct_schema::Schema;

use crate::construct::Arena;
use crate::error::Diagnostic;
use crate::template::{Expanded, Kind, Names, Resource, element_exprs, properties};
use crate::token::{Expr, Key};

use finding::Path;
use object::Entries;
use schemas::Schemas;
use see::{Choice, Presence, Seen, decide, presence};

/// The context value that leaves a scope unchecked when it is `false`.
pub(crate) const SWITCH: &str = "construct-lib:validate";

/// Everything that a template needs and that the checks read.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) arena: &'a Arena,
    pub(crate) names: &'a Names,
    /// What a resource finally is, where that is more than its own properties.
    pub(crate) expanded: &'a dyn Fn(u32) -> Option<&'a Expanded>,
}

/// Checks these resources against the schemas of their types, and what these
/// outputs refer to.
pub(crate) fn check<'a>(
    scope: Scope<'a>,
    resources: &mut dyn Iterator<Item = (u32, &'a Resource)>,
    outputs: &mut dyn Iterator<Item = u32>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut refused: Vec<u32> =
        findings.iter().filter(|f| f.is_error()).filter_map(Diagnostic::node_index).collect();
    refused.sort_unstable();
    let mut checker = Checker {
        scope,
        schemas: Schemas::default(),
        ids: references::Ids::default(),
        findings,
        node: 0,
        given: None,
    };
    let mut entries: Vec<(&Key, &Expr)> = Vec::new();
    for (node, resource) in resources {
        if checker.is_refused(node, &refused) {
            continue;
        }
        let expanded = (scope.expanded)(node);
        entries.clear();
        properties(resource, expanded, &mut |key, expr| entries.push((key, expr)));
        checker.node = node;
        checker.given = resource.attributes.as_deref().and_then(|a| a.condition).map(Choice::Node);
        checker.resource(final_type(resource, expanded), &entries);
    }
    checker.given = None;
    for node in outputs {
        checker.node = node;
        element_exprs(scope.arena, node, Kind::Output, &mut |place, expr| {
            checker.attributes(expr, &Path::Top(place.1));
        });
    }
}

/// The name of the type, which an override may have changed.
fn final_type<'a>(resource: &'a Resource, expanded: Option<&'a Expanded>) -> &'a str {
    let Some(Expanded::Whole(whole)) = expanded else {
        return resource.type_name();
    };
    let changed = whole.iter().find(|(key, _)| key == "Type").and_then(|(_, ty)| ty.as_str());
    changed.unwrap_or_default()
}

struct Checker<'a, 'f> {
    scope: Scope<'a>,
    schemas: Schemas<'a>,
    ids: references::Ids<'a>,
    findings: &'f mut Vec<Diagnostic>,
    /// The resource that is looked at.
    node: u32,
    /// The condition without which the resource is not there.
    given: Option<Choice<'a>>,
}

impl<'a> Checker<'a, '_> {
    /// Whether there will be something, given that the resource is there.
    fn presence(&self, expr: &Expr) -> Presence {
        match (presence(expr), self.given) {
            (Presence::Sometimes, Some(given)) => match decide(&[(given, true)], expr) {
                Ok(Seen::Absent) => Presence::Never,
                Ok(_) => Presence::Always,
                Err(_) => Presence::Sometimes,
            },
            (there, _) => there,
        }
    }

    /// Whether an error was reported on this resource, or on the construct
    /// that it stands for: that was told in better words.
    fn is_refused(&self, node: u32, refused: &[u32]) -> bool {
        if refused.is_empty() {
            return false;
        }
        let arena = self.scope.arena;
        let stands_for = match arena.id(node) {
            "Resource" | "Default" => arena.parent(node),
            _ => node,
        };
        [node, stands_for].iter().any(|node| refused.binary_search(node).is_ok())
    }

    fn resource(&mut self, type_name: &'a str, entries: &[(&'a Key, &'a Expr)]) {
        match self.schemas.get(type_name) {
            Some(schema) => self.object(&schema, 0, Entries::Refs(entries), &Path::ROOT),
            None => self.unknown_type(type_name),
        }
        for (name, expr) in entries {
            self.attributes(expr, &Path::Name(&Path::ROOT, name));
        }
    }

    /// A type that AWS did not have when the schemas were taken.
    fn unknown_type(&mut self, name: &str) {
        // Those of the Serverless transform are no resources of CloudFormation.
        let is_others = !name.starts_with("AWS::")
            || name.starts_with("AWS::Serverless::")
            || name.ends_with("::MODULE")
            || name == "AWS::CDK::Metadata";
        if !is_others {
            self.report_unknown_type(name);
        }
    }

    /// The schema of another resource, when that has one.
    fn schema_of(&mut self, node: u32) -> Option<Rc<Schema<'static>>> {
        let resource: &Resource = self.scope.arena.state(node)?;
        self.schemas.get(final_type(resource, (self.scope.expanded)(node)))
    }
}
