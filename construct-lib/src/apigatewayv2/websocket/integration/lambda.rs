//! A function that answers messages.

use std::time::Duration;

use super::config::{WebSocketIntegrationType, WebSocketRouteIntegrationConfig};
use super::integration::WebSocketRouteIntegration;
use crate::apigateway::ContentHandling;
use crate::apigatewayv2::websocket::api::permit_api;
use crate::apigatewayv2::{IntegrationIdentity, WebSocketRoute};
use crate::lambda::{Function, invocation_uri, permit_invocation};

/// A function that gets each message with the id of its connection.
///
/// Appears as an `AWS_PROXY` integration, and as one `AWS::Lambda::Permission`
/// for each pair of API and function. That covers every route of the API and
/// its authorizers, and no other API.
///
/// ```
/// use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps, WebSocketLambdaIntegration};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("chat"));
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// api.add_route("sendMessage", WebSocketLambdaIntegration::new("Send", &handler));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketLambdaIntegration {
    identity: IntegrationIdentity,
    function: Function,
    timeout: Option<Duration>,
    content_handling: Option<ContentHandling>,
    scope_permission_to_route: bool,
}

impl WebSocketLambdaIntegration {
    /// Calls this function; `id` is the name below the route.
    pub fn new(id: &str, function: &Function) -> Self {
        Self {
            identity: IntegrationIdentity::new(id.to_owned()),
            function: function.clone(),
            timeout: None,
            content_handling: None,
            scope_permission_to_route: false,
        }
    }

    /// How long the function is waited for: 50 milliseconds to 29 seconds, 29
    /// seconds by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `timeout-out-of-range` below 50 milliseconds, and
    /// `api-quota` beyond 29 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.identity.renew();
        self.timeout = Some(timeout);
        self
    }

    /// Whether the message is converted between text and bytes; it is not by default.
    pub fn content_handling(mut self, handling: ContentHandling) -> Self {
        self.identity.renew();
        self.content_handling = Some(handling);
        self
    }

    /// Gives one permission for each route instead of one for the API.
    ///
    /// A function's policy takes about 30 of these.
    pub fn scope_permission_to_route(mut self) -> Self {
        self.identity.renew();
        self.scope_permission_to_route = true;
        self
    }

    #[track_caller]
    fn permit_route(&self, route: &WebSocketRoute) {
        let path = format!("/*/{}", route.route_key());
        let arn = route.web_socket_api().arn_for_execute_api(&path);
        let id = format!("{}-Permission", self.identity.id());
        permit_invocation(route, &id, &self.function, arn);
    }
}

#[diagnostic::do_not_recommend]
impl WebSocketRouteIntegration for WebSocketLambdaIntegration {
    fn identity(&self) -> &IntegrationIdentity {
        &self.identity
    }

    #[track_caller]
    fn bind(&self, route: &WebSocketRoute) -> WebSocketRouteIntegrationConfig {
        if self.scope_permission_to_route {
            self.permit_route(route);
        } else {
            permit_api(&route.web_socket_api(), &self.function);
        }
        let mut config = WebSocketRouteIntegrationConfig::new(WebSocketIntegrationType::AwsProxy)
            .uri(invocation_uri(&self.function, &self.function.function_arn()));
        if let Some(timeout) = self.timeout {
            config = config.timeout(timeout);
        }
        if let Some(handling) = self.content_handling {
            config = config.content_handling(handling);
        }
        config
    }
}
