//! What IAM knows of every AWS service: its actions, the resource types and
//! the condition keys, after the [service authorization
//! reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html).
//!
//! The facts are text, one file a service, written by `cargo xtask spec iam`.
//! Nothing is read before it is asked for, and nothing is allocated:
//!
//! ```
//! use construct_iam_catalogue::{AccessLevel, service};
//!
//! let query = service("dynamodb").and_then(|dynamodb| dynamodb.action("Query"));
//! let query = query.ok_or("no such action")?;
//! assert_eq!(query.access_level(), AccessLevel::Read);
//! assert!(query.resource_types().any(|on| on.resource_type.name() == "table" && on.is_required));
//! # Ok::<(), &str>(())
//! ```
//!
//! [`action!`] checks the name of an action while it is compiled, and
//! [`actions`] has constants for the services that have constructs.

mod action;
#[rustfmt::skip]
pub mod actions;
mod arn;
mod generated;
mod global;
mod line;
mod service;
mod suggest;

pub use action::Action;
pub use global::{global_condition_key, global_condition_keys};
pub use service::{
    AccessLevel, ActionFacts, ActsOn, ConditionKeyFacts, KeyType, ResourceType, Service, service,
    services,
};
#[doc(hidden)]
pub use suggest::{Complaint, complaint, is_known};
