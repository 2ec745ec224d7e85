//! A permission given, and who can receive one.

use std::rc::Rc;

use construct_core::{Construct, Value};

use super::identity::{Added, Identity};
use super::managed_policy::ManagedPolicy;
use super::policy::Policy;
use super::principal::Principal;
use super::role::Role;
use super::statement::PolicyStatement;
use crate::error::codes;
use crate::{Diagnostic, Node, Stack};

/// Who can be given permissions: a role, a function, a construct of your own,
/// or whoever a [`Principal`] stands for.
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

impl Grantable for Principal {
    fn grant_principal(&self) -> GrantPrincipal {
        GrantPrincipal(Kind::Principal(self.clone()))
    }
}

impl Grantable for Policy {
    fn grant_principal(&self) -> GrantPrincipal {
        GrantPrincipal(Kind::Policy(self.clone()))
    }
}

impl Grantable for ManagedPolicy {
    fn grant_principal(&self) -> GrantPrincipal {
        GrantPrincipal(Kind::ManagedPolicy(self.clone()))
    }
}

/// Whose policy a permission is added to.
#[derive(Debug, Clone)]
pub struct GrantPrincipal(Kind);

#[derive(Debug, Clone)]
enum Kind {
    /// A role, a user or a group, which has a policy of its own.
    Identity(Rc<dyn Identity>),
    Policy(Policy),
    ManagedPolicy(ManagedPolicy),
    /// Someone without a policy of this app.
    Principal(Principal),
    /// Something imported without its role, by its path.
    Unknown(Node),
}

impl GrantPrincipal {
    /// This role.
    #[must_use]
    pub fn role(role: &Role) -> Self {
        Self(Kind::Identity(role.to_rc()))
    }

    /// Nobody that this app knows: a grant to it is reported.
    #[must_use]
    pub fn unknown(construct: &dyn Construct) -> Self {
        Self(Kind::Unknown(construct.node().clone()))
    }

    /// How the policy of a resource names it, where that can be.
    #[must_use]
    pub fn principal(&self) -> Option<Principal> {
        match &self.0 {
            Kind::Identity(identity) => identity.principal(),
            Kind::Principal(principal) => Some(principal.clone()),
            Kind::Policy(_) | Kind::ManagedPolicy(_) | Kind::Unknown(_) => None,
        }
    }

    /// The account that it is in, where that is told.
    fn account(&self) -> Option<Value<String>> {
        match &self.0 {
            Kind::Identity(identity) => Some(identity.account()),
            Kind::Policy(policy) => Some(account_of(policy)),
            Kind::ManagedPolicy(policy) => Some(account_of(policy)),
            Kind::Principal(principal) => principal.account_id(),
            Kind::Unknown(_) => None,
        }
    }

    fn add(&self, statement: PolicyStatement) -> Added {
        match &self.0 {
            Kind::Identity(identity) => identity.add_statement(statement),
            Kind::Policy(policy) => {
                policy.add_statements([statement]);
                Added::To(policy.node().clone())
            }
            Kind::ManagedPolicy(policy) => {
                policy.add_statements([statement]);
                Added::To(policy.node().clone())
            }
            Kind::Principal(_) => Added::No("it has no policy in this app"),
            Kind::Unknown(_) => Added::No("it was imported without its role"),
        }
    }

    /// What a person would call it.
    fn describe(&self) -> String {
        match &self.0 {
            Kind::Identity(identity) => identity.node().path(),
            Kind::Policy(policy) => policy.node().path(),
            Kind::ManagedPolicy(policy) => policy.node().path(),
            Kind::Principal(principal) => principal.describe(),
            Kind::Unknown(node) => node.path(),
        }
    }
}

/// A resource that has a policy of its own, which can let others in: also
/// those whose policies are not of this app.
///
/// ```
/// use construct_lib::iam::{Grant, PolicyDocument, PolicyStatement, Principal, ResourceWithPolicy};
/// use construct_lib::{App, CfnResource, Construct, Node, Stack, StackProps};
///
/// struct Topic { node: Node, policy: CfnResource }
///
/// impl Construct for Topic {
///     fn node(&self) -> &Node { &self.node }
/// }
///
/// impl ResourceWithPolicy for Topic {
///     fn add_to_resource_policy(&self, statement: PolicyStatement) -> Option<Node> {
///         let document = PolicyDocument::new().statement(statement);
///         self.policy.add_property_override("PolicyDocument", &document);
///         Some(self.policy.node().clone())
///     }
/// }
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let node = Node::new(&stack, "Topic");
/// let policy = CfnResource::new(&node, "Policy", "AWS::SNS::TopicPolicy");
/// let topic = Topic { node, policy };
/// let publish = PolicyStatement::allow().actions(["sns:Publish"]).resource("*");
/// let grant = Grant::add_to_principal_or_resource(&Principal::service("s3"), publish, &topic);
/// assert!(grant.is_added());
/// ```
pub trait ResourceWithPolicy: Construct {
    /// Adds a statement to its policy, and gives the construct that holds that;
    /// nothing when the policy cannot be changed here.
    #[track_caller]
    fn add_to_resource_policy(&self, statement: PolicyStatement) -> Option<Node>;

    /// The account that it is in: that of its stack, unless it was imported
    /// from another one.
    fn resource_account(&self) -> Value<String> {
        account_of(self.node())
    }

    /// How its own policy names it, where that differs from its ARN: the
    /// policy of a key says `*`, for example.
    fn resource_self_arns(&self) -> Vec<Value<String>> {
        Vec::new()
    }
}

/// A permission that was given.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, Table, TableProps};
/// use construct_lib::iam::{Principal, Role, RoleProps};
/// use construct_lib::{App, CfnResource, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let table = Table::new(&stack, "Table", TableProps::new(Attribute::string("id")));
/// let role = Role::new(&stack, "Worker", RoleProps::new(Principal::service("ec2")));
/// let job = CfnResource::new(&stack, "Job", "AWS::SQS::Queue");
///
/// let grant = table.grant_read_data(&role).combine(table.grant_write_data(&role));
/// grant.apply_before(&[&job]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Grant {
    on_principal: bool,
    on_resource: bool,
    /// The policies that hold it.
    policies: Vec<Node>,
}

impl Grant {
    /// Adds `statement` to the policy of whoever receives it.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` on `resource` when the receiver
    /// was imported without a role, `grant-not-added` when it has no policy
    /// at all, and warns of `grant-not-added` when that is a role whose
    /// policies cannot be changed here, as one of another account.
    #[track_caller]
    pub fn add_to_principal(
        grantee: &dyn Grantable,
        statement: PolicyStatement,
        resource: &dyn Construct,
    ) -> Self {
        let principal = grantee.grant_principal();
        let added = principal.add(statement);
        if let Added::No(why) = added {
            report(resource.node(), &principal, why);
        }
        Self::on_principal(added)
    }

    /// Adds `statement` to the policy of whoever receives it, or to that of
    /// the resource where the first alone is not enough: the receiver is in
    /// another account, or has no policy of this app.
    ///
    /// As AWS decides, one of the two is enough within one account, and both
    /// are needed across accounts.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-not-added` on `resource` when neither policy
    /// takes it.
    #[track_caller]
    pub fn add_to_principal_or_resource(
        grantee: &dyn Grantable,
        statement: PolicyStatement,
        resource: &dyn ResourceWithPolicy,
    ) -> Self {
        let principal = grantee.grant_principal();
        let added = principal.add(statement.clone());
        let is_same =
            principal.account().is_some_and(|a| is_same(&a, &resource.resource_account()));
        if is_same && !matches!(added, Added::No(_)) {
            return Self::on_principal(added);
        }
        Self::with_resource(&principal, added, statement, resource)
    }

    /// Adds `statement` to both policies, that of whoever receives it and
    /// that of the resource, as services need it that look at both.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-not-added` on `resource` when neither policy
    /// takes it.
    #[track_caller]
    pub fn add_to_principal_and_resource(
        grantee: &dyn Grantable,
        statement: PolicyStatement,
        resource: &dyn ResourceWithPolicy,
    ) -> Self {
        let principal = grantee.grant_principal();
        let added = principal.add(statement.clone());
        Self::with_resource(&principal, added, statement, resource)
    }

    /// No permission, where there is none to give: for a method that has to
    /// give a grant all the same.
    #[must_use]
    pub fn drop() -> Self {
        Self::default()
    }

    fn on_principal(added: Added) -> Self {
        match added {
            Added::To(policy) => {
                Self { on_principal: true, on_resource: false, policies: vec![policy] }
            }
            Added::LeftOut => Self { on_principal: true, ..Self::default() },
            Added::No(_) => Self::default(),
        }
    }

    /// Adds to the policy of the resource what was already added to that of the receiver.
    #[track_caller]
    fn with_resource(
        principal: &GrantPrincipal,
        added: Added,
        statement: PolicyStatement,
        resource: &dyn ResourceWithPolicy,
    ) -> Self {
        let own_arns = resource.resource_self_arns();
        let statement = if own_arns.is_empty() {
            statement
        } else {
            statement.without_resources().resources(own_arns)
        };
        let holder = principal
            .principal()
            .and_then(|who| resource.add_to_resource_policy(statement.principal(&who)));
        let why = match (&added, &holder) {
            (Added::No(why), None) => Some(*why),
            _ => None,
        };
        if let Some(why) = why {
            report(resource.node(), principal, why);
        }
        let mut grant = Self::on_principal(added);
        grant.on_resource = holder.is_some();
        grant.policies.extend(holder);
        grant
    }

    /// This permission and another one, as one.
    #[must_use]
    pub fn combine(mut self, other: Self) -> Self {
        self.on_principal |= other.on_principal;
        self.on_resource |= other.on_resource;
        self.policies.extend(other.policies);
        self
    }

    /// Makes constructs wait until the permission is there.
    pub fn apply_before(&self, constructs: &[&dyn Construct]) {
        for construct in constructs {
            for policy in &self.policies {
                match Policy::at(policy) {
                    Some(policy) => policy.apply_before(construct.node()),
                    None => construct.node().add_dependency(policy),
                }
            }
        }
    }

    /// Whether the permission is in a policy of this app, or is left to
    /// whoever looks after the receiver's policies.
    #[must_use]
    pub fn is_added(&self) -> bool {
        self.on_principal || self.on_resource
    }

    /// Whether it is in the policy of a resource.
    #[must_use]
    pub fn is_on_resource(&self) -> bool {
        self.on_resource
    }

    /// Reports a permission that nobody has, where a construct cannot do without it.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-not-added` on `construct`.
    #[track_caller]
    pub fn assert_added(&self, construct: &dyn Construct) {
        if !self.is_added() {
            construct.node().report(
                Diagnostic::error(
                    codes::GRANT_NOT_ADDED,
                    "a permission that is needed here was given to nobody",
                )
                .help("grant it to a role of this app")
                .at_caller(),
            );
        }
    }
}

#[track_caller]
fn report(resource: &Node, principal: &GrantPrincipal, why: &str) {
    let who = principal.describe();
    let diagnostic = match &principal.0 {
        Kind::Unknown(_) => Diagnostic::error(
            codes::GRANT_WITHOUT_ROLE,
            format!("`{who}` was imported without a role, so nothing can be granted to it"),
        )
        .help("import it with its role, for example with `Function::from_function_attributes`"),
        Kind::Identity(_) => Diagnostic::warning(
            codes::GRANT_NOT_ADDED,
            format!("nothing is granted to `{who}`: {why}"),
        )
        .help("grant it where the role is defined, and acknowledge this here"),
        _ => Diagnostic::error(
            codes::GRANT_NOT_ADDED,
            format!(
                "nothing can be granted to `{who}`: {why}, and `{}` takes no policy",
                resource.path()
            ),
        )
        .help("grant it to a role, and let that be taken on"),
    };
    resource.report(diagnostic.at_caller());
}

/// The account of the stack that a construct is in.
pub(super) fn account_of(construct: &dyn Construct) -> Value<String> {
    Stack::of(construct).map_or(construct_core::Aws::ACCOUNT_ID, |stack| stack.account())
}

/// Whether two accounts are one: known and equal, or both left to the deployment.
pub(super) fn is_same(one: &Value<String>, other: &Value<String>) -> bool {
    match (one.as_literal(), other.as_literal()) {
        (Some(one), Some(other)) => one == other,
        (None, None) => true,
        _ => false,
    }
}
