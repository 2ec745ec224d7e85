//! How an integration is called.

use std::time::Duration;

use construct_cfn::apigatewayv2::CfnIntegrationProps;
use construct_core::{Entries, IntoValue, Value};

use super::response::WebSocketIntegrationResponse;
use crate::apigateway::{ContentHandling, HttpMethod, PassthroughBehavior};
use crate::apigatewayv2::WebSocketApi;
use crate::error::codes;
use crate::iam::Role;
use crate::value::value;
use crate::{Diagnostic, Node};

/// What API Gateway does with a message; see AWS on
/// [integration requests](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebSocketIntegrationType {
    /// Calls an action of an AWS service, with mapping templates.
    Aws,
    /// Hands the message to a function.
    AwsProxy,
    /// Calls an HTTP endpoint, with mapping templates.
    Http,
    /// Hands the message to an HTTP endpoint.
    HttpProxy,
    /// Answers itself.
    Mock,
}

impl WebSocketIntegrationType {
    fn name(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::AwsProxy => "AWS_PROXY",
            Self::Http => "HTTP",
            Self::HttpProxy => "HTTP_PROXY",
            Self::Mock => "MOCK",
        }
    }
}

/// How an integration is called, and what becomes of its answers.
///
/// The integrations of this library make one; it is for integrations of your own.
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketRouteIntegrationConfig {
    kind: WebSocketIntegrationType,
    uri: Value<String>,
    method: Option<HttpMethod>,
    credentials_role: Option<Role>,
    content_handling: Option<ContentHandling>,
    passthrough_behavior: Option<PassthroughBehavior>,
    request_parameters: Vec<(String, Value<String>)>,
    request_templates: Vec<(String, Value<String>)>,
    template_selection_expression: Value<String>,
    timeout: Option<Duration>,
    pub(super) responses: Vec<WebSocketIntegrationResponse>,
}

impl WebSocketRouteIntegrationConfig {
    /// An integration of this type.
    pub fn new(kind: WebSocketIntegrationType) -> Self {
        Self {
            kind,
            uri: Value::unset(),
            method: None,
            credentials_role: None,
            content_handling: None,
            passthrough_behavior: None,
            request_parameters: Vec::new(),
            request_templates: Vec::new(),
            template_selection_expression: Value::unset(),
            timeout: None,
            responses: Vec::new(),
        }
    }

    /// What is called.
    pub fn uri(mut self, uri: impl IntoValue<String>) -> Self {
        self.uri = value(uri);
        self
    }

    /// The verb by which it is called.
    pub fn integration_method(mut self, method: HttpMethod) -> Self {
        self.method = Some(method);
        self
    }

    /// The role as which API Gateway calls it.
    pub fn credentials_role(mut self, role: &Role) -> Self {
        self.credentials_role = Some(role.clone());
        self
    }

    /// Whether the message is converted between text and bytes; it is not by default.
    pub fn content_handling(mut self, handling: ContentHandling) -> Self {
        self.content_handling = Some(handling);
        self
    }

    /// What becomes of a message that no template is for; it passes as it is
    /// by default.
    pub fn passthrough_behavior(mut self, behavior: PassthroughBehavior) -> Self {
        self.passthrough_behavior = Some(behavior);
        self
    }

    /// Sets a part of the request to it, for example
    /// `integration.request.header.connectionId` to `context.connectionId`.
    pub fn request_parameter(
        mut self,
        name: impl Into<String>,
        from: impl IntoValue<String>,
    ) -> Self {
        set(&mut self.request_parameters, name.into(), value(from));
        self
    }

    /// The mapping template that the template selection expression chooses by
    /// `key`, which is `$default` without one.
    pub fn request_template(
        mut self,
        key: impl Into<String>,
        template: impl IntoValue<String>,
    ) -> Self {
        set(&mut self.request_templates, key.into(), value(template));
        self
    }

    /// What chooses the mapping template; it is always the one of `$default`
    /// by default.
    pub fn template_selection_expression(mut self, expression: impl IntoValue<String>) -> Self {
        self.template_selection_expression = value(expression);
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
        self.timeout = Some(timeout);
        self
    }

    /// Adds what becomes of one of its answers.
    pub fn response(mut self, response: WebSocketIntegrationResponse) -> Self {
        self.responses.push(response);
        self
    }

    pub(super) fn check(&self, node: &Node) {
        if let Some(timeout) = self.timeout
            && timeout < Duration::from_millis(50)
        {
            node.report(
                Diagnostic::error(
                    codes::TIMEOUT_OUT_OF_RANGE,
                    format!("an integration is waited for at least 50ms, got {timeout:?}"),
                )
                .help("leave it out to wait for 29 seconds"),
            );
        }
    }

    pub(super) fn to_cfn(&self, api: &WebSocketApi) -> CfnIntegrationProps {
        let milliseconds = |t: Duration| i64::try_from(t.as_millis()).unwrap_or(i64::MAX);
        let content_handling = self.content_handling.map(|handling| text(handling.to_value()));
        let passthrough = self.passthrough_behavior.map(|behavior| text(behavior.to_value()));
        CfnIntegrationProps::new(api.api_id(), self.kind.name())
            .content_handling_strategy(content_handling)
            .credentials_arn(self.credentials_role.as_ref().map(Role::role_arn))
            .integration_method(self.method.map(HttpMethod::name))
            .integration_uri(&self.uri)
            .passthrough_behavior(passthrough)
            .request_parameters(entries(&self.request_parameters))
            .request_templates(entries(&self.request_templates))
            .template_selection_expression(&self.template_selection_expression)
            .timeout_in_millis(self.timeout.map(milliseconds))
    }
}

/// A value of an enum as the text that it is; the properties here name no enum.
pub(super) fn text<T: ?Sized>(value: Value<T>) -> Value<String> {
    value.cast()
}

/// Sets an entry in its place, or adds it at the end.
pub(super) fn set(all: &mut Vec<(String, Value<String>)>, name: String, value: Value<String>) {
    match all.iter_mut().find(|(n, _)| *n == name) {
        Some(entry) => entry.1 = value,
        None => all.push((name, value)),
    }
}

/// An object of texts; nothing when it would be empty.
pub(super) fn entries(all: &[(String, Value<String>)]) -> Option<Entries<String>> {
    let made = all.iter().fold(Entries::new(), |made, (name, text)| made.set(name.clone(), text));
    (!all.is_empty()).then_some(made)
}
