//! What no role and no user of a scope can go beyond.

use construct_core::{AspectPriority, Aspects, CfnResource, Construct, Expr};

use super::managed_policy::ManagedPolicyArn;
use crate::Node;

/// The permissions boundary of all roles and users at and below a construct,
/// generated ones (L1) too.
///
/// Appears as `PermissionsBoundary` of each. Of several the innermost wins,
/// and all win over what a role was made with. A whole app, a stage and a
/// stack are such scopes.
///
/// ```
/// use construct_lib::iam::{ManagedPolicyArn, PermissionsBoundary, Principal, Role, RoleProps};
/// use construct_lib::testing::Template;
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// PermissionsBoundary::of(&app).apply(ManagedPolicyArn::named("developers"));
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// Role::new(&stack, "Worker", RoleProps::new(Principal::service("ec2")));
///
/// assert!(Template::from_stack(&stack).as_str().contains(":policy/developers"));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct PermissionsBoundary {
    scope: Node,
}

/// The types that take a boundary.
const TYPES: [&str; 2] = ["AWS::IAM::Role", "AWS::IAM::User"];

impl PermissionsBoundary {
    /// The boundary of a scope.
    pub fn of(scope: &dyn Construct) -> Self {
        Self { scope: scope.node().clone() }
    }

    /// Sets it to a managed policy.
    pub fn apply(&self, policy: impl Into<ManagedPolicyArn>) {
        let arn = Expr::from(policy.into().into_value());
        self.each(move |resource| {
            resource.add_property_override("PermissionsBoundary", arn.clone())
        });
    }

    /// Takes it away, also what an outer scope set and what a role was made with.
    pub fn clear(&self) {
        self.each(|resource| resource.add_property_deletion_override("PermissionsBoundary"));
    }

    fn each(&self, change: impl Fn(&CfnResource) + 'static) {
        let visit = move |node: &Node| {
            let found = TYPES.into_iter().find_map(|ty| CfnResource::of_type(node, ty));
            if let Some(resource) = found {
                change(&resource);
            }
        };
        Aspects::of(&self.scope).add_with_priority(visit, AspectPriority::MUTATING);
    }
}
