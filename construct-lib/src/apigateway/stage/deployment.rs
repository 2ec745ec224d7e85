//! `AWS::ApiGateway::Deployment`.

use construct_cfn::apigateway::{CfnDeployment, CfnDeploymentProps};
use construct_cfn::refs::{ApiGatewayDeploymentId, ApiGatewayRestApiId};
use construct_core::{
    CfnResource, Construct, ContentHash, IntoValue, NodeId, RemovalPolicy, State, Value,
};

use crate::Node;
use crate::apigateway::RestApi;
use crate::value::value;

/// A snapshot of an API, which stages serve.
///
/// Appears as [`AWS::ApiGateway::Deployment`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html).
/// Its logical id carries a hash of what it deploys, so that a change of the
/// API makes a new snapshot, and a change of a stage, a tag or some code does
/// not ([`DeploymentProps::pinned`] keeps one). It depends on all that it deploys: also on models, validators,
/// authorizers and gateway responses, wherever they are defined.
///
/// An API makes one itself; one more is for an app that decides when it changes:
///
/// ```
/// use construct_lib::apigateway::{
///     Deployment, DeploymentProps, HttpMethod, MockIntegration, RestApi, RestApiProps, Stage,
///     StageOptions, StageProps,
/// };
/// use construct_lib::{App, StackProps};
///
/// let app = App::new();
/// let stack = construct_lib::Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new().without_deployment());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// let props = DeploymentProps::new(&api).description("First").retain_deployments();
/// let first = Deployment::new(&stack, "First", props);
/// let beta = StageProps::new(&first).options(StageOptions::new().stage_name("beta"));
/// Stage::new(&stack, "Beta", beta);
/// ```
#[derive(Debug, Clone)]
pub struct Deployment {
    node: Node,
    api: RestApi,
}

/// What a [`Deployment`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct DeploymentProps {
    api: RestApi,
    description: Value<String>,
    retain: bool,
    is_pinned: bool,
}

impl DeploymentProps {
    /// A snapshot of this API.
    pub fn new(api: &RestApi) -> Self {
        Self { api: api.clone(), description: Value::unset(), retain: false, is_pinned: false }
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// Keeps old snapshots, for going back to one by hand; they are deleted
    /// by default.
    pub fn retain_deployments(mut self) -> Self {
        self.retain = true;
        self
    }

    /// Stays what it is when the API changes: it is of the API as it was when
    /// this construct was first deployed. Another construct id makes another one.
    ///
    /// It is what most requests go to beside a [`Canary`](crate::apigateway::Canary).
    /// Its logical id carries no hash.
    pub fn pinned(mut self) -> Self {
        self.is_pinned = true;
        self
    }
}

/// What an API consists of besides itself; each names it in `RestApiId`.
const PARTS: &[&str] = &[
    "AWS::ApiGateway::Authorizer",
    "AWS::ApiGateway::GatewayResponse",
    "AWS::ApiGateway::Method",
    "AWS::ApiGateway::Model",
    "AWS::ApiGateway::RequestValidator",
    "AWS::ApiGateway::Resource",
];

/// What a function or a state machine cannot change without becoming another
/// one. Its ARN then is another one too, although the template still says the same.
pub(crate) const CREATE_ONLY: &[&str] = &[
    "DurableConfig",
    "FunctionName",
    "PackageType",
    "StateMachineName",
    "StateMachineType",
    "TenancyConfig",
];

/// What the ids of the deployments of an API are hashed from: of its resource,
/// when it is of this app, and of all parts in the stack that name its id.
pub(in crate::apigateway) fn content_hash(
    api: Option<NodeId>,
    id: &Value<ApiGatewayRestApiId>,
    functions: &[NodeId],
) -> ContentHash {
    let own = api.map_or_else(ContentHash::new, |api| ContentHash::new().resource(api));
    let parts = own.referring(id.clone(), "RestApiId", PARTS);
    functions.iter().fold(parts, |hash, id| hash.properties(*id, CREATE_ONLY))
}

struct DeploymentState {
    api: NodeId,
    is_pinned: bool,
}

impl State for DeploymentState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Deployment {
    /// A snapshot.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: DeploymentProps) -> Self {
        let node = Node::new(scope, id);
        let api = props.api;
        let cfn_props = CfnDeploymentProps::patch()
            .description(props.description)
            .rest_api_id(api.rest_api_id());
        let cfn = CfnDeployment::new(&node, "Resource", cfn_props);
        if props.retain {
            cfn.apply_removal_policy(RemovalPolicy::Retain);
        }
        node.set_state(DeploymentState { api: api.node().node_id(), is_pinned: props.is_pinned });
        api.deploy_with(cfn.node().node_id(), props.is_pinned);
        Self { node, api }
    }

    /// The deployment at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let api = node.read(|state: &DeploymentState| state.api)?;
        Some(Self { node: node.clone(), api: RestApi::at(&node.find(api)?)? })
    }

    /// Its id.
    #[must_use]
    pub fn deployment_id(&self) -> Value<ApiGatewayDeploymentId> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Whether it stays what it is when the API changes.
    pub(super) fn is_pinned(&self) -> bool {
        self.node.read(|state: &DeploymentState| state.is_pinned).unwrap_or_default()
    }

    /// The API that it is a snapshot of.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.api.clone()
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnDeploymentProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Deployment {
    fn node(&self) -> &Node {
        &self.node
    }
}
