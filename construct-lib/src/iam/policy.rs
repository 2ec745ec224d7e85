//! `AWS::IAM::Policy`.

use construct_cfn::iam::{CfnPolicy, CfnPolicyProps};
use construct_cfn::refs::IamRoleName;
use construct_core::{CfnResource, Construct, Expr, IntoValue, List, ResourceProps, State, Value};

use super::document::PolicyDocument;
use super::role::Role;
use super::size::Size;
use super::statement::{PolicyStatement, push};
use super::validate;
use crate::check::Name;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// A policy that belongs to roles and goes with them.
///
/// Appears as [`AWS::IAM::Policy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html)
/// once it has a statement and a role; until then it is left out.
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
    roles: Vec<Role>,
    name: Value<String>,
}

impl PolicyProps {
    /// No statements and no roles yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a statement.
    pub fn statement(mut self, statement: PolicyStatement) -> Self {
        self.document.add_statement(statement);
        self
    }

    /// Attaches it to a role.
    pub fn role(mut self, role: &Role) -> Self {
        self.roles.push(role.clone());
        self
    }

    /// The name that AWS shows, at most 128 characters; the logical id by default.
    pub fn policy_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }
}

struct PolicyState {
    document: PolicyDocument,
    roles: Vec<Value<IamRoleName>>,
    name: Value<String>,
    /// Until the resource is there.
    patches: Vec<CfnPolicyProps>,
    /// Of the document, as it was last written.
    size: Size,
}

pub(super) const NAME: Name = Name { of: "a policy", length: 1..=128, punctuation: "+=,.@-_" };

impl State for PolicyState {
    fn prepare(&mut self, node: &Node) {
        if self.document.is_empty() || self.roles.is_empty() {
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
        let roles: Value<List<IamRoleName>> = value(self.roles.clone());
        let document = self.document.to_expr();
        self.size = Size::of_expr(&document);
        let props =
            CfnPolicyProps::patch().policy_document(document).policy_name(name).roles(roles);
        cfn.set_props(props.into_props());
        for patch in self.patches.drain(..) {
            cfn.patch(patch);
        }
    }

    fn validate(&self, node: &Node) {
        NAME.check_value(node, &self.name);
        validate::identity(node, &self.document);
        if self.roles.is_empty() && !self.document.is_empty() {
            node.report(
                Diagnostic::warning(
                    codes::POLICY_UNATTACHED,
                    "a policy has statements but no role, so it is left out",
                )
                .help("attach it with `.role(&role)`"),
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
    /// `invalid-name`, and warns of `policy-unattached`; its roles report
    /// `policy-too-large`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: PolicyProps) -> Self {
        let node = Node::new(scope, id);
        node.set_state(PolicyState {
            document: props.document,
            roles: Vec::new(),
            name: props.name,
            patches: Vec::new(),
            size: Size::default(),
        });
        let policy = Self { node };
        for role in &props.roles {
            policy.attach_to_role(role);
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
    pub fn attach_to_role(&self, role: &Role) {
        let name = role.role_name();
        self.node.update(|state: &mut PolicyState| push(&mut state.roles, name));
        role.note_policy(self);
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
}

impl Construct for Policy {
    fn node(&self) -> &Node {
        &self.node
    }
}
