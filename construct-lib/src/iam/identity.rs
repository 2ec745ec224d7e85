//! Who can have policies: a role, a user or a group.

use std::fmt::Debug;
use std::rc::Rc;

use construct_cfn::refs::{IamGroupName, IamRoleName, IamUserName};
use construct_core::{Construct, List, Marker, NodeId, Value};

use super::managed_policy::ManagedPolicy;
use super::policy::Policy;
use super::principal::Principal;
use super::size::Size;
use super::statement::{PolicyStatement, push};
use super::validate;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// A role, a user or a group, as policies and grants see it.
pub(super) trait Identity: Construct + Debug {
    /// How a policy names it; reports it when no policy can here.
    fn target(&self) -> Option<Target>;

    /// Another handle of it.
    fn to_rc(&self) -> Rc<dyn Identity>;

    /// Counts a policy that belongs to it.
    fn note_policy(&self, policy: &Policy);

    /// Counts a managed policy of this app that names it.
    fn note_managed_policy(&self, policy: &ManagedPolicy);

    /// Adds a statement to the policy below it.
    fn add_statement(&self, statement: PolicyStatement) -> Added;

    /// How the policy of a resource names it; a group cannot be named.
    fn principal(&self) -> Option<Principal>;

    /// The account that it is in.
    fn account(&self) -> Value<String>;
}

/// How a policy names whom it is given to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    Role(Value<IamRoleName>),
    #[expect(dead_code, reason = "users are to come")]
    User(Value<IamUserName>),
    #[expect(dead_code, reason = "groups are to come")]
    Group(Value<IamGroupName>),
}

/// All whom a policy is given to, as its state.
#[derive(Debug, Default)]
pub(super) struct Targets {
    pub(super) roles: Vec<Value<IamRoleName>>,
    pub(super) users: Vec<Value<IamUserName>>,
    pub(super) groups: Vec<Value<IamGroupName>>,
}

impl Targets {
    pub(super) fn add(&mut self, target: Target) {
        match target {
            Target::Role(name) => push(&mut self.roles, name),
            Target::User(name) => push(&mut self.users, name),
            Target::Group(name) => push(&mut self.groups, name),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.roles.is_empty() && self.users.is_empty() && self.groups.is_empty()
    }
}

/// A list for a property that is left out when there is nobody.
pub(super) fn names<T: Marker>(all: &[Value<T>]) -> Option<Value<List<T>>> {
    (!all.is_empty()).then(|| value(all.to_vec()))
}

/// What became of a statement that was to be added to somebody's policy.
#[derive(Debug, Clone)]
pub(super) enum Added {
    /// It is in this policy.
    To(Node),
    /// It is left to whoever looks after the policies elsewhere.
    LeftOut,
    /// There is no policy for it here, and this is why.
    No(&'static str),
}

/// The policies that one identity has, as part of its state.
#[derive(Debug, Default)]
pub(super) struct Policies {
    /// `AWS::IAM::Policy`, which count together.
    inline: Vec<NodeId>,
    /// `AWS::IAM::ManagedPolicy` of this app that name it.
    managed: Vec<NodeId>,
}

/// What IAM takes of the policies of one identity.
pub(super) struct Limits {
    /// Who it is, for example `a role`.
    pub(super) of: &'static str,
    /// The most characters of all policies that belong to it.
    pub(super) inline: usize,
    /// How many managed policies there can be, and how many once AWS raised the quota.
    pub(super) managed: usize,
    pub(super) managed_at_most: usize,
}

impl Policies {
    pub(super) fn add_inline(&mut self, policy: &Policy) {
        push(&mut self.inline, policy.node().node_id());
    }

    pub(super) fn add_managed(&mut self, policy: &ManagedPolicy) {
        push(&mut self.managed, policy.node().node_id());
    }

    /// The policies that belong to it, but for `other`.
    pub(super) fn inline(&self, node: &Node, other: NodeId) -> Vec<Policy> {
        let ids = self.inline.iter().filter(|id| **id != other);
        ids.filter_map(|id| Policy::at(&node.find(*id)?)).collect()
    }

    /// Reports more than IAM takes. `own` is what else belongs to the
    /// identity, `arns` how many managed policies it names itself.
    pub(super) fn check(&self, node: &Node, limits: &Limits, own: Size, arns: usize) {
        let attached: Size = self.inline(node, node.node_id()).iter().map(Policy::size).sum();
        validate::size(
            node,
            &format!("the policies of {}", limits.of),
            own + attached,
            limits.inline,
            "move some statements into a `ManagedPolicy`, which has a limit of its own",
        );
        let count = self.managed.len() + arns;
        if count > limits.managed {
            let message = format!(
                "{} takes {} managed policies, or {} once AWS raised the quota, got {count}",
                limits.of, limits.managed, limits.managed_at_most
            );
            let is_too_many = count > limits.managed_at_most;
            let report = if is_too_many { Diagnostic::error } else { Diagnostic::warning };
            node.report(
                report(codes::TOO_MANY_MANAGED_POLICIES, message)
                    .help("make one policy of several, or grant less"),
            );
        }
    }
}
