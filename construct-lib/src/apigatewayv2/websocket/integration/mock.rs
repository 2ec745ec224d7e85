//! An answer that API Gateway gives itself.

use construct_core::IntoValue;

use super::config::{WebSocketIntegrationType, WebSocketRouteIntegrationConfig};
use super::integration::WebSocketRouteIntegration;
use super::response::WebSocketIntegrationResponse;
use crate::apigatewayv2::{IntegrationIdentity, WebSocketRoute};

/// An answer that API Gateway gives itself, with the status 200.
///
/// Appears as a `MOCK` integration. On `$connect` it lets every client in that
/// an authorizer lets through.
///
/// ```
/// use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps, WebSocketMockIntegration};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let welcome = WebSocketMockIntegration::new("Welcome");
/// WebSocketApi::new(&stack, "Api", WebSocketApiProps::new().connect_route_options(welcome));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketMockIntegration {
    identity: IntegrationIdentity,
    config: WebSocketRouteIntegrationConfig,
    has_templates: bool,
}

impl WebSocketMockIntegration {
    /// Answers with 200; `id` is the name below the route.
    pub fn new(id: &str) -> Self {
        Self {
            identity: IntegrationIdentity::new(id.to_owned()),
            config: WebSocketRouteIntegrationConfig::new(WebSocketIntegrationType::Mock),
            has_templates: false,
        }
    }

    /// The mapping template that the template selection expression chooses by
    /// `key`, which is `$default` without one. It must name a `statusCode`;
    /// instead of the one that answers with 200.
    pub fn request_template(
        mut self,
        key: impl Into<String>,
        template: impl IntoValue<String>,
    ) -> Self {
        self.identity.renew();
        self.config = self.config.request_template(key, template);
        self.has_templates = true;
        self
    }

    /// What chooses the mapping template; it is always the one of `$default`
    /// by default.
    pub fn template_selection_expression(mut self, expression: impl IntoValue<String>) -> Self {
        self.identity.renew();
        self.config = self.config.template_selection_expression(expression);
        self
    }

    /// Adds what is sent back for one of its answers, on a route with
    /// `return_response`.
    pub fn response(mut self, response: WebSocketIntegrationResponse) -> Self {
        self.identity.renew();
        self.config = self.config.response(response);
        self
    }
}

#[diagnostic::do_not_recommend]
impl WebSocketRouteIntegration for WebSocketMockIntegration {
    fn identity(&self) -> &IntegrationIdentity {
        &self.identity
    }

    fn bind(&self, _route: &WebSocketRoute) -> WebSocketRouteIntegrationConfig {
        if self.has_templates {
            return self.config.clone();
        }
        // Without a template it would answer with an error of its own.
        self.config.clone().request_template("$default", r#"{"statusCode": 200}"#)
    }
}
