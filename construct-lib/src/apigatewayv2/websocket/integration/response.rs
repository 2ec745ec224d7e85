//! What becomes of the answers of an integration.

use construct_cfn::apigatewayv2::{CfnIntegrationResponse, CfnIntegrationResponseProps};
use construct_core::{Construct, IntoValue, Value};

use super::config::{entries, set, text};
use crate::apigateway::ContentHandling;
use crate::apigatewayv2::WebSocketIntegration;
use crate::value::value;

/// Which answers of an integration are meant, by their status.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketIntegrationResponse, WebSocketIntegrationResponseKey,
/// };
///
/// let failed = WebSocketIntegrationResponseKey::pattern(r"5\d{2}");
/// let answer = WebSocketIntegrationResponse::new(failed)
///     .response_template("$default", r#"{"error": "try again"}"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSocketIntegrationResponseKey(String);

impl WebSocketIntegrationResponseKey {
    /// Every answer that no other key fits.
    #[must_use]
    pub fn default_key() -> Self {
        Self("$default".to_owned())
    }

    /// Answers with this status.
    #[must_use]
    pub fn status_code(status: u16) -> Self {
        Self(format!("/{status}/"))
    }

    /// Answers whose status fits a regular expression, for example `4\d{2}`.
    #[must_use]
    pub fn pattern(expression: &str) -> Self {
        Self(format!("/{expression}/"))
    }
}

/// What becomes of some answers of an integration before they are sent back.
///
/// For integrations that hand nothing through as it is, on routes with
/// `return_response`. Appears as
/// [`AWS::ApiGatewayV2::IntegrationResponse`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integrationresponse.html).
///
/// ```
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketIntegrationResponse,
///     WebSocketIntegrationResponseKey, WebSocketMockIntegration, WebSocketRouteOptions,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let ok = WebSocketIntegrationResponseKey::status_code(200);
/// let pong = WebSocketIntegrationResponse::new(ok).response_template("$default", r#"{"action":"pong"}"#);
/// let ping = WebSocketMockIntegration::new("Ping").response(pong);
/// api.add_route("ping", WebSocketRouteOptions::new(ping).return_response());
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketIntegrationResponse {
    key: WebSocketIntegrationResponseKey,
    templates: Vec<(String, Value<String>)>,
    parameters: Vec<(String, Value<String>)>,
    template_selection_expression: Value<String>,
    content_handling: Option<ContentHandling>,
}

impl WebSocketIntegrationResponse {
    /// Hands these answers on as they are.
    pub fn new(key: WebSocketIntegrationResponseKey) -> Self {
        Self {
            key,
            templates: Vec::new(),
            parameters: Vec::new(),
            template_selection_expression: Value::unset(),
            content_handling: None,
        }
    }

    /// The mapping template that the template selection expression chooses by
    /// `key`, which is `$default` without one.
    pub fn response_template(
        mut self,
        key: impl Into<String>,
        template: impl IntoValue<String>,
    ) -> Self {
        set(&mut self.templates, key.into(), value(template));
        self
    }

    /// Sets a header of what is sent back, for example
    /// `method.response.header.X-Id` from `integration.response.header.X-Id`.
    pub fn response_parameter(
        mut self,
        name: impl Into<String>,
        from: impl IntoValue<String>,
    ) -> Self {
        set(&mut self.parameters, name.into(), value(from));
        self
    }

    /// What chooses the mapping template; it is always the one of `$default`
    /// by default.
    pub fn template_selection_expression(mut self, expression: impl IntoValue<String>) -> Self {
        self.template_selection_expression = value(expression);
        self
    }

    /// Whether the answer is converted between text and bytes; it is not by default.
    pub fn content_handling(mut self, handling: ContentHandling) -> Self {
        self.content_handling = Some(handling);
        self
    }

    #[track_caller]
    pub(super) fn attach(&self, integration: &WebSocketIntegration) {
        let api = integration.web_socket_api();
        let props = CfnIntegrationResponseProps::new(
            api.api_id(),
            integration.integration_id(),
            &self.key.0,
        )
        .content_handling_strategy(self.content_handling.map(|handling| text(handling.to_value())))
        .response_parameters(entries(&self.parameters).map(|all| all.into_expr()))
        .response_templates(entries(&self.templates).map(|all| all.into_expr()))
        .template_selection_expression(&self.template_selection_expression);
        let id = format!("Response{}", self.key.0.replace('/', ""));
        CfnIntegrationResponse::new(integration.node(), &id, props);
    }
}
