//! `AWS::ApiGatewayV2::Api` for WebSockets.

use construct_cfn::apigatewayv2::{CfnApi, CfnApiProps};
use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{Construct, IntoValue, NodeId, Value};

use super::props::WebSocketApiProps;
use super::state::WebSocketApiState;
use crate::apigatewayv2::common::execute_api_arn;
use crate::apigatewayv2::{
    IntegrationIdentity, WebSocketConnectRouteOptions, WebSocketDisconnectRouteOptions,
    WebSocketRoute, WebSocketRouteOptions, WebSocketRouteProps,
};
use crate::check::own_resource;
use crate::error::codes;
use crate::iam::{Grant, Grantable, PolicyStatement};
use crate::value::value;
use crate::{Diagnostic, Node};

/// An API over which both sides send messages at any time.
///
/// Appears as [`AWS::ApiGatewayV2::Api`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html)
/// with the protocol `WEBSOCKET`. Each message goes to the route that its
/// property `action` names, and otherwise to `$default`. It is reached through
/// a [`WebSocketStage`](crate::apigatewayv2::WebSocketStage).
///
/// ```
/// use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps, WebSocketLambdaIntegration};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
/// let answer = WebSocketLambdaIntegration::new("Handler", &handler);
/// let props = WebSocketApiProps::new()
///     .connect_route_options(answer.clone())
///     .disconnect_route_options(answer.clone());
/// let api = WebSocketApi::new(&stack, "Api", props);
/// api.add_route("sendMessage", answer);
/// ```
#[derive(Debug, Clone)]
pub struct WebSocketApi {
    node: Node,
}

impl WebSocketApi {
    /// A WebSocket API.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`, `text-too-long`,
    /// `invalid-selection-expression`, and what its routes report.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: WebSocketApiProps) -> Self {
        let node = Node::new(scope, id);
        props.check(&node);
        let cfn = CfnApi::new(&node, "Resource", props.to_cfn(id));
        let api = Self::with_state(node, cfn.ref_(), Some(cfn.attr_api_endpoint()));
        if props.disable_execute_api_endpoint {
            api.node.update(|state: &mut WebSocketApiState| state.has_own_endpoint = false);
        }
        if let Some(options) = props.connect {
            api.add_connect_route(options);
        }
        if let Some(options) = props.disconnect {
            api.add_disconnect_route(options);
        }
        if let Some(options) = props.default {
            api.add_route("$default", options);
        }
        api
    }

    /// An API that exists already, with what is known of it.
    #[track_caller]
    pub fn from_web_socket_api_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: WebSocketApiAttributes,
    ) -> Self {
        let node = Node::new(scope, id);
        Self::with_state(node, attributes.api_id.cast(), attributes.api_endpoint)
    }

    fn with_state(
        node: Node,
        api_id: Value<ApiGatewayV2ApiId>,
        endpoint: Option<Value<String>>,
    ) -> Self {
        node.set_state(WebSocketApiState {
            api_id,
            endpoint,
            has_own_endpoint: true,
            routes: Vec::new(),
            integrations: Vec::new(),
        });
        Self { node }
    }

    /// The API at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<WebSocketApiState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn api_id(&self) -> Value<ApiGatewayV2ApiId> {
        self.node.read(|state: &WebSocketApiState| state.api_id.clone()).unwrap_or_default()
    }

    /// Its address without a stage, which begins with `wss://`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it was imported without it.
    #[must_use]
    pub fn api_endpoint(&self) -> Value<String> {
        let known = self.node.read(|state: &WebSocketApiState| state.endpoint.clone()).flatten();
        known.unwrap_or_else(|| {
            self.node.report(
                Diagnostic::error(
                    codes::IMPORTED_CONSTRUCT,
                    "the API was imported without its endpoint",
                )
                .help("name it with `WebSocketApiAttributes::api_endpoint`"),
            );
            Value::unset()
        })
    }

    /// Answers the messages that name this route, or with `$default` those
    /// that name no other.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-route-key`, `duplicate-construct-id` when
    /// the route is there already, and what its integration reports.
    #[track_caller]
    pub fn add_route(
        &self,
        route_key: &str,
        options: impl Into<WebSocketRouteOptions>,
    ) -> WebSocketRoute {
        self.add(route_key, WebSocketRouteProps::new(self, route_key, options))
    }

    /// Answers the request for a connection; an answer other than 200 refuses it.
    ///
    /// Adds the route `$connect`, the only one that may ask who the client is.
    ///
    /// # Errors
    ///
    /// As [`add_route`](Self::add_route).
    #[track_caller]
    pub fn add_connect_route(
        &self,
        options: impl Into<WebSocketConnectRouteOptions>,
    ) -> WebSocketRoute {
        self.add("$connect", WebSocketRouteProps::connect(self, options))
    }

    /// Hears of a connection that is closed, mostly.
    ///
    /// Adds the route `$disconnect`. AWS calls it once at best: a connection
    /// that breaks may be missed, so what is kept of connections needs a time
    /// to live.
    ///
    /// # Errors
    ///
    /// As [`add_route`](Self::add_route).
    #[track_caller]
    pub fn add_disconnect_route(
        &self,
        options: impl Into<WebSocketDisconnectRouteOptions>,
    ) -> WebSocketRoute {
        self.add("$disconnect", WebSocketRouteProps::disconnect(self, options))
    }

    #[track_caller]
    fn add(&self, route_key: &str, props: WebSocketRouteProps) -> WebSocketRoute {
        // A slash separates the parts of a construct path.
        let id = format!("{}-Route", route_key.replace('/', "--"));
        WebSocketRoute::new(self, &id, props)
    }

    /// Grants `grantee` permission to send messages to the clients of every
    /// stage, and to close their connections.
    ///
    /// [`WebSocketStage::grant_management_api_access`](crate::apigatewayv2::WebSocketStage::grant_management_api_access)
    /// is for those of one stage.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` is imported
    /// without a role.
    #[track_caller]
    pub fn grant_manage_connections(&self, grantee: &dyn Grantable) -> Grant {
        self.grant_connections(grantee, "*")
    }

    #[track_caller]
    pub(in crate::apigatewayv2) fn grant_connections(
        &self,
        grantee: &dyn Grantable,
        stage: &str,
    ) -> Grant {
        let statement = PolicyStatement::allow()
            .actions(["execute-api:ManageConnections"])
            .resource(self.arn_for_execute_api(&format!("/{stage}/*/@connections/*")));
        Grant::add_to_principal(grantee, statement, self)
    }

    /// The ARN of calls to it; `path` is `/STAGE/ROUTE`, with `*` for any.
    #[must_use]
    pub fn arn_for_execute_api(&self, path: &str) -> Value<String> {
        execute_api_arn(self, &self.api_id(), path)
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnApiProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }

    pub(in crate::apigatewayv2) fn has_own_endpoint(&self) -> bool {
        self.node.read(|state: &WebSocketApiState| state.has_own_endpoint).unwrap_or(true)
    }

    pub(in crate::apigatewayv2) fn note_route(&self, key: &str, route: NodeId) {
        let route = (key.to_owned(), route);
        self.node.update(|state: &mut WebSocketApiState| state.routes.push(route));
    }

    /// What an integration that was given to this API before has become.
    pub(in crate::apigatewayv2) fn bound_integration(
        &self,
        identity: &IntegrationIdentity,
    ) -> Option<Node> {
        let found = self.node.read(|state: &WebSocketApiState| {
            let same = state.integrations.iter().find(|(known, _)| known.is_same(identity));
            same.map(|(_, node)| *node)
        });
        self.node.find(found??)
    }

    pub(in crate::apigatewayv2) fn bind_integration(
        &self,
        identity: &IntegrationIdentity,
        node: NodeId,
    ) {
        let bound = (identity.clone(), node);
        self.node.update(|state: &mut WebSocketApiState| state.integrations.push(bound));
    }
}

impl Construct for WebSocketApi {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// What is known of a WebSocket API that exists already.
///
/// ```
/// use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiAttributes};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let attributes = WebSocketApiAttributes::new("a1b2c3d4e5");
/// let api = WebSocketApi::from_web_socket_api_attributes(&stack, "Api", attributes);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketApiAttributes {
    api_id: Value<String>,
    api_endpoint: Option<Value<String>>,
}

impl WebSocketApiAttributes {
    /// An API with this id, whose address is not known.
    pub fn new(api_id: impl IntoValue<String>) -> Self {
        Self { api_id: value(api_id), api_endpoint: None }
    }

    /// Its address without a stage, which begins with `wss://`.
    pub fn api_endpoint(mut self, endpoint: impl IntoValue<String>) -> Self {
        self.api_endpoint = Some(value(endpoint));
        self
    }
}
