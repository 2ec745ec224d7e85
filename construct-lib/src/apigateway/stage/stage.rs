//! `AWS::ApiGateway::Stage`.

use construct_cfn::apigateway::{CfnStage, CfnStageProps};
use construct_cfn::refs::ApiGatewayStageName;
use construct_core::{Aws, CfnResource, Construct, Expr, Map, NodeId, State, Value, intrinsic};

use crate::apigateway::Deployment;
use crate::apigateway::RestApi;
use crate::apigateway::StageOptions;
use crate::{Node, Stack};

/// What a [`Stage`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct StageProps {
    deployment: Deployment,
    options: StageOptions,
}

impl StageProps {
    /// Serves this deployment.
    pub fn new(deployment: &Deployment) -> Self {
        Self { deployment: deployment.clone(), options: StageOptions::new() }
    }

    /// How it serves.
    pub fn options(mut self, options: StageOptions) -> Self {
        self.options = options;
        self
    }
}

/// A deployment of an API under an address.
///
/// Appears as [`AWS::ApiGateway::Stage`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html).
/// An API makes one itself, named `prod`; make more for other deployments.
///
/// ```
/// use construct_lib::apigateway::{
///     Deployment, DeploymentProps, HttpMethod, MockIntegration, RestApi, RestApiProps, Stage,
///     StageOptions, StageProps,
/// };
/// use construct_lib::App;
///
/// let app = App::new();
/// let stack = construct_lib::Stack::new(&app, "Orders", construct_lib::StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new().without_deployment());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// let deployment = Deployment::new(&stack, "Deployment", DeploymentProps::new(&api));
/// let options = StageOptions::new().stage_name("beta");
/// let beta = Stage::new(&stack, "Beta", StageProps::new(&deployment).options(options));
/// ```
#[derive(Debug, Clone)]
pub struct Stage {
    node: Node,
    api: RestApi,
}

struct StageState {
    api: NodeId,
}

impl State for StageState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Stage {
    /// A stage.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name` and `invalid-stage`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: StageProps) -> Self {
        let node = Node::new(scope, id);
        let StageProps { deployment, options } = props;
        options.check(&node);
        let api = deployment.rest_api();
        let variables: Option<Value<Map<String>>> = (!options.variables.is_empty())
            .then(|| Value::of(Expr::Map(options.variables.clone().into())));
        let cfn_props = CfnStageProps::patch()
            .deployment_id(deployment.deployment_id())
            .description(&options.description)
            .method_settings(options.method_setting().map(|setting| [setting]))
            .rest_api_id(api.rest_api_id())
            .stage_name(&*options.stage_name)
            .tracing_enabled(options.tracing.then_some(true))
            .variables(variables);
        CfnStage::new(&node, "Resource", cfn_props);
        node.set_state(StageState { api: api.node().node_id() });
        Self { node, api }
    }

    /// The stage at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let api = node.read(|state: &StageState| state.api)?;
        Some(Self { node: node.clone(), api: RestApi::at(&node.find(api)?)? })
    }

    /// The API that it serves.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.api.clone()
    }

    /// Its name.
    #[must_use]
    pub fn stage_name(&self) -> Value<ApiGatewayStageName> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// The address of a path in it, for example `/users`.
    #[must_use]
    pub fn url_for_path(&self, path: &str) -> Value<String> {
        let region = Stack::of(&self.node).map_or(Aws::REGION, |stack| stack.region());
        intrinsic::concat([
            Expr::text("https://"),
            self.api.rest_api_id().into(),
            Expr::text(".execute-api."),
            region.into(),
            Expr::text("."),
            Aws::URL_SUFFIX.into(),
            Expr::text("/"),
            self.stage_name().into(),
            Expr::from(format!("/{}", path.trim_start_matches('/'))),
        ])
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnStageProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Stage {
    fn node(&self) -> &Node {
        &self.node
    }
}
