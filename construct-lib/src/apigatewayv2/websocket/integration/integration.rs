//! `AWS::ApiGatewayV2::Integration` of a WebSocket API.

use construct_cfn::apigatewayv2::{CfnIntegration, CfnIntegrationProps};
use construct_cfn::refs::ApiGatewayV2IntegrationId;
use construct_core::{CfnResource, Construct, NodeId, State, Value};

use super::config::WebSocketRouteIntegrationConfig;
use crate::Node;
use crate::apigatewayv2::{IntegrationIdentity, WebSocketApi, WebSocketRoute};

/// What answers the messages of a route.
///
/// [`WebSocketLambdaIntegration`](crate::apigatewayv2::WebSocketLambdaIntegration)
/// and its siblings are some; one of your own says how it is called by a
/// [`WebSocketRouteIntegrationConfig`]:
///
/// ```
/// use construct_lib::apigateway::HttpMethod;
/// use construct_lib::apigatewayv2::{
///     IntegrationIdentity, WebSocketApi, WebSocketApiProps, WebSocketIntegrationType,
///     WebSocketRoute, WebSocketRouteIntegration, WebSocketRouteIntegrationConfig,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// struct Webhook { identity: IntegrationIdentity, url: &'static str }
///
/// impl WebSocketRouteIntegration for Webhook {
///     fn identity(&self) -> &IntegrationIdentity { &self.identity }
///
///     fn bind(&self, _route: &WebSocketRoute) -> WebSocketRouteIntegrationConfig {
///         WebSocketRouteIntegrationConfig::new(WebSocketIntegrationType::HttpProxy)
///             .integration_method(HttpMethod::Post)
///             .uri(self.url)
///     }
/// }
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let identity = IntegrationIdentity::new("Webhook");
/// api.add_route("audit", Webhook { identity, url: "https://example.com/audit" });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot answer the messages of a WebSocket API",
    label = "expected an integration of a WebSocket API",
    note = "wrap a function: `WebSocketLambdaIntegration::new(\"Handler\", &handler)`"
)]
pub trait WebSocketRouteIntegration {
    /// Which integration it is: routes of one API that are given the same, or
    /// clones of it, share one resource.
    fn identity(&self) -> &IntegrationIdentity;

    /// Prepares what it needs to answer the messages of `route`, and says how
    /// it is called.
    #[track_caller]
    fn bind(&self, route: &WebSocketRoute) -> WebSocketRouteIntegrationConfig;
}

/// An integration of a WebSocket API.
///
/// Made when a [`WebSocketRouteIntegration`] is given to a route. Appears as
/// [`AWS::ApiGatewayV2::Integration`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html).
///
/// ```
/// use construct_lib::apigateway::HttpMethod;
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketIntegration, WebSocketIntegrationProps,
///     WebSocketIntegrationType, WebSocketRouteIntegrationConfig,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let config = WebSocketRouteIntegrationConfig::new(WebSocketIntegrationType::HttpProxy)
///     .integration_method(HttpMethod::Post)
///     .uri("https://example.com/audit");
/// WebSocketIntegration::new(&stack, "Audit", WebSocketIntegrationProps::new(&api, config));
/// ```
#[derive(Debug, Clone)]
pub struct WebSocketIntegration {
    node: Node,
    api: WebSocketApi,
}

struct WebSocketIntegrationState {
    api: NodeId,
}

impl State for WebSocketIntegrationState {
    fn is_passive(&self) -> bool {
        true
    }
}

/// What a [`WebSocketIntegration`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketIntegrationProps {
    api: WebSocketApi,
    config: WebSocketRouteIntegrationConfig,
}

impl WebSocketIntegrationProps {
    /// An integration of this API that is called like this.
    pub fn new(api: &WebSocketApi, config: WebSocketRouteIntegrationConfig) -> Self {
        Self { api: api.clone(), config }
    }
}

impl WebSocketIntegration {
    /// An integration that no route has yet.
    ///
    /// # Errors
    ///
    /// Synthesis reports `timeout-out-of-range` below 50 milliseconds, and
    /// `api-quota` beyond 29 seconds.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: WebSocketIntegrationProps) -> Self {
        let node = Node::new(scope, id);
        let WebSocketIntegrationProps { api, config } = props;
        config.check(&node);
        CfnIntegration::new(&node, "Resource", config.to_cfn(&api));
        node.set_state(WebSocketIntegrationState { api: api.node().node_id() });
        let integration = Self { node, api };
        for response in &config.responses {
            response.attach(&integration);
        }
        integration
    }

    /// What `integration` has become in the API of a route: made below this
    /// route, unless another one has it already.
    #[track_caller]
    pub(in crate::apigatewayv2) fn bound(
        route: &WebSocketRoute,
        integration: &dyn WebSocketRouteIntegration,
    ) -> Self {
        let api = route.web_socket_api();
        // It is bound again, because it may ask for something for each route.
        let config = integration.bind(route);
        let identity = integration.identity();
        if let Some(found) = api.bound_integration(identity).and_then(|node| Self::at(&node)) {
            return found;
        }
        let made = Self::new(route, identity.id(), WebSocketIntegrationProps::new(&api, config));
        api.bind_integration(identity, made.node.node_id());
        made
    }

    /// The integration at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let api = node.read(|state: &WebSocketIntegrationState| state.api)?;
        Some(Self { node: node.clone(), api: WebSocketApi::at(&node.find(api)?)? })
    }

    /// The API that it belongs to.
    #[must_use]
    pub fn web_socket_api(&self) -> WebSocketApi {
        self.api.clone()
    }

    /// Its id in the API.
    #[must_use]
    pub fn integration_id(&self) -> Value<ApiGatewayV2IntegrationId> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnIntegrationProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for WebSocketIntegration {
    fn node(&self) -> &Node {
        &self.node
    }
}
