//! Tags for all resources of a scope.

use indexmap::IndexMap;

use crate::construct::{Arena, Construct, NONE, Node};
use crate::template::{Resource, TagShape};
use crate::token::{Expr, IntoValue};

/// Tags for every resource at and below a construct, each in its own shape.
///
/// The nearest scope wins. Resources that cannot have tags are left alone.
///
/// ```
/// use construct_core::{App, Stack, StackProps, Tags};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// Tags::of(&stack).add("team", "orders");
/// ```
#[derive(Debug)]
pub struct Tags {
    node: Node,
}

/// What one scope says about tags; `None` removes one.
#[derive(Default)]
pub(crate) struct TagRules(IndexMap<String, Option<Expr>>);

impl Tags {
    /// The tags of this scope.
    #[must_use]
    pub fn of(scope: &dyn Construct) -> Self {
        Self {
            node: scope.node().clone(),
        }
    }

    /// Adds a tag.
    pub fn add(&self, key: &str, value: impl IntoValue<String>) {
        let value = value.into_expr();
        self.node.annotate(|rules: &mut TagRules| {
            rules.0.insert(key.to_owned(), Some(value));
        });
    }

    /// Removes a tag that a scope above added, or that a resource has itself.
    pub fn remove(&self, key: &str) {
        self.node.annotate(|rules: &mut TagRules| {
            rules.0.insert(key.to_owned(), None);
        });
    }
}

impl Arena {
    /// Whether any scope of the app adds tags.
    pub(crate) fn has_tags(&self) -> bool {
        (0..self.len()).any(|i| self.annotation::<TagRules>(i).is_some())
    }

    /// The tags that the scopes above give a resource: the property and its value.
    pub(crate) fn tags(&self, index: u32, resource: &Resource) -> Option<(&'static str, Expr)> {
        let property = resource.known_type()?.tags?;
        let mut scopes: Vec<&TagRules> = Vec::new();
        let mut at = index;
        while at != NONE {
            scopes.extend(self.annotation::<TagRules>(at));
            at = self.parent(at);
        }
        if scopes.is_empty() {
            return None;
        }
        let mut all = own_tags(resource.props.get(property.name), property.shape)?;
        for (key, value) in scopes.iter().rev().flat_map(|rules| &rules.0) {
            match value {
                Some(value) => {
                    all.insert(key.clone(), (value.clone(), Expr::Unset));
                }
                None => {
                    all.shift_remove(key);
                }
            }
        }
        all.sort_keys();
        Some((property.name, write(all, property.shape)))
    }
}

type TagMap = IndexMap<String, (Expr, Expr)>;

/// The tags that the resource was given itself; nothing when they are not
/// known before deployment and so cannot be merged.
fn own_tags(own: Option<&Expr>, shape: TagShape) -> Option<TagMap> {
    let mut all = TagMap::new();
    match (own, shape) {
        (None, _) => {}
        (Some(Expr::Map(entries)), TagShape::Map) => {
            for (key, value) in entries {
                all.insert(key.clone().into_owned(), (value.clone(), Expr::Unset));
            }
        }
        (Some(Expr::List(items)), TagShape::Standard | TagShape::AutoScalingGroup) => {
            for item in items {
                let Expr::Map(entries) = item else {
                    return None;
                };
                let get = |name: &str| {
                    entries
                        .iter()
                        .find(|(k, _)| k == name)
                        .map(|(_, e)| e.clone())
                };
                let key = get("Key")?.as_str()?.to_owned();
                all.insert(
                    key,
                    (get("Value")?, get("PropagateAtLaunch").unwrap_or_default()),
                );
            }
        }
        (Some(_), _) => return None,
    }
    Some(all)
}

fn write(all: TagMap, shape: TagShape) -> Expr {
    match shape {
        TagShape::Map => Expr::Map(all.into_iter().map(|(k, (v, _))| (k.into(), v)).collect()),
        TagShape::Standard => Expr::list(
            all.into_iter()
                .map(|(k, (v, _))| Expr::map([("Key", Expr::from(k)), ("Value", v)])),
        ),
        TagShape::AutoScalingGroup => Expr::list(all.into_iter().map(|(k, (v, propagate))| {
            let propagate = if propagate.is_unset() {
                Expr::Bool(true)
            } else {
                propagate
            };
            Expr::map([
                ("Key", Expr::from(k)),
                ("PropagateAtLaunch", propagate),
                ("Value", v),
            ])
        })),
    }
}
