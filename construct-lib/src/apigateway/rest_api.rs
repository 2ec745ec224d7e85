//! `AWS::ApiGateway::RestApi`.

use construct_cfn::apigateway::{CfnRestApi, CfnRestApiProps, rest_api as l1};
use construct_cfn::refs::ApiGatewayRestApiId;
use construct_core::{
    CfnOutput, CfnOutputProps, Construct, Expr, IntoValue, NodeId, State, Value, intrinsic,
};

use super::cors::CorsOptions;
use super::deployment::{Deployment, DeploymentProps, FunctionId, touch};
use super::resource::Resource;
use super::stage::{Stage, StageOptions, StageProps};
use crate::error::codes;
use crate::values::text;
use crate::{Diagnostic, Node};

/// From where an API is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointType {
    /// From the edge locations of CloudFront.
    Edge,
    /// From the region itself.
    Regional,
    /// From inside a VPC.
    Private,
}

impl EndpointType {
    fn name(self) -> &'static str {
        match self {
            Self::Edge => "EDGE",
            Self::Regional => "REGIONAL",
            Self::Private => "PRIVATE",
        }
    }
}

/// What a [`RestApi`] takes.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct RestApiProps {
    name: Expr,
    description: Option<String>,
    endpoint: EndpointType,
    deploy: Option<StageOptions>,
    retain_deployments: bool,
    cors: Option<CorsOptions>,
    binary_media_types: Vec<String>,
    minimum_compression_size: Option<u32>,
    disable_execute_api_endpoint: bool,
    endpoint_export_name: Option<String>,
}

impl Default for RestApiProps {
    fn default() -> Self {
        Self {
            name: Expr::Unset,
            description: None,
            endpoint: EndpointType::Regional,
            deploy: Some(StageOptions::new()),
            retain_deployments: false,
            cors: None,
            binary_media_types: Vec::new(),
            minimum_compression_size: None,
            disable_execute_api_endpoint: false,
            endpoint_export_name: None,
        }
    }
}

impl RestApiProps {
    /// Named by its id, reached in its region, served by the stage `prod`.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows; the id by default.
    pub fn rest_api_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = name.into_expr();
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// From where it is reached; from its region by default.
    pub fn endpoint_type(mut self, endpoint: EndpointType) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// How the stage of its own serves.
    pub fn deploy_options(mut self, options: StageOptions) -> Self {
        self.deploy = Some(options);
        self
    }

    /// Makes no deployment and no stage, for an app that makes its own.
    pub fn without_deployment(mut self) -> Self {
        self.deploy = None;
        self
    }

    /// Keeps old deployments, for going back to one by hand.
    pub fn retain_deployments(mut self) -> Self {
        self.retain_deployments = true;
        self
    }

    /// Answers what browsers ask before a request from another origin, on every resource.
    pub fn default_cors_preflight(mut self, options: CorsOptions) -> Self {
        self.cors = Some(options);
        self
    }

    /// Media types whose bodies are handed on as bytes, for example `image/png`.
    pub fn binary_media_types<M: Into<String>>(
        mut self,
        types: impl IntoIterator<Item = M>,
    ) -> Self {
        self.binary_media_types = types.into_iter().map(M::into).collect();
        self
    }

    /// Compresses answers from this size on, in bytes; none by default.
    pub fn minimum_compression_size(mut self, bytes: u32) -> Self {
        self.minimum_compression_size = Some(bytes);
        self
    }

    /// Refuses requests to the address that AWS gives it; for custom domains.
    pub fn disable_execute_api_endpoint(mut self) -> Self {
        self.disable_execute_api_endpoint = true;
        self
    }

    /// Lets other stacks import its address under this name.
    pub fn endpoint_export_name(mut self, name: impl Into<String>) -> Self {
        self.endpoint_export_name = Some(name.into());
        self
    }
}

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
    cfn: CfnRestApi,
    root: Option<Resource>,
    stage: Option<Stage>,
    methods: usize,
    resources: usize,
    /// The functions that answer, whose replacement replaces the deployments.
    functions: Vec<FunctionId>,
    deployments: Vec<Node>,
}

/// The most resources that API Gateway takes in one API.
const RESOURCES: usize = 300;

impl State for RestApiState {
    fn is_passive(&self) -> bool {
        true
    }

    fn validate(&self, node: &Node) {
        if self.methods == 0 {
            node.report(
                Diagnostic::error(
                    codes::REST_API_WITHOUT_METHODS,
                    "the REST API has no method, so it cannot be deployed",
                )
                .help("add one with `api.root().add_method(..)`"),
            );
        }
        if self.resources > RESOURCES {
            node.report(
                Diagnostic::error(
                    codes::TOO_MANY_API_RESOURCES,
                    format!(
                        "a REST API takes at most {RESOURCES} resources, got {}",
                        self.resources
                    ),
                )
                .help("answer a whole branch by one `{proxy+}` resource, or divide the API"),
            );
        }
    }
}

impl RestApi {
    /// A REST API.
    ///
    /// # Errors
    ///
    /// Synthesis reports `rest-api-without-methods` and
    /// `too-many-api-resources`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: RestApiProps) -> Self {
        let node = Node::new(scope, id);
        let cfn = CfnRestApi::new(&node, "Resource", cfn_props(id, &props));
        node.set_state(RestApiState {
            cfn: cfn.clone(),
            root: None,
            stage: None,
            methods: 0,
            resources: 0,
            functions: Vec::new(),
            deployments: Vec::new(),
        });
        let api = Self { node };
        let stage = props.deploy.map(|options| {
            api.deploy(
                options,
                props.description,
                props.retain_deployments,
                props.endpoint_export_name,
            )
        });
        let root = Resource::root(&api, cfn.attr_root_resource_id(), props.cors);
        api.update(|state| {
            state.root = Some(root);
            state.stage = stage;
        });
        api
    }

    #[track_caller]
    fn deploy(
        &self,
        options: StageOptions,
        description: Option<String>,
        retain: bool,
        export_name: Option<String>,
    ) -> Stage {
        let description = options
            .description
            .clone()
            .or(description)
            .unwrap_or_else(|| "Automatically created by the RestApi construct".to_owned());
        let mut props = DeploymentProps::new(self).description(description);
        if retain {
            props = props.retain_deployments();
        }
        let deployment = Deployment::new(self, "Deployment", props);
        let id = format!("DeploymentStage.{}", options.stage_name);
        let stage = Stage::new(self, &id, StageProps::new(&deployment).options(options));
        let mut output = CfnOutputProps::new(stage.url_for_path("/"));
        if let Some(name) = export_name {
            output = output.export_name(name);
        }
        CfnOutput::new(self, "Endpoint", output);
        stage
    }

    /// The API at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<RestApiState>()
            .then(|| Self { node: node.clone() })
    }

    /// The API that a construct inside it belongs to.
    pub(super) fn around(node: &Node) -> Self {
        let mut at = node.clone();
        while !at.has_state::<RestApiState>() {
            match at.scope() {
                Some(scope) => at = scope,
                None => break,
            }
        }
        Self { node: at }
    }

    /// The resource `/`.
    #[must_use]
    pub fn root(&self) -> Resource {
        let root = self.update(|state| state.root.clone()).flatten();
        root.unwrap_or_else(|| Resource::root(self, Value::unset(), None))
    }

    /// The stage of its own, unless it was made without one.
    #[must_use]
    pub fn deployment_stage(&self) -> Option<Stage> {
        self.update(|state| state.stage.clone()).flatten()
    }

    /// Its id.
    #[must_use]
    pub fn rest_api_id(&self) -> Value<ApiGatewayRestApiId> {
        self.update(|state| state.cfn.ref_()).unwrap_or_default()
    }

    /// Its address.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-deployed` when it was made without a stage.
    #[must_use]
    pub fn url(&self) -> Value<String> {
        match self.deployment_stage() {
            Some(stage) => stage.url_for_path("/"),
            None => {
                self.node.report(
                    Diagnostic::error(
                        codes::API_NOT_DEPLOYED,
                        "the API has no stage, so it has no address",
                    )
                    .help("ask a stage of your own with `Stage::url_for_path`"),
                );
                Value::unset()
            }
        }
    }

    /// The ARN of calls to it; `path` is `/STAGE/VERB/PATH`, with `*` for any.
    #[must_use]
    pub fn arn_for_execute_api(&self, path: &str) -> Value<String> {
        let resource = intrinsic::concat([self.rest_api_id().into(), Expr::from(path)]);
        match crate::Stack::of(&self.node) {
            Some(stack) => stack.format_arn("execute-api", resource),
            None => Value::unset(),
        }
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnRestApiProps) {
        if let Some(cfn) = self.update(|state| state.cfn.clone()) {
            cfn.patch(props);
        }
    }

    fn update<R>(&self, f: impl FnOnce(&mut RestApiState) -> R) -> Option<R> {
        self.node.update(f)
    }

    pub(super) fn resource_node(&self) -> Option<NodeId> {
        self.update(|state| state.cfn.node().node_id())
    }

    pub(super) fn functions(&self) -> Vec<FunctionId> {
        self.update(|state| state.functions.clone())
            .unwrap_or_default()
    }

    /// Notes a function that answers.
    pub(super) fn add_function(&self, function: FunctionId) {
        let deployments = self.update(|state| {
            if state.functions.contains(&function) {
                return Vec::new();
            }
            state.functions.push(function);
            state.deployments.clone()
        });
        deployments.iter().flatten().for_each(touch);
    }

    pub(super) fn add_deployment(&self, node: &Node) {
        self.update(|state| state.deployments.push(node.clone()));
    }

    pub(super) fn add_method_count(&self) {
        self.update(|state| state.methods += 1);
    }

    pub(super) fn add_resource_count(&self, count: usize) {
        self.update(|state| state.resources += count);
    }
}

impl Construct for RestApi {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn cfn_props(id: &str, props: &RestApiProps) -> CfnRestApiProps {
    let name = if props.name.is_unset() {
        Expr::from(id)
    } else {
        props.name.clone()
    };
    let mut cfn = CfnRestApiProps::patch();
    if !props.binary_media_types.is_empty() {
        cfn = cfn.binary_media_types(
            props
                .binary_media_types
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
    }
    cfn.description(props.description.as_deref())
        .disable_execute_api_endpoint(props.disable_execute_api_endpoint.then_some(true))
        .endpoint_configuration(l1::EndpointConfiguration::new().types([props.endpoint.name()]))
        .minimum_compression_size(props.minimum_compression_size.map(i64::from))
        .name(text(name))
}
