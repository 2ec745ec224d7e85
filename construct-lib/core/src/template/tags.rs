//! Tags for all resources of a scope.

use indexmap::IndexMap;

use super::resource::Resource;
use super::scoped::Reach;
use crate::construct::{Arena, Construct, Node};
use crate::error::{Diagnostic, codes};
use crate::template::TagShape;
use crate::token::{Expr, IntoValue};

/// Tags for every resource at and below a construct, each in its own shape.
///
/// Of several tags with one key the one with the highest priority is written,
/// then the one of the nearest scope, then the one that was added last. Tags
/// that a resource was given itself have priority 50, added ones 100, and a
/// removal 200. Resources that cannot have tags are left alone.
///
/// # Errors
///
/// Synthesis warns of `tags-not-merged` when a resource's own tags are known
/// only at deployment; they are left as they are.
///
/// # Example
///
/// ```
/// use construct_core::{App, Stack, StackProps, TagProps, Tags};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// Tags::of(&stack).add("team", "orders");
/// let tables = TagProps::new().include_resource_types(["AWS::DynamoDB::Table"]);
/// Tags::of(&stack).add_with("backup", "daily", tables);
/// ```
#[derive(Debug)]
pub struct Tags {
    node: Node,
}

/// How far a tag reaches, and which tag wins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TagProps {
    reach: Reach,
    launched: Option<bool>,
}

impl TagProps {
    /// For every resource, with the usual priority.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Of tags with one key the highest priority wins: 100 by default, 200 for
    /// a removal.
    #[must_use]
    pub fn priority(mut self, priority: i32) -> Self {
        self.reach.priority = Some(priority);
        self
    }

    /// Only for resources of these types.
    #[must_use]
    pub fn include_resource_types<T: Into<String>>(
        mut self,
        types: impl IntoIterator<Item = T>,
    ) -> Self {
        self.reach.include.extend(types.into_iter().map(T::into));
        self
    }

    /// Not for resources of these types, even if they are included.
    #[must_use]
    pub fn exclude_resource_types<T: Into<String>>(
        mut self,
        types: impl IntoIterator<Item = T>,
    ) -> Self {
        self.reach.exclude.extend(types.into_iter().map(T::into));
        self
    }

    /// Whether instances that an Auto Scaling group launches get it too, as
    /// they do by default.
    #[must_use]
    pub fn apply_to_launched_instances(mut self, launched: bool) -> Self {
        self.launched = Some(launched);
        self
    }
}

/// What one scope says about tags, in the order in which it was said.
#[derive(Default)]
struct TagRules(Vec<TagRule>);

struct TagRule {
    key: String,
    /// Nothing removes the tag.
    value: Option<Expr>,
    props: TagProps,
}

/// The priority of tags that a resource was given itself.
const OWN: i32 = 50;
const ADD: i32 = 100;
const REMOVE: i32 = 200;

impl Tags {
    /// The tags of this scope.
    #[must_use]
    pub fn of(scope: &dyn Construct) -> Self {
        Self { node: scope.node().clone() }
    }

    /// Adds a tag.
    pub fn add(&self, key: &str, value: impl IntoValue<String>) {
        self.add_with(key, value, TagProps::new());
    }

    /// Adds a tag to some resources, or with another priority.
    pub fn add_with(&self, key: &str, value: impl IntoValue<String>, props: TagProps) {
        self.rule(key, Some(value.into_expr()), props);
    }

    /// Removes a tag that a scope added, or that a resource has itself.
    pub fn remove(&self, key: &str) {
        self.remove_with(key, TagProps::new());
    }

    /// Removes a tag from some resources, or with another priority.
    pub fn remove_with(&self, key: &str, props: TagProps) {
        self.rule(key, None, props);
    }

    fn rule(&self, key: &str, value: Option<Expr>, props: TagProps) {
        let key = key.to_owned();
        self.node.annotate(|rules: &mut TagRules| rules.0.push(TagRule { key, value, props }));
    }
}

/// One tag that a resource will have, or will not.
struct Chosen {
    priority: i32,
    value: Option<Expr>,
    launched: Expr,
}

type TagMap = IndexMap<String, Chosen>;

impl Arena {
    /// Whether any scope of the app adds or removes tags.
    pub(crate) fn has_tags(&self) -> bool {
        self.is_scoped::<TagRules>()
    }

    /// The tags of a resource when its scopes change them: the property and its value.
    pub(crate) fn tags(
        &self,
        index: u32,
        resource: &Resource,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<(&'static str, Expr)> {
        let property = resource.known_type()?.tags?;
        let scopes = self.scoped::<TagRules>(index);
        let mut rules = scopes
            .iter()
            .flat_map(|rules| &rules.0)
            .filter(|rule| rule.props.reach.covers(resource))
            .peekable();
        rules.peek()?;
        let Some(mut all) = own_tags(resource.props.get(property.name), property.shape) else {
            findings.push(self.place(not_merged(), index));
            return None;
        };
        for rule in rules {
            let usual = if rule.value.is_some() { ADD } else { REMOVE };
            let priority = rule.props.reach.priority.unwrap_or(usual);
            let known = all.get(&rule.key).map_or(i32::MIN, |tag| tag.priority);
            if priority >= known {
                let chosen = Chosen {
                    priority,
                    value: rule.value.clone(),
                    launched: rule.props.launched.map_or(Expr::Unset, Expr::Bool),
                };
                all.insert(rule.key.clone(), chosen);
            }
        }
        all.retain(|_, tag| tag.value.is_some());
        all.sort_keys();
        let value = if all.is_empty() { Expr::Unset } else { write(all, property.shape) };
        Some((property.name, value))
    }
}

fn not_merged() -> Diagnostic {
    Diagnostic::warning(
        codes::TAGS_NOT_MERGED,
        "the tags of this resource are known only at deployment, so those of its scopes are left out",
    )
    .help("give it a list of tags with literal keys; a value may be known later")
}

/// The tags that the resource was given itself; nothing when they are not
/// known before deployment and so cannot be merged.
fn own_tags(own: Option<&Expr>, shape: TagShape) -> Option<TagMap> {
    let mut all = TagMap::new();
    let mut own_tag = |key: String, value: Expr, launched: Expr| {
        let tag = Chosen { priority: OWN, value: Some(value), launched };
        all.insert(key, tag);
    };
    match (own, shape) {
        (None, _) => {}
        (Some(Expr::Map(entries)), TagShape::Map) => {
            for (key, value) in entries {
                own_tag(key.clone().into_owned(), value.clone(), Expr::Unset);
            }
        }
        (Some(Expr::List(items)), TagShape::Standard | TagShape::AutoScalingGroup) => {
            for item in items {
                let Expr::Map(entries) = item else {
                    return None;
                };
                let get = |name: &str| {
                    let entry = entries.iter().find(|(k, _)| k == name);
                    entry.map(|(_, e)| e.clone())
                };
                let key = get("Key")?.as_str()?.to_owned();
                let launched = get("PropagateAtLaunch").unwrap_or_default();
                own_tag(key, get("Value")?, launched);
            }
        }
        (Some(_), _) => return None,
    }
    Some(all)
}

fn write(all: TagMap, shape: TagShape) -> Expr {
    let tags = all.into_iter().map(|(key, tag)| {
        let value = tag.value.unwrap_or_default();
        (key, value, tag.launched)
    });
    match shape {
        TagShape::Map => Expr::Map(tags.map(|(key, value, _)| (key.into(), value)).collect()),
        TagShape::Standard => Expr::list(
            tags.map(|(key, value, _)| Expr::map([("Key", Expr::from(key)), ("Value", value)])),
        ),
        TagShape::AutoScalingGroup => Expr::list(tags.map(|(key, value, launched)| {
            let launched = match launched {
                Expr::Unset => Expr::Bool(true),
                given => given,
            };
            Expr::map([("Key", Expr::from(key)), ("PropagateAtLaunch", launched), ("Value", value)])
        })),
    }
}
