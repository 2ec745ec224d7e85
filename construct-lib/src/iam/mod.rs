//! Who may do what: roles, policies, principals and grants.
//!
//! Mostly a grant is all that is needed: `table.grant_read_data(&handler)`
//! adds exactly the actions to the policy of the handler's role. The rest of
//! this module is for what no grant covers.

mod condition;
mod document;
mod grant;
#[rustfmt::skip]
pub mod keys;
mod identity;
#[cfg(feature = "policy-json")]
mod json;
mod managed_policy;
mod merge;
mod overflow;
mod permissions_boundary;
mod policy;
mod principal;
mod regions;
mod role;
mod role_import;
mod role_props;
mod size;
mod statement;
pub(crate) mod validate;

pub use condition::{
    ArnKey, BinaryKey, BoolKey, Condition, ConditionKey, ConditionNumbers, ConditionTexts, DateKey,
    ForValues, IpAddressKey, KeyOf, ListOf, NumericKey, StringKey,
};
pub use construct_iam_catalogue::{Action, action, actions};
pub use document::PolicyDocument;
pub use grant::{Grant, GrantPrincipal, Grantable, ResourceWithPolicy};
#[cfg(feature = "policy-json")]
pub use json::PolicyJsonError;
pub use managed_policy::{ManagedPolicy, ManagedPolicyArn, ManagedPolicyProps};
pub use permissions_boundary::PermissionsBoundary;
pub use policy::{Policy, PolicyProps};
pub use principal::Principal;
pub use role::Role;
pub use role_import::{RoleAttributes, WithoutPolicyUpdates};
pub use role_props::RoleProps;
pub use statement::{Effect, PolicyStatement};
