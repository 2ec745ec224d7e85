//! `AWS::IAM::Policy`.

use std::rc::Rc;

use construct_cfn::iam::{CfnPolicy, CfnPolicyProps};
use construct_core::{
    CfnResource, Construct, Expr, IntoValue, NodeId, ResourceProps, State, Value,
};

use super::document::PolicyDocument;
use super::identity::{Identity, Targets, names};
use super::overflow;
use super::role::Role;
use super::size::Size;
use super::statement::{PolicyStatement, push};
use super::validate;
use crate::check::Name;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// A policy that belongs to roles, users or groups and goes with them.
///
/// Appears as [`AWS::IAM::Policy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html)
/// once it has a statement and somebody who has it; until then it is left out.
///
/// ```
/// use construct_lib::iam::{Policy, PolicyProps, PolicyStatement, Principal, Role, RoleProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let role = Role::new(&stack, "Worker", RoleProps::new(Principal::service("ec2")));
/// let read = PolicyStatement::allow().actions(["s3:GetObject"]).resource("arn:aws:s3:::orders/*");
/// Policy::new(&stack, "Read", PolicyProps::new().statement(read).role(&role));
/// ```
#[derive(Debug, Clone)]
pub struct Policy {
    node: Node,
}

/// What a [`Policy`] takes.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct PolicyProps {
    document: PolicyDocument,
    attached: Vec<Rc<dyn Identity>>,
    name: Value<String>,
    force: bool,
}

impl PolicyProps {
    /// No statements, and nobody who has it yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a whole document, for example one that was read from JSON.
    pub fn document(mut self, document: PolicyDocument) -> Self {
        self.document = document;
        self
    }

    /// Adds a statement.
    pub fn statement(mut self, statement: PolicyStatement) -> Self {
        self.document.add_statement(statement);
        self
    }

    /// Attaches it to a role.
    pub fn role(mut self, role: &Role) -> Self {
        self.attached.push(role.to_rc());
        self
    }

    /// The name that AWS shows, at most 128 characters; the logical id by default.
    pub fn policy_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// Makes it an error, not a policy that is left out, when there is no
    /// statement or nobody to have it.
    pub fn force(mut self) -> Self {
        self.force = true;
        self
    }
}

struct PolicyState {
    document: PolicyDocument,
    targets: Targets,
    name: Value<String>,
    force: bool,
    /// Until the resource is there.
    patches: Vec<CfnPolicyProps>,
    /// Of the document, as it was last written.
    size: Size,
    /// What does not fit goes on in managed policies beside it.
    overflows: bool,
    /// Who waits for what is granted by it.
    waiting: Vec<NodeId>,
}

pub(super) const NAME: Name = Name { of: "a policy", length: 1..=128, punctuation: "+=,.@-_" };

impl State for PolicyState {
    fn prepare(&mut self, node: &Node) {
        if self.document.is_empty() || self.targets.is_empty() {
            return;
        }
        let cfn = CfnResource::at(node).unwrap_or_else(|| {
            let cfn = CfnPolicy::new(node, "Resource", CfnPolicyProps::patch());
            (*cfn).clone()
        });
        let name = match self.name.expr() {
            Expr::Unset => Value::of(Expr::logical_id(cfn.node().node_id())),
            _ => self.name.clone(),
        };
        let document = if self.overflows {
            overflow::divide(node, &self.document, &self.waiting)
        } else {
            self.document.to_expr()
        };
        self.size = Size::of_expr(&document);
        let props = CfnPolicyProps::patch()
            .policy_document(document)
            .policy_name(name)
            .groups(names(&self.targets.groups))
            .roles(names(&self.targets.roles))
            .users(names(&self.targets.users));
        cfn.set_props(props.into_props());
        for patch in self.patches.drain(..) {
            cfn.patch(patch);
        }
    }

    fn validate(&self, node: &Node) {
        NAME.check_value(node, &self.name);
        validate::identity(node, &self.document);
        if self.targets.is_empty() && (self.force || !self.document.is_empty()) {
            let report = if self.force { Diagnostic::error } else { Diagnostic::warning };
            node.report(
                report(
                    codes::POLICY_UNATTACHED,
                    "a policy is attached to nobody, so it is left out",
                )
                .help("attach it with `.role(&role)`"),
            );
        }
        if self.force && self.document.is_empty() {
            node.report(
                Diagnostic::error(codes::INVALID_STATEMENT, "a policy has no statements")
                    .help("add one with `.statement(..)`, or leave out `.force()`"),
            );
        }
    }
}

impl Policy {
    /// A policy.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-statement`, `invalid-action` and
    /// `invalid-name`, and warns of `policy-unattached`; those who have it
    /// report `policy-too-large`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: PolicyProps) -> Self {
        Self::with(scope, id, props, false)
    }

    /// The policy of a role to which grants are added: what does not fit into
    /// it goes on in managed policies.
    #[track_caller]
    pub(super) fn with_overflow(scope: &dyn Construct, id: &str, props: PolicyProps) -> Self {
        Self::with(scope, id, props, true)
    }

    #[track_caller]
    fn with(scope: &dyn Construct, id: &str, props: PolicyProps, overflows: bool) -> Self {
        let node = Node::new(scope, id);
        node.set_state(PolicyState {
            document: props.document,
            targets: Targets::default(),
            name: props.name,
            force: props.force,
            patches: Vec::new(),
            size: Size::default(),
            overflows,
            waiting: Vec::new(),
        });
        let policy = Self { node };
        for identity in &props.attached {
            policy.attach(&**identity);
        }
        policy
    }

    /// Adds statements.
    pub fn add_statements(&self, statements: impl IntoIterator<Item = PolicyStatement>) {
        self.node.update(|state: &mut PolicyState| {
            for statement in statements {
                state.document.add_statement(statement);
            }
        });
    }

    /// Attaches it to a role.
    ///
    /// # Errors
    ///
    /// Synthesis warns of `policy-unattached` when that is in another account.
    pub fn attach_to_role(&self, role: &Role) {
        self.attach(role);
    }

    fn attach(&self, identity: &dyn Identity) {
        if let Some(target) = identity.target() {
            self.node.update(|state: &mut PolicyState| state.targets.add(target));
            identity.note_policy(self);
        }
    }

    /// The policy at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<PolicyState>().then(|| Self { node: node.clone() })
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnPolicyProps) {
        self.node.update(|state: &mut PolicyState| state.patches.push(props));
    }

    pub(super) fn size(&self) -> Size {
        self.node.read(|state: &PolicyState| state.size).unwrap_or_default()
    }

    /// How large its statements are likely to be, before they are merged.
    pub(super) fn estimate(&self) -> usize {
        let all = |state: &PolicyState| state.document.estimate();
        self.node.read(all).unwrap_or_default()
    }

    /// Makes a construct wait for what it grants.
    pub(super) fn apply_before(&self, waiting: &Node) {
        waiting.add_dependency(self);
        self.node.update(|state: &mut PolicyState| {
            if state.overflows {
                push(&mut state.waiting, waiting.node_id());
            }
        });
    }
}

impl Construct for Policy {
    fn node(&self) -> &Node {
        &self.node
    }
}
