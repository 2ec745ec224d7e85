//! `AWS::IAM::Policy`.

use construct_cfn::iam::{CfnPolicy, CfnPolicyProps};
use construct_core::{Construct, Expr, IntoValue, ResourceProps, State};

use super::document::PolicyDocument;
use super::role::Role;
use super::statement::PolicyStatement;
use crate::error::codes;
use crate::values::{text, texts};
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
    name: Expr,
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

    /// The name that AWS shows; the logical id by default.
    pub fn policy_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = name.into_expr();
        self
    }
}

struct PolicyState {
    document: PolicyDocument,
    roles: Vec<Expr>,
    name: Expr,
    cfn: Option<CfnPolicy>,
}

impl State for PolicyState {
    fn prepare(&mut self, node: &Node) {
        if self.document.is_empty() || self.roles.is_empty() {
            return;
        }
        let document = self.document.to_expr();
        let roles = texts(&self.roles);
        match &self.cfn {
            Some(cfn) => cfn.set_props(
                CfnPolicyProps::patch()
                    .policy_document(document)
                    .roles(roles)
                    .into_props(),
            ),
            None => {
                // The name of a policy is the logical id of its resource,
                // which is only there once the resource is.
                let cfn = CfnPolicy::new(
                    node,
                    "Resource",
                    CfnPolicyProps::patch().policy_document(document),
                );
                let name = match &self.name {
                    Expr::Unset => Expr::logical_id(cfn.node().node_id()),
                    name => name.clone(),
                };
                cfn.set_props(
                    CfnPolicyProps::patch()
                        .policy_name(text(name))
                        .roles(roles)
                        .into_props(),
                );
                self.cfn = Some(cfn);
            }
        }
    }

    fn validate(&self, node: &Node) {
        for statement in self.document.statements() {
            statement.validate_for_identity(node);
        }
        let unattached = self.roles.is_empty() && !self.document.is_empty();
        if unattached {
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
    /// Synthesis reports `invalid-statement` and `invalid-action`, and warns
    /// of `policy-unattached`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: PolicyProps) -> Self {
        let node = Node::new(scope, id);
        let PolicyProps {
            document,
            roles,
            name,
        } = props;
        let roles = roles.iter().map(|role| role.role_name().into()).collect();
        node.set_state(PolicyState {
            document,
            roles,
            name,
            cfn: None,
        });
        Self { node }
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
        let name: Expr = role.role_name().into();
        self.node.update(|state: &mut PolicyState| {
            if !state.roles.contains(&name) {
                state.roles.push(name);
            }
        });
    }
}

impl Construct for Policy {
    fn node(&self) -> &Node {
        &self.node
    }
}
