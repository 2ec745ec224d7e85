//! A permission given, and who can receive one.

use construct_core::Construct;

use super::policy::Policy;
use super::role::Role;
use super::statement::PolicyStatement;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Who can be given permissions: a role, a function, or a construct of your own.
///
/// ```
/// use construct_lib::iam::{GrantPrincipal, Grantable};
/// use construct_lib::lambda::Function;
///
/// struct Orders { handler: Function }
///
/// impl Grantable for Orders {
///     fn grant_principal(&self) -> GrantPrincipal { self.handler.grant_principal() }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be granted permissions",
    label = "expected a role, a function or another construct that can act",
    note = "pass the function or role that should get access, for example `&handler`"
)]
pub trait Grantable {
    /// Whose policy the permission is added to.
    #[track_caller]
    fn grant_principal(&self) -> GrantPrincipal;
}

impl<T: Grantable + ?Sized> Grantable for &T {
    #[track_caller]
    fn grant_principal(&self) -> GrantPrincipal {
        (**self).grant_principal()
    }
}

/// Whose policy a permission is added to.
#[derive(Debug, Clone)]
pub struct GrantPrincipal(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Role(Role),
    /// Something imported without its role, by its path.
    Unknown(Node),
}

impl GrantPrincipal {
    /// This role.
    #[must_use]
    pub fn role(role: &Role) -> Self {
        Self(Kind::Role(role.clone()))
    }

    /// Nobody that this app knows: a grant to it is reported.
    #[must_use]
    pub fn unknown(construct: &dyn Construct) -> Self {
        Self(Kind::Unknown(construct.node().clone()))
    }
}

/// A permission that was given.
#[derive(Debug, Clone)]
pub struct Grant {
    policy: Option<Policy>,
}

impl Grant {
    /// Adds `statement` to the policy of whoever receives it.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` on `resource` when the receiver
    /// was imported without a role.
    #[track_caller]
    pub fn add_to_principal(
        grantee: &dyn Grantable,
        statement: PolicyStatement,
        resource: &dyn Construct,
    ) -> Self {
        match grantee.grant_principal().0 {
            Kind::Role(role) => Self { policy: Some(role.add_to_policy(statement)) },
            Kind::Unknown(node) => {
                resource.node().report(
                    Diagnostic::error(
                        codes::GRANT_WITHOUT_ROLE,
                        format!("`{}` was imported without a role, so nothing can be granted to it", node.path()),
                    )
                    .help("import it with its role, for example with `Function::from_function_attributes`")
                    .at_caller(),
                );
                Self { policy: None }
            }
        }
    }

    /// Makes `construct` wait until the permission is there.
    pub fn apply_before(&self, construct: &dyn Construct) {
        if let Some(policy) = &self.policy {
            construct.node().add_dependency(policy);
        }
    }

    /// Whether the permission was added to a policy of this app.
    #[must_use]
    pub fn is_added(&self) -> bool {
        self.policy.is_some()
    }
}
