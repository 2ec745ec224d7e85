//! `AWS::ApiGatewayV2::Authorizer` of a WebSocket API.

use construct_cfn::apigatewayv2::{CfnAuthorizer, CfnAuthorizerProps};
use construct_cfn::refs::ApiGatewayV2AuthorizerId;
use construct_core::{Construct, Expr, IntoValue, State, Value};

use super::identity::WebSocketIdentitySource;
use crate::Node;
use crate::apigatewayv2::websocket::api::permit_api;
use crate::apigatewayv2::{WebSocketApi, WebSocketRoute};
use crate::check::own_resource;
use crate::lambda::{Function, invocation_uri};
use crate::value::value;

/// Who may connect to a WebSocket API.
///
/// [`WebSocketLambdaAuthorizer`](crate::apigatewayv2::WebSocketLambdaAuthorizer),
/// [`WebSocketIamAuthorizer`] and [`WebSocketNoneAuthorizer`] are the ways that
/// AWS has; a [`WebSocketAuthorizer`] is one that is there already.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot decide who may connect to a WebSocket API",
    label = "expected an authorizer of a WebSocket API",
    note = "AWS has Lambda and IAM authorizers for WebSocket APIs; a token is checked by a `WebSocketLambdaAuthorizer`"
)]
pub trait WebSocketRouteAuthorizer {
    /// Prepares what it needs to protect `route`, and says how it does.
    #[track_caller]
    fn bind(&self, route: &WebSocketRoute) -> WebSocketRouteAuthorizerConfig;
}

/// The authorization type of routes whose requests are signed.
pub(in crate::apigatewayv2::websocket) const IAM: &str = "AWS_IAM";

/// How a route is protected.
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketRouteAuthorizerConfig {
    pub(in crate::apigatewayv2) authorization_type: &'static str,
    pub(in crate::apigatewayv2) authorizer_id: Value<ApiGatewayV2AuthorizerId>,
}

impl WebSocketRouteAuthorizerConfig {
    /// Anyone may connect.
    pub fn none() -> Self {
        Self { authorization_type: "NONE", authorizer_id: Value::unset() }
    }

    /// Whom a policy of IAM allows it may connect.
    pub fn iam() -> Self {
        Self { authorization_type: IAM, authorizer_id: Value::unset() }
    }

    /// Whom this authorizer allows it may connect.
    pub fn custom(authorizer: &WebSocketAuthorizer) -> Self {
        Self { authorization_type: "CUSTOM", authorizer_id: authorizer.authorizer_id() }
    }
}

/// Anyone may connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebSocketNoneAuthorizer;

#[diagnostic::do_not_recommend]
impl WebSocketRouteAuthorizer for WebSocketNoneAuthorizer {
    fn bind(&self, _route: &WebSocketRoute) -> WebSocketRouteAuthorizerConfig {
        WebSocketRouteAuthorizerConfig::none()
    }
}

/// Whoever signs the request, and is allowed `execute-api:Invoke` by a policy,
/// may connect; see [`WebSocketRoute::grant_invoke`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebSocketIamAuthorizer;

#[diagnostic::do_not_recommend]
impl WebSocketRouteAuthorizer for WebSocketIamAuthorizer {
    fn bind(&self, _route: &WebSocketRoute) -> WebSocketRouteAuthorizerConfig {
        WebSocketRouteAuthorizerConfig::iam()
    }
}

/// A function that decides who may connect to one API.
///
/// Mostly made by a [`WebSocketLambdaAuthorizer`](crate::apigatewayv2::WebSocketLambdaAuthorizer).
/// Appears as [`AWS::ApiGatewayV2::Authorizer`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-authorizer.html)
/// of the type `REQUEST`.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketAuthorizer, WebSocketAuthorizerProps,
///     WebSocketConnectRouteOptions, WebSocketMockIntegration,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let check = Function::new(&stack, "Check", FunctionProps::rust("check"));
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let props = WebSocketAuthorizerProps::new(&api, &check);
/// let authorizer = WebSocketAuthorizer::new(&stack, "Authorizer", props);
/// let connect = WebSocketConnectRouteOptions::new(WebSocketMockIntegration::new("Connect"));
/// api.add_connect_route(connect.authorizer(authorizer));
/// ```
#[derive(Debug, Clone)]
pub struct WebSocketAuthorizer {
    node: Node,
}

struct WebSocketAuthorizerState {
    id: Value<ApiGatewayV2AuthorizerId>,
}

impl State for WebSocketAuthorizerState {
    fn is_passive(&self) -> bool {
        true
    }
}

/// What a [`WebSocketAuthorizer`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketAuthorizerProps {
    api: WebSocketApi,
    function: Function,
    name: Value<String>,
    identity_source: Vec<WebSocketIdentitySource>,
}

impl WebSocketAuthorizerProps {
    /// Asks this function, when the request has a header `Authorization`.
    pub fn new(api: &WebSocketApi, function: &Function) -> Self {
        Self {
            api: api.clone(),
            function: function.clone(),
            name: Value::unset(),
            identity_source: vec![WebSocketIdentitySource::header("Authorization")],
        }
    }

    /// The name that AWS shows; the id by default.
    pub fn authorizer_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a request must have to be looked at; the header `Authorization`
    /// by default, and nothing if there is none of them.
    pub fn identity_source(
        mut self,
        sources: impl IntoIterator<Item = WebSocketIdentitySource>,
    ) -> Self {
        self.identity_source = sources.into_iter().collect();
        self
    }
}

impl WebSocketAuthorizer {
    /// An authorizer that no route has yet.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: WebSocketAuthorizerProps) -> Self {
        let node = Node::new(scope, id);
        let name = match props.name.expr() {
            Expr::Unset => Value::from(id),
            _ => props.name,
        };
        let sources: Vec<String> = props.identity_source.iter().map(ToString::to_string).collect();
        let cfn_props = CfnAuthorizerProps::new(props.api.api_id(), "REQUEST", name)
            .authorizer_uri(invocation_uri(&props.function, &props.function.function_arn()))
            .identity_source((!sources.is_empty()).then_some(sources));
        let cfn = CfnAuthorizer::new(&node, "Resource", cfn_props);
        node.set_state(WebSocketAuthorizerState { id: cfn.ref_() });
        permit_api(&props.api, &props.function);
        Self { node }
    }

    /// An authorizer that exists already, by its id.
    #[track_caller]
    pub fn from_authorizer_id(
        scope: &dyn Construct,
        id: &str,
        authorizer_id: impl IntoValue<String>,
    ) -> Self {
        let node = Node::new(scope, id);
        let authorizer_id: Value<String> = value(authorizer_id);
        node.set_state(WebSocketAuthorizerState { id: authorizer_id.cast() });
        Self { node }
    }

    /// The authorizer at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<WebSocketAuthorizerState>().then(|| Self { node: node.clone() })
    }

    /// Its id in the API.
    #[must_use]
    pub fn authorizer_id(&self) -> Value<ApiGatewayV2AuthorizerId> {
        self.node.read(|state: &WebSocketAuthorizerState| state.id.clone()).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnAuthorizerProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for WebSocketAuthorizer {
    fn node(&self) -> &Node {
        &self.node
    }
}

#[diagnostic::do_not_recommend]
impl WebSocketRouteAuthorizer for WebSocketAuthorizer {
    fn bind(&self, _route: &WebSocketRoute) -> WebSocketRouteAuthorizerConfig {
        WebSocketRouteAuthorizerConfig::custom(self)
    }
}
