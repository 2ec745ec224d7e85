//! Roles that exist already.

use construct_cfn::refs::{IamRoleArn, IamRoleName};
use construct_core::{Aws, Construct, Expr, IntoValue, NodeId, Value, intrinsic};

use super::grant::account_of;
use super::role::Role;
use crate::value::value;

/// What becomes of grants to a role whose policies are not changed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutPolicyUpdates {
    /// They are left to whoever looks after the role: nothing is written, and
    /// nothing reported.
    IgnoreGrants,
    /// They are added to the policies of the resources instead.
    AddGrantsToResources,
}

/// What becomes of grants to a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changes {
    /// They are made.
    Made,
    Ignored,
    ToResources,
    /// Nothing of another account can be changed from here.
    OfAnotherAccount,
}

impl From<WithoutPolicyUpdates> for Changes {
    fn from(without: WithoutPolicyUpdates) -> Self {
        match without {
            WithoutPolicyUpdates::IgnoreGrants => Self::Ignored,
            WithoutPolicyUpdates::AddGrantsToResources => Self::ToResources,
        }
    }
}

/// What is known of a role that exists already.
pub(super) struct Import {
    pub(super) arn: Value<IamRoleArn>,
    pub(super) name: Value<IamRoleName>,
    pub(super) account: Value<String>,
    pub(super) changes: Changes,
    pub(super) default_policy_name: Option<String>,
    /// The role of this app that it is a view of.
    pub(super) original: Option<NodeId>,
}

/// What is known of a role that is imported, and what may be done to it.
///
/// ```
/// use construct_lib::iam::{Role, RoleAttributes, WithoutPolicyUpdates};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let attributes = RoleAttributes::new("arn:aws:iam::123456789012:role/deploy")
///     .without_policy_updates(WithoutPolicyUpdates::IgnoreGrants);
/// let deploy = Role::from_role_attributes(&stack, "Deploy", attributes);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct RoleAttributes {
    arn: Value<String>,
    changes: Changes,
    default_policy_name: Option<String>,
}

impl RoleAttributes {
    /// A role, by its ARN.
    pub fn new(role_arn: impl IntoValue<String>) -> Self {
        Self { arn: value(role_arn), changes: Changes::Made, default_policy_name: None }
    }

    /// Leaves the policies of the role as they are.
    pub fn without_policy_updates(mut self, grants: WithoutPolicyUpdates) -> Self {
        self.changes = grants.into();
        self
    }

    /// The name and id of the policy to which grants are added; by default
    /// one is made that no other stack makes.
    pub fn default_policy_name(mut self, name: impl Into<String>) -> Self {
        self.default_policy_name = Some(name.into());
        self
    }
}

impl Role {
    /// A role that exists already, by its ARN.
    ///
    /// What is granted to it becomes an `AWS::IAM::Policy` of this stack. The
    /// policies of a role of another account cannot be changed from here:
    /// what is granted to it goes into the policies of resources where these
    /// have one.
    #[track_caller]
    pub fn from_role_arn(scope: &dyn Construct, id: &str, arn: impl IntoValue<String>) -> Self {
        Self::from_role_attributes(scope, id, RoleAttributes::new(arn))
    }

    /// A role that exists already in the stack's account, by its name.
    ///
    /// As [`from_role_arn`](Self::from_role_arn).
    #[track_caller]
    pub fn from_role_name(scope: &dyn Construct, id: &str, name: impl IntoValue<String>) -> Self {
        let name: Value<String> = value(name);
        let account = account_of(scope);
        let arn = intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::text(":iam::"),
            account.clone().into(),
            Expr::text(":role/"),
            name.expr().clone(),
        ]);
        let (arn, name) = (arn.cast(), name.cast());
        let changes = Changes::Made;
        let import =
            Import { arn, name, account, changes, default_policy_name: None, original: None };
        Self::import(scope, id, import)
    }

    /// A role that exists already, with what may be done to it.
    ///
    /// As [`from_role_arn`](Self::from_role_arn).
    #[track_caller]
    pub fn from_role_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: RoleAttributes,
    ) -> Self {
        let RoleAttributes { arn, mut changes, default_policy_name } = attributes;
        let (name, account) = match arn.as_literal() {
            // A path may stand before the name.
            Some(text) => {
                let name = text.rsplit('/').next().unwrap_or(text);
                let account = text.split(':').nth(4).unwrap_or_default();
                (Value::text(name.to_owned()), Value::text(account.to_owned()))
            }
            None => {
                let part = |n| intrinsic::select(n, intrinsic::split(":", &arn));
                let name = intrinsic::select(1, intrinsic::split("/", part(5)));
                (name, part(4))
            }
        };
        let here = account_of(scope);
        let is_elsewhere = matches!(
            (account.as_literal(), here.as_literal()),
            (Some(there), Some(here)) if there != here
        );
        if is_elsewhere && changes == Changes::Made {
            changes = Changes::OfAnotherAccount;
        }
        let (arn, name) = (arn.cast(), name.cast());
        let import = Import { arn, name, account, changes, default_policy_name, original: None };
        Self::import(scope, id, import)
    }

    /// This role without changes to its policies: what is granted to the
    /// result is left out, or goes into the policies of resources.
    ///
    /// For a construct that grants more than the role is to have.
    ///
    /// ```
    /// use construct_lib::dynamodb::{Attribute, Table, TableProps};
    /// use construct_lib::iam::{Principal, Role, RoleProps, WithoutPolicyUpdates};
    /// use construct_lib::testing::Template;
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let table = Table::new(&stack, "Table", TableProps::new(Attribute::string("id")));
    /// let role = Role::new(&stack, "Worker", RoleProps::new(Principal::service("ec2")));
    /// let fixed = role.without_policy_updates(WithoutPolicyUpdates::IgnoreGrants);
    /// table.grant_read_data(&fixed);
    ///
    /// assert!(!Template::from_stack(&stack).as_str().contains("dynamodb:"));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn without_policy_updates(&self, grants: WithoutPolicyUpdates) -> Self {
        let id = format!("ImmutableRole{}", self.node().id());
        let scope = self.node().scope().unwrap_or_else(|| self.node().clone());
        if let Some(made) = scope.try_child(&id).and_then(|node| Self::at(&node)) {
            return made;
        }
        let import = Import {
            arn: self.role_arn(),
            name: self.role_name(),
            account: self.role_account(),
            changes: grants.into(),
            default_policy_name: None,
            original: Some(self.dependable().node_id()),
        };
        Self::import(&scope, &id, import)
    }
}
