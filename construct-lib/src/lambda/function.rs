//! `AWS::Lambda::Function`.

use construct_cfn::lambda::{CfnFunction, CfnFunctionProps, function as l1};
use construct_cfn::refs::{LambdaFunctionArn, LambdaFunctionName};
use construct_core::{
    CfnResource, Construct, Expr, IntoValue, Key, List, NodeId, ResourceProps, State, Value,
    intrinsic,
};

use super::check;
use super::options::{LoggingFormat, Tracing};
use super::permission::Permission;
use super::props::{FunctionProps, set_variable};
use crate::check::own_resource;
use crate::iam::{Grant, GrantPrincipal, Grantable, PolicyStatement, Principal, Role, RoleProps};
use crate::logs::{LogGroup, LogGroupProps};
use crate::value::value;
use crate::{Node, Stack};

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
    node: Node,
}

struct FunctionState {
    arn: Value<LambdaFunctionArn>,
    name: Value<LambdaFunctionName>,
    role: Option<NodeId>,
    log_group: Option<NodeId>,
    environment: Vec<(Key, Expr)>,
}

impl State for FunctionState {
    fn prepare(&mut self, node: &Node) {
        // A function that is not of this app has no resource.
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        if !self.environment.is_empty() {
            let variables = Value::of(Expr::Map(self.environment.clone().into()));
            let environment = l1::Environment::new().variables(variables);
            let props = CfnFunctionProps::patch().environment(environment);
            cfn.set_props(props.into_props());
        }
    }

    fn validate(&self, node: &Node) {
        check::environment(node, &self.environment);
    }
}

impl Function {
    /// A function.
    ///
    /// # Errors
    ///
    /// Synthesis reports `memory-out-of-range`, `timeout-out-of-range`,
    /// `storage-out-of-range`, `too-many-layers`, `invalid-name`,
    /// `text-too-long`, `invalid-environment-variable` and
    /// `environment-too-large`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: FunctionProps) -> Self {
        let node = Node::new(scope, id);
        check::props(&node, &props);
        let role = props.role.clone().unwrap_or_else(|| {
            Role::new(
                &node,
                "ServiceRole",
                RoleProps::new(Principal::service("lambda.amazonaws.com")),
            )
        });
        let log_group = props.log_group.clone().unwrap_or_else(|| {
            LogGroup::new(&node, "LogGroup", LogGroupProps::new().retention(props.log_retention))
        });
        log_group.grant_write(&role);
        if props.tracing.is_some() {
            // X-Ray knows no resources for these.
            let write = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
            role.add_to_policy(PolicyStatement::allow().actions(write).resource("*"));
        }
        let cfn = CfnFunction::new(&node, "Resource", cfn_props(&props, &role, &log_group));
        // The reference to the role orders it already; its policies are what this is for.
        cfn.node().add_dependency(&role);
        node.set_state(FunctionState {
            arn: cfn.attr_arn(),
            name: cfn.ref_(),
            role: Some(role.node().node_id()),
            log_group: Some(log_group.node().node_id()),
            environment: props.environment,
        });
        Self { node }
    }

    /// A function that exists already, by its ARN.
    ///
    /// Its role is not known: a grant to it is reported as
    /// `grant-without-role`. See [`from_function_attributes`](Self::from_function_attributes).
    #[track_caller]
    pub fn from_function_arn(scope: &dyn Construct, id: &str, arn: impl IntoValue<String>) -> Self {
        Self::from_function_attributes(scope, id, FunctionAttributes::new(arn))
    }

    /// A function that exists already in the stack's account and region, by its name.
    ///
    /// Its role is not known, as with [`from_function_arn`](Self::from_function_arn).
    #[track_caller]
    pub fn from_function_name(
        scope: &dyn Construct,
        id: &str,
        name: impl IntoValue<String>,
    ) -> Self {
        let name: Value<String> = value(name);
        let resource = intrinsic::concat([Expr::text("function:"), name.expr().clone()]);
        let arn = Stack::of(scope).map(|stack| stack.format_arn("lambda", resource));
        let attributes = FunctionAttributes::new(arn.unwrap_or_default());
        Self::import(scope, id, &attributes, name)
    }

    /// A function that exists already, with what is known of it.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "attributes are given away")]
    pub fn from_function_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: FunctionAttributes,
    ) -> Self {
        let name = intrinsic::select(6, intrinsic::split(":", &attributes.arn));
        Self::import(scope, id, &attributes, name)
    }

    #[track_caller]
    fn import(
        scope: &dyn Construct,
        id: &str,
        attributes: &FunctionAttributes,
        name: Value<String>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(FunctionState {
            arn: attributes.arn.clone().cast(),
            name: name.cast(),
            role: attributes.role.as_ref().map(|role| role.node().node_id()),
            log_group: None,
            environment: Vec::new(),
        });
        Self { node }
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

fn cfn_props(props: &FunctionProps, role: &Role, log_group: &LogGroup) -> CfnFunctionProps {
    let architecture: Value<l1::Architecture> = Value::lit(props.architecture.name());
    let storage = props.ephemeral_storage_size.map(i64::from);
    let layers: Option<Value<List<_>>> =
        (!props.layers.is_empty()).then(|| value(props.layers.clone()));
    CfnFunctionProps::patch()
        .architectures([architecture])
        .code(props.code.to_cfn(props.architecture))
        .description(&props.description)
        .ephemeral_storage(storage.map(l1::EphemeralStorage::new))
        .function_name(&props.name)
        .handler(&*props.handler)
        .layers(layers)
        .logging_config(
            l1::LoggingConfig::new()
                .log_format(props.logging_format.map(LoggingFormat::to_value))
                .log_group(log_group.log_group_name()),
        )
        .memory_size(i64::from(props.memory_size))
        .reserved_concurrent_executions(props.reserved_concurrent_executions.map(i64::from))
        .role(role.role_arn())
        .runtime(props.runtime.to_value())
        .timeout(i64::try_from(props.timeout.as_secs()).unwrap_or(i64::MAX))
        .tracing_config(props.tracing.map(|t: Tracing| l1::TracingConfig::new().mode(t.to_value())))
}

/// What is known of a function that exists already.
///
/// ```
/// use construct_lib::iam::Role;
/// use construct_lib::lambda::{Function, FunctionAttributes};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let role = Role::from_role_name(&stack, "Role", "mailer");
/// let arn = "arn:aws:lambda:us-east-1:111122223333:function:mailer";
/// let attributes = FunctionAttributes::new(arn).role(&role);
/// let mailer = Function::from_function_attributes(&stack, "Mailer", attributes);
/// assert_eq!(mailer.function_name().as_literal(), Some("mailer"));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct FunctionAttributes {
    arn: Value<String>,
    role: Option<Role>,
}

impl FunctionAttributes {
    /// A function with this ARN, whose role is not known.
    pub fn new(arn: impl IntoValue<String>) -> Self {
        Self { arn: value(arn), role: None }
    }

    /// Its role, to which grants then go.
    pub fn role(mut self, role: &Role) -> Self {
        self.role = Some(role.clone());
        self
    }
}
