//! `AWS::IAM::Role`.

use construct_cfn::iam::{CfnRole, CfnRoleProps, role as l1};
use construct_cfn::refs::{IamRoleArn, IamRoleName};
use construct_core::{
    CfnResource, Construct, Expr, IntoValue, List, NodeId, ResourceProps, State, Value, intrinsic,
};

use super::document::PolicyDocument;
use super::grant::{Grant, GrantPrincipal, Grantable};
use super::managed_policy::ManagedPolicyArn;
use super::policy::{Policy, PolicyProps};
use super::role_props::RoleProps;
use super::size::Size;
use super::statement::{PolicyStatement, push};
use super::validate;
use crate::check::own_resource;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node, Stack};

/// An identity that a service or a person takes on.
///
/// Appears as [`AWS::IAM::Role`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html).
/// What is granted to it goes into one `AWS::IAM::Policy` below it, which
/// appears with the first grant.
///
/// ```
/// use construct_lib::iam::{PolicyStatement, Principal, Role, RoleProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let role = Role::new(&stack, "Worker", RoleProps::new(Principal::service("ec2")));
/// role.add_to_policy(PolicyStatement::allow().actions(["s3:GetObject"]).resource("*"));
/// ```
#[derive(Debug, Clone)]
pub struct Role {
    node: Node,
}

struct RoleState {
    arn: Value<IamRoleArn>,
    name: Value<IamRoleName>,
    trust: PolicyDocument,
    managed_policies: Vec<Value<String>>,
    inline_size: Size,
    /// The policies of this app that are attached to it.
    policies: Vec<NodeId>,
}

/// The most characters of all policies that belong to one role.
const POLICIES: usize = 10_240;

impl State for RoleState {
    fn prepare(&mut self, node: &Node) {
        // A role that is not of this app has no resource.
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        let mut props = CfnRoleProps::patch().assume_role_policy_document(self.trust.to_expr());
        if !self.managed_policies.is_empty() {
            let arns: Value<List<String>> = value(self.managed_policies.clone());
            props = props.managed_policy_arns(arns);
        }
        cfn.set_props(props.into_props());
    }

    fn validate(&self, node: &Node) {
        validate::trust(node, &self.trust);
        let policies = self.policies.iter().filter_map(|id| node.find(*id));
        let attached: Size =
            policies.filter_map(|node| Policy::at(&node)).map(|policy| policy.size()).sum();
        validate::size(
            node,
            "the policies of a role",
            self.inline_size + attached,
            POLICIES,
            "move some statements into a `ManagedPolicy`, which has a limit of its own",
        );
    }
}

impl Role {
    /// A role.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-statement`, `invalid-action`,
    /// `invalid-name`, `invalid-path`, `text-too-long`, `policy-too-large`
    /// and `session-duration-out-of-range`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: RoleProps) -> Self {
        let node = Node::new(scope, id);
        props.check(&node);
        let trust = props.trust();
        let policies: Vec<l1::Policy> = props
            .inline_policies
            .iter()
            .map(|(name, document)| l1::Policy::new(document.to_expr(), name))
            .collect();
        let mut cfn_props = CfnRoleProps::new(trust.to_expr())
            .description(&props.description)
            .max_session_duration(props.session_seconds())
            .path(&props.path)
            .permissions_boundary(&props.permissions_boundary)
            .role_name(&props.name);
        if !policies.is_empty() {
            cfn_props = cfn_props.policies(policies);
        }
        let cfn = CfnRole::new(&node, "Resource", cfn_props);
        let inline = props.inline_policies.iter();
        node.set_state(RoleState {
            arn: cfn.attr_arn(),
            name: cfn.ref_(),
            trust,
            managed_policies: props.managed_policies,
            inline_size: inline.map(|(_, document)| Size::of(document)).sum(),
            policies: Vec::new(),
        });
        Self { node }
    }

    /// A role that exists already, by its ARN.
    ///
    /// What is granted to it becomes an `AWS::IAM::Policy` of this stack.
    #[track_caller]
    pub fn from_role_arn(scope: &dyn Construct, id: &str, arn: impl IntoValue<String>) -> Self {
        let arn: Value<String> = value(arn);
        let name = match arn.as_literal() {
            // A path may stand before the name.
            Some(text) => Value::text(text.rsplit('/').next().unwrap_or(text).to_owned()),
            None => {
                let resource = intrinsic::select(5, intrinsic::split(":", &arn));
                intrinsic::select(1, intrinsic::split("/", resource))
            }
        };
        Self::import(scope, id, arn.cast(), name.cast())
    }

    /// A role that exists already in the stack's account, by its name.
    ///
    /// What is granted to it becomes an `AWS::IAM::Policy` of this stack.
    #[track_caller]
    pub fn from_role_name(scope: &dyn Construct, id: &str, name: impl IntoValue<String>) -> Self {
        let name: Value<String> = value(name);
        let account = Stack::of(scope).map_or(construct_core::Aws::ACCOUNT_ID, |s| s.account());
        let arn = intrinsic::concat([
            Expr::text("arn:"),
            construct_core::Aws::PARTITION.into(),
            Expr::text(":iam::"),
            account.into(),
            Expr::text(":role/"),
            name.expr().clone(),
        ]);
        Self::import(scope, id, arn.cast(), name.cast())
    }

    #[track_caller]
    fn import(
        scope: &dyn Construct,
        id: &str,
        arn: Value<IamRoleArn>,
        name: Value<IamRoleName>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(RoleState {
            arn,
            name,
            trust: PolicyDocument::new(),
            managed_policies: Vec::new(),
            inline_size: Size::default(),
            policies: Vec::new(),
        });
        Self { node }
    }

    /// The role at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<RoleState>().then(|| Self { node: node.clone() })
    }

    /// Its ARN.
    #[must_use]
    pub fn role_arn(&self) -> Value<IamRoleArn> {
        self.node.read(|state: &RoleState| state.arn.clone()).unwrap_or_default()
    }

    /// Its name.
    #[must_use]
    pub fn role_name(&self) -> Value<IamRoleName> {
        self.node.read(|state: &RoleState| state.name.clone()).unwrap_or_default()
    }

    /// Adds a statement to the policy below it, and gives that policy.
    #[expect(clippy::must_use_candidate, reason = "the statement is what matters")]
    pub fn add_to_policy(&self, statement: PolicyStatement) -> Policy {
        let policy = self.default_policy();
        policy.add_statements([statement]);
        policy
    }

    /// The policy to which grants are added; made with the first one.
    fn default_policy(&self) -> Policy {
        let props = PolicyProps::new().role(self);
        let (id, props) = if self.is_imported() {
            // Several stacks may add a policy to one role: the name must tell them apart.
            let id = format!("Policy{}", self.node.unique_id());
            (id.clone(), props.policy_name(id))
        } else {
            ("DefaultPolicy".to_owned(), props)
        };
        let made = self.node.try_child(&id).and_then(|node| Policy::at(&node));
        made.unwrap_or_else(|| Policy::new(&self.node, &id, props))
    }

    fn is_imported(&self) -> bool {
        CfnResource::at(&self.node).is_none()
    }

    /// Counts a policy that is attached to it.
    pub(super) fn note_policy(&self, policy: &Policy) {
        let id = policy.node().node_id();
        self.node.update(|state: &mut RoleState| push(&mut state.policies, id));
    }

    /// Attaches a managed policy.
    ///
    /// # Errors
    ///
    /// Synthesis warns of `policy-unattached` when the role is not of this app.
    pub fn add_managed_policy(&self, policy: impl Into<ManagedPolicyArn>) {
        let arn = policy.into().into_value();
        if self.is_imported() {
            self.node.report(
                Diagnostic::warning(
                    codes::POLICY_UNATTACHED,
                    "a managed policy cannot be attached to a role that is not of this app",
                )
                .help("attach it where the role is defined, or name the role in `ManagedPolicyProps::role`"),
            );
            return;
        }
        self.node.update(|state: &mut RoleState| push(&mut state.managed_policies, arn));
    }

    /// Lets someone else take on the role, too.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn add_assume_role_statement(&self, statement: PolicyStatement) {
        if own_resource(&self.node).is_some() {
            self.node.update(|state: &mut RoleState| state.trust.add_statement(statement));
        }
    }

    /// Grants `grantee` permission to take on this role.
    ///
    /// The role must trust it as well, see [`RoleProps::new`].
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` was imported
    /// without a role.
    #[track_caller]
    pub fn grant_assume_role(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, "sts:AssumeRole")
    }

    /// Grants `grantee` permission to hand this role to a service.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` was imported
    /// without a role.
    #[track_caller]
    pub fn grant_pass_role(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, "iam:PassRole")
    }

    #[track_caller]
    fn grant(&self, grantee: &dyn Grantable, action: &'static str) -> Grant {
        let statement = PolicyStatement::allow().actions([action]).resource(self.role_arn());
        Grant::add_to_principal(grantee, statement, self)
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnRoleProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Role {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl Grantable for Role {
    #[track_caller]
    fn grant_principal(&self) -> GrantPrincipal {
        GrantPrincipal::role(self)
    }
}
