//! Removal policies for all resources of a scope.

use super::elements::{Kind, kind};
use super::removal_policy::RemovalPolicy;
use super::resource::{CfnResource, Resource};
use super::scoped::Reach;
use crate::construct::{Construct, Node};

/// What becomes of every resource at and below a construct.
///
/// It wins over what the resources' own constructs decide: a development
/// stage, which nothing should outlive, opts out in one line. Of several
/// policies the one with the highest priority is taken, then the one of the
/// nearest scope, then the last.
///
/// Appears as `DeletionPolicy` and `UpdateReplacePolicy` of each resource.
///
/// # Errors
///
/// Synthesis reports `snapshot-unsupported` for resources without snapshots.
///
/// # Example
///
/// ```
/// use construct_core::{App, RemovalPolicies, RemovalPolicy, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "OrdersDev", StackProps::new());
/// RemovalPolicies::of(&stack).apply(RemovalPolicy::Destroy);
/// ```
#[derive(Debug)]
pub struct RemovalPolicies {
    node: Node,
}

/// How far a removal policy of a scope reaches, and which one wins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RemovalPolicyProps {
    reach: Reach,
}

impl RemovalPolicyProps {
    /// For every resource, with priority 100.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Of several policies the highest priority wins; 100 by default.
    #[must_use]
    pub fn priority(mut self, priority: i32) -> Self {
        self.reach.priority = Some(priority);
        self
    }

    /// Only for resources of these types.
    #[must_use]
    pub fn apply_to_resource_types<T: Into<String>>(
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
}

/// What one scope says, in the order in which it was said.
#[derive(Default)]
struct PolicyRules(Vec<(RemovalPolicy, Reach)>);

const PRIORITY: i32 = 100;

impl RemovalPolicies {
    /// The removal policies of this scope.
    #[must_use]
    pub fn of(scope: &dyn Construct) -> Self {
        Self { node: scope.node().clone() }
    }

    /// Decides for every resource.
    pub fn apply(&self, policy: RemovalPolicy) {
        self.apply_with(policy, RemovalPolicyProps::new());
    }

    /// Decides for some resources, or with another priority.
    pub fn apply_with(&self, policy: RemovalPolicy, props: RemovalPolicyProps) {
        self.node.annotate(|rules: &mut PolicyRules| rules.0.push((policy, props.reach)));
    }

    /// Carries out what all scopes of the app decided.
    pub(crate) fn carry_out(root: &Node) {
        let chosen: Vec<(u32, RemovalPolicy)> = root.freeze(|arena| {
            if !arena.is_scoped::<PolicyRules>() {
                return Vec::new();
            }
            (0..arena.len())
                .filter(|&node| kind(arena, node) == Some(Kind::Resource))
                .filter_map(|node| {
                    let resource: &Resource = arena.state(node)?;
                    let scopes = arena.scoped::<PolicyRules>(node);
                    let rules = scopes.iter().flat_map(|rules| &rules.0);
                    // The last of those with the highest priority: the nearest.
                    let (policy, _) = rules
                        .filter(|(_, reach)| reach.covers(resource))
                        .max_by_key(|(_, reach)| reach.priority.unwrap_or(PRIORITY))?;
                    Some((node, *policy))
                })
                .collect()
        });
        for (node, policy) in chosen {
            if let Some(resource) = CfnResource::at(&root.at_index(node)) {
                resource.apply_removal_policy(policy);
            }
        }
    }
}
