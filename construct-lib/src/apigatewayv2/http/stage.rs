//! `AWS::ApiGatewayV2::Stage` of an HTTP API.

use construct_cfn::apigatewayv2::{CfnStage, CfnStageProps};
use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{
    Aws, CfnResource, Construct, Expr, IntoValue, Key, NodeId, ResourceProps, State, Value,
    intrinsic,
};

use crate::apigateway::{http_metrics, metric};
use crate::apigatewayv2::common::{
    AccessLog, AccessLogFormat, AccessLogSettings, ApiMapping, ApiStage, RouteSettings,
    StageOptions, settings_of_routes,
};
use crate::apigatewayv2::http::{HttpApi, HttpDeployment, HttpRoute};
use crate::check::{Name, own_resource};
use crate::cloudwatch::Metric;
use crate::error::codes;
use crate::logs::{LogGroup, LogGroupProps};
use crate::{Diagnostic, Node, Stack};

/// What an [`HttpStage`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpStageProps {
    api: HttpApi,
    name: Key,
    options: StageOptions,
    deployment: Value<String>,
}

impl HttpStageProps {
    /// Serves this API at the root of its address, as the stage `$default`.
    pub fn new(api: &HttpApi) -> Self {
        Self {
            api: api.clone(),
            name: Key::Borrowed(DEFAULT),
            options: StageOptions::new(),
            deployment: Value::unset(),
        }
    }

    /// The name, which is the first part of the path.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`.
    pub fn stage_name(mut self, name: impl Into<Key>) -> Self {
        self.name = name.into();
        self
    }

    /// How it serves.
    pub fn options(mut self, options: StageOptions) -> Self {
        self.options = options;
        self
    }

    /// Serves this deployment, instead of deploying by itself.
    pub fn deployment(mut self, deployment: &HttpDeployment) -> Self {
        self.deployment = deployment.deployment_id();
        self
    }
}

const DEFAULT: &str = "$default";

/// An HTTP API under an address.
///
/// Appears as [`AWS::ApiGatewayV2::Stage`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html),
/// deployed with each change, beside a log group of its own for one line of
/// JSON a request: unnamed, kept for 30 days and deleted with the stack.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpStage, HttpStageProps, StageOptions,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// let options = StageOptions::new().throttling(10.0, 20);
/// let props = HttpStageProps::new(&api).stage_name("beta").options(options);
/// let beta = HttpStage::new(&stack, "Beta", props);
/// let address = beta.url();
/// ```
#[derive(Debug, Clone)]
pub struct HttpStage {
    node: Node,
}

struct HttpStageState {
    api: NodeId,
    name: Key,
    /// The settings of single routes, by their keys.
    routes: Vec<(Key, RouteSettings)>,
    mapping: Option<NodeId>,
}

impl HttpStageState {
    fn new(api: &HttpApi, name: Key) -> Self {
        Self { api: api.node().node_id(), name, routes: Vec::new(), mapping: None }
    }
}

impl State for HttpStageState {
    fn prepare(&mut self, node: &Node) {
        if let Some(cfn) = CfnResource::at(node) {
            let settings = settings_of_routes(&self.routes);
            cfn.set_props(CfnStageProps::patch().route_settings(settings).into_props());
        }
    }
}

impl HttpStage {
    /// A stage.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`, `invalid-stage`, `text-too-long` and
    /// `access-log-without-request-id`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: HttpStageProps) -> Self {
        const NAME: Name = Name { of: "a stage", length: 1..=128, punctuation: "-_" };
        let node = Node::new(scope, id);
        let HttpStageProps { api, name, mut options, deployment } = props;
        if !deployment.expr().is_unset() {
            options = options.without_auto_deploy();
        }
        if name != DEFAULT {
            NAME.check(&node, &name);
        }
        options.check(&node);
        let log = match options.access_log_choice() {
            AccessLog::Off => None,
            AccessLog::To(settings) => Some(settings.clone()),
            AccessLog::Default => {
                let group = LogGroup::new(&node, "AccessLogs", LogGroupProps::new());
                Some(AccessLogSettings::new(&group))
            }
        };
        let cfn_props = options
            .to_cfn()
            .access_log_settings(log.map(|log| log.to_cfn(&node, AccessLogFormat::http())))
            .api_id(api.api_id())
            .deployment_id(deployment)
            .stage_name(&*name);
        CfnStage::new(&node, "Resource", cfn_props);
        node.set_state(HttpStageState::new(&api, name));
        let stage = Self { node };
        api.note_stage(&stage);
        if let Some(mapping) = options.mapping() {
            let mapping = mapping.map(&stage).node().node_id();
            stage.node.update(|state: &mut HttpStageState| state.mapping = Some(mapping));
        }
        stage
    }

    /// A stage of `api` that exists already, by its name.
    #[track_caller]
    pub fn from_stage_name(
        scope: &dyn Construct,
        id: &str,
        api: &HttpApi,
        name: impl Into<Key>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(HttpStageState::new(api, name.into()));
        Self { node }
    }

    /// The stage at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<HttpStageState>().then(|| Self { node: node.clone() })
    }

    /// The API that it serves.
    #[must_use]
    pub fn http_api(&self) -> Option<HttpApi> {
        let id = self.node.read(|state: &HttpStageState| state.api)?;
        HttpApi::at(&self.node.find(id)?)
    }

    /// Its name, `$default` for the one at the root of the address.
    #[must_use]
    pub fn stage_name(&self) -> Value<String> {
        Value::text(self.name())
    }

    fn name(&self) -> Key {
        self.node.read(|state: &HttpStageState| state.name.clone()).unwrap_or_default()
    }

    /// Its address, which ends with `/` for the default stage.
    ///
    /// It needs the API alone: a function that answers the API can have it in
    /// its environment.
    #[must_use]
    pub fn url(&self) -> Value<String> {
        let region = Stack::of(&self.node).map_or(Aws::REGION, |stack| stack.region());
        let api = ApiStage::api_id(self);
        let name = self.name();
        let path = if name == DEFAULT { "" } else { &*name };
        intrinsic::concat([
            Expr::text("https://"),
            api.into(),
            Expr::text(".execute-api."),
            region.into(),
            Expr::text("."),
            Aws::URL_SUFFIX.into(),
            Expr::from(format!("/{path}")),
        ])
    }

    /// Its address in the domain of its options.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-mapped` when there is none.
    #[must_use]
    #[track_caller]
    pub fn domain_url(&self) -> Value<String> {
        let mapping = self.node.read(|state: &HttpStageState| state.mapping).flatten();
        let mapping = mapping.and_then(|id| ApiMapping::at(&self.node.find(id)?));
        if let Some(mapping) = mapping {
            return mapping.domain_url();
        }
        self.node.report(
            Diagnostic::error(
                codes::API_NOT_MAPPED,
                "the stage was made without a domain, so it has no address there",
            )
            .help("give it one by `StageOptions::domain_mapping`, or ask the `ApiMapping`")
            .at_caller(),
        );
        Value::unset()
    }

    /// A metric of the stage, by its name.
    ///
    /// ```
    /// use construct_lib::apigatewayv2::{HttpApi, HttpApiProps};
    /// use construct_lib::cloudwatch::{Alarm, AlarmProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    /// if let Some(stage) = api.default_stage() {
    ///     Alarm::new(&stack, "Errors", AlarmProps::new(stage.metric_server_error(), 1.0, 1));
    /// }
    /// ```
    pub fn metric(&self, name: impl IntoValue<String>) -> Metric {
        let api = ApiStage::api_id(self);
        metric(self, name).dimension("ApiId", api).dimension("Stage", self.stage_name())
    }

    /// How it serves one route, instead of as its options say.
    ///
    /// Appears in `RouteSettings`; the stage then waits for the route.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-stage`, and `imported-construct` when the
    /// stage is not of this app.
    pub fn set_route_settings(&self, route: &HttpRoute, settings: RouteSettings) {
        settings.check(&self.node);
        self.put_route_settings(route, settings);
    }

    pub(in crate::apigatewayv2) fn put_route_settings(
        &self,
        route: &HttpRoute,
        settings: RouteSettings,
    ) {
        let Some(cfn) = own_resource(&self.node) else {
            return;
        };
        let key = Key::Owned(route.route_key().to_string());
        // API Gateway refuses settings for a route that it does not know yet.
        if let Some(route) = CfnResource::at(route.node()) {
            cfn.node().add_dependency(&route);
        }
        self.node.update(|state: &mut HttpStageState| {
            match state.routes.iter_mut().find(|(k, _)| *k == key) {
                Some(entry) => entry.1 = settings,
                None => state.routes.push((key, settings)),
            }
        });
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

http_metrics!(HttpStage);

impl ApiStage for HttpStage {
    fn api_id(&self) -> Value<ApiGatewayV2ApiId> {
        self.http_api().map(|api| api.api_id()).unwrap_or_default()
    }

    fn stage_name(&self) -> Value<String> {
        HttpStage::stage_name(self)
    }

    fn has_own_endpoint(&self) -> bool {
        self.http_api().is_some_and(|api| api.has_own_endpoint())
    }
}

impl Construct for HttpStage {
    fn node(&self) -> &Node {
        &self.node
    }
}
