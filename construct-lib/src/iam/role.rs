//! `AWS::IAM::Role`.

use std::rc::Rc;

use construct_cfn::iam::{CfnRole, CfnRoleProps, role as l1};
use construct_cfn::refs::{IamRoleArn, IamRoleName};
use construct_core::{
    CfnResource, Construct, IntoValue, List, NodeId, ResourceProps, State, UniqueNameOptions, Value,
};

use super::document::PolicyDocument;
use super::grant::{Grant, GrantPrincipal, Grantable, account_of};
use super::identity::{Added, Identity, Limits, Policies, Target};
use super::managed_policy::{ManagedPolicy, ManagedPolicyArn};
use super::policy::{self, Policy, PolicyProps};
use super::principal::Principal;
use super::role_import::{Changes, Import};
use super::role_props::RoleProps;
use super::size::Size;
use super::statement::{PolicyStatement, push};
use super::validate;
use crate::check::own_resource;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// An identity that a service or a person takes on.
///
/// Appears as [`AWS::IAM::Role`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html).
/// What is granted to it goes into one `AWS::IAM::Policy` below it, which
/// appears with the first grant. What IAM has no room for there goes on in
/// `AWS::IAM::ManagedPolicy`, as many as are needed.
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
    account: Value<String>,
    trust: PolicyDocument,
    managed_policies: Vec<Value<String>>,
    /// Of the policies that are part of the role itself.
    inline_size: Size,
    inline_estimate: usize,
    /// The policies of this app that it has.
    policies: Policies,
    changes: Changes,
    /// Of the policy for grants, when the role was imported.
    default_policy_name: Option<String>,
    /// The role of this app that it is a view of.
    original: Option<NodeId>,
}

const LIMITS: Limits = Limits { of: "a role", inline: 10_240, managed: 10, managed_at_most: 20 };

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
        validate::trust_size(node, Size::of(&self.trust));
        let arns = self.managed_policies.len();
        self.policies.check(node, &LIMITS, self.inline_size, arns);
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
        let inline = || props.inline_policies.iter().map(|(_, document)| document);
        node.set_state(RoleState {
            arn: cfn.attr_arn(),
            name: cfn.ref_(),
            account: account_of(&node),
            trust,
            inline_size: inline().map(Size::of).sum(),
            inline_estimate: inline().map(PolicyDocument::estimate).sum(),
            managed_policies: props.managed_policies,
            policies: Policies::default(),
            changes: Changes::Made,
            default_policy_name: None,
            original: None,
        });
        Self { node }
    }

    #[track_caller]
    pub(super) fn import(scope: &dyn Construct, id: &str, import: Import) -> Self {
        let node = Node::new(scope, id);
        node.set_state(RoleState {
            arn: import.arn,
            name: import.name,
            account: import.account,
            trust: PolicyDocument::new(),
            managed_policies: Vec::new(),
            inline_size: Size::default(),
            inline_estimate: 0,
            policies: Policies::default(),
            changes: import.changes,
            default_policy_name: import.default_policy_name,
            original: import.original,
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

    /// Its unique id, which does not come back when it is replaced.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    #[must_use]
    pub fn role_id(&self) -> Value<String> {
        own_resource(&self.node).map(|cfn| cfn.get_att("RoleId")).unwrap_or_default()
    }

    /// The account that it is in.
    pub(super) fn role_account(&self) -> Value<String> {
        self.node.read(|state: &RoleState| state.account.clone()).unwrap_or_default()
    }

    /// It, as whoever acts: for policies of resources, and for trust policies.
    pub fn principal(&self) -> Principal {
        Principal::arn(self.role_arn())
    }

    /// Adds a statement to the policy below it.
    ///
    /// # Errors
    ///
    /// Synthesis warns of `grant-not-added` when its policies cannot be
    /// changed here.
    #[track_caller]
    #[expect(clippy::must_use_candidate, reason = "the statement is what matters")]
    pub fn add_to_policy(&self, statement: PolicyStatement) -> Grant {
        Grant::add_to_principal(self, statement, self)
    }

    /// The policy to which grants are added; made with the first one.
    fn default_policy(&self) -> Policy {
        let props = PolicyProps::new().role(self);
        let (id, props) = if self.is_imported() {
            // Several stacks may add a policy to one role: the name must tell them apart.
            let given = self.node.read(|state: &RoleState| state.default_policy_name.clone());
            let id = given.flatten().unwrap_or_else(|| self.stack_safe_name());
            (id.clone(), props.policy_name(id))
        } else {
            ("DefaultPolicy".to_owned(), props)
        };
        let made = self.node.try_child(&id).and_then(|node| Policy::at(&node));
        made.unwrap_or_else(|| {
            if self.is_imported() {
                Policy::new(&self.node, &id, props)
            } else {
                Policy::with_overflow(&self.node, &id, props)
            }
        })
    }

    fn stack_safe_name(&self) -> String {
        let longest = *policy::NAME.length.end();
        let name = format!("Policy{}", self.node.unique_id());
        if name.len() <= longest {
            return name;
        }
        let options = UniqueNameOptions::new().max_length(longest - "Policy".len());
        format!("Policy{}", self.node.unique_resource_name(&options))
    }

    fn is_imported(&self) -> bool {
        CfnResource::at(&self.node).is_none()
    }

    /// What others depend on who need its policies.
    pub(crate) fn dependable(&self) -> Node {
        let original = self.node.read(|state: &RoleState| state.original).flatten();
        original.and_then(|id| self.node.find(id)).unwrap_or_else(|| self.node.clone())
    }

    fn changes(&self) -> Changes {
        self.node.read(|state: &RoleState| state.changes).unwrap_or(Changes::Made)
    }

    /// How large its policies are likely to be, but for `policy`, which asks.
    pub(super) fn estimate_of_others(&self, policy: &Node) -> usize {
        let of_state = |state: &RoleState| {
            let others = state.policies.inline(&self.node, policy.node_id());
            state.inline_estimate + others.iter().map(Policy::estimate).sum::<usize>()
        };
        self.node.read(of_state).unwrap_or_default()
    }

    /// Attaches a managed policy.
    ///
    /// # Errors
    ///
    /// Synthesis warns of `policy-unattached` when neither the role nor the
    /// policy is of this app.
    pub fn add_managed_policy(&self, policy: impl Into<ManagedPolicyArn>) {
        let policy = policy.into();
        if !self.is_imported() {
            let arn = policy.into_value();
            self.node.update(|state: &mut RoleState| push(&mut state.managed_policies, arn));
            return;
        }
        // A role that is not of this app does not say which policies it has,
        // but a policy of this app says who has it.
        match (self.changes(), policy.policy()) {
            (Changes::Made, Some(policy)) => policy.attach_to_role(self),
            _ => self.report_unattached(
                "a managed policy cannot be attached to a role that is not of this app",
            ),
        }
    }

    fn report_unattached(&self, message: &'static str) {
        self.node.report(
            Diagnostic::warning(codes::POLICY_UNATTACHED, message)
                .help("attach it where the role is defined"),
        );
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
    /// As [`grant`](Self::grant).
    #[track_caller]
    pub fn grant_assume_role(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ["sts:AssumeRole"])
    }

    /// Grants `grantee` permission to hand this role to a service.
    ///
    /// # Errors
    ///
    /// As [`grant`](Self::grant).
    #[track_caller]
    pub fn grant_pass_role(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, ["iam:PassRole"])
    }

    /// Grants `grantee` permission to do this with the role itself.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` was imported
    /// without a role, and `grant-not-added` when it has no policy.
    #[track_caller]
    pub fn grant<A: IntoValue<String>>(
        &self,
        grantee: &dyn Grantable,
        actions: impl IntoIterator<Item = A>,
    ) -> Grant {
        let statement = PolicyStatement::allow().actions(actions).resource(self.role_arn());
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

impl Identity for Role {
    fn target(&self) -> Option<Target> {
        if self.changes() == Changes::OfAnotherAccount {
            self.report_unattached("a policy cannot be attached to a role of another account");
            return None;
        }
        Some(Target::Role(self.role_name()))
    }

    fn to_rc(&self) -> Rc<dyn Identity> {
        Rc::new(self.clone())
    }

    fn note_policy(&self, policy: &Policy) {
        self.node.update(|state: &mut RoleState| state.policies.add_inline(policy));
    }

    fn note_managed_policy(&self, policy: &ManagedPolicy) {
        self.node.update(|state: &mut RoleState| state.policies.add_managed(policy));
    }

    fn add_statement(&self, statement: PolicyStatement) -> Added {
        match self.changes() {
            Changes::Made => {
                let policy = self.default_policy();
                policy.add_statements([statement]);
                Added::To(policy.node().clone())
            }
            Changes::Ignored => Added::LeftOut,
            Changes::ToResources => Added::No("its policies are not changed here"),
            Changes::OfAnotherAccount => Added::No("it is a role of another account"),
        }
    }

    fn principal(&self) -> Option<Principal> {
        Some(Self::principal(self))
    }

    fn account(&self) -> Value<String> {
        self.role_account()
    }
}
