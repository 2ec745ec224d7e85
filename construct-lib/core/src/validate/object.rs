//! The properties of one object: those that are missing, unknown or not the user's.

use construct_schema::Schema;

use super::Checker;
use super::finding::Path;
use super::see::Presence;
use crate::token::{Expr, Key};

/// The entries of an object, whoever holds them.
#[derive(Clone, Copy)]
pub(super) enum Entries<'e> {
    /// Gathered from a resource and what lies over it.
    Refs(&'e [(&'e Key, &'e Expr)]),
    Own(&'e [(Key, Expr)]),
}

impl<'e> Entries<'e> {
    pub(super) fn len(self) -> usize {
        match self {
            Self::Refs(all) => all.len(),
            Self::Own(all) => all.len(),
        }
    }

    pub(super) fn iter(self) -> impl Iterator<Item = (&'e str, &'e Expr)> {
        let at = move |i: usize| match self {
            Self::Refs(all) => all.get(i).map(|(k, e)| (k.as_ref(), *e)),
            Self::Own(all) => all.get(i).map(|(k, e)| (k.as_ref(), e)),
        };
        (0..self.len()).filter_map(at).filter(|(_, e)| !e.is_unset())
    }

    pub(super) fn get(self, name: &str) -> Option<&'e Expr> {
        let found = match self {
            Self::Refs(all) => all.iter().find(|(key, _)| *key == name).map(|(_, expr)| *expr),
            Self::Own(all) => all.iter().find(|(key, _)| *key == *name).map(|(_, expr)| expr),
        };
        found.filter(|expr| !expr.is_unset())
    }
}

/// Whether CloudFormation puts other entries in the place of this one.
fn is_replaced(name: &str) -> bool {
    name == "Fn::Transform" || name.starts_with("Fn::ForEach::")
}

impl Checker<'_, '_> {
    /// Checks an object against the nested type at `at`.
    pub(super) fn object(
        &mut self,
        schema: &Schema<'_>,
        at: usize,
        entries: Entries<'_>,
        path: &Path<'_>,
    ) {
        let Some(object) = schema.objects.get(at) else {
            return;
        };
        let mut required = 0;
        let mut is_whole = true;
        for (name, expr) in entries.iter() {
            let there = self.presence(expr);
            let path = Path::Name(path, name);
            match object.property(name) {
                Some(property) => {
                    required += usize::from(property.is_required && there == Presence::Always);
                    if there == Presence::Never {
                        continue;
                    }
                    if property.is_read_only {
                        self.report_read_only(name, &path);
                    }
                    if property.is_deprecated {
                        self.report_deprecated(&path);
                    }
                    self.value(schema, &property.shape, expr, &path);
                }
                None if is_replaced(name) => is_whole = false,
                None if object.is_open || there == Presence::Never => {}
                None => self.report_unknown_property(schema, at, name, &path),
            }
        }
        if !is_whole {
            return;
        }
        if required < object.required {
            for property in object.properties.iter().filter(|p| p.is_required) {
                let there =
                    entries.get(property.name).map_or(Presence::Never, |expr| self.presence(expr));
                if there != Presence::Always {
                    let sometimes = there == Presence::Sometimes;
                    self.report_missing(schema, object.name, property, path, sometimes);
                }
            }
        }
        if !object.rules.is_empty() {
            self.rules(&object.rules, entries, path);
        }
    }
}
