//! `AWS::ApiGatewayV2::Deployment` of an HTTP API.

use construct_cfn::apigatewayv2::{CfnDeployment, CfnDeploymentProps};
use construct_core::{CfnResource, Construct, ContentHash, IntoValue, NodeId, State, Value};

use super::HttpApi;
use crate::apigateway::CREATE_ONLY;
use crate::check::{self, own_resource};
use crate::value::value;
use crate::{Node, RemovalPolicy};

/// What an [`HttpDeployment`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpDeploymentProps {
    api: HttpApi,
    description: Value<String>,
    retain: bool,
}

impl HttpDeploymentProps {
    /// A snapshot of this API.
    pub fn new(api: &HttpApi) -> Self {
        Self { api: api.clone(), description: Value::unset(), retain: false }
    }

    /// What a person reads beside it, at most 1,024 characters.
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
}

/// A snapshot of an HTTP API, for a stage that does not deploy by itself.
///
/// Appears as [`AWS::ApiGatewayV2::Deployment`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-deployment.html),
/// whose logical id follows what the API consists of: a change of a route, an
/// integration or an authorizer deploys again, all at once, and nothing else
/// does. Stages mostly need none, because they deploy by themselves.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpDeployment, HttpDeploymentProps, HttpMethod, HttpStage,
///     HttpStageProps, HttpUrlIntegration,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new().without_default_stage());
/// let orders = HttpUrlIntegration::new("Orders", "https://orders.example.com");
/// api.add_routes("/orders", [HttpMethod::Get], orders);
/// let deployment = HttpDeployment::new(&stack, "Deployment", HttpDeploymentProps::new(&api));
/// HttpStage::new(&stack, "Stage", HttpStageProps::new(&api).deployment(&deployment));
/// ```
#[derive(Debug, Clone)]
pub struct HttpDeployment {
    node: Node,
}

struct HttpDeploymentState {
    api: NodeId,
}

/// What an API consists of besides itself; each names it in `ApiId`.
const PARTS: &[&str] = &[
    "AWS::ApiGatewayV2::Authorizer",
    "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::Route",
];

impl State for HttpDeploymentState {
    fn prepare(&mut self, node: &Node) {
        let api = node.find(self.api).and_then(|node| HttpApi::at(&node));
        let (Some(cfn), Some(api)) = (CfnResource::at(node), api) else {
            return;
        };
        let Some(resource) = CfnResource::at(api.node()) else {
            return;
        };
        let id = resource.node().node_id();
        let parts = ContentHash::new().resource(id).referring(api.api_id(), "ApiId", PARTS);
        let functions = api.called_functions();
        let hash = functions.iter().fold(parts, |hash, id| hash.properties(*id, CREATE_ONLY));
        cfn.set_content_hash(hash);
    }
}

impl HttpDeployment {
    /// A snapshot.
    ///
    /// # Errors
    ///
    /// Synthesis reports `text-too-long`, and `imported-construct` when the
    /// API is not of this app, so that nothing is known of what it consists of.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: HttpDeploymentProps) -> Self {
        let node = Node::new(scope, id);
        check::description(&node, "a deployment", &props.description, 1024);
        let _ = own_resource(props.api.node());
        let cfn_props =
            CfnDeploymentProps::patch().api_id(props.api.api_id()).description(&props.description);
        let cfn = CfnDeployment::new(&node, "Resource", cfn_props);
        if props.retain {
            cfn.apply_removal_policy(RemovalPolicy::Retain);
        }
        node.set_state(HttpDeploymentState { api: props.api.node().node_id() });
        let deployment = Self { node };
        props.api.note_deployment(&deployment);
        deployment
    }

    /// The deployment at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<HttpDeploymentState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn deployment_id(&self) -> Value<String> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Follows another function that the API calls.
    pub(in crate::apigatewayv2) fn follow_again(node: &Node) {
        node.update(|_: &mut HttpDeploymentState| ());
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnDeploymentProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for HttpDeployment {
    fn node(&self) -> &Node {
        &self.node
    }
}
