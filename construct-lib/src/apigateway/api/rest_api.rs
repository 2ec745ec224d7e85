//! `AWS::ApiGateway::RestApi`.

use construct_cfn::apigateway::{CfnRestApi, CfnRestApiProps};
use construct_cfn::refs::ApiGatewayRestApiId;
use construct_core::{
    CfnOutput, CfnOutputProps, CfnResource, Construct, Expr, NodeId, State, Value, intrinsic,
};

use crate::apigateway::Account;
use crate::apigateway::EndpointType;
use crate::apigateway::Method;
use crate::apigateway::Resource;
use crate::apigateway::RestApiProps;
use crate::apigateway::StageOptions;
use crate::apigateway::stage::content_hash;
use crate::apigateway::{Deployment, DeploymentProps};
use crate::apigateway::{Stage, StageProps};
use crate::error::codes;
use crate::iam::validate;
use crate::{Diagnostic, Node, Stack};

/// A REST API.
///
/// Appears as [`AWS::ApiGateway::RestApi`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html),
/// with a deployment, a stage named `prod` and an output that shows its
/// address. Its stage writes no access log until the app says that the
/// account has a role for CloudWatch.
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, LambdaIntegration, RestApi, RestApiProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let orders = api.root().add_resource("orders");
/// orders.add_method(HttpMethod::Post, LambdaIntegration::new(&handler));
/// orders.add_resource("{id}").add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
/// ```
#[derive(Debug, Clone)]
pub struct RestApi {
    node: Node,
}

struct RestApiState {
    name: Value<String>,
    endpoint: EndpointType,
    stage: Option<NodeId>,
    /// Whether its methods are in a document, and not in the tree.
    is_of_document: bool,
    /// Those that methods name, with the policies by which they call.
    authorizers: Vec<NodeId>,
    /// The functions that answer, whose replacement replaces the deployments.
    functions: Vec<NodeId>,
    /// The resources whose ids follow what the API says.
    deployments: Vec<NodeId>,
}

impl State for RestApiState {
    fn prepare(&mut self, node: &Node) {
        let Some(api) = CfnResource::at(node) else {
            return;
        };
        let hash = content_hash(api.node().node_id(), &self.functions);
        let find = |id: &NodeId| node.find(*id);
        let authorizers: Vec<Node> = self.authorizers.iter().filter_map(find).collect();
        let deployments = self.deployments.iter().filter_map(find);
        for deployment in deployments.filter_map(|node| CfnResource::at(&node)) {
            deployment.set_content_hash(hash.clone());
            // The policy by which an authorizer calls its function must be there, too.
            authorizers.iter().for_each(|node| deployment.node().add_dependency(node));
        }
    }

    fn validate(&self, node: &Node) {
        if !self.is_of_document && !node.find_all().iter().any(Method::is_at) {
            node.report(
                Diagnostic::error(
                    codes::REST_API_WITHOUT_METHODS,
                    "the REST API has no method, so it cannot be deployed",
                )
                .help("add one with `api.root().add_method(..)`"),
            );
        }
    }
}

impl RestApi {
    /// A REST API.
    ///
    /// # Errors
    ///
    /// Synthesis reports `rest-api-without-methods`, `api-quota`, `invalid-cors`,
    /// and of its policy `invalid-statement` and `invalid-action`; it warns of `private-api-without-policy`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: RestApiProps) -> Self {
        let cfn = props.to_cfn(id);
        Self::define(Node::new(scope, id), id, props, cfn, false)
    }

    /// An API at this node, whose resource has these properties.
    #[track_caller]
    pub(in crate::apigateway) fn define(
        node: Node,
        id: &str,
        props: RestApiProps,
        cfn: CfnRestApiProps,
        is_of_document: bool,
    ) -> Self {
        validate::resource(&node, &props.policy);
        if props.lacks_policy() {
            node.report(
                Diagnostic::warning(
                    codes::PRIVATE_API_WITHOUT_POLICY,
                    "a private API has no policy, and API Gateway refuses to deploy it",
                )
                .help("say who may call it with `RestApiProps::policy`"),
            );
        }
        CfnRestApi::new(&node, "Resource", cfn);
        node.set_state(RestApiState {
            name: props.name(id),
            endpoint: props.endpoint,
            stage: None,
            is_of_document,
            authorizers: Vec::new(),
            functions: Vec::new(),
            deployments: Vec::new(),
        });
        let api = Self { node };
        if props.cloud_watch_role {
            Account::of_api(&api.node);
        }
        if let Some(options) = &props.deploy {
            api.deploy(options, &props);
        }
        Resource::root(&api, props.defaults);
        api
    }

    #[track_caller]
    fn deploy(&self, options: &StageOptions, props: &RestApiProps) {
        let descriptions = [&options.description, &props.description];
        let description = descriptions
            .into_iter()
            .find(|text| !text.expr().is_unset())
            .cloned()
            .unwrap_or_else(|| Value::lit("Automatically created by the RestApi construct"));
        let mut deployment = DeploymentProps::new(self).description(description);
        if props.retain_deployments {
            deployment = deployment.retain_deployments();
        }
        let deployment = Deployment::new(self, "Deployment", deployment);
        let id = format!("DeploymentStage.{}", options.stage_name);
        let stage_props = StageProps::new(&deployment).options(options.clone());
        let stage = Stage::new(self, &id, stage_props);
        let output = CfnOutputProps::new(stage.url_for_path("/"));
        CfnOutput::new(self, "Endpoint", output.export_name(&props.endpoint_export_name));
        let stage = stage.node().node_id();
        self.node.update(|state: &mut RestApiState| state.stage = Some(stage));
    }

    /// The API at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<RestApiState>().then(|| Self { node: node.clone() })
    }

    /// The resource `/`.
    #[must_use]
    pub fn root(&self) -> Resource {
        Resource::root_of(self)
    }

    /// The stage of its own, unless it was made without one.
    #[must_use]
    pub fn deployment_stage(&self) -> Option<Stage> {
        let id = self.node.read(|state: &RestApiState| state.stage)??;
        Stage::at(&self.node.find(id)?)
    }

    /// Its id.
    #[must_use]
    pub fn rest_api_id(&self) -> Value<ApiGatewayRestApiId> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// The name that AWS shows.
    #[must_use]
    pub fn rest_api_name(&self) -> Value<String> {
        self.node.read(|state: &RestApiState| state.name.clone()).unwrap_or_default()
    }

    /// Its address.
    ///
    /// It may be given to a function that answers the API: where waiting for
    /// the stage would be a circle, the stage's name is written as text.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-deployed` when it was made without a stage.
    #[must_use]
    pub fn url(&self) -> Value<String> {
        self.url_for_path("/")
    }

    /// The address of a path in it, for example `/users`.
    ///
    /// # Errors
    ///
    /// As [`url`](Self::url).
    #[must_use]
    pub fn url_for_path(&self, path: &str) -> Value<String> {
        if let Some(stage) = self.deployment_stage() {
            return stage.url_for_path(path);
        }
        self.node.report(
            Diagnostic::error(
                codes::API_NOT_DEPLOYED,
                "the API has no stage, so it has no address",
            )
            .help("ask a stage of your own with `Stage::url_for_path`"),
        );
        Value::unset()
    }

    /// The ARN of calls to it; `path` is `/STAGE/VERB/PATH`, with `*` for any.
    #[must_use]
    pub fn arn_for_execute_api(&self, path: &str) -> Value<String> {
        let resource = intrinsic::concat([self.rest_api_id().into(), Expr::from(path)]);
        Stack::of(&self.node)
            .map(|stack| stack.format_arn("execute-api", resource))
            .unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnRestApiProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }

    /// Deploys again when this function is replaced.
    pub(in crate::apigateway) fn follow_function(&self, function: NodeId) {
        self.node.update(|state: &mut RestApiState| {
            if !state.functions.contains(&function) {
                state.functions.push(function);
            }
        });
    }

    /// Lets deployments wait for an authorizer, and for all that it needs.
    pub(in crate::apigateway) fn follow_authorizer(&self, authorizer: NodeId) {
        self.node.update(|state: &mut RestApiState| state.authorizers.push(authorizer));
    }

    /// Whether its methods are in a document.
    #[cfg(feature = "openapi")]
    pub(super) fn is_of_document(&self) -> bool {
        self.node.read(|state: &RestApiState| state.is_of_document) == Some(true)
    }

    /// From where it is reached, when that is known.
    pub(in crate::apigateway) fn endpoint_type(&self) -> Option<EndpointType> {
        self.node.read(|state: &RestApiState| state.endpoint)
    }

    /// Lets the id of this deployment follow what the API says.
    pub(in crate::apigateway) fn follow_with(&self, deployment: NodeId) {
        self.node.update(|state: &mut RestApiState| state.deployments.push(deployment));
    }
}

impl Construct for RestApi {
    fn node(&self) -> &Node {
        &self.node
    }
}
