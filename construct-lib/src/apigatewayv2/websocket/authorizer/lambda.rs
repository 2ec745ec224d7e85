//! A function that decides who may connect.

use construct_core::{Construct, IntoValue, Value};

use super::authorizer::{
    WebSocketAuthorizer, WebSocketAuthorizerProps, WebSocketRouteAuthorizer,
    WebSocketRouteAuthorizerConfig,
};
use super::identity::WebSocketIdentitySource;
use crate::apigatewayv2::WebSocketRoute;
use crate::lambda::Function;
use crate::value::value;

/// A function that decides who may connect.
///
/// It answers with a policy, as an authorizer of a REST API does. What it puts
/// into its `context` comes with every later message. Appears as
/// `AWS::ApiGatewayV2::Authorizer` below the API, and as the one permission for
/// the API and the function.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketConnectRouteOptions, WebSocketIdentitySource,
///     WebSocketLambdaAuthorizer, WebSocketLambdaIntegration,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
/// let check = Function::new(&stack, "Check", FunctionProps::rust("check"));
/// let authorizer = WebSocketLambdaAuthorizer::new("Authorizer", &check)
///     .identity_source([WebSocketIdentitySource::query_string("token")]);
/// let integration = WebSocketLambdaIntegration::new("Connect", &handler);
/// let connect = WebSocketConnectRouteOptions::new(integration).authorizer(authorizer);
/// WebSocketApi::new(&stack, "Api", WebSocketApiProps::new().connect_route_options(connect));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketLambdaAuthorizer {
    id: String,
    function: Function,
    name: Value<String>,
    identity_source: Option<Vec<WebSocketIdentitySource>>,
}

impl WebSocketLambdaAuthorizer {
    /// Asks this function, when the request has a header `Authorization`;
    /// `id` is the name below the API.
    pub fn new(id: &str, function: &Function) -> Self {
        Self {
            id: id.to_owned(),
            function: function.clone(),
            name: Value::unset(),
            identity_source: None,
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
        self.identity_source = Some(sources.into_iter().collect());
        self
    }
}

#[diagnostic::do_not_recommend]
impl WebSocketRouteAuthorizer for WebSocketLambdaAuthorizer {
    #[track_caller]
    fn bind(&self, route: &WebSocketRoute) -> WebSocketRouteAuthorizerConfig {
        let api = route.web_socket_api();
        let mut props =
            WebSocketAuthorizerProps::new(&api, &self.function).authorizer_name(&self.name);
        if let Some(sources) = &self.identity_source {
            props = props.identity_source(sources.iter().cloned());
        }
        let made = WebSocketAuthorizer::new(api.node(), &self.id, props);
        WebSocketRouteAuthorizerConfig::custom(&made)
    }
}
