//! `AWS::ApiGateway::Stage`.

use construct_cfn::apigateway::{CfnStage, CfnStageProps};
use construct_cfn::refs::ApiGatewayStageName;
use construct_core::{
    Aws, CfnResource, Construct, Expr, IntoValue, NodeId, ResourceProps, State, Value, intrinsic,
};

use super::access_log::{AccessLogFormat, AccessLogSettings};
use super::account::{check_cloud_watch_role, has_cloud_watch_role, wait_for_cloud_watch_role};
use super::options::AccessLog;
use crate::apigateway::{Deployment, HttpMethod, Method, RestApi, StageOptions};
use crate::check::own_resource;
use crate::error::codes;
use crate::logs::{LogGroup, LogGroupProps};
use crate::value::value;
use crate::{Diagnostic, Node, Stack};

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
    name: Value<ApiGatewayStageName>,
    options: StageOptions,
}

impl State for StageState {
    fn prepare(&mut self, node: &Node) {
        // A stage that is not of this app has no resource.
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        let format = match &self.options.access_log {
            AccessLog::Own(format) => Some(format.clone()),
            AccessLog::Default if has_cloud_watch_role(node) => {
                Some(AccessLogFormat::json_with_standard_fields())
            }
            _ => None,
        };
        if let Some(format) = &format {
            let made = node.try_child(LOGS).and_then(|node| LogGroup::at(&node));
            let group = made.unwrap_or_else(|| LogGroup::new(node, LOGS, LogGroupProps::new()));
            let settings = AccessLogSettings::log_group(&group).format(format.clone());
            settings.check(node);
            let props = CfnStageProps::patch().access_log_setting(settings.to_cfn());
            cfn.set_props(props.into_props());
        }
        if format.is_some() || self.options.logs() {
            wait_for_cloud_watch_role(cfn.node());
        }
    }

    fn validate(&self, node: &Node) {
        if self.options.logs() {
            check_cloud_watch_role(node);
        }
        let api = node.find(self.api).and_then(|node| RestApi::at(&node));
        for (of, _) in &self.options.methods {
            let Some(api) = &api else { continue };
            if has_method(api, &of.path, of.method) {
                continue;
            }
            node.report(
                Diagnostic::warning(
                    codes::UNKNOWN_METHOD,
                    format!("a stage has options of `{} {}`, which its API does not have", of.verb(), of.path),
                )
                .help("name a method of the API by the path of its resource, for example `/users/{id}`"),
            );
        }
    }
}

/// The id of the log group of a stage's own.
const LOGS: &str = "AccessLogs";

/// Whether an API has a method; one whose methods are not known by their paths may have any.
fn has_method(api: &RestApi, path: &str, method: Option<HttpMethod>) -> bool {
    let root = api.root();
    if path == "/*" || api.has_methods_without_path() {
        return true;
    }
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let resource = parts.try_fold(root.node().clone(), |at, part| at.try_child(part));
    let methods = resource.map(|node| node.children()).unwrap_or_default();
    methods.iter().filter_map(Method::at).any(|m| method.is_none_or(|of| m.http_method() == of))
}

impl Stage {
    /// A stage.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`, `invalid-stage` and
    /// `access-log-without-request-id`; it warns of `unknown-cloud-watch-role`,
    /// `unknown-method` and `canary-without-pinned-deployment`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: StageProps) -> Self {
        let node = Node::new(scope, id);
        let StageProps { deployment, options } = props;
        options.check(&node, &deployment);
        let api = deployment.rest_api();
        let cfn = CfnStage::new(&node, "Resource", options.to_cfn(&deployment));
        node.set_state(StageState { api: api.node().node_id(), name: cfn.ref_(), options });
        Self { node, api }
    }

    /// A stage of `api` that exists already, by its name.
    ///
    /// ```
    /// use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps, Stage};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let api = RestApi::new(&stack, "Api", RestApiProps::new());
    /// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    /// let beta = Stage::from_stage_attributes(&stack, "Beta", "beta", &api);
    /// let orders = beta.url_for_path("/orders");
    /// ```
    #[track_caller]
    pub fn from_stage_attributes(
        scope: &dyn Construct,
        id: &str,
        stage_name: impl IntoValue<ApiGatewayStageName>,
        api: &RestApi,
    ) -> Self {
        let node = Node::new(scope, id);
        let (name, options) = (value(stage_name), StageOptions::new());
        node.set_state(StageState { api: api.node().node_id(), name, options });
        Self { node, api: api.clone() }
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
        self.node.read(|state: &StageState| state.name.clone()).unwrap_or_default()
    }

    /// Its ARN, under which the API of API Gateway manages it.
    #[must_use]
    pub fn stage_arn(&self) -> Value<String> {
        let region = Stack::of(&self.node).map_or(Aws::REGION, |stack| stack.region());
        intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::text(":apigateway:"),
            region.into(),
            Expr::text("::/restapis/"),
            self.api.rest_api_id().into(),
            Expr::text("/stages/"),
            self.stage_name().into(),
        ])
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
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnStageProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Stage {
    fn node(&self) -> &Node {
        &self.node
    }
}
