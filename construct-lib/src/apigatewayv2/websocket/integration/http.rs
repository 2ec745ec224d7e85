//! An HTTP endpoint.

use std::time::Duration;

use construct_core::IntoValue;

use super::config::{WebSocketIntegrationType, WebSocketRouteIntegrationConfig};
use super::integration::WebSocketRouteIntegration;
use super::response::WebSocketIntegrationResponse;
use crate::apigateway::HttpMethod;
use crate::apigatewayv2::{IntegrationIdentity, WebSocketRoute};

/// An HTTP endpoint that gets each message as a request.
///
/// Appears as an `HTTP_PROXY` integration, or as `HTTP` with a mapping
/// template. The endpoint learns of the connection only what a request
/// parameter tells it:
///
/// ```
/// use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps, WebSocketHttpIntegration};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let bot = WebSocketHttpIntegration::new("Bot", "https://bot.example.com/messages")
///     .request_parameter("integration.request.header.connectionId", "context.connectionId");
/// api.add_route("ask", bot);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketHttpIntegration {
    identity: IntegrationIdentity,
    config: WebSocketRouteIntegrationConfig,
}

impl WebSocketHttpIntegration {
    /// Sends each message to this address by `POST`, as it is; `id` is the
    /// name below the route.
    pub fn new(id: &str, url: impl IntoValue<String>) -> Self {
        Self::of(id, url, WebSocketIntegrationType::HttpProxy)
    }

    /// Sends to this address by `POST` what mapping templates make of each message.
    pub fn with_templates(id: &str, url: impl IntoValue<String>) -> Self {
        Self::of(id, url, WebSocketIntegrationType::Http)
    }

    fn of(id: &str, url: impl IntoValue<String>, kind: WebSocketIntegrationType) -> Self {
        let config = WebSocketRouteIntegrationConfig::new(kind)
            .integration_method(HttpMethod::Post)
            .uri(url);
        Self { identity: IntegrationIdentity::new(id.to_owned()), config }
    }

    /// The verb by which it is called; `POST` by default.
    pub fn integration_method(mut self, method: HttpMethod) -> Self {
        self.identity.renew();
        self.config = self.config.integration_method(method);
        self
    }

    /// Sets a part of the request, for example
    /// `integration.request.header.connectionId` to `context.connectionId`.
    pub fn request_parameter(
        mut self,
        name: impl Into<String>,
        from: impl IntoValue<String>,
    ) -> Self {
        self.identity.renew();
        self.config = self.config.request_parameter(name, from);
        self
    }

    /// The mapping template that the template selection expression chooses by
    /// `key`, which is `$default` without one.
    pub fn request_template(
        mut self,
        key: impl Into<String>,
        template: impl IntoValue<String>,
    ) -> Self {
        self.identity.renew();
        self.config = self.config.request_template(key, template);
        self
    }

    /// What chooses the mapping template; it is always the one of `$default`
    /// by default.
    pub fn template_selection_expression(mut self, expression: impl IntoValue<String>) -> Self {
        self.identity.renew();
        self.config = self.config.template_selection_expression(expression);
        self
    }

    /// How long it is waited for: 50 milliseconds to 29 seconds, 29 seconds
    /// by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `timeout-out-of-range` below 50 milliseconds, and
    /// `api-quota` beyond 29 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.identity.renew();
        self.config = self.config.timeout(timeout);
        self
    }

    /// Adds what becomes of one of its answers.
    pub fn response(mut self, response: WebSocketIntegrationResponse) -> Self {
        self.identity.renew();
        self.config = self.config.response(response);
        self
    }
}

#[diagnostic::do_not_recommend]
impl WebSocketRouteIntegration for WebSocketHttpIntegration {
    fn identity(&self) -> &IntegrationIdentity {
        &self.identity
    }

    fn bind(&self, _route: &WebSocketRoute) -> WebSocketRouteIntegrationConfig {
        self.config.clone()
    }
}
