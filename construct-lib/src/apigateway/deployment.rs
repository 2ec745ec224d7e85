//! `AWS::ApiGateway::Deployment`.

use construct_cfn::apigateway::{CfnDeployment, CfnDeploymentProps};
use construct_cfn::refs::ApiGatewayDeploymentId;
use construct_core::{Construct, ContentHash, NodeId, RemovalPolicy, State, Value};

use super::rest_api::RestApi;
use crate::Node;

/// A snapshot of an API, which stages serve.
///
/// Appears as [`AWS::ApiGateway::Deployment`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html).
/// Its logical id carries a hash of what it deploys, so that a change of the
/// API makes a new snapshot, and a change of a stage, a tag or some code does
/// not. It depends on all that it deploys.
#[derive(Debug, Clone)]
pub struct Deployment {
    node: Node,
}

/// What a [`Deployment`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct DeploymentProps {
    api: RestApi,
    description: Option<String>,
    retain: bool,
}

impl DeploymentProps {
    /// A snapshot of this API.
    pub fn new(api: &RestApi) -> Self {
        Self {
            api: api.clone(),
            description: None,
            retain: false,
        }
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Keeps old snapshots, for going back to one by hand.
    pub fn retain_deployments(mut self) -> Self {
        self.retain = true;
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

/// What a function cannot change without becoming another one. Its ARN then
/// is another one too, although the template still says the same.
const CREATE_ONLY: &[&str] = &[
    "DurableConfig",
    "FunctionName",
    "PackageType",
    "TenancyConfig",
];

struct DeploymentState {
    api: RestApi,
    cfn: CfnDeployment,
}

impl State for DeploymentState {
    fn prepare(&mut self, _node: &Node) {
        let Some(api) = self.api.resource_node() else {
            return;
        };
        let mut hash = ContentHash::new()
            .resource(api)
            .referring(api, "RestApiId", PARTS);
        for function in self.api.functions() {
            hash = hash.properties(function, CREATE_ONLY);
        }
        self.cfn.set_content_hash(hash);
    }
}

impl Deployment {
    /// A snapshot.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: DeploymentProps) -> Self {
        let node = Node::new(scope, id);
        let cfn_props = CfnDeploymentProps::patch()
            .description(props.description)
            .rest_api_id(props.api.rest_api_id());
        let cfn = CfnDeployment::new(&node, "Resource", cfn_props);
        if props.retain {
            cfn.apply_removal_policy(RemovalPolicy::Retain);
        }
        props.api.add_deployment(&node);
        node.set_state(DeploymentState {
            api: props.api,
            cfn,
        });
        Self { node }
    }

    /// Its id.
    #[must_use]
    pub fn deployment_id(&self) -> Value<ApiGatewayDeploymentId> {
        self.node
            .read(|state: &DeploymentState| state.cfn.ref_().cast())
            .unwrap_or_default()
    }

    /// The API that it is a snapshot of.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        let api = self.node.read(|state: &DeploymentState| state.api.clone());
        api.unwrap_or_else(|| RestApi::around(&self.node))
    }
}

impl Construct for Deployment {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// Lets the hook of a deployment run again, since its API has changed.
pub(super) fn touch(node: &Node) {
    node.update(|_: &mut DeploymentState| ());
}

/// The resource of an integrated function, whose replacement replaces the snapshot.
pub(super) type FunctionId = NodeId;
