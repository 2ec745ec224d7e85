//! `AWS::ApiGatewayV2::Stage` of a WebSocket API.

use construct_cfn::apigatewayv2::{CfnStage, CfnStageProps};
use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{
    Aws, CfnResource, Construct, Expr, Key, NodeId, ResourceProps, State, Value, intrinsic,
};

use super::props::WebSocketStageProps;
use crate::apigateway::{check_cloud_watch_role, has_cloud_watch_role, wait_for_cloud_watch_role};
use crate::apigatewayv2::common::{
    AccessLog, AccessLogFormat, AccessLogSettings, ApiMapping, ApiStage, RouteSettings,
    settings_of_routes,
};
use crate::apigatewayv2::{WebSocketApi, WebSocketRoute};
use crate::check::{Name, own_resource};
use crate::error::codes;
use crate::iam::{Grant, Grantable};
use crate::logs::{LogGroup, LogGroupProps};
use crate::{Diagnostic, Node, Stack};

/// A WebSocket API under an address.
///
/// Appears as [`AWS::ApiGatewayV2::Stage`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html),
/// deployed with each change. Once the app says that the account has a role for
/// CloudWatch ([`Account`](crate::apigateway::Account)), it logs each message into
/// a log group of its own: unnamed, kept for 30 days and deleted with the stack.
///
/// Handlers send messages to the clients through [`callback_url`](Self::callback_url),
/// which they may be told: it needs nothing of the stage but its name.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketLambdaIntegration, WebSocketStage,
///     WebSocketStageProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// api.add_route("sendMessage", WebSocketLambdaIntegration::new("Send", &handler));
/// let stage = WebSocketStage::new(&stack, "Stage", WebSocketStageProps::new(&api, "prod"));
/// handler.add_environment("CALLBACK_URL", stage.callback_url());
/// stage.grant_management_api_access(&handler);
/// ```
#[derive(Debug, Clone)]
pub struct WebSocketStage {
    node: Node,
    api: WebSocketApi,
}

struct WebSocketStageState {
    api: NodeId,
    name: Key,
    /// The settings of single routes, by their keys.
    routes: Vec<(Key, RouteSettings)>,
    logs: Logs,
    mapping: Option<NodeId>,
}

/// What a stage writes into logs, for which API Gateway needs a role of the account.
#[derive(Clone, Copy, Default)]
struct Logs {
    /// An access log of its own, once the role is known to be there.
    by_default: bool,
    /// What was asked for.
    asked: bool,
}

/// The id of the log group of a stage's own.
const LOGS: &str = "AccessLogs";

impl State for WebSocketStageState {
    fn prepare(&mut self, node: &Node) {
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        let settings = settings_of_routes(&self.routes);
        let mut props = CfnStageProps::patch().route_settings(settings);
        let is_default = self.logs.by_default && has_cloud_watch_role(node);
        if is_default {
            let made = node.try_child(LOGS).and_then(|node| LogGroup::at(&node));
            let group = made.unwrap_or_else(|| LogGroup::new(node, LOGS, LogGroupProps::new()));
            let settings = AccessLogSettings::new(&group);
            props = props.access_log_settings(settings.to_cfn(node, AccessLogFormat::websocket()));
        }
        cfn.set_props(props.into_props());
        if is_default || self.logs.asked {
            wait_for_cloud_watch_role(cfn.node());
        }
    }

    fn validate(&self, node: &Node) {
        if self.logs.asked {
            check_cloud_watch_role(node);
        }
    }
}

const NAME: Name = Name { of: "a stage", length: 1..=128, punctuation: "-_" };

impl WebSocketStage {
    /// A stage.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`, `invalid-stage`, `text-too-long` and
    /// `access-log-without-request-id`, and warns of `unknown-cloud-watch-role`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: WebSocketStageProps) -> Self {
        let node = Node::new(scope, id);
        let logs_execution = props.logs_execution();
        let (api, name, options) = props.into_parts();
        NAME.check(&node, &name);
        options.check(&node);
        let access_log = options.access_log_choice();
        let log = match access_log {
            AccessLog::To(settings) => Some(settings.to_cfn(&node, AccessLogFormat::websocket())),
            AccessLog::Default | AccessLog::Off => None,
        };
        let logs = Logs {
            by_default: matches!(access_log, AccessLog::Default),
            asked: log.is_some() || logs_execution,
        };
        let cfn_props =
            options.to_cfn().access_log_settings(log).api_id(api.api_id()).stage_name(&*name);
        CfnStage::new(&node, "Resource", cfn_props);
        let stage = Self::with_state(node, api, name, logs);
        if let Some(mapping) = options.mapping() {
            let mapping = mapping.map(&stage).node().node_id();
            stage.node.update(|state: &mut WebSocketStageState| state.mapping = Some(mapping));
        }
        stage
    }

    /// A stage of `api` that exists already, by its name.
    #[track_caller]
    pub fn from_stage_name(
        scope: &dyn Construct,
        id: &str,
        api: &WebSocketApi,
        name: impl Into<Key>,
    ) -> Self {
        Self::with_state(Node::new(scope, id), api.clone(), name.into(), Logs::default())
    }

    fn with_state(node: Node, api: WebSocketApi, name: Key, logs: Logs) -> Self {
        node.set_state(WebSocketStageState {
            api: api.node().node_id(),
            name,
            routes: Vec::new(),
            logs,
            mapping: None,
        });
        Self { node, api }
    }

    /// The stage at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let api = node.read(|state: &WebSocketStageState| state.api)?;
        Some(Self { node: node.clone(), api: WebSocketApi::at(&node.find(api)?)? })
    }

    /// The API that it serves.
    #[must_use]
    pub fn web_socket_api(&self) -> WebSocketApi {
        self.api.clone()
    }

    /// Its name.
    #[must_use]
    pub fn stage_name(&self) -> Value<String> {
        Value::text(self.name())
    }

    fn name(&self) -> Key {
        self.node.read(|state: &WebSocketStageState| state.name.clone()).unwrap_or_default()
    }

    /// The address to which clients connect, for example
    /// `wss://a1b2c3.execute-api.us-east-1.amazonaws.com/prod`.
    #[must_use]
    pub fn url(&self) -> Value<String> {
        self.address("wss")
    }

    /// The address to which handlers send messages for clients: the endpoint
    /// of the management API.
    ///
    /// It needs the API alone: a function that answers the API can have it in
    /// its environment.
    #[must_use]
    pub fn callback_url(&self) -> Value<String> {
        self.address("https")
    }

    /// The address to which clients connect in the domain of its options, for
    /// example `wss://chat.example.com/v1`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-mapped` when there is none.
    #[must_use]
    #[track_caller]
    pub fn domain_url(&self) -> Value<String> {
        let mapping = self.node.read(|state: &WebSocketStageState| state.mapping).flatten();
        let mapping = mapping.and_then(|id| ApiMapping::at(&self.node.find(id)?));
        if let Some(mapping) = mapping {
            return mapping.address("wss");
        }
        self.node.report(
            Diagnostic::error(
                codes::API_NOT_MAPPED,
                "the stage was made without a domain, so it has no address there",
            )
            .help("give it one by `StageOptions::domain_mapping`")
            .at_caller(),
        );
        Value::unset()
    }

    fn address(&self, scheme: &str) -> Value<String> {
        let region = Stack::of(&self.node).map_or(Aws::REGION, |stack| stack.region());
        intrinsic::concat([
            Expr::from(format!("{scheme}://")),
            self.api.api_id().into(),
            Expr::text(".execute-api."),
            region.into(),
            Expr::text("."),
            Aws::URL_SUFFIX.into(),
            Expr::from(format!("/{}", self.name())),
        ])
    }

    /// Grants `grantee` permission to send messages to the clients of this
    /// stage, and to close their connections.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` is imported
    /// without a role.
    #[track_caller]
    pub fn grant_management_api_access(&self, grantee: &dyn Grantable) -> Grant {
        self.api.grant_connections(grantee, &self.name())
    }

    /// How it serves one route, instead of as its options say.
    ///
    /// Appears in `RouteSettings`; the stage then waits for the route.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-stage`, and `imported-construct` when the
    /// stage is not of this app.
    pub fn set_route_settings(&self, route: &WebSocketRoute, settings: RouteSettings) {
        settings.check(&self.node);
        let Some(cfn) = own_resource(&self.node) else {
            return;
        };
        // API Gateway refuses settings for a route that it does not know yet.
        if let Some(route) = CfnResource::at(route.node()) {
            cfn.node().add_dependency(&route);
        }
        let key = Key::Owned(route.route_key());
        self.node.update(|state: &mut WebSocketStageState| {
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

impl ApiStage for WebSocketStage {
    fn api_id(&self) -> Value<ApiGatewayV2ApiId> {
        self.api.api_id()
    }

    fn stage_name(&self) -> Value<String> {
        WebSocketStage::stage_name(self)
    }

    fn has_own_endpoint(&self) -> bool {
        self.api.has_own_endpoint()
    }
}

impl Construct for WebSocketStage {
    fn node(&self) -> &Node {
        &self.node
    }
}
