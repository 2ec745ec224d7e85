//! `AWS::Lambda::Function`.

use construct_cfn::lambda::{CfnFunction, CfnFunctionProps};
use construct_cfn::refs::{LambdaFunctionArn, LambdaFunctionName};
use construct_core::{
    CfnResource, Construct, Expr, IntoValue, Key, NodeId, ResourceProps, State, Value, intrinsic,
};

use super::cfn::cfn_props;
use crate::Node;
use crate::check::own_resource;
use crate::iam::{Grant, GrantPrincipal, Grantable, PolicyStatement, Principal, Role, RoleProps};
use crate::lambda::check;
use crate::lambda::environment::{self, Variables, set_variable};
use crate::lambda::permission::Permission;
use crate::lambda::props::{FunctionOptions, FunctionProps};
use crate::lambda::tracing::Tracing;
use crate::logs::LogGroup;

/// A function.
///
/// Appears as [`AWS::Lambda::Function`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html),
/// by default with 256 MB, 10 seconds and `x86_64`; beside it a role that may
/// write to the function's log group and to no other, and that log group,
/// unnamed, kept for 30 days and deleted with the stack. The function waits
/// for the policy of its role, so that its first call finds it.
///
/// ```
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Architecture, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = FunctionProps::rust("orders").architecture(Architecture::Arm64).memory_size(512);
/// let handler = Function::new(&stack, "Handler", props);
/// handler.add_environment("LEVEL", "info");
/// ```
#[derive(Debug, Clone)]
pub struct Function {
    pub(super) node: Node,
}

pub(super) struct FunctionState {
    pub(super) arn: Value<LambdaFunctionArn>,
    pub(super) name: Value<LambdaFunctionName>,
    pub(super) role: Option<NodeId>,
    pub(super) log_group: Option<NodeId>,
    pub(super) environment: Variables,
}

impl State for FunctionState {
    fn prepare(&mut self, node: &Node) {
        // A function that is not of this app has no resource.
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        if !self.environment.is_empty() {
            cfn.set_props(environment::to_cfn(&self.environment).into_props());
        }
    }

    fn validate(&self, node: &Node) {
        environment::check(node, &self.environment);
    }
}

impl Function {
    /// A function.
    ///
    /// # Errors
    ///
    /// Synthesis reports `memory-out-of-range`, `timeout-out-of-range`,
    /// `storage-out-of-range`, `too-many-layers`, `invalid-function`,
    /// `invalid-name`, `text-too-long`, `invalid-environment-variable` and
    /// `environment-too-large`.
    #[track_caller]
    pub fn new<P>(scope: &dyn Construct, id: &str, props: FunctionProps<P>) -> Self {
        Self::create(scope, id, props.options)
    }

    #[track_caller]
    fn create(scope: &dyn Construct, id: &str, options: FunctionOptions) -> Self {
        let node = Node::new(scope, id);
        check::options(&node, &options);
        let role = options.role.clone().unwrap_or_else(|| {
            Role::new(
                &node,
                "ServiceRole",
                RoleProps::new(Principal::service("lambda.amazonaws.com")),
            )
        });
        let log_group = options.logging.group(&node);
        log_group.grant_write(&role);
        if options.tracing.is_some() {
            Tracing::grant(&role);
        }
        let cfn = CfnFunction::new(&node, "Resource", cfn_props(&options, &role, &log_group));
        // The reference to the role orders it already; its policies are what this is for.
        cfn.node().add_dependency(&role.dependable());
        node.set_state(FunctionState {
            arn: cfn.attr_arn(),
            name: cfn.ref_(),
            role: Some(role.node().node_id()),
            log_group: Some(log_group.node().node_id()),
            environment: options.environment,
        });
        let function = Self { node };
        for grant in &options.environment_grants {
            grant.give(&function);
        }
        function
    }

    /// The function at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<FunctionState>().then(|| Self { node: node.clone() })
    }

    /// Its ARN.
    #[must_use]
    pub fn function_arn(&self) -> Value<LambdaFunctionArn> {
        self.node.read(|state: &FunctionState| state.arn.clone()).unwrap_or_default()
    }

    /// Its name.
    #[must_use]
    pub fn function_name(&self) -> Value<LambdaFunctionName> {
        self.node.read(|state: &FunctionState| state.name.clone()).unwrap_or_default()
    }

    /// Its role, when it is known.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        let id = self.node.read(|state: &FunctionState| state.role)??;
        Role::at(&self.node.find(id)?)
    }

    /// Its log group, when it is known.
    #[must_use]
    pub fn log_group(&self) -> Option<LogGroup> {
        let id = self.node.read(|state: &FunctionState| state.log_group)??;
        LogGroup::at(&self.node.find(id)?)
    }

    /// Sets an environment variable. A later value of the same name wins.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-environment-variable` and
    /// `environment-too-large`, and `imported-construct` when the function is
    /// not of this app.
    pub fn add_environment(&self, name: impl Into<Key>, value: impl IntoValue<String>) {
        if own_resource(&self.node).is_none() {
            return;
        }
        let (name, value) = (name.into(), value.into_expr());
        self.node
            .update(|state: &mut FunctionState| set_variable(&mut state.environment, name, value));
    }

    /// Lets a service, an account or a role call it.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-permission`.
    #[track_caller]
    pub fn add_permission(&self, id: &str, permission: Permission) {
        permission.attach(self, id);
    }

    /// Adds a statement to the policy of its role.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when it was imported without one.
    #[track_caller]
    pub fn add_to_role_policy(&self, statement: PolicyStatement) -> Grant {
        Grant::add_to_principal(self, statement, self)
    }

    /// Grants `grantee` permission to call it, in any version.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` was imported without a role.
    #[track_caller]
    pub fn grant_invoke(&self, grantee: &dyn Grantable) -> Grant {
        let arn = self.function_arn();
        let versions = intrinsic::concat([arn.expr().clone(), Expr::text(":*")]);
        let statement = PolicyStatement::allow()
            .actions(["lambda:InvokeFunction"])
            .resource(arn)
            .resource(versions);
        Grant::add_to_principal(grantee, statement, self)
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnFunctionProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }

    /// Its resource, unless it is not of this app.
    pub(crate) fn resource_id(&self) -> Option<NodeId> {
        CfnResource::at(&self.node).map(|cfn| cfn.node().node_id())
    }
}

impl Construct for Function {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl Grantable for Function {
    #[track_caller]
    fn grant_principal(&self) -> GrantPrincipal {
        match self.role() {
            Some(role) => GrantPrincipal::role(&role),
            None => GrantPrincipal::unknown(self),
        }
    }
}
